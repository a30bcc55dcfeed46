"""What is found in one file is remembered, and is what is found anew; what is to be said is said again."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from pymdownx.superfences import SuperFencesCodeExtension

from techdigest.diagnostics import Diagnostics
from techdigest.domains.taxonomy import Domain, Taxonomy
from techdigest.mkdocs_plugin.memory import remembering
from techdigest.mkdocs_plugin.study import Rules, Study, study_all
from techdigest.notes.library import library_of
from techdigest.notes.read import read_note
from techdigest.papers.model import Paper
from techdigest.papers.registry import Registry
from techdigest.site.terms import note_terms

CUCKOO = Paper(
    "fan2014cuckoo", "fan2014cuckoo", "inproceedings", "Cuckoo Filter: Practically Better Than Bloom"
)
ZH = """---
title: 布谷鸟过滤器
date: 2026-01-02
domains: [storage, 烹饪]
tags: [过滤器, 哈希]
---

布谷鸟过滤器（cuckoo filter）把指纹（fingerprint）放进桶里。它引自 [@fan2014cuckoo]。指纹很短。

## 桶

```python {.run id=bucket}
print(1)
```

```python {.run id=lost
```
"""
EN = """---
title: Cuckoo filter
date: 2026-01-02
tags: [filters, hashing]
---

A cuckoo filter keeps a fingerprint of each element in a bucket.

## Buckets

