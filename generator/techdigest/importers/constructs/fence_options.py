"""What other programs write behind the marks of a fence, as it is written here."""

from __future__ import annotations

import re

_LANGUAGE = re.compile(r"[A-Za-z0-9+#._-]{1,40}")
_OPTION = re.compile(
    r"""(?P<key>[A-Za-z_][\w.-]{0,40})\s*[=:]\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'"""
    r"""|\[(?P<list>[^\]]*)\]|(?P<bare>[^\s,"'\[{}][^\s,{}]*(?:[ ,]\d+(?:-\d+)?(?![\w=:]))*))"""
)
_RANGES = re.compile(r"\d+(?:-\d+)?")


def is_language(name: str) -> bool:
    """Whether the site can take it for the name of a language."""
    return _LANGUAGE.fullmatch(name) is not None


def fence_info(language: str, options: str, title: str = "") -> str:
    """Return what stands behind the marks: language, title, numbers, marked lines.

    Args:
        language: Empty or the name of a language.
        options: As Hugo, Docusaurus and others write them: `linenos=table, hl_lines=[1,"3-5"] title="x"`.
        title: The title, if `options` say none.
    """
    named = {
        match["key"].lower(): next(part for part in match.groups()[1:] if part is not None).strip()
        for match in _OPTION.finditer(options)
    }
    title = named.get("title") or named.get("filename") or named.get("caption") or title
    first = named.get("linenostart") or named.get("linenums") or named.get("startfrom") or "1"
    asked = named.get("linenos", "false") != "false" or "linenums" in named or "startfrom" in named
    marked = " ".join(_RANGES.findall(named.get("hl_lines", "")))
    parts = [
        f'title="{clean_title(title)}"' if clean_title(title) else "",
        f'linenums="{first}"' if asked and first.isdigit() else "",
        f'hl_lines="{marked}"' if marked else "",
    ]
    shown = " ".join(part for part in parts if part)
    if not is_language(language):
        language = "text" if shown else ""
    return f"{language} {shown}".strip()


def clean_title(title: str) -> str:
    """Return a title as it can stand between quotes behind the marks of a fence."""
    return " ".join(title.replace('"', "'").replace("`", "'").replace("\\", "/").split())
