"""Pages rendered with the extensions of the project's own mkdocs.yml."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from support import papers
from support.rendering import Renderer
from techdigest.math.typesetter import Typesetter


@pytest.fixture(scope="session")
def typesetter() -> Iterator[Typesetter]:
    """One engine for all tests."""
    typesetter = Typesetter()
    yield typesetter
    typesetter.close()


@pytest.fixture
def renderer(typesetter: Typesetter, content: Path) -> Renderer:
    """Renders the note notes/demo/index.md, whose text starts on line 5 of its file."""
    return Renderer(typesetter, content)


@pytest.fixture
def citing(renderer: Renderer) -> Renderer:
    """Renders the same note on a site with papers, which have pages."""
    renderer.context.registry = papers.registry()
    renderer.page = replace(renderer.page, paper_url=papers.paper_url)
    return renderer


@pytest.fixture(scope="session")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A content folder with images beside the note, and one outside."""
    root = tmp_path_factory.mktemp("site")
    folder = root / "content" / "notes" / "demo"
    folder.mkdir(parents=True)
    (folder / "a.png").write_bytes(_png(400, 200))
    (folder / "图 片.png").write_bytes(_png(30, 40))
    (folder / "box.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 320"/>')
    (folder / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n but no picture")
    (root / "content" / "shared.png").write_bytes(_png(8, 8))
    (root / "secret.png").write_bytes(_png(1, 1))
    (folder / "way-out.png").symlink_to(root / "secret.png")
    return root / "content"


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * (width + 1) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
