"""The typesetter: what it makes of TeX, and what it refuses."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from techdigest.math.engine import Engine, Typeset
from techdigest.math.typesetter import MAX_TEX, TexError, Typesetter

FORMULAS = [
    r"x^2+y^2=z^2",
    r"\mathcal{L}(\theta) = -\frac{1}{N}\sum_{i=1}^{N} \log p_\theta(y_i \mid x_i)",
    r"\mathrm{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}^{-1}",
    r"\begin{array}{c|c}\hline a & b \\ \hdashline c & d\end{array}",
    r"\int_{-\infty}^{\infty} e^{-x^2}\,dx = \sqrt{\pi}",
    r"\text{概率为}\; \alpha",
    r"\ce{2H2 + O2 -> 2H2O}",
    r"\begin{align} a&=b\\ c&=d \end{align}",
    r"\dv{f}{x}",
    r"\color{red}{x} \cancel{y} \xrightarrow{n} \mathbb{R}",
]


@pytest.fixture(scope="module")
def typesetter() -> Iterator[Typesetter]:
    typesetter = Typesetter()
    yield typesetter
    typesetter.close()


@pytest.mark.parametrize("display", [False, True])
@pytest.mark.parametrize("tex", FORMULAS)
def test_what_notes_write_is_typeset(typesetter: Typesetter, tex: str, display: bool) -> None:
    page = typesetter.page()
    html = page.formula(tex, display=display)
    assert html.startswith("<div" if display else "<span")
    assert 'aria-hidden="true"' in html
    assert '<annotation encoding="application/x-tex">' in html
    used = set(re.findall(r'href="#([^"]+)"', html))
    stored = set(re.findall(r'<path id="([^"]+)"', page.glyphs()))
    assert used == stored


def test_a_formula_looks_as_recorded(typesetter: Typesetter) -> None:
    assert typesetter.page().formula("x<2", display=False) == (
        '<span class="td-math" data-tex="x&lt;2" data-search-text="x&lt;2">'
        '<svg aria-hidden="true" focusable="false" style="vertical-align: -0.09ex;" width="5.442ex" '
        'height="1.597ex" viewBox="0 -666 2405.6 706"><g stroke="currentColor" fill="currentColor" '
        'stroke-width="0" transform="scale(1,-1)"><use href="#tdg-I-1D465"/>'
        '<use href="#tdg-N-3C" transform="translate(849.8,0)"/>'
        '<use href="#tdg-N-32" transform="translate(1905.6,0)"/></g></svg>'
        '<span class="td-math__mml"><math xmlns="http://www.w3.org/1998/Math/MathML"><semantics>'
        "<mrow><mi>x</mi><mo>&lt;</mo><mn>2</mn></mrow>"
        '<annotation encoding="application/x-tex">x&lt;2</annotation></semantics></math></span></span>'
    )


def test_a_page_without_formulas_has_no_glyphs(typesetter: Typesetter) -> None:
    assert typesetter.page().glyphs() == ""


def test_each_glyph_is_stored_once_a_page_and_ids_mean_the_same_glyph_on_every_page(
    typesetter: Typesetter,
) -> None:
    first, second = typesetter.page(), typesetter.page()
    for page in (first, second):
        for _ in range(3):
            page.formula("x+x", display=False)
    second.formula("y", display=False)
    paths = [dict(re.findall(r'<path id="([^"]+)" d="([^"]+)"', page.glyphs())) for page in (first, second)]
    assert first.glyphs().count("<path") == 2
    assert paths[0].items() < paths[1].items()


def test_the_bytes_do_not_depend_on_order_or_engine(typesetter: Typesetter) -> None:
    other = Typesetter()
    try:
        there = {tex: other.page().formula(tex, display=True) for tex in reversed(FORMULAS)}
    finally:
        other.close()
    assert there == {tex: typesetter.page().formula(tex, display=True) for tex in FORMULAS}


@pytest.mark.parametrize(
    ("tex", "message"),
    [
        (r"\frac{a}{", "Missing close brace"),
        (r"\undefinedcmd x", "Undefined control sequence"),
        (r"\begin{matrix} a", r"Missing \end{matrix}"),
        (r"a_b_c", "Double subscripts"),
        (r"\left( x", r"Missing \left or extra \right|Extra \left or missing \right"),
        (r"x & y", "Misplaced &"),
        (r"\input{/etc/passwd}", "Undefined control sequence"),
        (r"\require{html}", "Undefined control sequence"),
        (r"\href{javascript:alert(1)}{x}", "Undefined control sequence"),
        (r"\style{background:url(//a.example)}{x}", "Undefined control sequence"),
        (r"\bbox[background:url(//a.example)]{x}", "Undefined control sequence"),
        (r"\color{url(//a.example/#x)}{x}", "may not be used"),
        (r'\mmlToken{mi}[onclick="alert(1)"]{x}', "not a recognized attribute"),
        (r"\def\a{\a\a}\a", "recursive macro"),
        (r"\def\a#1{\a{#1#1}}\a{x}", "recursive macro"),
        ("x" * (MAX_TEX + 1), "at most"),
    ],
)
def test_broken_and_malicious_tex_is_refused(typesetter: Typesetter, tex: str, message: str) -> None:
    with pytest.raises(TexError) as refused:
        typesetter.page().formula(tex, display=True)
    assert any(part in str(refused.value) for part in message.split("|"))


def test_nothing_but_drawing_comes_out_of_what_is_allowed(typesetter: Typesetter) -> None:
    tex = r"\mmlToken{mi}[id='x' class='y' href='javascript:1']{z} \ref{a} \eqref{b} \label{c}"
    tex += r"\text{<b onclick=x>}"
    html = typesetter.page().formula(tex, display=True)
    outside = html.replace(html[html.index("data-tex") : html.index("<svg")], "")
    outside = re.sub("<annotation.*?</annotation>", "", outside)
    assert "javascript" not in outside
    assert "<b" not in outside
    assert not re.search(r' (?:id|class)="(?!td-math)', outside)


def test_macros_end_with_their_formula(typesetter: Typesetter) -> None:
    page = typesetter.page()
    page.formula(r"\def\mine{1} \mine", display=False)
    with pytest.raises(TexError, match="mine"):
        page.formula(r"\mine", display=False)


def test_a_formula_of_definitions_alone_defines_for_its_page_only(typesetter: Typesetter) -> None:
    page = typesetter.page()
    page.formula(r"\newcommand{\R}{\mathbb R} \DeclareMathOperator{\myrank}{rank}", display=True)
    assert "double-struck" in page.formula(r"\myrank x \in \R", display=False)
    with pytest.raises(TexError, match="myrank"):
        typesetter.page().formula(r"\myrank x", display=False)


def test_deep_nesting_is_set_or_refused_but_never_crashes(typesetter: Typesetter) -> None:
    page = typesetter.page()
    assert "<svg" in page.formula(r"\sqrt{" * 50 + "x" + "}" * 50, display=False)
    with pytest.raises(TexError):
        page.formula(r"\sqrt{" * 2000 + "x" + "}" * 2000, display=False)
    assert "<svg" in page.formula("x", display=False)


def test_the_engine_starts_again_after_it_was_closed() -> None:
    typesetter = Typesetter()
    try:
        first = typesetter.page().formula("a", display=False)
        typesetter.close()
        typesetter.page().formula("b", display=False)
        assert typesetter.page().formula("a", display=False) == first
    finally:
        typesetter.close()


def test_a_process_ends_even_if_the_engine_was_not_closed() -> None:
    program = (
        "from techdigest.math.typesetter import Typesetter; t = Typesetter();"
        "print(len(t.page().formula('x', display=False)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True
    )
    assert int(done.stdout) > 100


def inside_an_event_loop(call: Callable[[], str]) -> str:
    """Call it in a thread of its own whose event loop is running: in this one, Playwright's may be."""

    async def run() -> str:
        return call()

    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(lambda: asyncio.run(run())).result()