Short.
"""
FILES = (("notes/cuckoo.md", ZH.encode()), ("notes/cuckoo.en.md", EN.encode()), ("guide.md", b"# Guide\n"))


class Memory:
    """A cache that counts."""

    def __init__(self) -> None:
        self.kept: dict[bytes, bytes] = {}
        self.missed = 0

    def get(self, key: bytes) -> bytes | None:
        """What was put."""
        self.missed += key not in self.kept
        return self.kept.get(key)

    def put(self, key: bytes, value: bytes) -> None:
        """Keep it."""
        self.kept[key] = value


def rules(**changed: Any) -> Rules:
    """The rules of a small site."""
    given = Rules(
        "notes",
        "zh-Hans",
        Taxonomy((Domain("storage", {"en": "Storage"}),)),
        Registry([CUCKOO]),
        ["pymdownx.superfences", "attr_list"],
        {},
    )
    return replace(given, **changed)


def said(study: Study) -> list[str]:
    """The codes of all that is to be said of a file."""
    return sorted(each.code for each in (*study.read, *study.tagged, *study.fenced))


def test_what_was_found_before_is_what_is_found_anew() -> None:
    memory = Memory()
    cold = study_all(FILES, rules(), memory)
    assert memory.missed == len(FILES)
    memory.missed = 0
    assert study_all(FILES, rules(), memory) == cold == study_all(FILES, rules())
    assert memory.missed == 0


def test_a_file_says_again_what_it_said() -> None:
    memory = Memory()
    codes = {path: said(study) for path, study in study_all(FILES, rules(), memory).items()}
    assert codes["notes/cuckoo.md"] == ["domain-unknown", "snippet-not-run"]
    assert {path: said(study) for path, study in study_all(FILES, rules(), memory).items()} == codes


def test_a_study_has_all_that_the_file_holds() -> None:
    study = study_all(FILES, rules())["notes/cuckoo.md"]
    assert study.note is not None
    assert study.note.domains == ("storage",)
    assert [fence.id for fence in study.fences or ()] == ["bucket"]
    assert [(mention.key, mention.line) for mention in study.mentions] == [("fan2014cuckoo", 8)]
    assert study.terms is not None
    assert [title for _, title in study.terms.headings] == ["桶"]


def test_only_an_edited_file_is_read_again() -> None:
    memory = Memory()
    study_all(FILES, rules(), memory)
    memory.missed = 0
    edited = (FILES[0], (FILES[1][0], EN.replace("Short", "Small").encode()), FILES[2])
    assert study_all(edited, rules(), memory) == study_all(edited, rules())
    assert memory.missed == 1


def test_a_process_that_goes_on_reads_nothing_twice() -> None:
    latest: dict[bytes, Study] = {}
    then = study_all(FILES, rules(), latest=latest)
    edited = (FILES[0], (FILES[1][0], EN.replace("Short", "Small").encode()), FILES[2])
    now = study_all(edited, rules(), latest=latest)
    assert now == study_all(edited, rules())
    assert [path for path in now if now[path] is then[path]] == [FILES[0][0], FILES[2][0]]
    assert len(latest) == len(FILES)  # of files that have changed nothing stays
    renamed = rules(registry=Registry([replace(CUCKOO, key="fan2014")]))
    assert study_all(edited, renamed, latest=latest) == study_all(edited, renamed)


def test_a_moved_file_is_read_again() -> None:
    memory = Memory()
    study_all(FILES, rules(), memory)
    moved = [("notes/kuckuck.md", ZH.encode())]
    assert study_all(moved, rules(), memory) == study_all(moved, rules())


@pytest.mark.parametrize(
    "changed",
    [
        {"default_lang": "en"},
        {"notes_dir": "posts"},
        {"taxonomy": Taxonomy((Domain("cloud", {"en": "Cloud"}),))},
        {"taxonomy": Taxonomy()},
        {"registry": Registry([replace(CUCKOO, key="fan2014")])},
        {"registry": Registry()},
        {"extensions": ["attr_list"]},
        {"configs": {"pymdownx.superfences": {"disable_indented_code_blocks": True}}},
    ],
)
def test_other_rules_find_what_they_find_without_a_cache(changed: dict[str, Any]) -> None:
    memory = Memory()
    study_all(FILES, rules(), memory)
    assert study_all(FILES, rules(**changed), memory) == study_all(FILES, rules(**changed))
    assert study_all(FILES, rules(), memory) == study_all(FILES, rules())


def test_another_papers_bib_does_not_read_files_again(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    study_all(FILES, rules(), memory)
    expected = study_all(FILES, rules(registry=Registry()))
    monkeypatch.setattr(
        "techdigest.mkdocs_plugin.study.read_note", lambda *_, **__: pytest.fail("read again")
    )
    assert study_all(FILES, rules(registry=Registry()), memory) == expected


@pytest.mark.parametrize("extension", [SuperFencesCodeExtension(), "pymdownx.snippets", "some_include"])
def test_fences_are_not_remembered_where_an_extension_may_read_other_files(extension: Any) -> None:
    site = rules(extensions=[extension])
    assert site.fences is None
    if extension != "some_include":
        study = study_all(FILES, site, Memory())["notes/cuckoo.md"]
        assert study.fences is None
        assert study.fenced == ()


def terms(files: tuple[tuple[str, bytes], ...], memory: Memory | None) -> object:
    """The terms of the notes of some files."""
    studies = study_all(files, rules(), memory)
    notes = [study.note for study in studies.values() if study.note and study.note.is_listed]
    known = {path: study.terms for path, study in studies.items() if study.terms}
    return note_terms(notes, known, remembering(memory))


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text,
        lambda text: text.replace("指纹很短", "标记很短"),
        lambda text: text.replace("fingerprint", "mark"),
        lambda text: text.replace("title: 布谷鸟过滤器", "title: 杜鹃过滤器"),
        lambda text: text.replace("tags: [过滤器, 哈希]", "tags: [过滤器, 散列]"),
        lambda text: text.replace("## 桶", "## 水桶"),
    ],
)
def test_terms_after_an_edit_are_those_of_a_site_seen_for_the_first_time(edit: Callable[[str], str]) -> None:
    memory = Memory()
    assert terms(FILES, memory) == terms(FILES, None)
    edited = ((FILES[0][0], edit(ZH).encode()), *FILES[1:])
    assert terms(edited, memory) == terms(edited, None)
    assert terms(FILES, memory) == terms(FILES, None)


def test_terms_of_notes_that_share_a_key_are_those_of_notes_read_anew() -> None:
    files = [("notes/cuckoo.md", ZH.encode()), ("notes/cuckoo.zh-CN.md", ZH.encode())]
    studies = study_all(files, rules())
    lean = library_of([study.note for study in studies.values() if study.note], Diagnostics()).notes
    read = (
        read_note(data, path, Diagnostics(), notes_dir="notes", default_lang="en") for path, data in files
    )
    whole = library_of([note for note in read if note], Diagnostics()).notes
    assert lean[0].key != lean[1].key
    known = {path: study.terms for path, study in studies.items() if study.terms}
    assert note_terms(lean, known) == note_terms(whole) != ()


def test_a_note_is_the_same_when_it_was_pickled() -> None:
    note = study_all(FILES, rules())["notes/cuckoo.md"].note
    assert pickle.loads(pickle.dumps(note)) == note


def test_diagnostics_take_many_at_once() -> None:
    study = study_all(FILES, rules())["notes/cuckoo.md"]
    found = Diagnostics()
    found.update(study.tagged)
    found.update(study.tagged)
    assert tuple(found) == study.tagged
