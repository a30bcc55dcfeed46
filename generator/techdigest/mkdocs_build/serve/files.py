"""Requests for the site's files, answered from the last good version without waiting for a build."""

from __future__ import annotations

import io
import mimetypes
import os
import posixpath
import urllib.parse
import wsgiref.util
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, BinaryIO

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], object]

# What the system's list of types says of these differs from one system to the next.
_TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".gz": "application/gzip"}


def path_of(environ: Environ) -> str:
    """The path that is asked for, decoded."""
    return str(environ["PATH_INFO"]).encode("latin-1").decode("utf-8", "ignore")


def file_of(path: str, mount_path: str) -> str | None:
    """The file of the site that a decoded path of an address stands for, relative; None if it lies outside.

    Args:
        path: Such as ``/docs/guide/``.
        mount_path: Below which the site lies, with slashes at both ends.
    """
    if not (path + "/").startswith(mount_path):
        return None
    name = path[len(mount_path) :] + ("index.html" if path.endswith("/") else "")
    return posixpath.normpath("/" + name).lstrip("/")


def respond(
    root: Path, mount_path: str, environ: Environ, start_response: StartResponse, tag: Callable[[], bytes]
) -> Iterable[bytes] | None:
    """Answer with a file below `root`; None if there is none. `tag()` is put into pages."""
    path = path_of(environ)
    name = file_of(path, mount_path)
    if name is None:
        return _redirect(start_response, mount_path) if path == "/" else None
    target = root / name
    inserted = tag() if name.endswith(".html") else None  # before reading: it says which version this is
    try:
        file: BinaryIO = target.open("rb")
    except (OSError, ValueError):  # ValueError: a zero byte in the path
        if not path.endswith("/") and os.path.isfile(target / "index.html"):  # noqa: PTH113 - False for zero bytes
            return _redirect(start_response, path + "/")
        return None
    status = os.fstat(file.fileno())
    etag = f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
    # Always asked for anew, but what the browser has compiled it may keep.
    headers = [("Content-Type", _type_of(name)), ("Cache-Control", "no-cache")]
    if inserted is not None:
        with file:
            content = insert(file.read(), inserted)
        file = io.BytesIO(content)
        start_response("200 OK", [*headers, ("Content-Length", str(len(content)))])
    elif environ.get("HTTP_IF_NONE_MATCH") == etag:
        file.close()
        start_response("304 Not Modified", [("ETag", etag)])
        return []
    else:
        start_response("200 OK", [*headers, ("ETag", etag), ("Content-Length", str(status.st_size))])
    return wsgiref.util.FileWrapper(file)


def insert(page: bytes, tag: bytes) -> bytes:
    """Put a tag at the end of a page's body."""
    end = page.rfind(b"</body>")
    return page + tag if end < 0 else page[:end] + tag + page[end:]


def _redirect(start_response: StartResponse, path: str) -> list[bytes]:
    start_response("302 Found", [("Location", urllib.parse.quote(path))])
    return []


def _type_of(name: str) -> str:
    known = _TYPES.get(posixpath.splitext(name)[1].lower())
    return known or mimetypes.guess_type(name)[0] or "application/octet-stream"
