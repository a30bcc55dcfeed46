r"""Find formulas in Markdown: the delimiters that notes really use.

Display, alone on its lines: ``$$…$$``, ``\[…\]``, ``\\[…\\]``, ``\begin{env}…\end{env}``.
Inline: ``$…$``, ``$$…$$`` (as in kramdown), ``\(…\)``, ``\\(…\\)``.
No formula crosses a blank line. Code spans, HTML tags and bare addresses are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markdown.util import ETX, STX


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula: TeX without delimiters, and whether it is displayed."""

    tex: str
    display: bool


Take = Callable[[str, int, Formula], str]
"""Takes (source, column on its line, formula) out and returns what stands in its place."""

# What may stand before a formula that is alone on its line: quote marks, list markers, definition colons.
_PREFIX = re.compile(r"[ ]*+(?:(?:>|[-*+](?=[ ])|[0-9]{1,9}[.)](?=[ ])|:(?=[ ]))[ ]*+)*+")
_QUOTE = re.compile(r"[ ]{0,3}(?:>[ ]?)+")
_DISPLAY_OPEN = re.compile(r"\$\$(?!\$)|\\{1,2}\[|\\begin\{([A-Za-z]+\*?)\}")
_CLOSING = {"$$": "$$", r"\[": r"\]", r"\\[": r"\\]"}
_AFTER = r"[ ]*(?:\{[^{}\n]*\})?[ ]*"  # an attribute list may follow
_PUNCTUATION = re.compile(rf"[,.;:，。；：]?{_AFTER}\Z")

_NOWHERE, _TANGLED = -1, -2  # no closing delimiter, or one with text around it

# A line on which something new begins, so that no formula crosses its start.
_NEW_BLOCK = re.compile(r"[ ]*(?:[-*+][ ]|[0-9]{1,9}[.)][ ]|#{1,6}|>|\||:[ ]|\[\^|!!!|\?\?\?|===)")
_REFERENCE = re.compile(r"[ ]{0,3}(?:\[[^\^\]][^\]]*\]:|\*\[)")  # link references, abbreviations

_INLINE = re.compile(
    rf"(?P<token>{STX}[^{ETX}]*+{ETX})"
    r"|(?P<ticks>`++)"
    r"|(?P<tag><[A-Za-z/!](?:[^\"'<>]|\"[^\"]*\"|'[^']*')*+>)"
    r"|(?P<url>\bhttps?://(?:[^\s<>\"'\])）」，。；$]|(?<=[=/&?_.-])\$)*+)"
    r"|\\\\\((?P<round2>(?:(?!\\\\[()]).)+?)\\\\\)"
    r"|\\\((?P<round>(?:\\[^()]|[^\\])+?)\\\)"
    r"|(?P<escape>\\.)"
    r"|\$\$(?!\$)(?P<double>(?:[^$\\`]|\\.)+?)\$\$"
    # Prices and shell variables are no formulas: `$5 and $10`, `$10 off, now 5$`, `$HOME/bin:$PATH`.
    r"|\$(?![\s$]|[0-9][0-9,.]*+(?:[，。、；：]|\s++[A-Za-z]{2,}+[\s,.]))(?P<single>(?:[^$\\`]|\\.)+?)(?<!\s)\$(?![0-9{]|[A-Z_]{2})",
    re.DOTALL,
)
_TAKEN = ("round2", "round", "double", "single")
_CODE_MATH = re.compile(r"\$(\$?)([^$]+)\1\$", re.DOTALL)


def take_formulas(lines: list[str], take: Take, *, code_math: bool = False) -> list[str]:
    """Return the lines with every formula replaced by what `take` returns."""
    taken: list[str] = []
    for paragraph in _paragraphs(lines):
        if any("$" in line or "\\" in line for line in paragraph):
            paragraph = _take_display(paragraph, take)  # noqa: PLW2901 - the same paragraph, with less in it
            for segment in _segments(paragraph):
                taken += _take_inline("\n".join(segment), take, code_math).split("\n")
        else:
            taken += paragraph
    return taken


def _paragraphs(lines: list[str]) -> Iterator[list[str]]:
    """Split where a line is blank, or blank but for quote marks; those lines come alone."""
    start = 0
    for number, line in enumerate(lines):
        if not line.strip(" >"):
            if start < number:
                yield lines[start:number]
            yield [line]
            start = number + 1
    if start < len(lines):
        yield lines[start:]


def _segments(lines: list[str]) -> Iterator[list[str]]:
    start = 0
    for number, line in enumerate(lines):
        if number > start and _NEW_BLOCK.match(line):
            yield lines[start:number]
            start = number
    yield lines[start:]


