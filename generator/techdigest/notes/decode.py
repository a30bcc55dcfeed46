"""Turn the bytes of a file into text, whatever editor wrote them."""

from __future__ import annotations

import codecs
import re
import shlex
from functools import cache

from techdigest.diagnostics import Diagnostic, Diagnostics, Severity

_SAMPLE = 1 << 16  # bytes that decide between encodings

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
# (Python's codec, the name that people and iconv use, how plausible its text must be). The first of equals
# wins. Any two bytes make a character of UTF-16, so without a mark it needs better evidence.
_CANDIDATES = (
    ("gbk", "GBK", 0.0),
    ("gb18030", "GB18030", 0.0),
    ("cp950", "BIG5", 0.0),
    ("big5hkscs", "BIG5-HKSCS", 0.0),
    ("utf-16-le", "UTF-16LE", 1.2),
    ("utf-16-be", "UTF-16BE", 1.2),
)
# The most frequent characters of running Chinese in either script: misread bytes rarely yield them.
_FREQUENT = frozenset(
    "的一是不了在有人我他这這中大来來上个個国國和也子时時道说說出得要于於就下以生会會自着著去之过過家学學对對可里裡"
    "后後小么麼么心多天而能好都然没沒日起还還发發成事只作当當想看文无無开開手十用主行方又如前所本见見经經头頭面"
    "公同三已老从從动動两兩长長知民样樣现現分将將外但身些与與高意进進把法此实實回二理美点點月明其种種声聲全工"
    "们們为為到给給让讓及等请請需据據数數网網机機器程序码碼系统統资資料线線量类類"
)
# What neither XML nor Python-Markdown (which uses U+0002 and U+0003 as marks) can carry. Tab and LF stay.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def decode(data: bytes, path: str, diagnostics: Diagnostics) -> str | None:
    """Return the text of a file with LF line ends and without byte order mark and control characters.

    UTF-8 is expected. UTF-16, UTF-32, GBK, GB18030 and Big5 are recognised, named in a warning with the
    command that converts the file, and read. Bytes that are none of these are an error with the place of
    the first one, and None is returned. Time and memory are linear in `len(data)`.
    """
    is_marked = data.startswith(tuple(bom for bom, _, _ in _BOMS)) or _has_utf16_zeros(data)
    text = None if is_marked else _try(data, "utf-8-sig")
    if text is None and (recognised := _recognise(data)):
        text, name = recognised
        diagnostics.add(_converted(path, name))
    if text is None:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            diagnostics.add(_undecodable(data, path, error))
            return None
    return _without_controls(text.replace("\r\n", "\n").replace("\r", "\n"), path, diagnostics)


def _recognise(data: bytes) -> tuple[str, str] | None:
    """Return the text and the name of its encoding, or None."""
    for bom, codec, name in _BOMS:
        if data.startswith(bom):
            text = _try(data, codec)
            return (text, name) if text is not None else None
    if _is_damaged_utf8(data):
        return None
    sample = data[:_SAMPLE]
    scored: list[tuple[float, int]] = []
    for order, (codec, _, least) in enumerate(_CANDIDATES):
        # A multi-byte character may be cut at the sample's end: the incremental decoder keeps it back.
        decoder = codecs.getincrementaldecoder(codec)()
        try:
            plausibility = _plausibility(decoder.decode(sample, final=len(sample) == len(data)))
        except UnicodeDecodeError:
            continue
        if plausibility > least:
            scored.append((-plausibility, order))
    for _, order in sorted(scored):
        codec, name, _ = _CANDIDATES[order]
        text = _try(data, codec)
        if text is not None:
            return text, name
    return None


def _try(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _has_utf16_zeros(data: bytes) -> bool:
    """Whether zero bytes stand as in UTF-16: at even or at odd places only, and often."""
    sample = data[: _SAMPLE & ~1]
    zeros = sample.count(0)
    if len(data) % 2 or zeros * 50 < len(sample) or not zeros:
        return False
    return sample[::2].count(0) == 0 or sample[1::2].count(0) == 0


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether most of the non-ASCII text is sound UTF-8, so that only some bytes are broken."""
    text = data[:_SAMPLE].decode("utf-8", "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    sound = sum(not c.isascii() for c in text) - broken
    return sound > 2 * broken


def _plausibility(text: str) -> float:
    """Return how much the text looks like running Chinese: above 0 plausible, 3 at best."""
    foreign = [c for c in text if not c.isascii()]
    if not foreign:
        # Only UTF-16 comes here with nothing but ASCII; a zero character means that it was not.
        return 0.0 if "\0" in text else 3.0
    common = _common_characters()
    score = sum(3 if c in _FREQUENT else 1 if c in common else -2 for c in foreign)
    strange = len(_CONTROLS.findall(text.replace("\r", "")))
    return (score - 4 * strange) / (len(foreign) + strange)


@cache
def _common_characters() -> frozenset[str]:
    """Return the everyday characters of GB 2312 and Big5 (the first level of each) and their punctuation."""
    rows = [(0xA1, 0xA3, "gb2312"), (0xB0, 0xD7, "gb2312"), (0xA1, 0xA3, "big5"), (0xA4, 0xC6, "big5")]
    trails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    return frozenset(
        bytes((lead, trail)).decode(codec, "ignore")
        for first, last, codec in rows
        for lead in range(first, last + 1)
        for trail in trails
    ) - {""}


def _without_controls(text: str, path: str, diagnostics: Diagnostics) -> str:
    first = _CONTROLS.search(text)
    if first is None:
        return text
    clean, count = _CONTROLS.subn("", text)
    name = f"U+{ord(first.group()):04X}"
    characters = "a control character" if count == 1 else f"{count} control characters"
    diagnostics.add(
        Diagnostic(
            path,
            text.count("\n", 0, first.start()) + 1,
            "control-character",
            f"{characters} left out, the first is {name}",
            "Delete them: no browser shows them and feeds may not hold them.",
            Severity.WARNING,
        )
    )
    return clean


def _converted(path: str, name: str) -> Diagnostic:
    source, target = shlex.quote(path), shlex.quote(f"{path}.utf8")
    return Diagnostic(
        path,
        0,
        "encoding",
        f"the file is {name}, not UTF-8; it was read as {name}",
        f"Convert it: iconv -f {name} -t UTF-8 {source} > {target} && mv {target} {source}",
        Severity.WARNING,
    )


def _undecodable(data: bytes, path: str, error: UnicodeDecodeError) -> Diagnostic:
    # The codec counts from behind the mark.
    start = error.start + len(data) - len(error.object)
    line = data.count(b"\n", 0, start) + 1
    return Diagnostic(
        path,
        line,
        "encoding-unknown",
        f"byte 0x{data[start]:02X} at offset {start} is not UTF-8, "
        "nor is the file GBK, GB18030, Big5 or UTF-16; it is left out",
        "Save the file as UTF-8 in your editor, or mend the damaged bytes.",
    )
