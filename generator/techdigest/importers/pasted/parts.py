"""Several posts in one file: where one ends and the next begins, and what a post says about itself."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from techdigest.importers.model import Outcome
from techdigest.importers.pasted.headings import is_closing, is_opening, may_be_heading, scheme_of
from techdigest.importers.pasted.model import Block, Found, Kind, Line, width

_BRACKETS = re.compile(r"(?:\[[^\[\]]{1,40}\]\s*)+[^\[\]\s].*[^.。:：…]")
_TAGS = re.compile(r"#{0,6}\s*tags\s*[:：]\s*(.{1,300})", re.IGNORECASE)
_DATE = re.compile(
    r"(?:Posted(?: on)?|Published(?: on)?|Updated(?: on)?|Date|发表于|發表於|发布于|發佈於|日期|时间|時間)?"
    r"\s*[:：]?\s*"
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s+(\d{1,2}:\d{2})(?::\d{2})?)?",
    re.IGNORECASE,
)
_FIRST_LINES = 4  # of a post, that may say when it was written and its tags
_LONGEST_TITLE = 60
_CLAUSE = re.compile(r"[^，。！？；,.!?;:：\n]+")


@dataclass(frozen=True, slots=True)
class Part:
    """A post in pasted text.

    Attributes:
        title: Its title.
        title_line: The line on which the title stands; 0 where it was made of the first words.
        body: Its lines, without the title and what it says about itself.
        line: The line of the file on which the body starts.
        number: Its number in the file, from 1; 0 where it is alone.
        tags: The tags it names.
        date: When it says it was written, as ISO 8601; empty for not.
        found: What was taken out of the body, or guessed.
    """

    title: str
    title_line: int
    body: str
    line: int
    number: int = 0
    tags: tuple[str, ...] = ()
    date: str = ""
    found: tuple[Found, ...] = field(default=())


def without_front(text: str) -> str:
    """Return a text without what its first lines say about it, so that the title stands alone; lines stay."""
    lines = text.split("\n")
    near = (at for at, line in enumerate(lines) if line.strip())
    for at in itertools.islice(near, _FIRST_LINES):
        if _TAGS.fullmatch(lines[at].strip()) or _DATE.fullmatch(lines[at].strip()):
            lines[at] = ""
    return "\n".join(lines)


def titles(blocks: Sequence[Block]) -> list[tuple[Block, str]]:
    """Return the blocks that are titles of posts, with why each is taken for one."""
    headings = [(at, block) for at, block in enumerate(blocks) if block.kind is Kind.HEADING]
    bracketed = [block for _, block in headings if _BRACKETS.fullmatch(block.words)]
    found: dict[int, tuple[Block, str]] = {}
    if len(bracketed) > 1:
        found |= {id(block): (block, "titles of this file begin with [brackets]") for block in bracketed}
    else:
        restarts = _restarts(blocks, headings)
        if len(restarts) > 1:
            found |= {id(block): (block, why) for block, why in restarts}
    first = blocks[0] if blocks else None
    if first and first.kind in (Kind.HEADING, Kind.TEXT) and id(first) not in found and _is_title(first):
        found = {id(first): (first, "it is the first line")} | found
    return list(found.values())


def _is_title(block: Block) -> bool:
    if block.kind is Kind.TEXT:
        return len(block.lines) == 1 and not block.level and may_be_heading(block.words)
    return not block.level or block.level == 2


def _restarts(blocks: Sequence[Block], headings: list[tuple[int, Block]]) -> list[tuple[Block, str]]:
    """Headings without number after which sections are counted from one again, or text begins anew."""
    found: list[tuple[Block, str]] = []
    closing = False
    for place, (at, block) in enumerate(headings):
        words = block.words
        if scheme_of(words)[0] or is_opening(words) or is_closing(words):
            closing = is_closing(words)
            continue
        after = headings[place + 1] if place + 1 < len(headings) else None
        if after and scheme_of(after[1].words) in (("cjk", 1), ("chapter", 1)):
            found.append((block, "sections are counted from one again below it"))
        elif after and after[0] == at + 1 and is_opening(after[1].words):
            found.append((block, f"{after[1].words} follows it"))
        elif closing and not _goes_on(headings, place):
            found.append((block, "it follows the last section of a post"))
        closing = False
    return found


def _goes_on(headings: list[tuple[int, Block]], place: int) -> bool:
    """Whether the sections above this heading are counted on below it."""
    above = next((n for _, b in reversed(headings[:place]) for s, n in [scheme_of(b.words)] if s == "cjk"), 0)
    below = next((n for _, b in headings[place + 1 :] for s, n in [scheme_of(b.words)] if s == "cjk"), 0)
    return below == above + 1 and above > 0


def part_of(title: Block | None, why: str, lines: list[Line], number: int, *, is_alone: bool) -> Part:
    """Return the post whose title is `title`, and whose lines without it are `lines`."""
    found: list[Found] = []
    tags: tuple[str, ...] = ()
    date = ""
    kept: list[Line] = list(lines)
    near = [at for at, line in enumerate(kept) if line.words][:_FIRST_LINES]
    for at in near:
        line = kept[at]
        if match := _TAGS.fullmatch(line.words):
            tags = tuple(
                tag.strip(" `#") for tag in re.split(r"[,，、;]|`\s+`|\s#", match[1]) if tag.strip(" `#")
            )
        elif (match := _DATE.fullmatch(line.words)) and int(match[2]) <= 12 and int(match[3]) <= 31:
            day = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
            date = f"{day} {match[4]}" if match[4] else day
        else:
            continue
        kept[at] = Line(line.number, "")
        found.append(Found(line.number, "pasted-front", Outcome.CONVERTED, line.words))
    while kept and not kept[0].words:
        kept.pop(0)
    first = kept[0].number if kept else (lines[0].number if lines else 1)
    if title is not None:
        words = title.words
        outcome = Outcome.GUESSED if not is_alone else Outcome.CONVERTED
        text = f"taken for the title of a post: {why}" if not is_alone else ""
        found.append(Found(title.lines[0].number, "pasted-title", outcome, words, text))
    else:
        words = _first_words(kept)
        why = "no title was found; it was made of the first words"
        found.append(Found(first, "pasted-title", Outcome.GUESSED, words, why))
    body = "\n".join(line.text for line in kept).rstrip()
    title_line = title.lines[0].number if title else 0
    return Part(words, title_line, body, first, 0 if is_alone else number, tags, date, tuple(found))


def _first_words(lines: list[Line]) -> str:
    text = next((line.words for line in lines if any(map(str.isalnum, line.words))), "")
    clause = _CLAUSE.search(text)
    words = (clause[0] if clause else text).strip(" -*•#>|")
    while width(words) > _LONGEST_TITLE:
        words = words[: max(1, len(words) * 3 // 4)].rstrip()
    return words