def _take_display(lines: list[str], take: Take) -> list[str]:
    taken: list[str] = []
    number = 0
    hopeless: set[str] = set()  # closings that the rest of the paragraph does not have
    while number < len(lines):
        line = lines[number]
        column = _PREFIX.match(line).end()  # type: ignore[union-attr]  # it matches the empty string
        opening = _DISPLAY_OPEN.match(line, column)
        last = _NOWHERE
        if opening and _closing(opening) not in hopeless:
            last = _last_line(lines, number, opening)
            if last == _NOWHERE:
                hopeless.add(_closing(opening))
        if opening is None or last < 0:
            taken.append(line)
            number += 1
            continue
        quote = _QUOTE.match(line)
        source = "\n".join([line[column:], *lines[number + 1 : last + 1]])
        content = "\n".join(
            [line[column:], *(_unquote(other, quote, column) for other in lines[number + 1 : last + 1])]
        )
        taken.append(line[:column] + _display(source, content, column, opening, take))
        number = last + 1
    return taken


def _closing(opening: re.Match[str]) -> str:
    return rf"\end{{{opening[1]}}}" if opening[1] else _CLOSING[opening[0]]


def _last_line(lines: list[str], first: int, opening: re.Match[str]) -> int:
    """Return the index of the line that ends with the closing delimiter; negative if there is none."""
    closing, depth = _closing(opening), 1
    for number in range(first, len(lines)):
        text = lines[number][opening.end() :] if number == first else lines[number]
        if opening[1]:
            depth += text.count(opening[0]) - text.count(closing)
            if depth > 0:
                continue
        elif closing not in text:
            continue
        before, _, after = text.rpartition(closing)
        if _PUNCTUATION.match(after) and (opening[1] or closing not in before):
            return number
        return _NOWHERE if opening[1] else _TANGLED
    return _NOWHERE


def _unquote(line: str, quote: re.Match[str] | None, column: int) -> str:
    """Return a later line without the quote marks or the indentation of the first."""
    if quote:
        return _QUOTE.sub("", line, count=1)
    return line[min(column, len(line) - len(line.lstrip(" "))) :]


def _display(source: str, content: str, column: int, opening: re.Match[str], take: Take) -> str:
    closing = _closing(opening)
    inside, _, after = content.rpartition(closing)
    tex = inside + closing if opening[1] else inside[len(opening[0]) :]
    if not tex.strip():
        return source
    source = source[: len(source) - len(after)]
    if after and not after.startswith((" ", "{")):  # a full stop belongs to the formula
        tex, after = tex.rstrip() + after[0], after[1:]
    return take(source, column, Formula(tex.strip(), display=True)) + after


def _take_inline(text: str, take: Take, code_math: bool) -> str:
    if ("$" not in text and "\\(" not in text) or _REFERENCE.match(text):
        return text
    shown: list[str] = []
    at = 0
    runs = _tick_runs(text)
    while match := _INLINE.search(text, at):
        shown.append(text[at : match.start()])
        column = match.start() - (text.rfind("\n", 0, match.start()) + 1)
        at = match.end()
        if match["ticks"]:
            at = _end_of_code(runs, match)
            code = text[match.end() : at - len(match[0])].strip()
            if code_math and (inside := _CODE_MATH.fullmatch(code)):
                shown.append(take(text[match.start() : at], column, Formula(inside[2].strip(), False)))
            else:
                shown.append(text[match.start() : at])
        elif tex := next((match[name] for name in _TAKEN if match[name]), None):
            is_block = bool(match["double"]) and tex.startswith("\n") and tex.endswith("\n")
            shown.append(take(match[0], column, Formula(tex.strip(), is_block)))
        else:
            shown.append(match[0])
    return "".join(shown) + text[at:]


def _tick_runs(text: str) -> dict[int, list[int]]:
    """Length of a run of backticks -> ends of the runs of that length, last first."""
    runs: dict[int, list[int]] = {}
    for match in re.finditer("`+", text):
        runs.setdefault(len(match[0]), []).append(match.end())
    return {length: ends[::-1] for length, ends in runs.items()}


def _end_of_code(runs: dict[int, list[int]], opening: re.Match[str]) -> int:
    """Return where the code span that the run opens ends; the end of the run when nothing closes it."""
    ends = runs.get(len(opening[0]), [])
    while ends and ends[-1] <= opening.end():
        ends.pop()
    return ends[-1] if ends else opening.end()
