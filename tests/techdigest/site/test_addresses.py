"""Where pages live."""

from __future__ import annotations

import pytest

from support.site_library import note, page
from techdigest.site.addresses import Addresses

ADDRESSES = Addresses(("zh-Hans", "zh-Hant", "en"))


@pytest.mark.parametrize(
    ("lang", "url"),
    [("zh-Hans", "cuckoo-filter/"), ("zh-Hant", "zh-Hant/cuckoo-filter/"), ("en", "en/cuckoo-filter/")],
)
def test_a_note_lives_below_its_language_and_the_default_language_at_the_root(lang: str, url: str) -> None:
    file = ADDRESSES.file_of(note("cuckoo-filter", lang))  # type: ignore[arg-type]  # parametrized
    assert file == url + "index.html"
    assert ADDRESSES.url_of_file(file) == url


@pytest.mark.parametrize(
    ("path", "key", "lang", "file"),
    [
        ("guide/index.en.md", "guide/index", "en", "en/guide/index.html"),
        ("guide/math.en.md", "guide/math", "en", "en/guide/math/index.html"),
        ("guide/index.zh-Hans.md", "guide/index", "zh-Hans", "guide/index.html"),
        ("index.en.md", "index", "en", "en/index.html"),
        ("README.en.md", "README", "en", "en/index.html"),
    ],
)
def test_a_page_with_a_language_suffix_moves_below_its_language(
    path: str, key: str, lang: str, file: str
) -> None:
    assert ADDRESSES.file_of(page(path, key, lang)) == file  # type: ignore[arg-type]  # parametrized


@pytest.mark.parametrize("path", ["guide/index.md", "about.md", "v1.2.md", "list.fr.md"])
def test_a_page_without_language_suffix_stays_where_mkdocs_puts_it(path: str) -> None:
    assert ADDRESSES.file_of(page(path, path, "en")) is None


def test_without_directory_urls_pages_end_in_html() -> None:
    addresses = Addresses(("zh-Hans", "en"), directory_urls=False)
    assert addresses.file_of(note("borg", "en")) == "en/borg.html"
    assert addresses.file_of(page("guide/index.en.md", "guide/index", "en")) == "en/guide/index.html"
    assert addresses.url_of_source(addresses.home("zh-Hans")) == "index.html"
    assert addresses.url_of_source(addresses.tag("en", "k8s")) == "en/tags/k8s.html"


def test_addresses_of_listings_are_percent_encoded_and_relative_to_the_root() -> None:
    assert ADDRESSES.url_of_source(ADDRESSES.home("zh-Hans")) == "./"
    assert ADDRESSES.url_of_source(ADDRESSES.home("en")) == "en/"
    assert ADDRESSES.url_of_source(ADDRESSES.archive("zh-Hant")) == "zh-Hant/archive/"
    assert ADDRESSES.url_of_source(ADDRESSES.tag("zh-Hans", "强化学习")) == (
        "tags/%E5%BC%BA%E5%8C%96%E5%AD%A6%E4%B9%A0/"
    )


def test_a_language_the_site_lacks_is_served_by_the_default_listings() -> None:
    addresses = Addresses(("en", "zh-Hans"))
    assert addresses.language("zh-Hant") == "en"
    assert addresses.home("zh-Hant") == "index.md"
    assert addresses.file_of(note("borg", "zh-Hant")) == "zh-Hant/borg/index.html"
