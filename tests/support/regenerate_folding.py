"""Writes ``folding.txt`` anew from OpenCC's tables: ``python tests/support/regenerate_folding.py``."""

from __future__ import annotations

from pathlib import Path

from opencc import OpenCC

from cjksearch.analysis import normalise

FILE = Path(normalise.__code__.co_filename).with_name("folding.txt")
HEAD = """\
# Traditional and simplified characters, a pair behind the other, after OpenCC (Apache 2.0): its t2s, asked
# for each character alone. In a file, so that indexes do not change with its releases.
"""
_HAN = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x2A6DF))
_PER_LINE = 50


def folding() -> str:
    """Return what the file is to hold."""
    characters = [chr(c) for low, high in _HAN for c in range(low, high + 1)]
    folded = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    pairs = [a + b for a, b in zip(characters, folded, strict=True) if a != b and len(b) == 1]
    lines = ("".join(pairs[i : i + _PER_LINE]) + "\n" for i in range(0, len(pairs), _PER_LINE))
    return HEAD + "".join(lines)


if __name__ == "__main__":
    FILE.write_text(folding(), "utf-8", newline="\n")
