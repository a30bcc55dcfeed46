"""What a rule is, what it is told, and how rules are applied."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from techdigest.importers.body import Body
from techdigest.importers.model import Finding, Outcome, Post

_CLIP = 160  # characters of what was found that are told


class Links(Protocol):
    """Where other posts of the source will lie."""

    def to(self, target: str) -> str | None:
        """Return the address, relative to the note, of the post that `target` means; None for no post.

        `target` is as a source writes it: a path relative to the post or to the site (`/2020/01/02/slug/`),
        the name of a file with or without its ending, of a wikilink, of `post_url`; `#anchor` is kept.
        """

    def part(self, anchor: str) -> str:
        """Return what a part of the post itself is called here: `anchor` is an id, or a heading."""

    def is_draft(self, address: str) -> bool:
        """Whether an address that `to` returned is of a draft, and the post itself is published."""


class Pictures(Protocol):
    """The pictures of the source."""

    def of(self, target: str) -> str | None:
        """Return the name beside the note of a picture, which is copied there; None if the source lacks it.

        `target` is as a source writes it: relative to the post, in its folders, from the site's root, with
        percent escapes or Windows' slashes; a web address has no copy (unless pictures are fetched).
        """


def _no_file(_path: str) -> None:
    return None


@dataclass
class Context:
    """What a rule knows about the post whose body it changes.

    Attributes:
        post: The post.
        dialect: The name of its dialect.
        links: Where other posts will lie.
        pictures: The pictures of the source.
        frames: Hosts whose iframes may stay.
        snippets: Whether fences that ask to be run go on asking.
        templates: Whether the post is a template; otherwise its tags are text.
        breaks: Whether the source's configuration makes line breaks of the ends of lines.
        title: The title that the note will have; empty where its first heading is to be it.
        tags: Tags that the body names; rules add to it.
        read: Returns the text of a file of the source, named relative to the post; None if there is none.
        findings: What became of what; rules add to it by `found`.
    """

    post: Post
    dialect: str
    links: Links
    pictures: Pictures
    frames: frozenset[str] = frozenset()
    snippets: bool = False
    templates: bool = True
    breaks: bool = False
    title: str = ""
    tags: list[str] = field(default_factory=list)
    read: Callable[[str], str | None] = _no_file
    findings: list[Finding] = field(default_factory=list)
    _rule: str = ""
    _made: dict[str, str] = field(default_factory=dict)  # address -> the rule that wrote it first

    def post_at(self, target: str) -> str | None:
        """Return the address of the post that `target` means, as `Links.to`."""
        return self._remembered(self.links.to(target))

    def file_at(self, target: str) -> str | None:
        """Return the name of the file that `target` means, as `Pictures.of`."""
        return self._remembered(self.pictures.of(target))

    def is_made(self, target: str) -> bool:
        """Whether another rule has written this address: it was told of already."""
        return self._made.get(target.partition("#")[0], self._rule) != self._rule

    def _remembered(self, address: str | None) -> str | None:
        if address is not None:
            self._made.setdefault(address.partition("#")[0], self._rule)
        return address

    def found(self, outcome: Outcome, line: int, text: str, why: str = "") -> None:
        """Tell what became of a construct: `text`, on line `line` of the file."""
        shown = " ".join(text[: 2 * _CLIP].split())[:_CLIP]
        self.findings.append(Finding(self.post.path, line, self._rule, outcome, shown, why))


def beside(why: str) -> str:
    """Return the comment that stands beside a guess, so that a person can settle it."""
    return f"<!-- import: {why} -->"


@dataclass(frozen=True, slots=True)
class Rule:
    """What becomes of one construct.

    Attributes:
        name: In kebab case; reports name it.
        about: One sentence: what becomes of it.
        apply: Changes a body and tells by `Context.found`. Linear in the body; raises nothing.
        needs: The rule is not asked about a body that has none of these texts; empty: always asked.
        dialects: The dialects that have it; empty: any.
        is_template: Whether it reads the language of templates: a post may say that it is none.
    """

    name: str
    about: str
    apply: Callable[[Body, Context], None]
    needs: tuple[str, ...] = ()
    dialects: frozenset[str] = frozenset()
    is_template: bool = False


class Change(NamedTuple):
    """What becomes of one match: the text that stands there now (None: as it was), and what is told of it."""

    text: str | None
    outcome: Outcome = Outcome.CONVERTED
    why: str = ""


def replacing(
    pattern: re.Pattern[str],
    change: Callable[[re.Match[str], Context], Change | None],
    *,
    everywhere: bool = False,
) -> Callable[[Body, Context], None]:
    """Return what a rule does that changes each match by itself; None from `change`: it is not meant."""

    def apply(body: Body, context: Context) -> None:
        def replace(match: re.Match[str], line: int) -> str | None:
            made = change(match, context)
            if made is None:
                return None
            context.found(made.outcome, line, match[0], made.why)
            return made.text

        body.sub(pattern, replace, everywhere=everywhere)

    return apply


def keeping(pattern: re.Pattern[str]) -> Callable[[Body, Context], None]:
    """Return what a rule does that only tells of what stays as it is."""
    return replacing(pattern, lambda _match, _context: Change(None, Outcome.KEPT))


def apply(rules: Iterable[Rule], body: Body, context: Context) -> None:
    """Apply rules to a body, one after the other."""
    for rule in rules:
        is_meant = (not rule.dialects or context.dialect in rule.dialects) and (
            context.templates or not rule.is_template
        )
        if is_meant and (not rule.needs or any(text in body.text for text in rule.needs)):
            context._rule = rule.name
            rule.apply(body, context)
