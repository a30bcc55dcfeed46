r"""TeX as it stands in BibTeX fields, to plain Unicode and back: `G{\"o}del \& others` is "Gödel & others".

Only the names of characters are understood; no macro is run. Linear in the length of the text, and never
raises.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from techdigest.papers.tex_tables import (
    ACCENTS,
    LETTERS,
    PUNCTUATION,
    SPECIAL,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    SWITCHES,
    SYMBOLS,
)

_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]+)[ \t\n]*|\\(?P<char>.)|(?P<brace>[{}])|(?P<dollar>\$)"
    r"|(?P<script>[\^_](?:\{[^{}\\$]{1,12}\}|[0-9A-Za-z]))|(?P<mark>---|--|``|''|\?`|!`|~)"
    r"|(?P<plain>[^\\{}$^_\-`'?!~]+|.)",
    re.DOTALL,
)
_DOLLAR = re.compile(r"\\.|(\$)", re.DOTALL)
_ENCODED_WORD = re.compile(r"\\?[A-Za-z0-9]+")
_LIGATURES = ("-–—", "'”", "?!“")
_MACROS = {char: name for name, char in LETTERS.items()}
_MARKS = {mark: name for name, mark in ACCENTS.items()}


def decode_tex(text: str) -> str:
    """Return what TeX would print, on one line: accents, symbols and dashes as characters, braces gone.

    Formulas lose their dollar signs; simple powers and indices become characters, others stay as typed.
    """
    if not re.search(r"[\\{}$~`'\-]", text):  # most fields: nothing to decode
        return _one_line(text)
    decoder = _Decoder(text)
    for token in _TOKEN.finditer(text):
        decoder.take(token)
    return _one_line("".join(decoder.out))


@lru_cache(maxsize=20_000)  # a paper's file and its page both have its fields
def encode_tex(text: str) -> str:
    """Return the text for a BibTeX field: specials escaped, accented Latin letters in TeX's way.

    All else, such as Han characters, stays. `decode_tex(encode_tex(text))` is the text on one line, in
    Unicode's normal form C.
    """
    out: list[str] = []
    before = ""
    for char in unicodedata.normalize("NFC", _one_line(text)):
        if any(before in kind and char in kind for kind in _LIGATURES if before):
            out.append("{}")  # two hyphens are two hyphens, no dash
        out.append(SPECIAL.get(char) or _letter(char))
        before = char
    return "".join(out)


def encode_title(title: str, protected: Iterable[str] = ()) -> str:
    """Return a title for a BibTeX field, whose styles may write it in lower case but for what is in braces.

    In braces stand the words that were `protected`, and those with a capital letter inside, such as BERT.
    """
    keep = frozenset(protected)

    def enclose(word: re.Match[str]) -> str:
        is_kept = word[0] in keep or (word[0][1:] != word[0][1:].lower() and not word[0].startswith("\\"))
        return f"{{{word[0]}}}" if is_kept else word[0]

    return _ENCODED_WORD.sub(enclose, encode_tex(title))


class _Decoder:
    """Takes tokens of TeX one by one; `out` is what they print."""

    def __init__(self, text: str) -> None:
        self.out: list[str] = []
        self._text = text
        self._accents: list[str] = []
        # One dollar sign, or three, are a price.
        self._has_math = sum(bool(found[1]) for found in _DOLLAR.finditer(text)) % 2 == 0
        self._in_math = False

    def take(self, token: re.Match[str]) -> None:
        kind = token.lastgroup or "plain"
        value = token[kind]
        if kind == "word":
            self._word(value, token.end())
            if self._in_math and token[0][-1].isspace():
                self._put(" ")  # TeX would leave it out; `a \\le b` is easier to read with it
        elif kind == "char":
            self._char(value)
        elif kind == "brace":
            if value == "}":
                self._accents.clear()
        elif kind == "dollar":
            self._in_math = self._has_math and not self._in_math
            self._put("" if self._has_math else value)
        elif kind == "script":
            self._put(_script(value) if self._in_math else value.replace("{", "").replace("}", ""))
        elif kind == "mark":
            self._put(value if self._in_math and value[0] == "-" else PUNCTUATION[value])
        else:
            self._put(value)

    def _word(self, name: str, end: int) -> None:
        if name in ACCENTS and end < len(self._text):
            self._accents.append(ACCENTS[name])
        elif name in SYMBOLS:
            self._put(SYMBOLS[name])
        elif name not in SWITCHES and not self._text.startswith(("{", "["), end):
            self._put(f"{name} ")  # nobody knows what it is: shown rather than lost

    def _char(self, char: str) -> None:
        if char in ACCENTS:
            self._accents.append(ACCENTS[char])
        elif char in ",;: \t\n\\":
            self._put(" ")
        elif char not in "/!-()[]":  # hints on spacing and on where words break, marks of formulas
            self._put(char)

    def _put(self, piece: str) -> None:
        if self._accents and piece and not piece.isspace():
            base = {"ı": "i", "ȷ": "j"}.get(piece[0], piece[0])
            piece = unicodedata.normalize("NFC", base + "".join(reversed(self._accents))) + piece[1:]
            self._accents.clear()
        self.out.append(piece)


def _script(script: str) -> str:
    table = SUPERSCRIPTS if script[0] == "^" else SUBSCRIPTS
    inner = script[1:].strip("{}")
    if all(char in table for char in inner):
        return "".join(table[char] for char in inner)
    return script[0] + inner


def _letter(char: str) -> str:
    if char.isascii():
        return char
    if macro := _MACROS.get(char):
        return f"{{\\{macro}}}"
    parts = unicodedata.normalize("NFD", char)
    base, mark = parts[0], parts[1:]
    if base.isascii() and base.isalpha() and (accent := _MARKS.get(mark)):
        return f"{{\\{accent}{{\\{base}}}}}" if base in "ij" else f"{{\\{accent}{{{base}}}}}"
    return char


def _one_line(text: str) -> str:
    return " ".join(text.split())
