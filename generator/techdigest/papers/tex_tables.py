"""What TeX's names of characters stand for."""

from __future__ import annotations

import unicodedata

ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331",
}  # fmt: skip
"""The combining character of each accent."""

LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
    "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ",
    "NG": "Ŋ",
}  # fmt: skip
"""Letters that are no letter with an accent: written this way, too."""

_GREEK = (
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu",
    "nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
)  # fmt: skip
_OTHERS = {
    "aa": "å", "AA": "Å", "SS": "ẞ", "textbackslash": "\\", "backslash": "\\", "textbraceleft": "{",
    "textbraceright": "}", "lbrace": "{", "rbrace": "}", "textasciitilde": "~", "textasciicircum": "^",
    "textasciigrave": "`", "textquotesingle": "'", "textquotedbl": '"', "textless": "<", "textgreater": ">",
    "textbar": "|", "textunderscore": "_", "textdollar": "$", "textendash": "–", "textemdash": "—",
    "textellipsis": "…", "ldots": "…", "dots": "…", "cdots": "⋯", "textquoteleft": "‘", "textquoteright": "’",
    "textquotedblleft": "“", "textquotedblright": "”", "guillemotleft": "«", "guillemotright": "»",
    "textbullet": "•", "bullet": "•", "textdegree": "°", "degree": "°", "texttrademark": "™",
    "textregistered": "®", "textcopyright": "©", "copyright": "©", "S": "§", "P": "¶", "dag": "†",
    "ddag": "‡", "pounds": "£", "euro": "€", "texteuro": "€", "times": "×", "div": "÷", "pm": "±",
    "cdot": "·",
    "textperiodcentered": "·", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠",
    "approx": "≈", "sim": "∼", "infty": "∞", "to": "→", "rightarrow": "→", "leftarrow": "←",
    "leftrightarrow": "↔", "Rightarrow": "⇒", "in": "∈", "subset": "⊂", "subseteq": "⊆", "cup": "∪",
    "cap": "∩", "forall": "∀", "exists": "∃", "partial": "∂", "nabla": "∇", "sqrt": "√", "sum": "∑",
    "prod": "∏",
    "int": "∫", "ell": "ℓ", "ast": "∗", "star": "⋆", "circ": "∘", "quad": " ", "qquad": " ", "space": " ",
    "newline": " ", "par": " ", "TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX", "log": "log", "ln": "ln",
    "max": "max", "min": "min",
}  # fmt: skip


def _greek() -> dict[str, str]:
    found = {}
    for name in _GREEK:
        spelled = name.upper().replace("LAMBDA", "LAMDA")  # as Unicode spells it
        found[name] = unicodedata.lookup(f"GREEK SMALL LETTER {spelled}")
        found[name.capitalize()] = unicodedata.lookup(f"GREEK CAPITAL LETTER {spelled}")
    return found


SYMBOLS = _greek() | _OTHERS | LETTERS
"""What a macro prints that takes no argument."""

SWITCHES = frozenset((
    "em", "bf", "it", "rm", "sf", "sl", "tt", "sc", "bfseries", "itshape", "rmfamily", "sffamily", "slshape",
    "ttfamily", "scshape", "mdseries", "upshape", "normalfont", "tiny", "small", "footnotesize",
    "large", "Large", "relax", "protect", "left", "right", "displaystyle", "textstyle",
))  # fmt: skip
"""Macros that print nothing of their own: they change the font or the size of what follows."""

SUPERSCRIPTS = dict(zip("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", strict=True))
SUBSCRIPTS = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))
PUNCTUATION = {"---": "—", "--": "–", "``": "“", "''": "”", "?`": "¿", "!`": "¡", "~": " "}

SPECIAL = {
    "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}", "\\": r"\textbackslash{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}",
    "`": r"\textasciigrave{}", '"': r"\textquotedbl{}", "–": "--", "—": "---", "“": "``", "”": "''",
}  # fmt: skip
"""How to write what TeX would take for something else."""
