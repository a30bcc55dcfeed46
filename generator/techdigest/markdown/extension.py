"""The Python-Markdown extension: everything that Tech Digest adds to Markdown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from techdigest.markdown.citations import register_citations
from techdigest.markdown.clean import register_clean
from techdigest.markdown.context import RenderContext
from techdigest.markdown.figure import register_figures
from techdigest.markdown.guard import register_guard
from techdigest.markdown.inline import register_inline
from techdigest.markdown.items import register_items
from techdigest.markdown.lists import register_lists
from techdigest.markdown.math import register_math
from techdigest.markdown.paper_links import register_paper_links
from techdigest.markdown.render import Current, Rendering
from techdigest.markdown.restore import register_restore
from techdigest.markdown.run_fences import Highlight, RunFences
from techdigest.snippets.model import Fence


class TechDigestExtension(Extension):
    """Formulas, figures, digest items, citations and papers; bounds for hostile text.

    The order of processors is fixed by their priorities, so it does not matter where the extension stands
    in the list of extensions.
    """

    def __init__(self, context: RenderContext) -> None:
        super().__init__()
        self.context = context

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the processors."""
        current = Current()
        current.rendering = Rendering.begin(self.context, "")
        md.preprocessors.register(_Begin(md, self.context, current), "td-begin", 1000)
        register_guard(md, current)
        register_inline(md)
        if self.context.commonmark_lists:
            register_lists(md)
        register_math(md, current)
        register_figures(md, current)
        register_restore(md, current)
        register_items(md, current)
        register_citations(md, current)
        register_paper_links(md, current)
        register_clean(md, current)
        md.convert = _Careful(md.convert, current)  # type: ignore[method-assign]  # nothing else sees its errors


class _Begin(Preprocessor):
    """Begins the rendering of a page: runs first."""

    def __init__(self, md: Markdown, context: RenderContext, current: Current) -> None:
        super().__init__(md)
        self._context = context
        self._current = current

    def run(self, lines: list[str]) -> list[str]:
        source = "\n".join(lines)
        rendering = Rendering.begin(self._context, source)
        self._current.rendering = rendering
        page = rendering.page if rendering.page.source else replace(rendering.page, source=source)
        RunFences(page, self._show).attach(self.md)
        return lines

    def _show(self, fence: Fence, highlight: Highlight) -> str:
        show = self._context.show_snippet
        return show(fence, highlight) if show else highlight(fence.code)


class _Careful:
    """Converts as Python-Markdown does, but shows a page as it stands where that runs out of stack."""

    def __init__(self, convert: Callable[[str], str], current: Current) -> None:
        self._convert = convert
        self._current = current

    def __call__(self, source: str) -> str:
        try:
            return self._convert(source)
        except RecursionError:
            self._current.rendering.report(
                "",
                "too-hostile",
                "Something on this page is nested too deep, so all of it is shown as it stands",
                "look for hundreds of quotes, tags or stars inside each other",
            )
            return f'<pre class="td-unread"><code>{escape(source, quote=False)}</code></pre>'
