"""Where an image of a note really is, and how large; what is wrong with its address, if anything."""

from __future__ import annotations

import os
import posixpath
import re
import stat
import struct
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import imagesize

_SVG_HEAD = 64 * 1024  # bytes; the root element of an SVG is at its start
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+)\s*(px|pt|pc|mm|cm|in|em|ex|)\s*\Z")
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
    "em": 16.0,
}
_BROKEN = (ValueError, OSError, struct.error, TypeError, LookupError, ArithmeticError)  # of imagesize


@dataclass(frozen=True, slots=True)
class Image:
    """An image that the page may show: its address as the Markdown should have it, its size in CSS pixels."""

    src: str
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class ImageProblem:
    """Why an image cannot be shown; `link` is where it can be seen, if anywhere."""

    code: str
    message: str
    hint: str
    link: str | None = None


def find_image(
    src: str, *, page: str | None, content_dir: Path, generated: frozenset[str] = frozenset()
) -> Image | ImageProblem:
    """Look an image up.

    Args:
        src: Its address, as written.
        page: The file that shows it, below `content_dir`; None if there is no file: nothing is missing then.
        content_dir: The folder that the image must be in.
        generated: Files that exist only in the build, by their path below the content folder.
    """
    try:
        scheme, host, path, query, fragment = urlsplit(src.strip())
    except ValueError:
        return ImageProblem(
            "image-address", f"{_shown(src)} is no address", "write the path of an image file"
        )
    if scheme == "data" and path.startswith("image/"):
        return Image(src)
    if host and scheme in {"http", "https", ""}:
        return ImageProblem(
            "remote-image",
            f"The image {_shown(src)} lies on another site",
            "pages ask no other site, so this one only links to it; put a copy beside the note to show it",
            link=src.strip(),
        )
    if scheme or host:
        return ImageProblem(
            "image-address",
            f"An image cannot be loaded from {_shown(src)}",
            "write the path of a file beside the note",
        )
    found = _find_file(unquote(path).replace("\\", "/"), page or "", content_dir, generated)
    if isinstance(found, ImageProblem):
        return Image(src) if page is None and found.code == "image-missing" else found
    size = image_size(content_dir / found)
    relative = posixpath.relpath(found, posixpath.dirname(page or "") or ".")
    return Image(urlunsplit(("", "", quote(relative), query, fragment)), *(size or (None, None)))


def image_question(src: str, page: str) -> str:
    """One name for the address of an image and the page that shows it."""
    return f"{page}\n{src}"


def answer_image(question: str, *, content_dir: Path, generated: frozenset[str]) -> Image | ImageProblem:
    """What `find_image` returns now for what `image_question` gave."""
    page, _, src = question.partition("\n")
    return find_image(src, page=page or None, content_dir=content_dir, generated=generated)


def _find_file(path: str, page: str, content_dir: Path, generated: frozenset[str]) -> str | ImageProblem:
    """Return the file's path below the content folder."""
    folder = "" if path.startswith("/") else posixpath.dirname(page)
    name = posixpath.normpath(posixpath.join(folder, path.lstrip("/")))
    outside = ImageProblem(
        "image-outside",
        f"The image {_shown(path)} lies outside the content folder",
        "put a copy of it beside the note",
    )
    if name.startswith("../") or name == "..":
        return outside
    if name in generated:
        return name
    try:
        is_inside, is_file = _is_inside(content_dir, name), (content_dir / name).is_file()
    except (OSError, ValueError, RuntimeError):  # absent, unreadable, a loop of links, or no file name at all
        is_file = False
    if not is_file:
        return ImageProblem(
            "image-missing", f"There is no image {_shown(path)}", f"the file looked for is {_shown(name)}"
        )
    return name if is_inside else outside


def _is_inside(folder: Path, name: str) -> bool:
    """Whether a file, by its normalised path below `folder`, really lies there, symlinks followed.

    Raises:
        OSError, ValueError, RuntimeError: there is no such file.
    """
    place = str(folder)
    for part in name.split("/"):  # far less work than to resolve the path, for each image of each page
        place = f"{place}/{part}"
        if stat.S_ISLNK(os.lstat(place).st_mode):
            real = (folder / name).resolve(strict=True)
            return real.is_relative_to(folder.resolve())
    return True


def image_size(file: Path) -> tuple[int, int] | None:
    """Return width and height in CSS pixels; None if the file does not tell."""
    if not file.is_file():
        return None
    if file.suffix.lower() == ".svg":
        with file.open("rb") as stream:
            return svg_size(stream.read(_SVG_HEAD).decode("utf-8", errors="replace"))
    try:
        width, height = imagesize.get(file)
    except _BROKEN:
        return None
    return (int(width), int(height)) if width > 0 and height > 0 else None


def svg_size(text: str) -> tuple[int, int] | None:
    """Return the size that the start of an SVG file gives, by its width and height or else its viewBox."""
    root = re.search(r"<(?:[A-Za-z_][\w.-]*:)?svg\b([^>]*)>", text)
    if root is None:
        return None
    given = dict(re.findall(r"(?<![\w-])(width|height|viewBox)\s*=\s*[\"']([^\"']*)[\"']", root[1]))
    width, height = (pixels(given.get(name, "")) for name in ("width", "height"))
    box = [pixels(number) for number in given.get("viewBox", "").replace(",", " ").split()[2:]]
    if len(box) == 2 and box[0] and box[1]:
        if width and not height:
            height = width * box[1] / box[0]
        elif height and not width:
            width = height * box[0] / box[1]
        elif not width:
            width, height = box
    return (round(width), round(height)) if width and height and width >= 1 and height >= 1 else None


def pixels(length: str) -> float | None:
    """Return a CSS length in pixels; None for percentages and what is no length."""
    match = _LENGTH.match(length[:40])
    return float(match[1]) * _PIXELS[match[2]] if match and match[2] in _PIXELS else None


def _shown(address: str, width: int = 80) -> str:
    return f'"{address[:width]}…"' if len(address) > width else f'"{address}"'
