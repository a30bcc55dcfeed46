from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from techdigest.diagnostics import Diagnostics
from techdigest.domains.tag import tag_library
from techdigest.domains.taxonomy import Taxonomy
from techdigest.notes.model import Note
from techdigest.notes.read import read_note

CONTENT = Path(__file__).parents[3] / "content"


def tagged(text: str, taxonomy: Taxonomy | None = None) -> tuple[Note, list[str]]:
    found = Diagnostics()
    note = read_note(text.encode(), "notes/a.md", found, notes_dir="notes", default_lang="zh-Hans")
    assert note is not None
    taxonomy = taxonomy or Taxonomy.load(CONTENT / "domains.yml", found)
    (result,) = tag_library([note], taxonomy, found)
    return result, [diagnostic.render() for diagnostic in found]


def test_the_authors_domains_win_and_become_ids() -> None:
    note, found = tagged(
        "---\ntitle: Kubernetes\ndomains: [Soft Skill, 深度學習, soft-skills]\n---\nPod, kubelet."
    )
    assert note.domains == ("soft-skills", "deep-learning")
    assert found == []


def test_an_empty_list_means_no_domains() -> None:
    assert tagged("---\ntitle: Kubernetes\ndomains: []\n---\nPod, kubelet.")[0].domains == ()


def test_a_silent_author_gets_proposals() -> None:
    assert tagged("---\ntitle: Kubernetes\n---\nPod, kubelet.")[0].domains == ("cloud",)


def test_an_unknown_domain_is_reported_on_its_line_with_the_nearest_name() -> None:
    note, found = tagged("---\ntitle: A\n\ndomains:\n  - cluod\n  - Basket Weaving\n  - cloud\n---\n")
    assert note.domains == ("cloud",)
    assert found[0].startswith(
        "notes/a.md:4: warning[domain-unknown] no domain is called 'Basket Weaving'\n"
        "    hint: Add it to domains.yml, or use one of: cloud, distributed-systems, "
    )
    assert found[1].startswith(
        "notes/a.md:4: warning[domain-unknown] no domain is called 'cluod'\n    hint: Did you mean 'cloud'?"
    )


def test_a_digest_has_the_domains_of_its_items() -> None:
    note, found = tagged(
        "---\ntitle: 文摘\n---\n"
        '## A {source="https://a.org" domains="cloud rl"}\n\n'
        "## B\n\nSource: https://b.org\n\nA Bloom filter and a cuckoo filter.\n\n"
        '## C {source="https://c.org" domains="rl, Nonsense"}\n'
    )
    assert [item.domains for item in note.items] == [
        ("cloud", "reinforcement-learning"),
        ("algorithms",),
        ("reinforcement-learning",),
    ]
    assert note.domains == ("cloud", "reinforcement-learning", "algorithms")
    assert [text.split("\n")[0] for text in found] == [
        "notes/a.md:12: warning[domain-unknown] no domain is called 'Nonsense'"
    ]


def test_without_a_taxonomy_there_are_no_domains_and_no_complaints() -> None:
    note, found = tagged("---\ntitle: Kubernetes\ndomains: [whatever]\n---\n", Taxonomy())
    assert note.domains == ()
    assert found == []


def test_our_notes_read_the_same_whatever_the_hash_seed() -> None:
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from techdigest.diagnostics import Diagnostics\n"
        "from techdigest.domains.tag import tag_library\n"
        "from techdigest.domains.taxonomy import Taxonomy\n"
        "from techdigest.notes.library import read_library\n"
        "root, found = Path(sys.argv[1]), Diagnostics()\n"
        "taxonomy = Taxonomy.load(root / 'domains.yml', found)\n"
        "notes = tag_library(read_library(root, found).notes, taxonomy, found)\n"
        "print(notes, *found)"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, CONTENT],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert b"DigestItem(" in outputs.pop()