def test_formulas_are_typeset_inside_a_running_event_loop(typesetter: Typesetter) -> None:
    def typeset() -> str:
        return typesetter.page().formula("z^2", display=False)

    assert inside_an_event_loop(typeset) == typeset()


def test_the_engine_starts_inside_a_running_event_loop() -> None:
    def typeset() -> str:
        typesetter = Typesetter()
        try:
            return typesetter.page().formula("z^2", display=False)
        finally:
            typesetter.close()

    assert "<svg" in inside_an_event_loop(typeset)


TOGETHER = [
    (tex, display) for tex in [*FORMULAS, r"\frac{a}{", r"\gdef\x{1}\x", r"\x"] for display in (True, False)
]


def test_formulas_that_are_set_together_are_set_as_each_alone(typesetter: Typesetter) -> None:
    together = Typesetter()
    try:
        together.prepare([*TOGETHER, *TOGETHER])
        known = together.known(TOGETHER)
    finally:
        together.close()
    assert list(known) == TOGETHER
    for (tex, display), result in known.items():
        if isinstance(result, str):
            with pytest.raises(TexError, match=re.escape(result)):
                typesetter.typeset(tex, display=display)
        else:
            assert typesetter.typeset(tex, display=display) == result


def test_a_formula_that_stops_the_engine_spares_those_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    call = Engine._call

    def stopped(self: Engine, formulas: Sequence[tuple[str, bool]]) -> list[dict[str, Any]]:
        if ("y", False) in formulas:
            raise TexError("typesetting took more than 10 seconds")
        return call(self, formulas)

    monkeypatch.setattr(Engine, "_call", stopped)
    engine = Engine()
    try:
        first, second, third = engine.typeset_all([("x", False), ("y", False), ("z", False)])
    finally:
        engine.close()
    assert isinstance(second, TexError)
    assert isinstance(first, Typeset)
    assert isinstance(third, Typeset)
    assert first.glyphs.keys() != third.glyphs.keys()


def test_definitions_of_a_page_reach_formulas_that_were_to_be_set_together(typesetter: Typesetter) -> None:
    formulas = [("a", False), (r"\def\x{b}", False), (r"\x", False)]
    page, plain = typesetter.page(), typesetter.page()
    page.prepare(formulas)
    shown = [page.inner(tex, display=display) for tex, display in formulas]
    assert shown == [plain.inner(tex, display=display) for tex, display in formulas]
    assert "<mi>b</mi>" in shown[2]


def test_equal_outlines_are_held_once_and_formulas_of_pages_long_ago_are_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("techdigest.math.typesetter._REMEMBERED", 2)
    typesetter = Typesetter()
    try:
        formulas = [("x+1", False), ("x+2", False), ("x+3", False)]
        typesetter.prepare(formulas)
        known = [each for each in typesetter.known(formulas).values() if isinstance(each, Typeset)]
        shared = set(known[0].glyphs) & set(known[1].glyphs)
        assert shared
        assert all(known[0].glyphs[name] is known[1].glyphs[name] for name in shared)
        typesetter.page()
        assert list(typesetter.known(formulas)) == formulas[1:]
    finally:
        typesetter.close()
