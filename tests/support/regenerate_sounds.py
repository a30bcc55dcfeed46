"""Writes ``sounds.txt`` anew from pypinyin: ``python tests/support/regenerate_sounds.py``."""

from __future__ import annotations

from pathlib import Path

from pypinyin import Style, pinyin

from cjksearch.analysis import sounds

FILE = Path(sounds.__file__).with_suffix(".txt")
HEAD = """\
# Readings of the characters of GB 2312, after pypinyin (MIT), whose source is Unicode's Unihan. A line names
# a sound, the characters that are mostly read so, and after a blank those whose second reading it is.
"""
MERGED = (("zh", "z"), ("ch", "c"), ("sh", "s"))


def main() -> None:
    """Write the file."""
    FILE.write_text(text(), "utf-8")


def text() -> str:
    """Return what the file has to hold."""
    by_sound: dict[str, tuple[list[str], list[str]]] = {}
    for character in characters():
        for place, sound in enumerate(readings(character)):
            by_sound.setdefault(sound, ([], []))[place].append(character)
    # A sound that is nobody's first reading has no line: nothing of the site is kept under it.
    lines = [
        f"{sound} {''.join(first)} {''.join(second)}".rstrip() + "\n"
        for sound, (first, second) in sorted(by_sound.items())
        if first
    ]
    return HEAD + "".join(lines)


def characters() -> list[str]:
    """Return the Han characters of GB 2312, in order of Unicode."""
    found = []
    for code in range(0x4E00, 0xA000):
        try:
            chr(code).encode("gb2312")
        except UnicodeEncodeError:
            continue
        found.append(chr(code))
    return found


def readings(character: str) -> list[str]:
    """Return the first two readings of a character that differ once sounds are merged."""
    found = [merged(sound) for sound in pinyin(character, style=Style.NORMAL, heteronym=True)[0]]
    return list(dict.fromkeys(sound for sound in found if sound.isalpha()))[:2]


def merged(sound: str) -> str:
    """Return one name for sounds that many speakers do not tell apart."""
    for ending, other in MERGED:
        if sound.startswith(ending):
            sound = other + sound[len(ending) :]
    return sound[:-1] if sound.endswith("ng") else sound


if __name__ == "__main__":
    main()
