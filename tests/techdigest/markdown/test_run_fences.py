"""Runnable fences are handed over while a page is rendered, whatever else the site asks of superfences."""

from __future__ import annotations

from html import escape
from typing import Any

import pytest
from markdown import Markdown
from pymdownx.superfences import SuperFencesCodeExtension, SuperFencesException

from support.rendering import Renderer
from support.snippet_pages import NAMES, OPTIONS, note_of
from techdigest.diagnostics import Diagnostics
from techdigest.markdown.collect import collect
from techdigest.markdown.context import PageSource, RenderContext
from techdigest.markdown.extension import TechDigestExtension
from techdigest.markdown.run_fences import Highlight
from techdigest.snippets.model import Fence

FENCE = "```python {.run id=a}\nprint(1)\n```\n"


def framed(fence: Fence, highlight: Highlight) -> str:
    return f"<section>{fence.id}:{highlight(fence.code or 'print(2)')}</section>"


def test_without_a_frame_the_code_is_highlighted_as_any_other(renderer: Renderer) -> None:
    html = renderer.html('```python {.run id=a title="t.py" hl_lines="2" needs=gpu}\nx = 1\ny = 2\n```\n')
    assert '<span class="filename">t.py</span>' in html
    assert '<span class="hll"><span class="n">y</span>' in html
    assert "needs" not in html
    assert 'id="a"' not in html


def test_the_frame_gets_the_fence_and_highlights_what_it_likes(renderer: Renderer) -> None:
    seen: list[Fence] = []

    def show(fence: Fence, highlight: Highlight) -> str:
        seen.append(fence)
        return framed(fence, highlight)

    renderer.context.show_snippet = show
    html = renderer.html("# a\n\n1. b\n\n   ```python {.run id=a timeout=3 hidden}\n   ```\n")
    assert seen == [Fence("notes/demo/index.md", 9, "python", "a", {"timeout": "3", "hidden": "hidden"}, "")]
    assert "<li>" in html
    assert '<section>a:<div class="run highlight">' in html
    assert '<span class="nb">print</span><span class="p">(</span><span class="mi">2</span>' in html


def test_other_fences_are_rendered_as_ever(renderer: Renderer) -> None:
    renderer.context.show_snippet = framed
    html = renderer.html("```python\nx\n```\n\n```{.python .runs id=a}\nx\n```\n\n```run\nx\n```\n")
    assert "<section>" not in html
    assert html.count("<pre>") == 3


@pytest.mark.parametrize("options", [{}, {"preserve_tabs": True}, {"relaxed_headers": True}])
def test_fences_of_the_site_itself_work_beside_it(renderer: Renderer, options: dict[str, Any]) -> None:
    renderer.context.show_snippet = framed
    given = {"custom_fences": [{"name": "mermaid", "class": "mermaid"}], **options}
    md = Markdown(
        extensions=[*NAMES, TechDigestExtension(renderer.context)],
        extension_configs=OPTIONS | {"pymdownx.superfences": given},
    )
    html = md.convert("```mermaid\na --> b\n```\n\n" + FENCE)
    assert '<pre class="mermaid"><code>a --&gt; b</code></pre>' in html
    assert "<section>a:" in html


def test_our_extension_may_stand_before_superfences(renderer: Renderer) -> None:
    renderer.context.show_snippet = framed
    md = Markdown(extensions=[TechDigestExtension(renderer.context), *NAMES], extension_configs=OPTIONS)
    assert "<section>a:" in md.convert(FENCE)


def test_a_converter_that_is_used_again_knows_the_page_at_hand(renderer: Renderer) -> None:
    seen: list[str] = []

    def show(fence: Fence, highlight: Highlight) -> str:
        seen.append(f"{fence.path}:{fence.line}")
        return ""

    renderer.context.show_snippet = show
    md = Markdown(extensions=[*NAMES, TechDigestExtension(renderer.context)], extension_configs=OPTIONS)
    for path, line in (("a.md", 3), ("b.md", 40)):
        renderer.context.page = PageSource(path, line, FENCE)
        md.reset().convert(FENCE)
    assert seen == ["a.md:3", "b.md:40"]


def test_collecting_leaves_no_trace_in_an_extension_that_the_site_shares(renderer: Renderer) -> None:
    shared = SuperFencesCodeExtension()
    extensions = [*(name for name in NAMES if "superfences" not in name), shared]
    collected = collect(note_of(FENCE + "\n```python\nx\n```\n"), extensions, OPTIONS, Diagnostics())
    assert [fence.id for fence in collected] == ["a"]
    renderer.context.show_snippet = framed
    md = Markdown(extensions=[*extensions, TechDigestExtension(renderer.context)], extension_configs=OPTIONS)
    html = md.convert(FENCE + "\n```python\nother\n```\n")
    assert "<section>a:" in html
    assert '<span class="n">other</span>' in html


def test_a_frame_that_fails_stops_the_build_and_names_the_place(renderer: Renderer) -> None:
    def show(fence: Fence, highlight: Highlight) -> str:
        raise KeyError("no such record")

    renderer.context.show_snippet = show
    with pytest.raises(SuperFencesException, match=r"notes/demo/index\.md:7: KeyError"):
        renderer.html("# a\n\n" + FENCE)


def test_preserved_tabs_do_not_cut_code_that_our_lists_indent(renderer: Renderer) -> None:
    def show(fence: Fence, highlight: Highlight) -> str:
        return f"<pre>{escape(fence.code)}</pre>"

    context = RenderContext(Diagnostics(), renderer.context.typesetter, renderer.context.content_dir)
    context.show_snippet = show
    options = OPTIONS | {"pymdownx.superfences": {"preserve_tabs": True}}
    md = Markdown(extensions=[*NAMES, TechDigestExtension(context)], extension_configs=options)
    html = md.convert(
        "1. a\n\n   ```go {.run id=a}\n   if x {\n   \ty()\n   }\n   ```\n\n   ```\n   plain\n   ```\n"
    )
    assert "<pre>if x {\n\ty()\n}</pre>" in html
    assert "plain\n" in html
