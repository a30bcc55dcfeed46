"""Citations as Pandoc writes them: `[@key]`, `[@a; @b, sec. 3]`, `[see @a, p. 7; -@b]`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from techdigest.papers.mentions.candidates import OPAQUE, Block, Candidate

_LONGEST = 1000  # characters between the brackets
_BRACKETS = re.compile(
    rf"(?<![!\\])\[(?!\^)(?P<inner>[^\[\]\n]{{2,{_LONGEST}}}+(?:\n[^\[\]\n]+){{0,3}}+)\](?![(\[:{{])"
)
# A key of BibTeX: letters, digits and marks inside, with a letter or digit at both ends.
_KEY = re.compile(r"(?<![\w@.+\-/])(?P<no_author>-?)@(?P<key>[^\W_](?:[\w:.#$%&\-+?<>~/]*\w)?)(?![\w@])")


@dataclass(frozen=True, slots=True)
class Cited:
    """One paper of a citation: `see -@key, p. 7` has prefix `see` and locator `p. 7`."""

    key: str
    prefix: str = ""
    locator: str = ""
    suppress_author: bool = False


def parse_citation(inner: str) -> tuple[Cited, ...] | None:
    """Return what a citation cites, in order, given what stands between its brackets; None if it is none.

    Every part between semicolons has one `@key` that is no e-mail address.
    """
    cited = []
    for part in inner.split(";"):
        keys = list(_KEY.finditer(part))
        if len(keys) != 1 or len(part) > _LONGEST:
            return None
        match = keys[0]
        behind = part[match.end() :].strip()
        if behind and not (behind[0] in ",{" or part[match.end()].isspace()):
            return None
        locator = " ".join(behind.lstrip(",").strip().removeprefix("{").removesuffix("}").split())
        prefix = " ".join(part[: match.start()].split())
        cited.append(Cited(match["key"], prefix, locator, bool(match["no_author"])))
    return tuple(cited) or None


def find_citations(block: Block) -> Iterator[Candidate]:
    """Yield the papers of each citation, at their `@key`."""
    if "@" not in block.text:
        return
    for match in _BRACKETS.finditer(block.text):
        if OPAQUE in match["inner"]:
            continue
        for cited, place in zip(
            parse_citation(match["inner"]) or (), _KEY.finditer(match["inner"]), strict=False
        ):
            start = match.start("inner") + place.start()
            end = match.start("inner") + place.end()
            paper = block.titles.registry.by_key.get(cited.key)
            yield Candidate(start, end, "citation", paper.key if paper else None, locator=cited.locator)
