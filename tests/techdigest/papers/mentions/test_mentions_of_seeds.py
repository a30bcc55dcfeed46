"""The raw texts that the knowledge base began with: every paper that they name, by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from techdigest.diagnostics import Diagnostics
from techdigest.papers.bibtex import load_registry
from techdigest.papers.mentions import scan_text

_ROOT = Path(__file__).parents[4]
_SEEDS = _ROOT.parent / "shared" / "seeds"
# What the scan gave, checked against the texts; keys are those of content/papers.bib.
_EXPECTED = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "seeds.tsv").read_text("utf-8").splitlines()[1:]
]


@pytest.mark.skipif(not _SEEDS.is_dir(), reason="the raw texts (../shared/seeds) are not here")
def test_every_paper_that_the_seeds_name_is_found_and_none_is_invented() -> None:
    registry = load_registry(_ROOT / "content", "papers.bib", Diagnostics())
    found = [
        (path.name[:3], str(mention.line), mention.key or str(mention.id or mention.title))
        for path in sorted(_SEEDS.glob("*.txt"))
        for mention in scan_text(path.read_text("utf-8"), path.name[:3], registry)
    ]
    assert found == _EXPECTED
