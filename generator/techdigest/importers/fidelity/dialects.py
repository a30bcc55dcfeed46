"""Small readers of what Markdown does not have: a source as Markdown that shows the same, line for line.

Nothing here is shared with the rules of an import: what they get wrong has to show. Each reader keeps the
number of lines. Code is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

Change = Callable[[re.Match[str]], str]

_FENCE = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})")
_SPAN = r"(?P<span>(?<!`)(?P<ticks>`{1,4})(?!`)[^\n]{1,1000}?(?<!`)(?P=ticks)(?!`))"
_TAG_CODE = re.compile(
    r"^[ \t]*(?:\{%-?\s*(?P<end>end)?(?:codeblock|highlight|code)\b[^%\n]{0,300}%\}"
    r"|\{\{[<%]\s*(?P<slash>/)?\s*highlight\b[^\n]{0,300}[>%]\}\})[ \t]*$"
)
_ATTRIBUTE = r"(?:[^%\n\"']|\"[^\"\n]{0,300}\"|'[^'\n]{0,300}')"


def _blank(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def _picture(match: re.Match[str]) -> str:
    return f"![{match['alt'] or ''}](<{match['target']}>)"


def _figure(match: re.Match[str]) -> str:
    values = dict(re.findall(r"(\w+)\s*=\s*[\"'`]([^\"'`\n]*)", match[0]))
    words = " ".join(values[key] for key in ("title", "caption", "attr") if values.get(key))
    return f"![{values.get('alt', '')}](<{values.get('src', '')}>) {words}"


def _wikilink(match: re.Match[str]) -> str:
    target, _, words = match["target"].partition("|")
    mark = "!" if match["embed"] else ""
    shown = words if words or mark else target
    if mark and re.fullmatch(r"\d+(?:x\d+)?", words.strip()):
        shown = ""
    return f"{mark}[{shown.replace('[', '').replace(']', '')}](<{re.sub('[<>]', '', target)}>)"


def _sized(match: re.Match[str]) -> str:
    return f"{match['head']}(<{match['target']}>)"


def _spaced(match: re.Match[str]) -> str:
    target = match["target"].strip()
    return f"{match['head']}(<{target}> {match['title'] or ''})" if " " in target else match[0]


# In order: (what it must hold, the construct, what it shows).
_READERS: tuple[tuple[str, re.Pattern[str], Change], ...] = tuple(
    (needs, re.compile(pattern, re.MULTILINE | re.IGNORECASE), change)
    for needs, pattern, change in (
        ("<!--", r"<!--(?:(?!-->|<!--)[\s\S]){0,20000}-->", _blank),
        ("%%", r"%%(?:(?!%%)[\s\S]){0,5000}%%", _blank),
        ("{%", r"\{%-?\s*comment\s*-?%\}(?:(?!\{%)[\s\S]){0,20000}\{%-?\s*endcomment\s*-?%\}", _blank),
        (
            "asset_img",
            rf"\{{%\s*asset_img\s+(?P<target>\S+)(?P<alt>)\s*{_ATTRIBUTE}{{0,300}}%\}}",
            _picture,
        ),
        (
            "{% img",
            r"\{%\s*img\s+(?:[\w-]+\s+){0,3}?(?P<target>[/.\w]\S+)(?P<alt>)[^%\n]{0,300}%\}",
            _picture,
        ),
        ("figure", r"\{\{[<%]\s*figure\b[^\n]{0,600}?[>%]\}\}", _figure),
        (
            "post_link",
            r"\{%\s*post_link\s+(?P<slug>\S+)(?:\s+[\"']?(?P<words>[^\"'%\n]{0,300}))?[\"']?"
            r"\s*(?:true|false)?\s*%\}",
            lambda match: f"[{(match['words'] or '').strip() or match['slug']}]({match['slug']})",
        ),
        ("post_url", r"\{%-?\s*post_url\s+(?P<slug>\S+)\s*-?%\}", lambda match: match["slug"]),
        ("{{", r"\{\{\s*[\"'](?P<path>[^\"'\n]{0,500})[\"']\s*\|[^}\n]{0,100}\}\}", lambda m: m["path"]),
        ("{{", r"\{\{\s*(?:site|page)\.[\w.]{1,60}(?:\s*\|[^}\n]{0,100})?\s*\}\}", lambda _match: ""),
        ("{%", rf"\{{%-?{_ATTRIBUTE}{{0,400}}%\}}", lambda _match: ""),
        (
            "{{",
            r"\{\{[<%]/?\s*(?:rel)?ref\s+[\"']?(?P<path>[^\"'\s>%]{0,300})[\"']?\s*[>%]\}\}",
            lambda match: match["path"],
        ),
        (
            "{{",
            r"\{\{[<%](?:[^>%\n\"']|\"[^\"\n]{0,400}\"|'[^'\n]{0,400}'|[>%](?!\}\})){0,400}[>%]\}\}",
            lambda _match: "",
        ),
        ("[[", r"(?P<embed>!?)\[\[(?P<target>[^\[\]\n]{1,500})\]\]", _wikilink),
        ("{:toc", r"^[ \t]*(?:[*+-]|1\.)[ \t][^\n]{0,100}\n[ \t]*\{:[ ]?toc[^}\n]{0,100}\}", _blank),
        ("[toc]", r"^[ \t]*(?:\[TOC\]|\[\[_TOC_\]\])[ \t]*$", _blank),
        ("tags", r"^#{1,6}[ \t]+tags?[ \t]*:[^\n]{0,500}$", _blank),
        (":::", r"^(?P<quote>[ \t>]*):{3,}[ \t]*(?:[\w-]{1,30}[ \t]*)?(?P<words>[^\n]{0,300})$",
         lambda match: f"{match['quote']}{match['words']}"),
        (
            "[!",
            r"^(?P<quote>[ \t]*>[ \t>]*)\[![\w-]{1,40}(?:\|[^\]\n]{0,40})?\][-+]?",
            lambda match: match["quote"],
        ),
        ("{:", r"\{:[^{}\n]{0,300}\}", lambda _match: ""),
        ("{", r"[ \t]+\{[#.][^{}\n]{0,200}\}[ \t]*$", lambda _match: ""),
        ("^", r"[ \t]\^[\w-]{2,40}[ \t]*$", lambda _match: ""),
        ("|", r"\{(?P<base>[^{}|\n]{1,60})\|(?P<above>[^{}\n]{1,60})\}", lambda m: m["base"] + m["above"]),
        ("^[", r"(?<!\\)\^\[(?P<note>[^\[\]\n]{1,1000})\]", lambda match: f" {match['note']} "),
        (
            " =",
            r"(?P<head>!\[[^\]\n]{0,300}\])\([ ]*(?P<target>[^()\s]{1,1000})"
            r"[ ]+=[\d.x%]{1,20}[ ]*\)",
            _sized,
        ),
        (
            "](",
            r"(?P<head>!?\[[^\]\n]{0,300}\])\((?P<target>(?:[^()<>\n\"']|\([^()<>\n\"']{0,200}\)){1,600})"
            r"(?P<title>\"[^\"\n]{0,300}\")?\)",
            _spaced,
        ),
    )
)  # fmt: skip
_NOTE = re.compile(r"^[ ]{0,3}\[\^[^\]\n]{1,60}\]:[ \t]?", re.MULTILINE)
_REFERENCE = re.compile(r"(?<!\\)\[\^[^\]\s]{1,60}\](?!\()")


def parts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the text in pieces of whole lines, each with whether it is fenced code (fences and all)."""
    lines = text.split("\n")
    closers = _closers(lines)
    piece: list[str] = []
    at = 0
    while at < len(lines):
        end = closers.get(at)
        if end is None:
            piece.append(lines[at])
            at += 1
            continue
        if piece:
            yield "\n".join(piece), False
            piece = []
        yield "\n".join(lines[at : end + 1]), True
        at = end + 1
    if piece:
        yield "\n".join(piece), False


