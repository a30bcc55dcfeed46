"""An index that goes on from an earlier one has the bytes of one that was made anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjksearch.analysis.wordings import other_wordings
from cjksearch.index import build, rules
from cjksearch.index.documents import Document, by_page
from cjksearch.index.unit import Unit
from cjksearch.static import layout, postings, terms, texts, write_documents, writer
from cjksearch.terms import translations
from support.search_cache import MemoryCache

WORDS = st.sampled_from(
    [
        "集群联邦",
        "叢集",
        "调度器",
        "聚簇索引（clustered index）",
        "聚簇索引",
        "索引",
        "throttling",
        "限流",
        "kube-apiserver v1.2",
        "pipelines",
        "pipeline",
        "写前日志（write-ahead log）",
        "Γράμμα",
        "𠮷野",
        "a",
    ]
)
#: Those words of the lists that have others here.
FEW = ("集群", "丛集", "限流", "throttling")
TEXT = st.lists(WORDS, max_size=12).map(" ".join)
SECTION = st.tuples(TEXT, TEXT, st.sampled_from(["zh-Hans", "zh-Hant", "en"]), st.sampled_from([1.0, 0.5]))
PAGE = st.lists(SECTION, min_size=1, max_size=11)
Page = Sequence[tuple[str, str, str, float]]
Site = list[tuple[str, Page]]


@st.composite
def histories(draw: st.DrawFn) -> list[Site]:
    """Sites, each made from the one before by edits, insertions, deletions and changes of order."""
    site: Site = [(f"p{number}/", draw(PAGE)) for number in range(draw(st.integers(0, 6)))]
    found: list[Site] = [site]
    for step in range(draw(st.integers(1, 4))):
        site = list(site)
        for change in draw(
            st.lists(st.sampled_from(["edit", "insert", "delete", "move", "copy"]), max_size=3)
        ):
            place = draw(st.integers(0, max(0, len(site) - 1)))
            if change == "insert" or not site:
                site.insert(place, (f"new{step}-{len(site)}/", draw(PAGE)))
            elif change == "edit":
                site[place] = site[place][0], draw(PAGE)
            elif change == "copy":  # an address that is there twice
                site.append(site[place])
            else:
                moved = site.pop(place)
                if change == "move":
                    site.insert(draw(st.integers(0, len(site))), moved)
        found.append(site)
    return found


def units_of(site: Site) -> list[Unit]:
    return [
        Unit(
            f"{url}#{number}", f"{url}#{number}", f"题 {url}", heading, text, lang, tags=("k8s",),
            facets={"domain": (lang,)}, boost=boost, edition_of=url[:2],
        )
        for url, page in site
        for number, (heading, text, lang, boost) in enumerate(page)
    ]  # fmt: skip


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="module", params=[0, 10**6], ids=["each keeps its own", "all go on from the first"])
def small_blocks(request: pytest.FixtureRequest) -> Iterator[None]:
    """Make blocks, heads and chunks so small that a few units fill many."""
    with pytest.MonkeyPatch.context() as patched:
        few = {
            word: {other: kind for other, kind in other_wordings()[word].items() if other in FEW}
            for word in FEW
        }
        patched.setattr(rules, "other_wordings", lambda *_: few)
        patched.setattr(rules, "groups_of", lambda _: ())
        patched.setattr(layout, "reading_blocks", lambda: iter(()))  # always the same, and many
        patched.setattr(texts, "TEXT_BLOCK", 120)
        patched.setattr(terms, "_BLOCK", 60)
        patched.setattr(postings, "HEAD", 3)
        patched.setattr(postings, "HEAD_OF_CHARACTER", 2)
        patched.setattr(build, "CHUNK_TEXT", 100)
        patched.setattr(writer, "_FEW", request.param)
        yield


def written(site: Site, out: Path, cache: MemoryCache | None) -> dict[str, bytes]:
    units = units_of(site)
    if cache is None:
        found = translations(units)
        write_documents(by_page(units), out, translations=found)
    else:
        write_documents(by_page(units), out, with_terms=True, cache=cache)
    return content(out)


@given(histories())
@settings(max_examples=6)
@pytest.mark.usefixtures("small_blocks")
def test_whatever_happens_to_pages_the_bytes_are_those_of_an_index_made_anew(history: list[Site]) -> None:
    cache = MemoryCache()
    with TemporaryDirectory() as folder:
        for step, site in enumerate(history):
            assert written(site, Path(folder) / "going on", cache) == written(
                site, Path(folder) / f"anew {step}", None
            )


SITE: Site = [
    (f"p{n}/", [("集群", f"聚簇索引（clustered index）{n} word{n} " * (3 + n * 7 % 11), "zh-Hans", 1.0)] * 3)
    for n in range(30)
]
EDITED: Site = [*SITE[:7], ("p7/", [("叢集", "另一个聚簇索引 throttling", "en", 1.0)]), *SITE[8:]]


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> dict[bytes, bytes]:
    """What an index of SITE leaves in a cache."""
    cache = MemoryCache()
    written(SITE, tmp_path_factory.mktemp("before"), cache)
    return cache.values


@pytest.fixture(scope="module")
def anew(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The index of EDITED."""
    return written(EDITED, tmp_path_factory.mktemp("anew"), None)


