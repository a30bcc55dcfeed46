"""The server's side of live reload: news of new versions, and which of them matter to a page."""

from __future__ import annotations

import json
import urllib.parse
from collections.abc import Iterable, Iterator
from pathlib import Path

from techdigest.mkdocs_build.serve.files import Environ, StartResponse, file_of
from techdigest.mkdocs_build.serve.versions import Versions

PREFIX = "/livereload/"
_SCRIPTS = {
    name: (Path(__file__).parent / "client" / name) for name in ("page.js", "problems.js", "worker.js")
}
_SIGN_OF_LIFE = 15.0  # seconds; writing to a page that is gone ends its thread
_LONGEST_QUESTION = 1_000_000  # bytes


class LiveReload:
    """Answers what our scripts ask.

    A page asks by ``check`` which of the files it uses have changed since it was served. It does so once it
    is loaded and upon each event of the stream ``events``, which all open pages share by a worker: a browser
    keeps no more than six connections to a server open.
    """

    def __init__(self, versions: Versions, mount_path: str) -> None:
        self._versions = versions
        self._mount_path = mount_path

    def tag(self) -> bytes:
        """The script to be put into a page that is about to be read."""
        at = f"{self._versions.run} {self._versions.version}"
        return f'<script type="module" src="{PREFIX}page.js" data-livereload="{at}"></script>'.encode()

    def respond(self, path: str, environ: Environ, start_response: StartResponse) -> Iterable[bytes] | None:
        """Answer a request below `PREFIX`; None if there is nothing of that name."""
        name = path.removeprefix(PREFIX)
        if name in _SCRIPTS:
            return _send(start_response, "text/javascript", _SCRIPTS[name].read_bytes())
        if name == "events":
            start_response("200 OK", [("Content-Type", "text/event-stream"), ("Cache-Control", "no-store")])
            return self._events()
        if name == "check" and environ["REQUEST_METHOD"] == "POST":
            return self._check(environ, start_response)
        return None

    def _events(self) -> Iterator[bytes]:
        seen = 0
        while (version := self._versions.wait(seen, _SIGN_OF_LIFE)) is not None:
            yield b"data: %d\n\n" % version if version > seen else b":\n\n"
            seen = version

    def _check(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        try:
            length = min(int(environ.get("CONTENT_LENGTH") or 0), _LONGEST_QUESTION)
            asked = json.loads(environ["wsgi.input"].read(length))
            run, since, paths = (
                str(asked["run"]),
                int(asked["version"]),
                [str(path) for path in asked["paths"]],
            )
        except (ValueError, KeyError, TypeError):
            return _send(start_response, "text/plain", b"not a question of ours", "400 Bad Request")
        answer = json.dumps(self._answer(run, since, paths)).encode()
        return _send(start_response, "application/json", answer)

    def _answer(self, run: str, since: int, paths: list[str]) -> dict[str, object]:
        """What is new for a page: which of its paths (all: null), and what is wrong with the site."""
        version = self._versions.version
        files = {path: file_of(urllib.parse.unquote(path), self._mount_path) for path in paths}
        changed = self._versions.changed_since(run, since, filter(None, files.values()))
        return {
            "version": version,
            "changed": None if changed is None else [path for path, file in files.items() if file in changed],
            "problems": self._versions.problems.as_json(),
        }


def _send(
    start_response: StartResponse, kind: str, content: bytes, status: str = "200 OK"
) -> Iterable[bytes]:
    headers = [("Content-Type", f"{kind}; charset=utf-8"), ("Cache-Control", "no-cache")]
    start_response(status, [*headers, ("Content-Length", str(len(content)))])
    return [content]