def _closers(lines: list[str]) -> dict[int, int]:
    """For each line that opens a fence with a partner, the line that closes it."""
    fences = [(at, match[1]) for at, line in enumerate(lines) if (match := _FENCE.match(line))]
    closers: dict[int, int] = {}
    place = 0
    while place < len(fences):
        at, mark = fences[place]
        ahead = range(place + 1, min(place + 200, len(fences)))
        end = next((i for i in _own(lines, fences, place, ahead) if _closes(lines[fences[i][0]], mark)), None)
        if end is None:
            place += 1
        else:
            closers[at] = fences[end][0]
            place = end + 1
    return closers


def _own(lines: list[str], fences: list[tuple[int, str]], place: int, ahead: range) -> Iterator[int]:
    """Yield the fences ahead that may be the end of one, but for pairs further right: those it shows."""
    depth = _depth(lines[fences[place][0]])
    held, own = -1, []
    for i in ahead:
        line = lines[fences[i][0]]
        is_bare = not line.strip(" \t>`~")
        if held >= 0:
            held = -1 if is_bare and _depth(line) == held else held
        elif not is_bare and _depth(line) > depth:
            held = _depth(line)
        elif is_bare and _depth(line) == depth:
            own.append(i)
            break
        else:
            break
    return iter(own or ahead)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def longer(code: str) -> str:
    """Return fenced code whose fences are longer than all that it holds."""
    first, *rest = code.split("\n")
    marks = [match[1] for line in rest[:-1] if (match := _FENCE.match(line))]
    mark = _FENCE.match(first)
    if not marks or mark is None:
        return code
    own = mark[1][0] * (1 + max(map(len, marks)))
    return "\n".join([first.replace(mark[1], own, 1), *rest[:-1], rest[-1].replace(mark[1], own, 1)])


def _closes(line: str, mark: str) -> bool:
    words = line.strip(" \t>")
    return len(words) >= len(mark) and not words.strip(mark[0])


def fenced_tags(text: str) -> str:
    """Return the text with tags that enclose code as fences; a tag without its partner stays."""
    lines = text.split("\n")
    opened = -1
    for at, line in enumerate(lines):
        match = _TAG_CODE.match(line) if "{" in line else None
        if match is None:
            continue
        if (match["end"] or match["slash"]) and opened >= 0:
            lines[opened] = lines[at] = "`````"
            opened = -1
        elif not match["end"] and not match["slash"]:
            opened = at
    return "\n".join(lines)


def as_markdown(text: str) -> str:
    """Return text without code as Markdown that shows the same; the number of lines stays."""
    low = text.lower()
    for needs, pattern, change in _READERS:
        if needs in low:
            text = _outside_code(pattern, change, text)
    return text


def without_notes(text: str) -> tuple[str, list[int]]:
    """Return the text with footnotes as plain paragraphs and no references, and where footnotes begin."""
    places = [match.start() for match in _NOTE.finditer(text)]
    lines = [text.count("\n", 0, place) for place in places] if len(places) < 2000 else []
    return _REFERENCE.sub("", _NOTE.sub("", text)), lines


def _outside_code(pattern: re.Pattern[str], change: Change, text: str) -> str:
    spans = [match.span() for match in re.finditer(_SPAN, text)] if "`" in text else []
    place = 0

    def replace(match: re.Match[str]) -> str:
        nonlocal place
        while place < len(spans) and spans[place][1] <= match.start():
            place += 1
        is_code = place < len(spans) and spans[place][0] <= match.start()
        return match[0] if is_code else change(match)

    return pattern.sub(replace, text)
