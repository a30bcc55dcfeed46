"""Snippets on a site: states beside the code, from records alone."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from support.small_site import SmallSite
from support.snippets import record_of
from support.theming import Document
from techdigest.diagnostics import Diagnostics
from techdigest.markdown.collect import collect_library
from techdigest.notes.library import read_library
from techdigest.snippets.library import SnippetLibrary

EXTENSIONS = ["attr_list", "admonition", "pymdownx.superfences"]
CODE = "x = 1\nassert x == 1\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"/>'
VERIFIED = {"": "已在 CPU 上验证", "en/": "Verified on CPU"}
STALE = {"": "已过期", "en/": "Stale"}


def note(body: str, more: str = "") -> str:
    return f"---\ntitle: 过滤器\ndate: 2026-01-01\n{more}---\n\n{body}"


def fence(code: str = CODE, attributes: str = 'id=load claim="插入仍能成功"') -> str:
    return f"``` {{.python .run {attributes}}}\n{code}```\n"


def write_note(site: SmallSite, chinese: str = "正文。\n\n" + fence(), english: str = "") -> None:
    site.write("notes/a/index.md", note(chinese))
    english = english or "Prose.\n\n" + fence("", 'id=load claim="Inserts still succeed"')
    site.write("notes/a/index.en.md", note(english))


def library_of(site: SmallSite) -> SnippetLibrary:
    diagnostics, docs = Diagnostics(), site.root / "docs"
    library = read_library(docs, diagnostics)
    return collect_library(library, docs, EXTENSIONS, {}, diagnostics)


def record(
    site: SmallSite, snippet_id: str = "load", target: str = "cpu", plot: bytes | None = None, **more: object
) -> None:
    """Write a record of the code as it is now."""
    fingerprint = library_of(site).by_id[snippet_id].fingerprint
    made = record_of(snippet_id, target, fingerprint=fingerprint, plot=plot, **more)  # type: ignore[arg-type]  # parts of a record
    site.write(f"records/{snippet_id}/{target}.json", json.dumps(made))
    if plot:
        site.write(f"records/{snippet_id}/{target}.svg", plot)


def built(site: SmallSite) -> None:
    site.build(markdown_extensions=EXTENSIONS)


def state(site: SmallSite, page: str) -> str:
    (found,) = Document(site.read(page)).find("span", class_="td-state")
    return found.text


def test_both_languages_show_the_same_code_and_the_same_record(site: SmallSite) -> None:
    write_note(site)
    record(site)
    built(site)
    assert site.messages == []
    for prefix, said in VERIFIED.items():
        page = site.read(f"{prefix}a/index.html")
        assert said in state(site, f"{prefix}a/index.html")
        (code,) = re.findall(r'<div class="td-snippet__code">(.*?)</div></div>', page, re.DOTALL)
        assert re.sub("<[^>]+>", "", code).split() == CODE.split()
    assert "插入仍能成功" in site.read("a/index.html")
    assert "Inserts still succeed" in site.read("en/a/index.html")


@pytest.mark.parametrize(
    "edited",
    [
        fence(CODE.replace("==", "!=")),
        fence(CODE + "y = 2\n"),
        fence(attributes="id=load claim=插入仍能成功 size=full"),
    ],
    ids=["comparison", "line", "parameter"],
)
def test_editing_a_snippet_turns_it_stale_in_both_languages(site: SmallSite, edited: str) -> None:
    write_note(site)
    record(site)
    write_note(site, edited)
    built(site)
    for prefix, said in STALE.items():
        assert said in state(site, f"{prefix}a/index.html")
    (message,) = site.messages
    assert "notes/a/index.md:6: warning[snippet-stale] the code of 'load' has changed since" in message


@pytest.mark.parametrize(
    "edited",
    [
        "别的正文。\n\n更多正文。\n\n" + fence(),
        "!!! note\n\n" + re.sub("(?m)^", "    ", fence()).rstrip() + "\n",
        "> " + fence().rstrip().replace("\n", "\n> ") + "\n",
        fence(attributes='id=load claim="换一种说法"'),
        fence(CODE.replace("\n", "  \r\n")),
    ],
    ids=["prose", "admonition", "quote", "claim", "white space"],
)
def test_prose_and_indentation_leave_it_verified(site: SmallSite, edited: str) -> None:
    write_note(site)
    record(site)
    write_note(site, edited)
    built(site)
    assert site.messages == []
    for prefix, said in VERIFIED.items():
        assert said in state(site, f"{prefix}a/index.html")


def strict_build(site: SmallSite) -> None:
    settings = {
        "site_name": "Small site",
        "site_url": "https://example.org/",
        "theme": {"name": "techdigest"},
        "plugins": ["techdigest"],
        "markdown_extensions": EXTENSIONS,
    }
    config_file = site.root / "mkdocs.yml"
    config_file.write_text(yaml.safe_dump(settings))
    config = load_config(config_file=str(config_file), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


def test_a_strict_build_fails_on_stale_and_failed_snippets_alone(
    site: SmallSite, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    write_note(site)
    strict_build(site)  # never run
    record(site)
    strict_build(site)
    record(site, result={"status": "failed", "message": "notes/a/index.md:8: AssertionError"})
    with pytest.raises(Abort):
        strict_build(site)
    assert "snippet-failed" in caplog.text
    assert "notes/a/index.md:8: AssertionError" in caplog.text
    record(site)
    write_note(site, fence(CODE + "z = 3\n"))
    with pytest.raises(Abort):
        strict_build(site)
    assert "snippet-stale" in caplog.text


def test_building_executes_nothing(site: SmallSite, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    poison = f"import pathlib\npathlib.Path({str(trace)!r}).touch()\nraise SystemExit('executed')\n"
    write_note(site, fence(poison))
    site.write("notes/b.md", note(fence(f"touch {trace}\nexit 1\n", "id=shell").replace(".python", ".bash")))
    built(site)
    record(site)
    record(site, "shell")
    built(site)
    assert site.messages == []
    assert "trace" in site.read("a/index.html")
    assert not trace.exists()


def test_plots_are_published_beside_the_pages_that_show_them(site: SmallSite) -> None:
    write_note(site, fence(attributes="id=load claim=插入仍能成功 plot=load.svg"))
    record(site, plot=SVG)
    built(site)
    assert site.messages == []
    assert site.read("assets/snippets/load/cpu.svg").encode() == SVG
    for page, source, claim in (
        ("a/index.html", "../", "插入仍能成功"),
        ("en/a/index.html", "../../", "Inserts still succeed"),
    ):
        (image,) = Document(site.read(page)).find("img", alt=claim)
        assert image.attributes["src"] == f"{source}assets/snippets/load/cpu.svg"
        assert (image.attributes["width"], image.attributes["height"]) == ("640", "480")
    assert not site.places_of("records/")
    assert not any(name.endswith(".json") for name in site.files())


def test_a_plot_that_could_run_scripts_is_not_published(site: SmallSite) -> None:
    write_note(site, fence(attributes="id=load claim=插入仍能成功 plot=load.svg"))
    record(site, plot=SVG.replace(b"/>", b"><script>alert(1)</script></svg>"))
    built(site)
    (message,) = site.messages
    assert "records/load/cpu.svg: error[record-plot-active]" in message
    assert not site.has("assets/snippets/load/cpu.svg")
    assert "td-snippet__plot" not in site.read("a/index.html")
    assert "已在 CPU 上验证" in state(site, "a/index.html")


def test_a_site_of_plain_pages_publishes_no_records_as_they_are(site: SmallSite) -> None:
    site.write("load.md", fence(attributes='id=load claim="It holds" plot="a.svg"'))
    record(site, plot=SVG)
    site.write("records/load/gpu.svg", b"<svg onload='alert(1)' xmlns='http://www.w3.org/2000/svg'/>")
    site.write("records/songs.md", "# Songs\n")
    built(site)
    assert 'id="snippet-load"' in site.read("load/index.html")
    assert site.has("assets/snippets/load/cpu.svg")
    assert not site.has("records/load/cpu.json")
    assert not site.has("records/load/gpu.svg")
    assert site.has("records/songs/index.html")


def test_nothing_of_a_draft_is_published(site: SmallSite) -> None:
    write_note(site)
    site.write("notes/secret.md", note(fence(attributes="id=hush-hush plot=p.svg claim=密"), "draft: true\n"))
    record(site, "hush-hush", plot=SVG.replace(b"640", b"641"))
    built(site)
    assert site.messages == []
    assert site.places_of("hush-hush") == []
    site.write("notes/secret.md", note(fence("y = 2\n", "id=hush-hush plot=p.svg"), "draft: true\n"))
    built(site)
    assert site.messages == [], "a draft may be stale"


def test_the_overview_lists_every_snippet_in_every_language(site: SmallSite) -> None:
    write_note(site)
    site.write("notes/b.md", note(fence(attributes="id=other needs=gpu claim=不同的论断")))
    site.write("guide.md", "# 指南\n\n" + fence(attributes="id=guide claim=指南的论断"))
    record(site)
    record(site, "other")
    built(site)
    assert site.messages == []
    for prefix, load, total in (
        ("", "a/", "共 3 段代码：1 段已验证，1 段只在 CPU 上检查过，1 段从未运行。"),
        ("zh-Hant/", "a/", "共 3 段程式碼：1 段已驗證，1 段只在 CPU 上檢查過，1 段從未執行。"),
        ("en/", "en/a/", "3 in all: 1 verified, 1 checked on CPU only, 1 never run."),
    ):
        page = Document(site.read(f"{prefix}snippets/index.html"))
        addresses = [
            urljoin(f"/{prefix}snippets/", link.attributes["href"])
            for link in page.find("a")
            if "#snippet-" in link.attributes["href"]
        ]
        assert sorted(addresses) == sorted(
            [f"/{load}#snippet-load", "/b/#snippet-other", "/guide/#snippet-guide"]
        )
        assert [e.text for e in page.find("p", class_="td-listing__lead")] == [total]
        places = Document(site.read(f"{prefix}tags/index.html")).find("a", class_="td-places__link")
        assert "../snippets/" in [place.attributes["href"] for place in places]
    assert 'id="snippet-guide"' in site.read("guide/index.html")


def test_a_site_without_snippets_has_no_overview_and_keeps_its_own_records(site: SmallSite) -> None:
    site.write("index.md", "# Plain\n\n```python\nx = 1\n```\n")
    site.write("records/sales.md", "# Sales\n")
    site.write("records/song.txt", "la\n")
    site.write("snippets.md", "# Mine\n")
    built(site)
    assert site.messages == []
    assert "Mine" in site.read("snippets/index.html")
    assert site.has("records/song.txt")
    assert "td-snippet" not in site.read("index.html")


def test_a_snippet_that_does_not_reach_its_page_is_reported(site: SmallSite) -> None:
    write_note(site)
    hook = site.root / "hook.py"
    hook.write_text("def on_page_markdown(markdown, **_):\n    return markdown.replace('.run', '')\n")
    site.build(markdown_extensions=EXTENSIONS, hooks=[str(hook)])
    said = [re.search(r"notes/\S+ error\[[\w-]+\]", message) for message in site.messages]
    assert [match[0] for match in said if match] == [
        "notes/a/index.en.md:8: error[snippet-not-shown]",
        "notes/a/index.md:8: error[snippet-not-shown]",
    ]


def test_a_broken_record_is_reported_and_the_page_says_never_run(site: SmallSite) -> None:
    write_note(site)
    site.write("records/load/cpu.json", "{")
    built(site)
    assert [("records/load/cpu.json" in message, "record-json" in message) for message in site.messages] == [
        (True, True)
    ]
    assert "从未运行" in state(site, "a/index.html")


def test_without_our_theme_the_pages_and_the_overview_are_there_all_the_same(site: SmallSite) -> None:
    write_note(site)
    record(site)
    site.build(markdown_extensions=EXTENSIONS, theme={"name": "mkdocs"})
    assert site.messages == []
    assert "已在 CPU 上验证" in site.read("a/index.html")
    overview = site.read("snippets/index.html")
    assert 'href="../a/#snippet-load"' in overview
    assert "已在 CPU 上验证" in overview
