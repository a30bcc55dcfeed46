"""Formulas of a source, found without the delimiters' rules of the site."""

from __future__ import annotations

import re

from techdigest.importers.fidelity.facts import Facts, What

_TEX = r"(?:[^$\n\\\u3000-\u9fff]|\\.){1,500}+"
_FORMULA = re.compile(
    r"(?P<span>(?<!`)(?P<ticks>`{1,4})(?!`)[^\n]{1,1000}?(?<!`)(?P=ticks)(?!`))"
    r"|(?<!\\)\$\$(?P<double>(?:(?!\n[ \t]*\n)[^$]|(?<=\\)\$){1,8000}?)\$\$"
    r"|\\\\\[(?P<bracket>(?:(?!\n[ \t]*\n|\\\[)[^\x00]){1,8000}?)\\{1,2}\]"
    r"|\\\[(?P<square>(?:(?!\n[ \t]*\n|\\\[)[^\x00]){1,8000}?)\\\]"
    r"|\\{1,2}\((?P<paren>(?:(?!\\\()[^\n]){1,1000}?)\\{1,2}\)"
    # MathJax lets a formula have spaces at its ends and letters behind it;
    # commands tell it from money and shells.
    r"|(?<![\\$0-9])\$(?P<marked>(?=[^$\n]{0,300}(?:\\[A-Za-z]|[_^]\{))"
    rf"{_TEX})\$(?![\d$])"
    r"|(?<![\\$A-Za-z0-9])\$(?P<single>(?=[^\s$])(?:[^$\n\\]|\\.){1,500}?(?<=[^\s]))\$(?![\d$A-Za-z])"
)
_SIGNS = re.compile(r"\\[A-Za-z]|[_^=]")
_NAMES = ("double", "bracket", "square", "paren", "marked", "single")


def without_formulas(text: str, line: int, facts: Facts) -> str:
    """Return text without code, without its formulas, which are added to `facts`; lines stay."""
    parts: list[str] = []
    done = 0
    for match in _FORMULA.finditer(text):
        line += text.count("\n", done, match.start())
        tex = next((match[name] for name in _NAMES if match[name]), None)
        if match["square"] and not (_SIGNS.search(match["square"]) or _is_alone(match)):
            tex = None  # brackets that a backslash escapes, as in `\[1\]`
        parts.append(text[done : match.start()])
        if tex is None or not tex.strip():
            parts.append(match[0])
        else:
            facts.add(What.FORMULA, tex, "", line)
            parts.append("\n" * match[0].count("\n") or "·")  # which is not counted
        done = match.end()
        line += match[0].count("\n")
    return "".join([*parts, text[done:]])


def _is_alone(match: re.Match[str]) -> bool:
    text = match.string
    before = text[max(text.rfind("\n", 0, match.start()) + 1, match.start() - 100) : match.start()]
    return not before.strip(" \t>") and text[match.end() : match.end() + 1] in ("", "\n")
