"""Old addresses of a note: small pages that lead to where it is now."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from html import escape
from urllib.parse import unquote

from techdigest.notes.model import Note

_ADDRESS = re.compile(r"/[^?#\\\x00-\x1f]*")

_PAGE = """\
<!doctype html>
<html lang="{lang}">
<meta charset="utf-8">
<title>{title}</title>
<link rel="canonical" href="{canonical}">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={url}">
<p><a href="{url}">{title}</a></p>
</html>
"""


def redirect_files(note: Note) -> Iterable[str]:
    """The HTML files of the site that the note's address-like aliases (`/old/path/`) stand for.

    Other aliases are names, not addresses, or could not be files. Nothing leaves the site's folder: `..` is
    resolved below the root.
    """
    for alias in note.front.aliases:
        if _ADDRESS.fullmatch(alias):
            path = posixpath.normpath("/" + unquote(alias)).strip("/")
            if path and _is_writable(path):
                yield path if path.endswith((".html", ".htm")) else f"{path}/index.html"


def _is_writable(path: str) -> bool:
    """Whether every file system takes the path: 255 bytes a name are common, `index.html` comes on top."""
    names_fit = all(len(name.encode()) <= 200 for name in path.split("/"))
    return names_fit and len(path.encode()) <= 1000 and path.isprintable() and "\\" not in path


def redirect_page(note: Note, *, url: str, canonical: str) -> str:
    """The page at an old address; `url` leads from there to the note, whose own address is `canonical`."""
    return _PAGE.format(
        lang=note.lang, title=escape(note.title), url=escape(url), canonical=escape(canonical)
    )
