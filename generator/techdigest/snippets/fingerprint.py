"""The fingerprint of a snippet: changes with what can change the result, and with nothing else."""

from __future__ import annotations

import hashlib
import textwrap
import unicodedata
from collections.abc import Iterable

from techdigest.snippets.model import Snippet

_VERSION = "techdigest-snippet-1"


def canonical(code: str) -> str:
    """Return code without what its place on the page adds: NFC, LF, dedented, nothing behind its lines.

    Code that is not empty ends in one newline; blank lines before and behind it are dropped.
    """
    text = unicodedata.normalize("NFC", code).replace("\r\n", "\n").replace("\r", "\n")
    lines = [line.rstrip(" \t") for line in text.split("\n")]
    body = textwrap.dedent("\n".join(lines)).strip("\n")
    return f"{body}\n" if body else ""


def fingerprint(snippet: Snippet, setups: Iterable[str]) -> str:
    """Return `sha256:…` over a snippet and the code of its setups, in the order in which they run.

    Language, code, what is expected, size, plot, files and pins count; title, claim, folding, timeout, needs
    and the place on the page do not. Each part is preceded by its length, so that none runs into the next.
    """
    parts: list[tuple[str, list[str]]] = [
        ("language", [snippet.language]),
        ("code", [canonical(snippet.code)]),
        ("setup", [canonical(code) for code in setups]),
        ("expect", [str(snippet.expect_status), *_optional(snippet.expect_output)]),
        ("size", _optional(snippet.size)),
        ("plot", _optional(snippet.plot)),
        ("files", [text for name in sorted(snippet.files) for text in (name, snippet.files[name])]),
        ("pins", sorted(snippet.pins)),
    ]
    digest = hashlib.sha256()
    for text in [_VERSION, *(text for name, texts in parts for text in (name, str(len(texts)), *texts))]:
        data = text.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data) + data)
    return f"sha256:{digest.hexdigest()}"


def _optional(text: str | None) -> list[str]:
    return [] if text is None else [text]
