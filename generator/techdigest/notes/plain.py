"""Markdown to plain text, for descriptions, reading time, language and tagging. Linear in any input."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from techdigest.notes.fences import Line, lines_of, may_have_code

# Every repetition stops at its own opening mark or at a bound, so a line full of openings costs linear time.
# A pattern that begins with a character is looked for fast; what must not stand before it is asked behind.
_CODE = re.compile(r"`(?<!``)`?(?!`)([^`\n]{1,500})`{1,2}(?!`)")
_SPECIAL = re.compile(r"[<>&*_$\\\[\](){}!=~:/|#]")
_MATH = re.compile(
    r"\$\$[^$]{1,5000}\$\$"
    r"|\\\\?\([^\\\n]{0,300}(?:\\(?!\\?\))(?!\()[^\\\n]{0,300}){0,60}?\\{1,2}\)"
    r"|\\\\?\[[^\\]{0,300}(?:\\(?!\\?\])(?!\[)[^\\]{0,300}){0,200}?\\{1,2}\]"
    r"|\$(?<![\\$\w]\$)(?=[^\s$])[^$\n]{1,300}(?<=[^\s\\])\$(?![\d$])"
)
_DELIMITER = re.compile(r"\A(?:\${1,2}|\\{1,2}[(\[])|(?:\${1,2}|\\{1,2}[)\]])\Z")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|~$<>-])")
# The second one begins a comment over several lines, the others of which are gone by then.
_TAG = re.compile(r"<!--[^<>]{0,2000}-->|<!--[^<>\n]{0,2000}$|</?[A-Za-z!][^<>]{0,5000}>", re.MULTILINE)
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"!\[\[[^\[\]\n]{0,300}\]\]"), " "),
    (re.compile(r"\[\[(?:[^\[\]|\n]{0,300}\|)?([^\[\]|\n]{1,300})\]\]"), r"\1"),
    (re.compile(r"!\[[^\[\]\n]{0,500}\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,200}\])"), " "),
    (
        re.compile(
            r"\[([^\[\]\n]{0,500})\](?:\((?:[^()\n]|\([^()\n]{0,200}\)){0,2000}\)|\[[^\[\]\n]{0,200}\])"
        ),
        r"\1",
    ),
    (re.compile(r"\[\^[^\[\]\n]{1,100}\]:?"), " "),
    (re.compile(r"<(?:https?|mailto):[^<>\s]{1,2000}>"), " "),
    (re.compile(r"https?://[^\s<>)\]，。；、）】」]{1,2000}"), " "),
    (re.compile(r"\{(?=[:#.%{])[^{}\n]{0,500}\}{1,2}"), " "),
    (re.compile(r"\*{1,3}|~~|=="), ""),
    (re.compile(r"(?<!\w)_{1,3}(?=[^\s_])([^_\n]{1,500})(?<=\S)_{1,3}(?!\w)"), r"\1"),
)
_MARKUP = re.compile(r"[\[<{`*_~=\\]|://")  # what any of the rules needs
_ANY_MARK = re.compile(r"[\[<{`*_~=\\$&]|://")  # what anything that makes text of Markdown needs
_LINE_START = re.compile(
    r"^[ \t]*(?:(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s)|•)[ \t]*)*(?:#{1,6}(?!#)[ \t]*)?(?:\[[ xX]\][ \t])?"
)
_LINE_DROP = re.compile(
    r"^[ \t]*(?:[-*_=][ \t]*){3,}$|^[ \t]*(?:\|[ \t]*)?:?--[-|: \t]*$"
    r"|^[ \t]*\[TOC\][ \t]*$|^\*?\[(?!\^)[^\]\n]{1,100}\]:[ \t]",
    re.IGNORECASE,
)
_ADMONITION = re.compile(r'^[ \t]*(?:!!!|\?\?\?\+?|===[+!]?|:::)[ \t]*[\w -]*(?:"([^"\n]*)")?[ \t]*')
_BREAK_IN_HAN = re.compile("(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[\u3000-\u9fff\uff00-\uffef])")
_HEADING_START = re.compile(r"^#{1,6}[ \t]*")
# Only a page of references has numbers to put in their place.
_CITATION = re.compile(
    r"[ \t]{0,9}(?<![`!\\])\[(?!\^)(?=[^\[\]\n]{0,500}?(?<![\w.+@/])@[^\W_])[^\[\]\n]{2,500}\](?![(\[:`])"
)
_HEADING_END = re.compile(r"[ \t]#+[ \t]*$")
_ATTRIBUTES = re.compile(r"\{:?[ ]{0,3}(?=[#.]|[\w:-]{1,60}=)[^{}\n]{1,2000}\}[ \t]*$")


def to_plain(markdown: str, lines: Iterable[Line] | None = None) -> str:
    """Return the text of a Markdown body: no code blocks, formulas, tags, addresses and marks.

    Lines stay lines (so the result has at most as many); words of inline code stay, they name things.
    `lines` are those of `markdown`, if they have been read.
    """
    prose = markdown
    if may_have_code(markdown):
        prose = "\n".join("" if line.is_code else line.text for line in lines or lines_of(markdown))
    prose = _MATH.sub(_keep_lines, _CODE.sub(_protect, prose))
    prose = _TAG.sub(_keep_lines, _ESCAPED.sub(_protect, prose))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(map(_plain_line, prose.split("\n")))).strip()


def inline_to_plain(markdown: str) -> str:
    """Return the text of one line of Markdown, such as a heading; never markup. Formulas keep their TeX."""
    if not _ANY_MARK.search(markdown):
        return " ".join(markdown.split())
    text = _MATH.sub(
        lambda match: _protect(match, _DELIMITER.sub("", match[0])), _CODE.sub(_protect, markdown)
    )
    return _clean(_apply_rules(_TAG.sub(" ", _ESCAPED.sub(_protect, text))))


def paragraph_to_plain(lines: Iterable[str]) -> str:
    """Return the text of the lines of a paragraph, as one line. Formulas keep their TeX."""
    kept = (line for line in lines if not _LINE_DROP.match(line))
    text = "\n".join(_without_start(line).strip() for line in kept)
    return inline_to_plain(_BREAK_IN_HAN.sub("", text).replace("\n", " "))


def heading_text(markdown: str) -> str:
    """Return the text of a heading line: without `#` marks, attributes, markup and citations (`[@key]`)."""
    text = _HEADING_START.sub("", markdown.strip())
    text = _HEADING_END.sub("", _ATTRIBUTES.sub("", text))
    return inline_to_plain(_CITATION.sub("", text) if "@" in text else text)


def _plain_line(line: str) -> str:
    if not line or _LINE_DROP.match(line):
        return ""
    if admonition := _ADMONITION.match(line):
        line = (admonition[1] or "") + line[admonition.end() :]
    is_heading = line.startswith("#")
    line = _without_start(line)
    if is_heading:
        line = _HEADING_END.sub("", _ATTRIBUTES.sub("", line))
    if line.startswith("|") or line.endswith("|"):
        line = line.strip("|").replace("|", " ")
    return _clean(_apply_rules(line))


def _without_start(line: str) -> str:
    start = _LINE_START.match(line)
    return line[start.end() :] if start else line


def _apply_rules(text: str) -> str:
    if not _MARKUP.search(text):
        return text
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def _clean(text: str) -> str:
    # Entities last: `&lt;script&gt;` is text that shows a tag, not a tag.
    return " ".join(html.unescape(text).split())


def _protect(match: re.Match[str], text: str | None = None) -> str:
    """Write what would be read as markup as entities: `_clean` turns them back at the end."""
    inner = match[1] if text is None else text
    return _SPECIAL.sub(lambda special: f"&#{ord(special[0])};", inner)


def _keep_lines(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n") or " "
