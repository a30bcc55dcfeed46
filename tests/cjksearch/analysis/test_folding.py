"""The table of traditional and simplified characters."""

from __future__ import annotations

from support.regenerate_folding import FILE, folding


def test_characters_are_folded_as_opencc_folds_them() -> None:
    assert FILE.read_text("utf-8") == folding()
