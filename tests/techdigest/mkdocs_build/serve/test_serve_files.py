"""Addresses stand for files of the site, and for none outside."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from techdigest.mkdocs_build.serve.files import file_of, insert, respond


@pytest.mark.parametrize(
    ("path", "mount", "file"),
    [
        ("/", "/", "index.html"),
        ("/a/", "/", "a/index.html"),
        ("/a/x.css", "/", "a/x.css"),
        ("/docs/", "/docs/", "index.html"),
        ("/docs/目录/", "/docs/", "目录/index.html"),
        ("/other/", "/docs/", None),
        ("/docs.css", "/docs/", None),
        ("/../../etc/passwd", "/", "etc/passwd"),
    ],
)
def test_an_address_stands_for_a_file(path: str, mount: str, file: str | None) -> None:
    assert file_of(path, mount) == file


@given(st.text("/.ab\0", max_size=12))
def test_no_address_leaves_the_site(path: str) -> None:
    file = file_of("/" + path, "/")
    assert file is not None
    assert not file.startswith("/")
    assert ".." not in file.split("/")


class Answer:
    """What came of asking for a path."""

    def __init__(self, root: Path, path: str, mount: str = "/", **environ: str) -> None:
        asked = {"PATH_INFO": path.encode().decode("latin-1"), **environ}
        body: Iterable[bytes] | None = respond(root, mount, asked, self._start, lambda: b"<script>")
        self.found = body is not None
        self.body = b"".join(body or ())
        if close := getattr(body, "close", None):
            close()

    def _start(self, status: str, headers: list[tuple[str, str]]) -> None:
        self.status, self.headers = status[:3], dict(headers)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "目录").mkdir()
    (tmp_path / "目录" / "index.html").write_text("<body><p>页</p></body>", encoding="utf-8")
    (tmp_path / "x.css").write_text("p {}")
    return tmp_path


def test_a_page_is_served_with_the_tag_in_its_body(root: Path) -> None:
    answer = Answer(root, "/目录/")
    assert (answer.status, answer.headers["Content-Type"]) == ("200", "text/html")
    assert answer.body.decode() == "<body><p>页</p><script></body>"
    assert answer.headers["Content-Length"] == str(len(answer.body))


def test_a_folder_is_redirected_to_with_a_slash(root: Path) -> None:
    answer = Answer(root, "/目录")
    assert (answer.status, answer.headers["Location"]) == ("302", "/%E7%9B%AE%E5%BD%95/")
    assert Answer(root, "/", "/docs/").headers["Location"] == "/docs/"


def test_what_the_browser_has_is_not_sent_again_until_it_changes(root: Path) -> None:
    first = Answer(root, "/x.css")
    assert (first.status, first.body, first.headers["Cache-Control"]) == ("200", b"p {}", "no-cache")
    again = Answer(root, "/x.css", HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert (again.status, again.body) == ("304", b"")
    (root / "x.css").write_text("p { color: red }")
    assert Answer(root, "/x.css", HTTP_IF_NONE_MATCH=first.headers["ETag"]).status == "200"


@pytest.mark.parametrize("path", ["/missing/", "/missing.css", "/a\0b", "/x.css/", "/" + "a" * 300])
def test_what_is_not_there_is_not_found(root: Path, path: str) -> None:
    assert not Answer(root, path).found


def test_the_tag_goes_before_the_last_end_of_a_body_or_to_the_end() -> None:
    assert insert(b"<body>&lt;/body> </body> x</body></html>", b"T").endswith(b" xT</body></html>")
    assert insert(b"<p>no body", b"T") == b"<p>no bodyT"
