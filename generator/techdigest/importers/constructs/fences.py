"""What stands behind the marks of a fence: `lang=`, `lang!`, `{r, echo=FALSE}`, titles, prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from techdigest.importers.body import Body, Edit
from techdigest.importers.constructs.base import Context, Rule, beside
from techdigest.importers.constructs.fence_options import clean_title, fence_info, is_language
from techdigest.importers.model import Outcome
from techdigest.notes.fences import lines_of

_FENCE = re.compile(r"(?P<lead>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(?P<marks>`{3,}|~{3,})(?P<info>.*)$")
_KNOWN = re.compile(
    r'[ \t]*[\w+#.-]*(?:[ \t]+(?:title|linenums|hl_lines)="[^"]*")*[ \t]*|[ \t]*\{[ \t]*\.[^{}]*\}[ \t]*'
)
_NUMBERED = re.compile(r"(?P<language>[\w+#.-]*)=(?P<first>\d+|\+)?(?P<rest>.*)")
_CHUNK = re.compile(r"\{[ \t]*(?P<language>[A-Za-z][\w+#.-]*)(?P<options>[ \t,][^{}]*)?\}")
_OPTIONS = re.compile(r"(?P<language>[\w+#.-]*)[ \t]*(?P<options>(?:[ \t{,]|\w+=).*)?")
# As notes here have it; whether it stays to be run, another rule says.
_SNIPPET = re.compile(
    r"[ \t]*[\w+#.-]*[ \t]*\{[ \t]*"
    r"(?:\.run\b|#|(?:id|claim|needs|timeout|setup|files|pins|expect|plot|size|hidden)\b).*\}[ \t]*"
)
_PROSE = "behind the marks stood text, which is the title now"


def _apply(body: Body, context: Context) -> None:
    if "```" in body.text or "~~~" in body.text:
        body.edit(_edits(body, context))


def _edits(body: Body, context: Context) -> Iterator[Edit]:
    start, inside, opening = 0, False, ""
    for line in lines_of(body.text):
        if line.is_fence:
            inside = not inside
            match = _FENCE.match(line.text)
            if inside and match:
                opening = match["marks"]
            elif match and match["marks"] != opening:  # here a fence ends with as many marks as it began with
                context.found(
                    Outcome.CONVERTED, body.line_at(start), line.text.strip(), "closed with more marks"
                )
                yield start, start + len(line.text), f"{match['lead']}{opening}"
            if inside and match and not _is_known(match["info"]):
                info, outcome, why = _converted(match["info"].strip())
                context.found(outcome, body.line_at(start), line.text.strip(), why)
                note = f"{match['lead']}{beside(why)}\n" if outcome is Outcome.GUESSED else ""
                if note and match["lead"].strip(" \t>"):
                    note = ""  # no room on the line of a bullet
                yield start, start + len(line.text), f"{note}{match['lead']}{match['marks']}{info}"
        start += len(line.text) + 1


def _is_known(info: str) -> bool:
    is_plain = _KNOWN.fullmatch(info) is not None and info.isascii()
    return is_plain or _SNIPPET.fullmatch(info) is not None or not info.strip()


def _converted(info: str) -> tuple[str, Outcome, str]:
    """Return what stands behind the marks now, and what is to be told."""
    for read in (_chunk, _numbered, _marked):
        if (made := read(info)) is not None:
            return made[0], Outcome.CONVERTED, made[1]
    return _with_options(info)


def _chunk(info: str) -> tuple[str, str] | None:
    """Read `{r, echo=FALSE}`, as R Markdown has it."""
    match = _CHUNK.fullmatch(info)
    options = (match["options"] or "").strip(" ,") if match else ""
    return (match["language"], f"options went: {options}" if options else "") if match else None


def _numbered(info: str) -> tuple[str, str] | None:
    """Read `lang=`, `lang=12` and `lang=+`, as HackMD has them."""
    match = _NUMBERED.fullmatch(info)
    if match is None or match["rest"].strip("! "):
        return None
    if match["first"] == "+":
        return match["language"] or "text", "numbers went on from the block before"
    return fence_info(match["language"], f"linenums={match['first'] or '1'}"), ""


def _marked(info: str) -> tuple[str, str] | None:
    """Read `lang:title`, HackMD's `lang!`, mdBook's `rust,editable`."""
    language, mark, rest = next((info.partition(mark) for mark in ":,!" if mark in info), (info, "", ""))
    if not is_language(language) or " " in rest.strip() or (mark == "," and "=" in rest):
        return None
    if mark == ":" and rest.strip():
        return fence_info(language, "", rest.strip()), ""
    return (language, f"options went: {rest}" if rest else "") if mark in (",", "!") else None


def _with_options(info: str) -> tuple[str, Outcome, str]:
    match = _OPTIONS.fullmatch(info)
    language = match["language"] if match and is_language(match["language"]) else ""
    rest = info[len(language) :].strip()
    options = rest.strip("{} ")
    if rest.startswith("{") or re.match(r"[\w.-]+=", rest):
        made = fence_info(language, options)
        if re.fullmatch(r"[\d, -]+", options):  # lines to mark: `js {1,3-5}`
            made = fence_info(language, f"hl_lines=[{options}]")
        return made, Outcome.CONVERTED, ""
    title = clean_title(rest)
    if language and rest.isascii():  # Hexo: language, title, address, its text
        return fence_info(language, "", title), Outcome.CONVERTED, ""
    return fence_info(language, "", title), Outcome.GUESSED, _PROSE


RULE = Rule(
    "fence",
    "Converted into language, title, numbers and marked lines; prose is guessed to be a title.",
    _apply,
)
