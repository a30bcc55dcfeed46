"""A parser that has rendered other pages renders a page as a new one does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from techdigest.diagnostics import Diagnostics
from techdigest.markdown.context import RenderContext
from techdigest.markdown.extension import TechDigestExtension
from techdigest.math.typesetter import Typesetter
from techdigest.mkdocs_build import parser as module
from techdigest.mkdocs_build.parser import Parser

_NAMES = (
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
    *("pymdownx.details", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.mark"),
    *("pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist"),
)
_OPTIONS = {
    "footnotes": {"UNIQUE_IDS": True},
    "toc": {"permalink": True},
    "pymdownx.highlight": {"anchor_linenums": True, "linenums": True},
    "pymdownx.tabbed": {"alternate_style": True},
}
# What leaves state behind: definitions, counters, stashes, and blocks that nothing closes.
_BLOCKS = (
    "*[HTML]: Hyper Text\n\nHTML again, `code` and ==mark==",
    "HTML that nobody defines, [a link][there]",
    "[there]: other.md 'Title'",
    "A note[^1] and another[^2].\n\n[^1]: First.\n[^2]: Second, $x^2$.",
    "A note[^1] without its text.",
    "## Same heading\n\n## Same heading {.odd}\n\n[TOC]",
    "# Title\n\nText {#given}\n",
    '=== "Tab"\n\n    Text\n\n=== "Other"\n\n    ```py\n    a = 1\n    ```',
    "```python\ndef f(): pass\n```",
    "``` sql linenums='1'\nSELECT 1;\n```",
    "```python\nnever closed",
    "- [x] done\n- [ ] open\n\n    indented",
    "!!! note\n    Text\n\n??? tip\n    More",
    '<div markdown="1">\n\n*inside*\n\n</div>',
    '<div id="raw"><span>never closed',
    "| a | b |\n|---|---|\n| `x|y` | $z$ |",
    "Term\n:   Meaning of HTML",
    "$$\n\\frac{a}{b}\n$$",
    "![picture](missing.png)",
    "> " * 40 + "deep",
    "",
)


@pytest.fixture(scope="module")
def typesetter() -> Any:
    shared = Typesetter()
    yield shared
    shared.close()


def _config(docs: Path, typesetter: Typesetter | None) -> MkDocsConfig:
    config = MkDocsConfig()
    config.load_dict(
        {
            "site_name": "Site",
            "docs_dir": str(docs),
            "markdown_extensions": [{name: _OPTIONS.get(name, {})} for name in _NAMES],
        }
    )
    assert config.validate() == ([], [])
    if typesetter is not None:
        context = RenderContext(Diagnostics(), typesetter, docs)
        config.markdown_extensions.append(TechDigestExtension(context))  # type: ignore[arg-type]  # MkDocs takes it
    return config


def _rendered(render: Any, config: MkDocsConfig, text: str) -> tuple[object, ...]:
    file = File("page.md", config.docs_dir, "site", use_directory_urls=True)
    page = Page(None, file, config)
    page.markdown = text
    render(page, config, Files([file]))
    toc = [(item.title, item.id, item.level) for item in page.toc]
    links = [(target.src_uri, anchors) for target, anchors in (page.links_to_anchors or {}).items()]
    return page.content, toc, page.title, page.present_anchor_ids, links


@pytest.mark.parametrize("is_ours", [True, False], ids=["with our extension", "without it"])
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pages=st.lists(st.lists(st.sampled_from(_BLOCKS), max_size=5).map("\n\n".join), min_size=2, max_size=5)
)
def test_pages_one_after_the_other_are_rendered_as_each_by_itself(
    pages: list[str], is_ours: bool, typesetter: Typesetter, tmp_path: Path
) -> None:
    config = _config(tmp_path, typesetter if is_ours else None)
    reused = Parser()
    for text in pages:
        assert _rendered(reused.render, config, text) == _rendered(Page.render, config, text)


def test_the_parser_is_built_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = []

    def counted(**settings: Any) -> Markdown:
        built.append(1)
        return Markdown(**settings)

    monkeypatch.setattr(module, "Markdown", counted)
    config, reused = _config(tmp_path, None), Parser()
    assert "<h1" in str(_rendered(reused.render, config, "# One")[0])
    assert "<h1" in str(_rendered(reused.render, config, "# Two")[0])
    assert built == [1]


def test_other_extensions_are_heard_of_at_once(tmp_path: Path) -> None:
    config, reused = _config(tmp_path, None), Parser()
    assert "<mark>" in str(_rendered(reused.render, config, "==a==")[0])
    config.markdown_extensions.remove("pymdownx.mark")
    assert "<mark>" not in str(_rendered(reused.render, config, "==a==")[0])


class _Counting(Extension):
    """Keeps state where nobody looks for it."""

    def extendMarkdown(self, md: Any) -> None:
        count = iter(range(9))

        class Numbered(Preprocessor):
            def run(self, lines: list[str]) -> list[str]:
                return [*lines, f"Number {next(count)}"]

        md.preprocessors.register(Numbered(md), "numbered", 50)


def test_extensions_that_are_not_known_get_a_new_parser_for_each_page(tmp_path: Path) -> None:
    config, reused = _config(tmp_path, None), Parser()
    config.markdown_extensions.append(_Counting())  # type: ignore[arg-type]  # MkDocs takes it
    for _ in range(2):
        assert "Number 0" in str(_rendered(reused.render, config, "Text")[0])
