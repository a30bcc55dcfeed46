"""What a file is, by its first bytes: only pictures, papers and recordings are brought in beside posts."""

from __future__ import annotations

import re

_HEADS = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF87a", ".gif"),
    (b"GIF89a", ".gif"),
    (b"BM", ".bmp"),
    (b"\x00\x00\x01\x00", ".ico"),
    (b"II*\x00", ".tiff"),
    (b"MM\x00*", ".tiff"),
    (b"%PDF-", ".pdf"),
    (b"ID3", ".mp3"),
    (b"\xff\xfb", ".mp3"),
    (b"OggS", ".ogg"),
    (b"fLaC", ".flac"),
    (b"\x1aE\xdf\xa3", ".webm"),
)
_SVG = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml|<!--|<!DOCTYPE svg|<svg)", re.IGNORECASE)


def kind_of(data: bytes) -> str:
    """Return the ending that first bytes ask for; empty for neither picture nor paper nor recording."""
    for head, ending in _HEADS:
        if data.startswith(head):
            return ending
    if data[:4] == b"RIFF":
        return {b"WEBP": ".webp", b"WAVE": ".wav"}.get(data[8:12], "")
    if data[4:8] == b"ftyp":
        return ".avif" if data[8:12] in (b"avif", b"avis") else ".m4a" if data[8:11] == b"M4A" else ".mp4"
    if _SVG.match(data[:200]) and b"<svg" in data[:100_000].lower():
        return ".svg"
    return ""
