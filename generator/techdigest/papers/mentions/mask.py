"""A Markdown text of the same length without what is no prose: code, formulas, comments, tags."""

from __future__ import annotations

import re

from techdigest.notes.fences import read_lines
from techdigest.papers.mentions.candidates import OPAQUE, TAG

_OPENS = re.compile(r"([ \t>]*)(?:[-*+•][ \t]|\d{1,9}[.)][ \t]|!!!|\?\?\?|===|\[\^[^\]\n]{1,60}\]:)")
_MARKS = re.compile(
    r"\\{1,2}[()\[\]]|\\(?P<env>begin|end)\{(?P<name>[A-Za-z]{1,20}\*?)\}|\\."
    r"|(?P<ticks>`+)|(?P<dollars>\${1,2})"
    r"|(?P<blank>\n[ \t]*(?=\n))",
)
_OPAQUE_ELEMENT = re.compile(
    r"<(?P<name>script|style|pre|code|math|svg|textarea|samp|kbd|template)\b", re.IGNORECASE
)
# A tag without its end. Each part takes all it can and gives nothing back, so the text is read once.
_TAG = re.compile(r"</?[A-Za-z](?:[^<>\"'\n]|\n(?![ \t]*\n)|\"[^\"\n]{0,4000}+\"|'[^'\n]{0,4000}+'|[\"'])*+")
_NO_BREAK = re.compile(r"[^\n]")


def masked(body: str) -> str:
    """Return the body with everything that is no prose replaced, character by character; line ends stay."""
    return _without_tags(_without_inline(_without_blocks(body)))


def opaque(text: str) -> str:
    """As many opaque characters as the text has, and its line ends."""
    return _NO_BREAK.sub(OPAQUE, text)


def blank(text: str) -> str:
    """As many spaces as the text has characters, and its line ends."""
    return _NO_BREAK.sub(" ", text)


def _without_blocks(body: str) -> str:
    """Hide fenced and indented code, and comments over several lines."""
    kept: list[str] = []
    base = 0  # the indentation that belongs to the list that is open
    is_code, is_after_blank = False, True
    for line in read_lines(body):
        text = line.text
        if line.is_code:
            kept.append(opaque(text))
            is_after_blank, is_code = True, False
            continue
        if not text.strip():
            kept.append(text)
            is_after_blank = True
            continue
        indent = len(text[: len(text) - len(text.lstrip(" \t"))].expandtabs(4))
        opens = _OPENS.match(text)
        if indent == 0 and is_after_blank and not opens:
            base = 0
        is_code = indent >= base + 4 and (is_after_blank or is_code)
        if is_code:
            kept.append(opaque(text))
        else:
            kept.append(text)
            if opens:
                base = indent // 4 * 4 + 4
        is_after_blank = False
    return "\n".join(kept)


def _without_inline(text: str) -> str:
    """Hide code between backticks and formulas; each mark knows its partner, so the text is read once."""
    marks = list(_MARKS.finditer(text))
    partner = _partners(marks)
    pieces, done = [], 0
    for number, match in enumerate(marks):
        if match.start() < done or partner[number] is None:
            continue
        closing = marks[partner[number] or 0]
        if match["dollars"] == "$" and not _is_formula(text, match.end(), closing.start()):
            continue
        pieces += [text[done : match.start()], opaque(text[match.start() : closing.end()])]
        done = closing.end()
    return "".join([*pieces, text[done:]])


def _partners(marks: list[re.Match[str]]) -> list[int | None]:
    """For each mark the number of the mark that closes it, in the same paragraph."""
    partner: list[int | None] = [None] * len(marks)
    last: dict[str, int] = {}
    for number in range(len(marks) - 1, -1, -1):
        match = marks[number]
        if match["blank"] is not None:
            last = {mark: place for mark, place in last.items() if mark == "$$"}
        elif match["ticks"] or match["dollars"]:
            partner[number] = last.get(match[0])
            if match["dollars"] == "$" and partner[number] is not None:
                closing = marks[partner[number] or 0]
                if "\n" in match.string[match.end() : min(closing.start(), match.end() + 301)]:
                    partner[number] = None
            last[match[0]] = number
        elif match["env"] == "begin":
            partner[number] = last.get(f"end{match['name']}")
        elif match["env"] == "end":
            last[f"end{match['name']}"] = number
        elif match[0][-1] in ")]":
            last[match[0]] = number
        elif match[0][-1] in "([" and (match[0] != "\\[" or _begins_line(match)):
            closing_mark = match[0][:-1] + (")" if match[0][-1] == "(" else "]")
            partner[number] = last.get(closing_mark)
    return partner


def _begins_line(match: re.Match[str]) -> bool:
    """Whether only blanks and marks of lists stand before: elsewhere `\\[` is a bracket that is no link."""
    before = match.string[max(0, match.start() - 12) : match.start()]
    return not before.rpartition("\n")[2].strip(" \t>*+-•")


def _is_formula(text: str, start: int, end: int) -> bool:
    """Whether two dollar signs hold a formula, not two prices."""
    return (
        0 < end - start <= 300
        and not text[start].isspace()
        and not text[end - 1].isspace()
        and not text[end + 1 : end + 2].isdigit()
        and not (start >= 2 and text[start - 2].isascii() and text[start - 2].isalnum())
    )


def _without_tags(text: str) -> str:
    """Hide comments, and elements that hold no prose; other tags become `TAG`s; what they surround stays."""
    if "<" not in text:
        return text
    pieces: list[str] = []
    done = at = 0
    lowered = text.lower() if _OPAQUE_ELEMENT.search(text) else text
    no_end: set[str] = set()
    while (at := text.find("<", at)) >= 0:
        end = _end_of_tag(text, lowered, at, no_end)
        if end > 0:
            is_tag = _TAG.match(text, at) and text.find("<", at + 1, end) < 0
            pieces += [text[done:at], _NO_BREAK.sub(TAG if is_tag else OPAQUE, text[at:end])]
            at = done = end
        else:
            at = max(-end, at + 1)
    return "".join([*pieces, text[done:]])


def _end_of_tag(text: str, lowered: str, at: int, no_end: set[str]) -> int:
    """Where a tag, comment or opaque element ends; where none does, minus the place to go on from."""
    if text.startswith("<!--", at):
        end = -1 if "-->" in no_end else text.find("-->", at + 4)
        if end < 0:
            no_end.add("-->")
        return end + 3 if end >= 0 else -(at + 4)
    match = _TAG.match(text, at)
    if match is None:
        return -(at + 1)
    if not text.startswith(">", match.end()):
        return -max(match.end(), at + 1)
    element = _OPAQUE_ELEMENT.match(text, at)
    if element and text[match.end() - 1] != "/":
        closing = f"</{element['name'].lower()}"
        end = -1 if closing in no_end else lowered.find(closing, match.end())
        if end >= 0:
            stop = text.find(">", end, end + 200)
            return stop + 1 if stop >= 0 else end + len(closing)
        no_end.add(closing)
    return match.end() + 1
