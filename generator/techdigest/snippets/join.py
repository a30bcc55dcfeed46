"""The fences of one snippet, one a language, joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import cast

from techdigest.diagnostics import Diagnostic, Diagnostics
from techdigest.notes.model import Lang, Note
from techdigest.snippets.attributes import Attributes
from techdigest.snippets.files import FileError, hash_beside
from techdigest.snippets.fingerprint import canonical
from techdigest.snippets.model import Fence, Language, Place, Snippet


@dataclass(frozen=True, slots=True)
class Shown:
    """A fence on the page of a note; `attributes` are None where something is wrong with them."""

    note: Note
    fence: Fence
    attributes: Attributes | None

    @property
    def place(self) -> Place:
        """The place as a snippet has it."""
        return Place(self.fence.path, self.fence.line, self.note.lang)

    @property
    def at(self) -> str:
        """The place for messages."""
        return f"{self.fence.path}:{self.fence.line}"

    def may_show(self, main: Shown) -> bool:
        """Whether the code of `main` may stand here: that of a private note reaches no published page."""
        return self.note.is_private or not main.note.is_private


def join(main: Shown, group: list[Shown], content_dir: Path, diagnostics: Diagnostics) -> Snippet | None:
    """Return the snippet of a group of fences, without fingerprint, or None where it cannot be run.

    Args:
        main: The fence that holds the code and says how it is run.
        group: All of them, `main` included; those that differ from it get a diagnostic and are left out.
        content_dir: Where files that the snippet reads are looked for.
        diagnostics: Gets what is wrong.
    """
    if not main.fence.code:
        diagnostics.add(_empty(main, "no page has code for it"))
    if not main.fence.code or main.attributes is None:
        return None
    said = main.attributes
    agreeing = [main]
    for shown in group:
        problem = None if shown is main or shown.attributes is None else _difference(shown, main)
        if problem:
            diagnostics.add(problem)
        elif shown is not main and shown.attributes is not None:
            agreeing.append(shown)
    files = _hashes(main, said, content_dir, diagnostics)
    if files is None:
        return None
    return Snippet(
        id=main.fence.id,
        language=cast("Language", main.fence.language),
        code=main.fence.code.rstrip("\n") + "\n",
        place=main.place,
        places=tuple(shown.place for shown in agreeing),
        claims=MappingProxyType(dict(_claims(agreeing))),
        needs=said.needs,
        timeout=said.timeout,
        setup=said.setup,
        files=MappingProxyType(files),
        pins=said.pins,
        is_hidden=said.hidden,
        expect_status=said.expect.status,
        expect_output=said.expect.output,
        plot=said.plot,
        size=said.size,
    )


def _difference(shown: Shown, main: Shown) -> Diagnostic | None:
    """Say in what a fence differs from that of which it is a translation."""
    fence = shown.fence
    if not fence.code and not shown.may_show(main):
        return _empty(shown, f"the page that has its code, {main.at}, is private")
    if fence.code and canonical(fence.code) != canonical(main.fence.code):
        return _differs(shown, f"the code of {fence.id} differs from that at {main.at}", "the code")
    if fence.language != main.fence.language:
        message = f"{fence.id} is {fence.language} here, but {main.fence.language} at {main.at}"
        return Diagnostic(
            fence.path, fence.line, "snippet-differs", message, f"write ```{main.fence.language}"
        )
    for name in sorted(shown.attributes.given - {"claim"}) if shown.attributes else ():
        if getattr(shown.attributes, name) != getattr(main.attributes, name):
            message = f"the attribute {name} of {fence.id} differs from that at {main.at}"
            return _differs(shown, message, f"the attribute {name}")
    return None


def _differs(shown: Shown, message: str, what: str) -> Diagnostic:
    hint = f"leave {what} out here: the other page's counts for all languages"
    return Diagnostic(shown.fence.path, shown.fence.line, "snippet-differs", message, hint)


def _empty(shown: Shown, why: str) -> Diagnostic:
    return Diagnostic(
        shown.fence.path,
        shown.fence.line,
        "snippet-empty",
        f"the snippet {shown.fence.id} is empty, and {why}",
        "write the code here or in the note of the default language, under the same id",
    )


def _claims(agreeing: list[Shown]) -> Iterator[tuple[Lang, str]]:
    for shown in reversed(agreeing):  # of two pages in one language, the first has the last word
        if shown.attributes and shown.attributes.claim:
            yield shown.note.lang, shown.attributes.claim


def _hashes(
    main: Shown, said: Attributes, content_dir: Path, diagnostics: Diagnostics
) -> dict[str, str] | None:
    hashes: dict[str, str] = {}
    for name in said.files:
        try:
            hashes[name] = hash_beside(content_dir, main.fence.path, name)
        except FileError as error:
            hint = "put the file into the note's folder, and write its name as it is there"
            diagnostics.add(Diagnostic(main.fence.path, main.fence.line, "snippet-files", str(error), hint))
    return hashes if len(hashes) == len(said.files) else None
