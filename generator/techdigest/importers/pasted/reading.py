"""The lines of pasted text -> blocks -> Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import attrgetter

from techdigest.importers.model import Outcome
from techdigest.importers.pasted.blocks import Blocks
from techdigest.importers.pasted.boilerplate import without_boilerplate
from techdigest.importers.pasted.dense import is_dense, spread
from techdigest.importers.pasted.headings import set_levels
from techdigest.importers.pasted.model import Block, Found, Kind, Line
from techdigest.importers.pasted.writing import guess_languages, write

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]")
_FORMULA = re.compile(r"\\\([^\n]{1,1000}?\\\)|\\\[[^\n]{1,1000}?\\\]")
_MACRO = re.compile(r"\\([RNZQC])(?![A-Za-z])")
_PLAIN = (Kind.TEXT, Kind.ITEM)  # of which nothing needs to be told
_PRIVATE = str.maketrans("", "", "\ufffc")


@dataclass(frozen=True, slots=True)
class Converted:
    """Markdown of pasted text, the line of the file of each of its lines, and what was found."""

    text: str
    origins: tuple[int, ...]
    found: tuple[Found, ...]


def lines_of(text: str, first: int = 1) -> list[Line]:
    """Return the lines of a text whose first is line `first` of its file; spaces are plain ones."""
    text = _INVISIBLE.sub("", text.translate(_PRIVATE))
    lines = text.split("\n")
    return [Line(number, _indented(line).rstrip()) for number, line in enumerate(lines, first)]


def _indented(line: str) -> str:
    words = line.lstrip()
    if words == line and "\u00a0" not in line:
        return line
    return _SPACES.sub(" ", line[: len(line) - len(words)]) + words.replace("\u00a0", " ")


def read(text: str, first: int = 1) -> tuple[list[Block], list[Line], list[Found]]:
    """Return the blocks of a text, its lines, and what became of what is no block. Linear in the text."""
    every = lines_of(text, first)
    lines, found = without_boilerplate(every)
    lines = [_with_macros(line, found) for line in lines]
    if is_dense(lines):
        lines, guesses = spread(lines)
        found += guesses
        found += _flat_lists(lines)
    return Blocks(lines).read(), every, found


def _with_macros(line: Line, found: list[Found]) -> Line:
    """Write out the macros of formulas that KaTeX has and MathJax has not."""
    if "\\(" not in line.text and "\\[" not in line.text:
        return line

    def written(formula: re.Match[str]) -> str:
        new = _MACRO.sub(r"\\mathbb{\1}", formula[0])
        if new != formula[0]:
            found.append(Found(line.number, "pasted-formula", Outcome.CONVERTED, formula[0]))
        return new

    return Line(line.number, _FORMULA.sub(written, line.text))


def _flat_lists(lines: list[Line]) -> list[Found]:
    first = next((line for line in lines if line.words.startswith("- ")), None)
    if first is None:
        return []
    why = "all items stand at the margin: how deep they were is lost"
    return [Found(first.number, "pasted-list", Outcome.GUESSED, first.words, why)]


def to_markdown(text: str, first: int = 1) -> Converted:
    """Return the Markdown of a post of pasted text whose first line is line `first` of its file.

    Linear in the text; any text will do.
    """
    blocks, _, found = read(text, first)
    set_levels(blocks)
    guess_languages(blocks)
    for guess in found:
        if guess.rule == "pasted-list":
            _comment_on(blocks, guess)
    inline = frozenset(each.line for each in found if each.rule == "pasted-inline-code")
    written = write(blocks, _owners(blocks, inline))
    found = [each for each in found if each.rule != "pasted-list"]  # its block tells of it
    found += [_found(block) for block in blocks if block.kind not in _PLAIN or block.why]
    found += [
        Found(block.label.number, "pasted-boilerplate", Outcome.DROPPED, block.label.words)
        for block in blocks
        if block.label is not None and block.label.words != block.name
    ]
    return Converted(
        "\n".join(written.lines),
        tuple(written.origins),
        tuple(sorted(found, key=attrgetter("line", "rule"))),
    )


def _comment_on(blocks: list[Block], guess: Found) -> None:
    for block in blocks:
        if block.kind is Kind.ITEM and block.lines[0].number == guess.line:
            block.why = guess.why


def _owners(blocks: list[Block], lines: frozenset[int]) -> frozenset[int]:
    """The first lines of the blocks that the given lines were joined to."""
    starts = sorted({line.number for block in blocks for line in block.lines})
    owners = set()
    at = 0
    for number in sorted(lines):
        while at + 1 < len(starts) and starts[at + 1] <= number:
            at += 1
        if starts:
            owners.add(starts[at])
    return frozenset(owners)


def _found(block: Block) -> Found:
    outcome = Outcome.GUESSED if block.why else Outcome.CONVERTED
    if block.kind is Kind.PICTURE and not block.name:
        outcome = Outcome.DROPPED
    return Found(block.lines[0].number, block.rule, outcome, block.words, block.why)
