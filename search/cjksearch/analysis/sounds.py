"""How Han characters sound, to find what was meant where an input method or an ear took another character.

``sounds.txt`` beside this file names the readings of the characters of GB 2312, without tones, and with
sounds made one that many speakers do not tell apart (zh and z, ch and c, sh and s, ng and n at the end).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def readings() -> Mapping[str, tuple[str, ...]]:
    """Return by character its reading, and after it the second, if it has one."""
    found: dict[str, tuple[str, ...]] = {}
    second: list[tuple[str, str]] = []
    for line in (files("cjksearch.analysis") / "sounds.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        sound, first, *rest = line.split(" ")
        found.update(dict.fromkeys(first, (sound,)))
        second += [(character, sound) for character in "".join(rest)]
    for character, sound in second:
        found[character] += (sound,)
    return found
