"""TeX formulas as HTML: visible SVG, MathML for screen readers, and one store of glyphs a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from html import escape
from itertools import takewhile

from techdigest.math.engine import Engine, TexError, Typeset

__all__ = ["PageTypesetter", "TexError", "Typesetter"]

MAX_TEX = 20_000  # characters; no formula that someone reads comes near
_REMEMBERED = 200  # formulas
_TOGETHER = 32  # formulas in one call, for all of which the engine's time limit holds

# Rules that belong to the markup rather than to a theme: the hidden copy for screen readers stays hidden,
# wide formulas scroll in their own box, and the lines of tables get MathJax's width.
_STYLE = (
    ".td-math{position:relative}"
    ".td-math>svg{overflow:visible}"  # not those inside: they cut stretched braces to length
    ".td-math--block{display:block;margin:1em 0;text-align:center;overflow:auto hidden;padding:.2em 0}"
    ".td-math__mml{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}"
    ".td-math [data-line],.td-math [data-frame]{stroke-width:70px;fill:none}"
    ".td-math .mjx-dashed{stroke-dasharray:140}"
    ".td-math .mjx-dotted{stroke-linecap:round;stroke-dasharray:0,140}"
)
_DEFINES = re.compile(
    r"\\(?:g?def|let|(?:re)?newcommand|(?:re)?newenvironment|DeclareMathOperator\*?)(?![A-Za-z])"
)


#: The TeX, with the definitions that come before it on its page, and whether it stands alone.
Formula = tuple[str, bool]


class Typesetter:
    """Typesets formulas for any number of pages; equal formulas are typeset once."""

    def __init__(self) -> None:
        self._engine = Engine()
        self._known: dict[Formula, Typeset | str] = {}
        self._outlines: dict[str, str] = {}
        self.asked: set[Formula] = set()

    def page(self) -> PageTypesetter:
        """Begin a page; of formulas, as many are still known as the pages around it may share."""
        for formula in list(self._known)[:-_REMEMBERED]:
            del self._known[formula]
        return PageTypesetter(self)

    def typeset(self, tex: str, *, display: bool) -> Typeset:
        """Return the formula as MathJax sets it, on its own.

        Raises:
            TexError: The TeX is broken, or longer than `MAX_TEX`.
        """
        key = (tex, display)
        self.asked.add(key)
        if key not in self._known:
            self._keep(key, self._run(tex, display))
        result = self._known[key]
        if isinstance(result, str):
            raise TexError(result)
        return result

    def prepare(self, formulas: Iterable[Formula]) -> None:
        """Typeset formulas that will be asked for, together, which is quicker."""
        new = [formula for formula in dict.fromkeys(formulas) if formula not in self._known]
        new = [formula for formula in new if len(formula[0]) <= MAX_TEX]
        for start in range(0, len(new), _TOGETHER):
            some = new[start : start + _TOGETHER]
            for formula, result in zip(some, self._engine.typeset_all(some), strict=True):
                self._keep(formula, str(result) if isinstance(result, TexError) else result)

    def known(self, formulas: Iterable[Formula]) -> dict[Formula, Typeset | str]:
        """What is known of formulas, as `learn` takes it: as they are set, or what is wrong with them."""
        return {formula: self._known[formula] for formula in formulas if formula in self._known}

    def learn(self, formulas: Mapping[Formula, Typeset | str]) -> None:
        """Know formulas that another typesetter has set."""
        for formula, result in formulas.items():
            self._keep(formula, result)

    def close(self) -> None:
        """Stop the engine; it starts again when needed."""
        self._engine.close()

    def __getstate__(self) -> dict[str, object]:
        """Another process has an engine of its own."""
        return {"_known": self._known}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__init__()  # type: ignore[misc]  # as a new one, and then what is known
        self.__dict__.update(state)

    def _keep(self, formula: Formula, result: Typeset | str) -> None:
        """Know a formula; equal outlines, which are most of it, are held once."""
        if isinstance(result, Typeset):
            glyphs = {name: self._outlines.setdefault(name, path) for name, path in result.glyphs.items()}
            result = replace(result, glyphs=glyphs)
        self._known[formula] = result

    def _run(self, tex: str, display: bool) -> Typeset | str:
        if len(tex) > MAX_TEX:
            return f"The formula has {len(tex)} characters; at most {MAX_TEX} are typeset"
        try:
            return self._engine.typeset(tex, display=display)
        except TexError as error:
            return str(error)


class PageTypesetter:
    """The formulas of one page and the glyphs they share.

    A formula that shows nothing and only defines macros defines them for the rest of its page.
    Other definitions end with their formula.
    """

    def __init__(self, typesetter: Typesetter) -> None:
        self._typesetter = typesetter
        self._glyphs: dict[str, str] = {}
        self._definitions = ""
        self._has_formulas = False

    def prepare(self, formulas: Iterable[Formula]) -> None:
        """Typeset formulas of the page that come next, in its order, up to one that may define something."""
        if not self._definitions:
            self._typesetter.prepare(takewhile(lambda formula: not _DEFINES.search(formula[0]), formulas))

    def formula(self, tex: str, *, display: bool) -> str:
        r"""Return the formula as HTML: a ``span``, or a ``div`` when `display`.

        Args:
            tex: TeX without delimiters.
            display: Whether the formula stands alone, set larger (``\displaystyle``).

        Raises:
            TexError: The TeX is broken; the message is MathJax's own.
        """
        tag, classes = ("div", "td-math td-math--block") if display else ("span", "td-math")
        typeset, shown = self.inner(tex, display=display), escape(tex)
        return f'<{tag} class="{classes}" data-tex="{shown}" data-search-text="{shown}">{typeset}</{tag}>'

    def inner(self, tex: str, *, display: bool) -> str:
        """Return what `formula` returns without its outermost element.

        Raises:
            TexError: The TeX is broken; the message is MathJax's own.
        """
        typeset = self._typesetter.typeset(self._definitions + tex, display=display)
        self._glyphs.update(typeset.glyphs)
        self._has_formulas = True
        if not typeset.mathml and _DEFINES.search(tex):
            self._definitions += tex + "\n"
        svg = typeset.svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
        return svg + _mathml(typeset.mathml, tex, display)

    def glyphs(self) -> str:
        """Return the hidden element that the page's formulas refer to, or nothing if there are none."""
        if not self._has_formulas:
            return ""
        paths = "".join(f'<path id="{name}" d="{self._glyphs[name]}"/>' for name in sorted(self._glyphs))
        return (
            '<svg class="td-glyphs" width="0" height="0" style="position:absolute" aria-hidden="true">'
            f"<style>{_STYLE}</style><defs>{paths}</defs></svg>"
        )


def _mathml(content: str, tex: str, display: bool) -> str:
    mode = ' display="block"' if display else ""
    return (
        f'<span class="td-math__mml"><math xmlns="http://www.w3.org/1998/Math/MathML"{mode}>'
        f"<semantics><mrow>{content}</mrow>"
        f'<annotation encoding="application/x-tex">{escape(tex, quote=False)}</annotation>'
        "</semantics></math></span>"
    )
