"""A page that was rendered before loads its body when it is asked for, and lets go of it again."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from techdigest.mkdocs_build.pages import KeptPage, packed, put_back
from techdigest.mkdocs_build.templating import _having


@pytest.fixture
def page(tmp_path: Path) -> Page:
    config = MkDocsConfig()
    config.load_dict({"site_name": "Site", "docs_dir": str(tmp_path), "site_dir": str(tmp_path / "site")})
    config.validate()
    page = Page("Title", File("a.md", str(tmp_path), str(tmp_path / "site"), True), config)
    page.markdown, page.content, page.toc = "# A", "<h1>A</h1>", get_toc([])
    page.present_anchor_ids = {"a"}
    return page


def test_anchors_are_read_without_keeping_the_rest_of_the_body(page: Page) -> None:
    body = packed(page)
    put_back(page, {}, lambda: body, Files([]))
    assert page.present_anchor_ids == {"a"}
    assert "content" not in vars(page)
    assert page.content == "<h1>A</h1>"
    assert page.present_anchor_ids == {"a"}


def test_a_body_that_came_with_the_order_is_there_for_its_page_alone(page: Page) -> None:
    body = packed(page)
    put_back(page, {}, packed_elsewhere, Files([]))
    with _having(page, body):
        assert page.content == "<h1>A</h1>"
    assert isinstance(page, KeptPage)
    assert "content" not in vars(page)
    with pytest.raises(LookupError, match="elsewhere"):
        _ = page.content


def test_a_body_that_is_there_already_stays(page: Page) -> None:
    body = packed(page)
    put_back(page, {}, lambda: body, Files([]))
    assert page.content
    with _having(page, body):
        assert page.content == "<h1>A</h1>"
    assert page.content == "<h1>A</h1>"


def packed_elsewhere() -> bytes:
    raise LookupError("the body lies elsewhere")
