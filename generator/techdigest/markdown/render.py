"""What one rendering of one page keeps: findings, formulas, and pieces taken out of the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from techdigest.diagnostics import Diagnostic, Severity
from techdigest.markdown.context import PageSource, RenderContext
from techdigest.markdown.delimiters import Formula
from techdigest.markdown.locate import Locator
from techdigest.markdown.raw_images import RawImage
from techdigest.markdown.tokens import Tokens
from techdigest.math.typesetter import PageTypesetter

if TYPE_CHECKING:
    from techdigest.papers.mentions.citations import Cited

NO_PAGE = PageSource(path="")


@dataclass(slots=True)
class Rendering:
    """The state of one call of `Markdown.convert`.

    `citations` are those met so far, parsed and as they are written; `unknown_keys` what they cite in vain.
    """

    context: RenderContext
    page: PageSource
    locator: Locator
    typesetter: PageTypesetter
    formulas: Tokens[Formula]
    images: Tokens[RawImage]
    typeset: list[str] = field(default_factory=list)
    citations: list[tuple[tuple[Cited, ...], str]] = field(default_factory=list)
    unknown_keys: set[str] = field(default_factory=set)
    is_tree_done: bool = False

    @classmethod
    def begin(cls, context: RenderContext, markdown: str) -> Rendering:
        """Begin to render the Markdown, which belongs to the context's page."""
        page = context.page or NO_PAGE
        return cls(
            context=context,
            page=page,
            locator=Locator(page.source or markdown, page.body_line),
            typesetter=context.typesetter.page(),
            formulas=Tokens("tdmath"),
            images=Tokens("tdimage"),
        )

    @property
    def taken(self) -> tuple[Tokens[Formula], Tokens[RawImage]]:
        """All that was taken out of the text."""
        return self.formulas, self.images

    def report(
        self, piece: str, code: str, message: str, hint: str, severity: Severity = Severity.ERROR
    ) -> None:
        """Add a diagnostic about a piece of the page's source."""
        line = self.locator.line_of(piece)
        self.context.diagnostics.add(Diagnostic(self.page.path, line, code, message, hint, severity))


class Current:
    """Holds the rendering in progress, for the processors that share it."""

    rendering: Rendering
