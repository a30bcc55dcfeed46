"""Files that are compressed and written while the next ones are made."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cjksearch.static.files import Files


def write_and_fail(folder: Path, *, is_gone: bool) -> None:
    folder.mkdir()
    with Files(folder) as files:
        files.put("x/0.bin", b"text")
        if is_gone:
            shutil.rmtree(folder)
        raise ValueError("no such block")


@pytest.mark.parametrize("is_gone", [False, True], ids=["there", "removed by somebody else"])
def test_where_a_block_fails_its_folder_is_removed_and_its_error_told(is_gone: bool, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no such block"):
        write_and_fail(tmp_path / "index", is_gone=is_gone)
    assert not (tmp_path / "index").exists()
