"""Pictures of a source: found as posts call them, told by their bytes, named for their new place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from techdigest.importers import pictures
from techdigest.importers.file_kinds import kind_of
from techdigest.importers.model import Outcome, Post
from techdigest.importers.pictures import PictureFiles, PostPictures

PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 20
JPG = b"\xff\xd8\xff\xe0" + b"x" * 20
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>'
POST = Post("source/_posts/this.md", "", 1, folders=("source/_posts/this",))


class Source:
    """A source in memory."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._files = files

    @property
    def files(self) -> tuple[str, ...]:
        """The paths."""
        return tuple(sorted(self._files))

    def data(self, path: str) -> bytes | None:
        """Return the bytes."""
        return self._files.get(path)


def of_post(files: dict[str, bytes], post: Post = POST, folder: str = "this") -> PostPictures:
    return PictureFiles(Source(files), urls=("https://blog.example",)).of_post(post, folder)


@pytest.mark.parametrize(
    ("file", "target"),
    [
        ("source/_posts/a.png", "a.png"),
        ("source/_posts/a.png", "./a.png"),
        ("source/_posts/this/a.png", "a.png"),
        ("source/_posts/this/a.png", "this/a.png"),
        ("source/_posts/this/a.png", r"this\a.png"),
        ("source/images/a.png", "/images/a.png"),
        ("static/images/a.png", "/images/a.png"),
        ("images/a.png", "/images/a.png"),
        ("source/images/a.png", "../images/a.png"),
        ("source/images/a.png", "https://blog.example/images/a.png"),
        ("source/images/a.png", "/images/a.png?x=1#y"),
        ("source/images/A.PNG", "/images/a.png"),
        ("attachments/2020/a.png", "a.png"),
        ("source/_posts/图 1.png", "%E5%9B%BE%201.png"),
        ("source/_posts/100%25.png", "100%25.png"),
    ],
)
def test_a_picture_is_found_however_the_post_calls_it(file: str, target: str) -> None:
    found = of_post({file: PNG, "other/b.png": PNG})
    name = found.of(target)
    assert name is not None
    assert found.copied == {name: file}
    assert found.of(name) == name


def test_of_two_pictures_with_one_name_the_nearest_is_meant() -> None:
    found = of_post({"source/_posts/this/a.png": PNG, "other/a.png": PNG, "a.png": PNG})
    found.of("a.png")
    assert found.copied == {"a.png": "source/_posts/this/a.png"}


def test_names_suit_any_system_and_translations_share_them() -> None:
    files = PictureFiles(Source({"x/a b(1).PNG": PNG, "y/A b-1.png": PNG, "z/a.png": JPG, "z/c": SVG}))
    zh, en = files.of_post(POST, "this"), files.of_post(POST, "this")
    assert zh.of("x/a b(1).PNG") == "a-b-1.png"
    assert en.of("y/A b-1.png") == "A-b-1-2.png"
    assert en.of("x/a b(1).PNG") == "a-b-1.png"
    assert zh.of("z/a.png") == "a.jpg"
    assert zh.of("z/c") == "c.svg"
    assert files.of_post(POST, "another").of("y/A b-1.png") == "A-b-1.png"


@pytest.mark.parametrize(
    "target", ["https://a.example/a.png", "//a.example/a.png", "data:image/png;base64,", ""]
)
def test_pictures_of_other_sites_stay_there(target: str) -> None:
    assert of_post({"a.png": PNG}).of(target) is None


def test_what_was_fetched_is_named_by_its_bytes() -> None:
    files = PictureFiles(Source({}), fetch=lambda address: JPG if "yes" in address else None)
    found = files.of_post(POST, "this")
    assert found.of("https://a.example/yes.png?size=large") == "yes.jpg"
    assert found.of("https://a.example/no.png") is None
    source = found.copied["yes.jpg"]
    assert files.data(source) == JPG


@pytest.mark.parametrize("target", ["../../../etc/passwd", "/etc/passwd", "..", "/", "//", "a.md", "a\x00b"])
def test_nothing_outside_of_the_source_is_found(target: str) -> None:
    assert of_post({"a.md": b"# a", "source/a.png": PNG}).of(target) is None


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<html>", "by its first bytes"),
        (SVG.replace(b"<rect", b"<script>alert(1)</script><rect"), "more than draw"),
        (PNG * 100, "larger than"),
    ],
)
def test_what_is_no_picture_is_not_copied_and_told(
    data: bytes, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "MAX_FILE", 1000)
    found = of_post({"a.png": data})
    assert found.of("a.png") is None
    assert found.of("a.png") is None
    (finding,) = found.findings
    assert finding.outcome == Outcome.DROPPED
    assert why in finding.why


def test_first_bytes_tell_kinds() -> None:
    assert kind_of(b"RIFF\x00\x00\x00\x00WEBPVP8 ") == ".webp"
    assert kind_of(b"\x00\x00\x00\x20ftypavif") == ".avif"
    assert kind_of(b"%PDF-1.7") == ".pdf"
    assert kind_of(b'<?xml version="1.0"?>\n<svg xmlns=""/>') == ".svg"
    assert kind_of(b"<?xml version='1.0'?><html/>") == ""
    assert kind_of(b"") == ""


@given(st.text(max_size=40), st.sampled_from(["a.png", "source/图 1.png", "x/y/z.jpg"]))
def test_any_target_is_found_or_not(target: str, file: str) -> None:
    found = of_post({file: PNG})
    name = found.of(target)
    assert (name is None) == (not found.copied)
    assert all("/" not in each and "\\" not in each for each in found.copied)
