"""Bytes of HTML become text, as in browsers: by byte order mark, else by declaration, else as UTF-8."""

from __future__ import annotations

import codecs
import re

# Only what browsers know too; Python's own list also holds codecs that are no character encodings.
_ENCODINGS = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-1": "cp1252",
    "latin1": "cp1252", "windows-1252": "cp1252", "iso-8859-15": "iso8859-15", "windows-1251": "cp1251",
    "koi8-r": "koi8-r", "gbk": "gb18030", "gb2312": "gb18030", "gb18030": "gb18030", "x-gbk": "gb18030",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "shift_jis": "cp932", "sjis": "cp932", "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
    # A page whose declaration could be read is not written in these.
    "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8",
}  # fmt: skip
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"""<meta\b[^>]*\bcharset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
#: A declaration has to stand in the first kilobyte; some generators write more before it.
_HEAD = 4096


def decode(raw: bytes) -> tuple[str, str]:
    """Return the text of an HTML file, and what is wrong with its encoding, or an empty string.

    What cannot be read becomes U+FFFD; nothing else is lost.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _read(raw[len(mark) :], encoding)
    declared = _DECLARED.search(raw, 0, _HEAD)
    label = declared[1].decode("ascii", "replace").lower() if declared else "utf-8"
    if label not in _ENCODINGS:
        text, problem = _read(raw, "utf-8")
        return text, problem and f"declares the unknown encoding {label!r}, and {problem}"
    return _read(raw, _ENCODINGS[label])


def _read(raw: bytes, encoding: str) -> tuple[str, str]:
    try:
        return raw.decode(encoding), ""
    except UnicodeDecodeError as error:
        return raw.decode(encoding, "replace"), f"byte {error.start + 1} is not {encoding.upper()}"