def test_what_goes_on_from_another_index_is_the_same(
    tmp_path: Path, before: dict[bytes, bytes], anew: dict[str, bytes]
) -> None:
    assert written(EDITED, tmp_path, MemoryCache(before)) == anew


def test_its_files_are_handed_over_to_whoever_publishes_them(
    tmp_path: Path, before: dict[bytes, bytes], anew: dict[str, bytes]
) -> None:
    files: dict[str, bytes] = {}
    write_documents(
        by_page(units_of(EDITED)),
        tmp_path,
        with_terms=True,
        cache=MemoryCache(before),
        publish=files.__setitem__,
    )
    assert content(tmp_path).keys() == {writer.MANIFEST}
    assert content(tmp_path) | files == anew


def cut_off(value: bytes) -> bytes:
    return value[: len(value) // 2]


def changed(value: bytes) -> bytes:
    return value[:-3] + bytes(byte ^ 1 for byte in value[-3:])


def noise(value: bytes) -> bytes:
    return b"noise" * len(value)


@pytest.mark.parametrize("which", range(8))
@pytest.mark.parametrize("spoil", [None, cut_off, changed, noise])
def test_what_the_cache_has_lost_or_damaged_is_made_again(
    tmp_path: Path,
    before: dict[bytes, bytes],
    anew: dict[str, bytes],
    which: int,
    spoil: Callable[[bytes], bytes] | None,
) -> None:
    cache = MemoryCache(before)
    name = sorted(before)[which]
    if spoil:
        cache.values[name] = spoil(before[name])
    else:
        del cache.values[name]
    assert written(EDITED, tmp_path, cache) == anew


def test_parts_of_two_builds_at_once_are_not_mixed(
    tmp_path: Path, before: dict[bytes, bytes], anew: dict[str, bytes]
) -> None:
    one, other = MemoryCache(before), MemoryCache()
    written(EDITED[:20], tmp_path / "other", other)
    for name in sorted(one.values.keys() & other.values.keys())[::2]:
        one.values[name] = other.values[name]
    assert written(EDITED, tmp_path / "two", one) == anew


def test_an_executor_and_a_cache_change_nothing(tmp_path: Path) -> None:
    cache = MemoryCache()
    with ThreadPoolExecutor(3) as executor:
        for site in (SITE, EDITED):
            write_documents(
                by_page(units_of(site)),
                tmp_path / "parallel",
                executor=executor,
                with_terms=True,
                cache=cache,
            )
            assert content(tmp_path / "parallel") == written(site, tmp_path / "serial", None)


def test_only_documents_that_changed_are_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "TEXT_BLOCK", 2000)
    cache = MemoryCache()
    loaded: list[str] = []

    def told(document: Document) -> Sequence[Unit]:
        units = document.load()
        loaded.append(units[0].url)
        return units

    def documents(site: Site) -> list[Document]:
        return [Document(own.digest, partial(told, own)) for own in by_page(units_of(site))]

    write_documents(documents(SITE), tmp_path, with_terms=True, cache=cache)
    assert {url.partition("#")[0] for url in loaded} == {url for url, _ in SITE}
    loaded.clear()
    _, page = SITE[7]
    edited = [
        *SITE[:7],
        ("p7/", [(head, text.replace("word7", "wort7"), lang, boost) for head, text, lang, boost in page]),
    ]
    write_documents(documents([*edited, *SITE[8:]]), tmp_path, with_terms=True, cache=cache)
    assert "p7/#0" in loaded
    assert len(set(loaded)) < len(SITE) // 2  # it, and those whose texts share its block
