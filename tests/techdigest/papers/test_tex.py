from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from techdigest.papers.tex import decode_tex, encode_tex

DECODED = {
    r"{G{\"o}del}, {\'E}t{\'e}, \v{S}imon, \c{c}a, \H{o}, Ma\~nana": "Gödel, Été, Šimon, ça, ő, Mañana",
    r"\'{\i}, na\"{\i}ve, \.I, {\aa}, \AA ngstr\"om, \o re, {\ss}": "í, naïve, İ, å, Ångström, øre, ß",
    r"Erd\H{o}s, Hal\'asz, {\L}ukasz, Ne{\v c}et": "Erdős, Halász, Łukasz, Nečet",
    r"Random Structures \& Algorithms, 50\% of \#1, \$5 \_x\_ \{y\}": (
        "Random Structures & Algorithms, 50% of #1, $5 _x_ {y}"
    ),
    r"pages 1--9, a---b, ``quoted'' and `single'": "pages 1–9, a—b, “quoted” and `single'",
    r"Tie~here,\ thin\,space, x\-y, line\\break": "Tie here, thin space, xy, line break",
    r"\emph{An} {\bf old} {\em Title} by \textsc{Knuth}": "An old Title by Knuth",
    r"See \url{https://example.org/a_b?c=1&d=2}": "See https://example.org/a_b?c=1&d=2",
    r"$O(n^2 \log n)$, $\alpha$-stable, $2^{10}$, $\mathbb{R}^n$": "O(n² log n), α-stable, 2¹⁰, Rⁿ",
    r"An $\ell_1$ norm, $\epsilon$, $a \le b$, $H_2O$": "An ℓ₁ norm, ε, a ≤ b, H₂O",
    r"costs $5 and under_score^caret": "costs $5 and under_score^caret",
    r"{\LaTeX} and \TeX{} of \unknown things": "LaTeX and TeX of unknown things",
    "一种{布谷鸟}过滤器：实践": "一种布谷鸟过滤器：实践",
    "  two\n   lines\t here ": "two lines here",
    "{{BERT}}: {Pre-training}": "BERT: Pre-training",
    r"don't \textquotesingle x\textquotesingle": "don't 'x'",
}


@pytest.mark.parametrize(("tex", "text"), DECODED.items())
def test_tex_is_read_as_it_is_printed(tex: str, text: str) -> None:
    assert decode_tex(tex) == text


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("Random Structures & Algorithms", r"Random Structures \& Algorithms"),
        (
            "Müller, Ångström, Erdős, İ, ñ, ç",
            r"M{\"{u}}ller, {\r{A}}ngstr{\"{o}}m, Erd{\H{o}}s, {\.{I}}, {\~{n}}, {\c{c}}",
        ),
        ("naïve Straße Łódź", r"na{\"{\i}}ve Stra{\ss}e {\L}{\'{o}}d{\'{z}}"),
        ("75–88, C--, 50 %, #1_a", r"75--88, C-{}-, 50 \%, \#1\_a"),
        ("布谷鸟过滤器", "布谷鸟过滤器"),
        (
            "{x} \\ ~ ^ $5",
            r"\textbraceleft{}x\textbraceright{} \textbackslash{} \textasciitilde{} \textasciicircum{} \$5",
        ),
    ],
)
def test_special_characters_are_written_for_latex(text: str, tex: str) -> None:
    assert encode_tex(text) == tex


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn"))))
def test_what_is_written_is_read_back(text: str) -> None:
    expected = " ".join(unicodedata.normalize("NFC", " ".join(text.split())).split())
    assert decode_tex(encode_tex(text)) == expected


@given(st.text(alphabet="\\{}$^_~`'\"-&%abcioHv \n?!#"))
def test_no_tex_is_too_broken(tex: str) -> None:
    decoded = decode_tex(tex)
    assert decoded == " ".join(decoded.split())
