"""In which order the dialog shows the hits of several pages."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import cjksearch

RESULTS = Path(cjksearch.__file__).parent / "client" / "results.js"


def order(node: str, hits: list[tuple[str, str, float]], language: str) -> list[list[str]]:
    """The urls of (url, lang, score) hits as the dialog groups them."""
    given = json.dumps([{"url": url, "lang": lang, "score": score} for url, lang, score in hits])
    script = (
        f"import {{ byPage }} from {json.dumps(RESULTS.as_uri())};"
        f"const pages = byPage({given}, {json.dumps(language)});"
        "console.log(JSON.stringify(pages.map((hits) => hits.map(({ url }) => url))));"
    )
    done = subprocess.run(
        [node, "--input-type=module", "-e", script], capture_output=True, text=True, check=True
    )
    grouped: list[list[str]] = json.loads(done.stdout)
    return grouped


def test_hits_of_a_page_stand_together_where_its_best_one_is(node: str) -> None:
    hits = [("a/#1", "en", 9.0), ("b/", "en", 8.0), ("a/", "en", 3.0), ("b/#1", "en", 2.0)]
    assert order(node, hits, "en") == [["a/#1", "a/"], ["b/", "b/#1"]]


def test_of_two_translations_the_readers_comes_first_but_a_better_match_stays_ahead(node: str) -> None:
    hits = [("zh/", "zh-Hans", 9.0), ("hant/", "zh-Hant", 8.9), ("other/", "zh-Hant", 4.0)]
    assert order(node, hits, "zh-Hant") == [["hant/"], ["zh/"], ["other/"]]
    assert order(node, hits, "zh-Hans") == [["zh/"], ["hant/"], ["other/"]]
    assert order(node, [("zh/", "zh-Hans", 9.0), ("hant/", "zh-Hant", 6.0)], "zh-Hant") == [
        ["zh/"],
        ["hant/"],
    ]
