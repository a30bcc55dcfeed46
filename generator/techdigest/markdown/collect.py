"""Collect the runnable fences of pages: those that a reader of the rendered page would see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from techdigest.diagnostics import Diagnostic, Diagnostics
from techdigest.markdown.context import PageSource, RenderContext
from techdigest.markdown.extension import TechDigestExtension
from techdigest.markdown.fence_lines import UNKNOWN, FenceLines
from techdigest.markdown.marks import Marks
from techdigest.markdown.run_fences import Highlight, is_for_run, superfences_of
from techdigest.math.engine import Typeset
from techdigest.math.typesetter import Formula, Typesetter
from techdigest.notes.library import Library
from techdigest.notes.model import Lang, Note
from techdigest.snippets.gather import gather
from techdigest.snippets.library import SnippetLibrary
from techdigest.snippets.model import Fence

# Python-Markdown's own, by the names that most sites use.
_BUILT_IN = frozenset(
    """
    abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em
    md_in_html meta nl2br sane_lists smarty tables toc wikilinks
    """.split()  # noqa: SIM905 - easier to read than a page of quotes
)
_OPENING = re.compile(r"[\s>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)?(?P<fence>`{3,}|~{3,})(?P<info>.*)\Z")
_QUOTED = re.compile(r"""=(?:"[^"]*"|'[^']*')""")
_ASKS = re.compile(r"(?<![^\s{])\.run(?![\w.-])|\{[ \t]*run(?=[ \t}])")
_FORM = "write ```python {.run id=some-name} on a line of its own, with plain spaces before it if any"
_OPEN = "close the fence above, or give it more backticks than the one inside"


@dataclass(slots=True)
class _Block:
    """A fence that superfences has read: where its text starts, and what it is if it is to be run."""

    start: int
    opening: str
    inner: list[tuple[int, str]]  # index and text of lines within that ask to be run, but cannot
    fence: Fence | None = None


def collect_library(
    library: Library,
    content_dir: Path,
    extensions: Sequence[str | Extension],
    configs: Mapping[str, Any],
    diagnostics: Diagnostics,
    *,
    default_lang: Lang = "zh-Hans",
) -> SnippetLibrary:
    """Collect the snippets of all notes and pages, private ones included.

    Args:
        library: What was read of the content folder.
        content_dir: The folder, for files that snippets ask for.
        extensions: The site's Markdown extensions, by name; our own is skipped, as it is at home here.
        configs: Their options, by name.
        diagnostics: Gets what is wrong; such fences are shown, but not run.
        default_lang: The language whose pages hold the code.
    """
    notes = library.by_path.values()
    fences = {note.path: collect(note, extensions, configs, diagnostics) for note in notes}
    return gather(fences, notes, content_dir, diagnostics, default_lang=default_lang)


def collect(
    note: Note,
    extensions: Sequence[str | Extension],
    configs: Mapping[str, Any],
    diagnostics: Diagnostics,
) -> tuple[Fence, ...]:
    """Return the runnable fences that the rendered page of a note would show, in the page's order.

    The text is converted as the site does it, but nothing is highlighted or typeset. What looks like a
    runnable fence and is none gets a diagnostic, unless it is code or part of a comment.
    """
    lines = enumerate(note.body.split("\n"), note.body_line)
    first = next((number for number, line in lines if _opening_that_asks(line)), None)
    if first is None:
        return ()
    others = [extension for extension in extensions if not isinstance(extension, TechDigestExtension)]
    return _Collector(note, diagnostics).convert(others, configs, first)


def is_self_contained(extension: str | Extension) -> bool:
    """Whether an extension is known to make of a page what its text says, whatever other files hold."""
    return isinstance(extension, str) and (
        extension in _BUILT_IN
        or (extension.startswith(("markdown.", "pymdownx.")) and extension != "pymdownx.snippets")
    )


class _Unset(Typesetter):
    """Sets no formula: they may take fences in, but what becomes of them is not asked here."""

    def typeset(self, tex: str, *, display: bool) -> Typeset:
        """Return nothing."""
        return Typeset("", "", {})

    def prepare(self, formulas: Iterable[Formula]) -> None:
        """Do nothing."""


