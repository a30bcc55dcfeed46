"""A site built by copying, and its server, to try out how changes reach the browser."""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from techdigest.mkdocs_build.serve import PreviewServer

PAGE = """\
<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{text}</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/site.css"></head>
<body{attributes}><main><h1>{text}</h1>{more}</main></body></html>
"""


def html(text: str, more: str = "", lang: str = "en", attributes: str = "") -> str:
    """A page with a heading, more HTML, and attributes of its body."""
    return PAGE.format(text=text, more=more, lang=lang, attributes=attributes)


@dataclass(frozen=True)
class Written:
    """What a build changed."""

    written: tuple[str, ...]
    removed: tuple[str, ...] = ()


@dataclass
class TinyPreview:
    """Publishes `name.html` at `/name/`, and all else as it is.

    The whole build takes until `gate` is set; a source with `fail` in it fails it, `warn` is warned of.
    """

    docs: Path
    root: Path
    gate: threading.Event = field(default_factory=threading.Event)
    wants_first: bool = True

    def __post_init__(self) -> None:
        self.gate.set()
        for source in self._sources():
            self._publish(source)

    def warm_up(self) -> None:
        pass

    def first(self, changed: frozenset[Path]) -> list[str] | None:
        """Copy the pages among the changed files."""
        if not self.wants_first:
            return None
        pages = sorted(path for path in changed if path.suffix == ".html" and path.is_file())
        return [name for name in map(self._publish, pages) if name]

    def rest(self, is_superseded: Callable[[], bool]) -> Written:
        """Copy everything, once the gate is open."""
        assert self.gate.wait(30)
        for source in self._sources():
            if b"fail" in source.read_bytes():
                raise ValueError(f"{source.name} has <b>fail</b> in it")
            if b"warn" in source.read_bytes():
                logging.getLogger("mkdocs.tiny").warning(
                    f"{source.name}:1: warning[tiny] has <b>warn</b> in it"
                )
        return Written(tuple(filter(None, map(self._publish, self._sources()))))

    def close(self) -> None:
        """Nothing to give back."""

    def _sources(self) -> list[Path]:
        return sorted(path for path in self.docs.rglob("*") if path.is_file())

    def _publish(self, source: Path) -> str | None:
        """Copy one file; return its name in the site if that changed."""
        name = source.relative_to(self.docs).as_posix()
        if source.suffix == ".html" and source.stem != "404":
            name = name.removesuffix(".html").removesuffix("index") + "/index.html"
        target, content = self.root / name.lstrip("/"), source.read_bytes()
        if b"fail" in content or (target.exists() and target.read_bytes() == content):
            return None
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(target.name + ".part")
        part.write_bytes(content)
        part.replace(target)
        return name.lstrip("/")


@contextmanager
def serving(preview: TinyPreview, mount_path: str = "/") -> Iterator[PreviewServer]:
    """Serve on a free port of loopback until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    made = LiveReloadServer(lambda: None, "127.0.0.1", port, str(preview.root), mount_path)
    made.watch(str(preview.docs))
    server = PreviewServer(made, preview)
    ready = threading.Event()
    server.service_actions = ready.set  # type: ignore[method-assign]  # called when requests are taken
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield server
    finally:
        server.shutdown(wait=True)
        thread.join(10)
        assert not thread.is_alive()


class TinySite:
    """A tiny site that is served, and its sources."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.docs = folder / "docs"
        self.docs.mkdir()
        self.write("index.html", html("home"))
        self.write("other.html", html("other"))
        self.write("site.css", "h1 { color: rgb(1, 2, 3) }")
        self.preview = TinyPreview(self.docs, folder / "site")
        self.server: PreviewServer = stack.enter_context(serving(self.preview))
        self.url = self.server.url

    def write(self, name: str, text: str) -> None:
        """Save a source."""
        (self.docs / name).write_text(text, encoding="utf-8")

    def expect_built(self, path: str) -> None:
        """Wait until a page is there."""
        end = time.monotonic() + 15
        while not (self.preview.root / path / "index.html").exists():
            assert time.monotonic() < end
            time.sleep(0.01)
