"""Two builds of the same input are the same bytes, wherever and whenever they run."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from support.build import mkdocs_build

ELSEWHERE = {
    "TZ": "Pacific/Kiritimati",
    "PYTHONHASHSEED": "12345",
    "LC_ALL": "C",
    "SOURCE_DATE_EPOCH": "86400",
}


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file below a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def test_two_builds_of_our_own_site_are_byte_identical(root: Path, built_site: Path, tmp_path: Path) -> None:
    cold = {"TECHDIGEST_CACHE": str(tmp_path / "cache"), "TECHDIGEST_JOBS": "1"}
    mkdocs_build(root / "mkdocs.yml", tmp_path / "again", env=ELSEWHERE | cold)
    first, second = digests(built_site), digests(tmp_path / "again")
    assert len(first) > 50
    assert [name for name in first.keys() | second.keys() if first.get(name) != second.get(name)] == []