class _Collector(Preprocessor):
    """One conversion of one page, with marks for its fences; listens from the moment it is run."""

    def __init__(self, note: Note, diagnostics: Diagnostics) -> None:
        super().__init__()
        self._page = PageSource(note.path, note.body_line, note.body, note.lang)
        self._lines = FenceLines(self._page)
        self._diagnostics = diagnostics
        self._marks = Marks(note.body)
        self._blocks: list[_Block] = []
        self._loose: dict[int, tuple[int, str]] = {}  # number of the mark -> index and text of the line

    def convert(
        self, extensions: Sequence[str | Extension], configs: Mapping[str, Any], first: int
    ) -> tuple[Fence, ...]:
        """Convert the page. `first` is a line that asks to be run."""
        unheard = Diagnostics()  # rendering the page will say the rest
        context = RenderContext(unheard, _Unset(), Path(), self._page, show_snippet=self._keep)
        md = Markdown(extensions=[*extensions, TechDigestExtension(context)], extension_configs=dict(configs))
        if superfences_of(md) is None:
            hint = "add `- pymdownx.superfences` to `markdown_extensions` in mkdocs.yml"
            self._report(
                first, "snippet-no-superfences", "only pymdownx.superfences reads fences that are run", hint
            )
            return ()
        md.preprocessors.register(self, "td-collect", 999)  # behind the hook, which is renewed at 1000
        md.treeprocessors.deregister("indent-highlight", strict=False)  # costs time, and moves nothing
        self.md = md
        html = md.convert(self._page.source)
        for diagnostic in unheard:
            if diagnostic.code == "too-hostile":  # shown as it stands, with any fence that is part of it
                self._diagnostics.add(diagnostic)
        return self._shown(html)

    def run(self, lines: list[str]) -> list[str]:
        """Begin to listen."""
        self._listen(superfences_of(self.md))
        return lines

    def _listen(self, fenced: Any) -> None:
        """Let superfences put marks where it would put HTML."""
        process, reassemble = fenced.process_nested_block, fenced.reassemble

        def mark_block(ws: str, content: str, start: int, end: int) -> None:
            fence = _fence_of(fenced.first)
            inner = [
                (number, line)
                for number, line in enumerate(fenced.code, start + 1)
                if (match := _opening_that_asks(line)) and match["fence"].startswith(fence)
            ]
            self._blocks.append(_Block(start, fenced.first, inner))
            if fenced.formatter is not None and not is_for_run(fenced.formatter):
                fenced.formatter = lambda **_: self._block_mark()
            process(ws, content, start, end)

        def mark_loose(lines: list[str]) -> list[str]:
            inside = {number for _, start, end in fenced.stack for number in range(start, end)}
            for number, line in enumerate(lines):
                if number not in inside and _opening_that_asks(line):
                    mark = len(lines) + number  # no block has as high a number
                    self._loose[mark] = (number, line)
                    lines[number] = line + self._marks.mark(mark)
            return list(reassemble(lines))

        fenced.process_nested_block, fenced.reassemble = mark_block, mark_loose

    def _keep(self, fence: Fence, highlight: Highlight) -> str:
        self._blocks[-1].fence = fence
        return self._block_mark()

    def _block_mark(self) -> str:
        return f"<div>{self._marks.mark(len(self._blocks) - 1)}</div>"

    def _shown(self, html: str) -> tuple[Fence, ...]:
        seen = self._marks.seen(html)
        fences = []
        for number, block in enumerate(self._blocks):
            if number not in seen.marks:
                continue
            for index, line in block.inner:
                self._report_stray(
                    index, line, "stands inside another fence, which ends where it ends", _OPEN
                )
            if block.fence is None and _opening_that_asks(block.opening):
                self._report_stray(block.start, block.opening, "is shown as plain code", _FORM)
            elif block.fence is not None and block.fence.line == UNKNOWN:
                self._report_moved(block.fence)
            elif block.fence is not None:
                fences.append(block.fence)
        for mark in sorted(seen.prose & self._loose.keys()):
            self._report_stray(*self._loose[mark], "does not open a fence", _FORM)
        return tuple(fences)

    def _report_stray(self, index: int, line: str, what: str, hint: str) -> None:
        message = f"this looks like a fence that is to be run, but {what}"
        self._report(self._lines.line_of(index, line), "snippet-not-run", message, hint)

    def _report_moved(self, fence: Fence) -> None:
        self._report(
            UNKNOWN,
            "snippet-moved",
            f"the fence of the snippet {fence.id!r} cannot be found in this file, so it has no line to name",
            "write it in the page itself, once: an extension that includes other files has brought it here",
        )

    def _report(self, line: int, code: str, message: str, hint: str) -> None:
        self._diagnostics.add(Diagnostic(self._page.path, line, code, message, hint))


def _opening_that_asks(line: str) -> re.Match[str] | None:
    """Return the parts of a line that looks like the opening of a fence with the class `run`."""
    match = _OPENING.match(line) if "run" in line else None
    info = _QUOTED.sub("=x", match["info"]) if match else ""
    return match if _ASKS.search(info) and "`" not in info else None


def _fence_of(opening: str) -> str:
    match = _OPENING.match(opening)
    return match["fence"] if match else "`" * 3
