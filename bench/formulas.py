"""Formulas: time for each, and bytes a page with one glyph store against a store in every formula.

python bench/formulas.py
"""

from __future__ import annotations

import gzip
import re
import time

from techdigest.math.typesetter import Typesetter

FORMULAS = [
    r"\mathcal{L}(\theta) = -\frac{1}{N}\sum_{i=1}^{N} \log p_\theta(y_i \mid x_i)",
    r"\mathrm{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V",
    r"O(n \log n)",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}^{-1}",
    r"\int_{-\infty}^{\infty} e^{-x^2}\,dx = \sqrt{\pi}",
    r"f \approx \left(1 - e^{-kn/m}\right)^k",
    r"\text{概率}\; \alpha_{%d}",
    r"x_{%d} + y",
]
PAGE = 200  # formulas


def main() -> None:
    """Measure and print."""
    typesetter = Typesetter()
    start = time.perf_counter()
    typesetter.page().formula("x", display=False)
    print(f"start of the engine     {time.perf_counter() - start:8.3f} s")
    formulas = [FORMULAS[n % len(FORMULAS)].replace("%d", str(n)) + f"+{n}" for n in range(PAGE)]
    page = typesetter.page()
    start = time.perf_counter()
    html = "".join(page.formula(tex, display=False) for tex in formulas)
    print(f"one formula, new        {(time.perf_counter() - start) / PAGE * 1000:8.2f} ms")
    again = typesetter.page()
    start = time.perf_counter()
    for tex in formulas:
        again.formula(tex, display=False)
    print(f"one formula, known      {(time.perf_counter() - start) / PAGE * 1000:8.3f} ms")
    shared = html + page.glyphs()
    local = html + "".join(_alone(typesetter, tex) for tex in formulas)
    for name, text in (("shared", shared), ("local", local)):
        each, packed = len(text.encode()) / PAGE / 1000, len(gzip.compress(text.encode(), mtime=0)) / 1000
        print(f"{PAGE} formulas, {name:6}   {each:8.2f} kB each, {packed:.1f} kB a page packed")
    typesetter.close()


def _alone(typesetter: Typesetter, tex: str) -> str:
    page = typesetter.page()
    page.formula(tex, display=False)
    return "".join(re.findall(r"<path[^>]*/>", page.glyphs()))


if __name__ == "__main__":
    main()
