"""Images: figures, sizes, and what is said of images that cannot be shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.rendering import Renderer
from support.three_dots import Case, read_cases
from techdigest.markdown.images import Image, find_image, image_size, svg_size

CASES = read_cases(Path(__file__).parent / "figures.md")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_images_become_what_the_fixture_says(case: Case, renderer: Renderer) -> None:
    assert renderer.short(case.given) == case.expected, case.title
    assert not renderer.found


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("nowhere.png", "image-missing"),
        ("../../../secret.png", "image-outside"),
        ("../../../../../../etc/passwd", "image-outside"),
        ("way-out.png", "image-outside"),
        ("/etc/passwd", "image-missing"),
        ("file:///etc/passwd", "image-address"),
        ("javascript:alert(1)", "image-address"),
        ("a%00b.png", "image-missing"),
        (".", "image-missing"),
        ("https://a.example/x.png", "remote-image"),
        ("//a.example/x.png", "remote-image"),
    ],
)
@pytest.mark.parametrize("form", ["![what it shows]({})", '<img src="{}" alt="what it shows">'])
def test_an_image_that_cannot_be_shown_is_reported_once_and_its_text_stays(
    address: str, code: str, form: str, renderer: Renderer
) -> None:
    html = renderer.html("first\n\n" + form.format(address) + "\n")
    assert renderer.found == [(7, code)]
    assert "what it shows" in html
    assert "<img" not in html


def test_an_image_of_another_site_is_linked(renderer: Renderer) -> None:
    html = renderer.html("![plot](https://a.example/x.png)")
    assert html == (
        '<p><a class="td-remote-image" href="https://a.example/x.png" rel="noopener noreferrer">plot</a></p>'
    )


def test_an_image_in_the_text_itself_is_kept(renderer: Renderer) -> None:
    assert 'src="data:image/png;base64,AAAA"' in renderer.html("![dot](data:image/png;base64,AAAA)")
    assert not renderer.found


def test_a_file_made_by_the_build_is_not_missing(renderer: Renderer) -> None:
    renderer.context.generated = frozenset({"notes/demo/made.png"})
    assert 'src="made.png"' in renderer.html("![made](made.png)")
    assert not renderer.found


def test_without_a_page_nothing_is_missing(renderer: Renderer) -> None:
    assert 'src="nowhere.png"' in renderer.html_without_page("![x](nowhere.png)")
    assert not renderer.found


@pytest.mark.parametrize(
    ("svg", "size"),
    [
        ('<svg width="10" height="20px">', (10, 20)),
        ('<svg viewBox="0 0 30 40">', (30, 40)),
        ('<svg width="60" viewBox="0,0,30,40">', (60, 80)),
        ('<svg width="100%" height="100%" viewBox="0 0 5 6">', (5, 6)),
        ('<?xml version="1.0"?><!-- x --><s:svg width="1in" height="72pt">', (96, 96)),
        ('<svg width="0" height="9">', None),
        ("<html>", None),
    ],
)
def test_the_size_of_a_drawing_is_read_from_its_root(svg: str, size: tuple[int, int] | None) -> None:
    assert svg_size(svg) == size


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\xff\xd8", b"RIFF0000WEBP", b"II*\0"]),
)
def test_no_file_breaks_the_reading_of_sizes(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, magic: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.png"
    file.write_bytes(magic + data)
    size = image_size(file)
    assert size is None or min(size) > 0


@given(st.text(max_size=60))
def test_no_address_leads_out_of_the_content_folder(content: Path, address: str) -> None:
    found = find_image(address, page="notes/demo/index.md", content_dir=content)
    assert not isinstance(found, Image) or not found.src.startswith("../../..")
