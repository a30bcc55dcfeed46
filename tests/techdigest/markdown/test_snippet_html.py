"""What a page shows of a snippet, in each state and language."""

from __future__ import annotations

import re
from html import escape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.snippets import CLAIMS, record_of, snippet, standing_of
from support.theming import Document
from techdigest.markdown.images import Image
from techdigest.markdown.snippet_html import snippet_html
from techdigest.markdown.snippet_numbers import number, with_unit
from techdigest.markdown.snippet_words import WORDS
from techdigest.notes.model import LANGUAGES, Lang
from techdigest.snippets.model import Snippet
from techdigest.snippets.portable.canonical import digest
from techdigest.snippets.states import State

HOSTILE = "\"'><script data-evil>alert(1)</script><img data-evil src=x onerror=alert(1)>&amp;"
STALE = digest(b"other code")
H100 = "nvidia-h100"
METRICS = [
    {"name": "false-positive rate", "unit": "1", "n": 1, "median": 0.0285, "iqr": 0.0},
    {"name": "throughput", "unit": "GB/s", "n": 7, "median": 2871.25, "iqr": 3.5},
]
GPU = {"needs": ("gpu", "torch", "triton")}
FAILED = {"status": "failed", "message": "notes/a/index.md:12: AssertionError: lost keys"}


def shown(
    records: list[dict[str, Any]],
    lang: Lang = "en",
    *,
    of: Snippet | None = None,
    pictures: dict[str, Image] | None = None,
) -> str:
    return snippet_html(
        standing_of(of or snippet(), *records),
        lang,
        lambda code: f"<pre><code>{escape(code)}</code></pre>",
        pictures or {},
    )


def sentences(html: str) -> list[str]:
    return [" ".join(element.text.split()) for element in Document(html).find("span", class_="td-state")]


@pytest.mark.parametrize(
    ("needs", "records", "state", "said"),
    [
        (
            (),
            [record_of()],
            State.VERIFIED,
            {
                "zh-Hans": ["已在 CPU 上验证（numpy 2.4，2026-11-22）"],
                "zh-Hant": ["已在 CPU 上驗證（numpy 2.4，2026-11-22）"],
                "en": ["Verified on CPU, numpy 2.4, 2026-11-22"],
            },
        ),
        (
            GPU["needs"],
            [record_of(), record_of(target=H100)],
            State.VERIFIED,
            {
                "zh-Hans": [
                    "已在 NVIDIA H100 上验证（torch 2.11，2026-11-22）",
                    "已在 CPU 上检查（小规模，Triton 解释器，2026-11-22）",
                ],
                "zh-Hant": [
                    "已在 NVIDIA H100 上驗證（torch 2.11，2026-11-22）",
                    "已在 CPU 上檢查（小規模，Triton 直譯器，2026-11-22）",
                ],
                "en": [
                    "Verified on NVIDIA H100, torch 2.11, 2026-11-22",
                    "Checked on CPU (small size, Triton interpreter, 2026-11-22)",
                ],
            },
        ),
        (
            GPU["needs"],
            [record_of()],
            State.CPU_ONLY,
            {
                "zh-Hans": ["只在 CPU 上检查过（小规模，Triton 解释器，2026-11-22），尚无 GPU 运行记录"],
                "zh-Hant": ["只在 CPU 上檢查過（小規模，Triton 直譯器，2026-11-22），尚無 GPU 執行紀錄"],
                "en": [
                    "Checked on CPU only (small size, Triton interpreter, 2026-11-22); no GPU run recorded"
                ],
            },
        ),
        (
            ("kube",),
            [record_of()],
            State.CPU_ONLY,
            {
                "zh-Hans": ["只检查过不需要集群的部分（numpy 2.4，2026-11-22），尚无 Kubernetes 运行记录"],
                "zh-Hant": ["只檢查過不需要叢集的部分（numpy 2.4，2026-11-22），尚無 Kubernetes 執行紀錄"],
                "en": [
                    "Checked only as far as no cluster is needed (numpy 2.4, 2026-11-22);"
                    " no run on Kubernetes recorded"
                ],
            },
        ),
        (
            (),
            [record_of(fingerprint=STALE)],
            State.STALE,
            {
                "zh-Hans": ["已过期：在 CPU 上运行（numpy 2.4，2026-11-22）之后，代码改过"],
                "zh-Hant": ["已過期：在 CPU 上執行（numpy 2.4，2026-11-22）之後，程式碼改過"],
                "en": ["Stale: the code has changed since it ran on CPU (numpy 2.4, 2026-11-22)"],
            },
        ),
        (
            (),
            [record_of(result=FAILED)],
            State.FAILED,
            {
                "zh-Hans": ["在 CPU 上运行失败（numpy 2.4，2026-11-22）"],
                "zh-Hant": ["在 CPU 上執行失敗（numpy 2.4，2026-11-22）"],
                "en": ["Failed on CPU (numpy 2.4, 2026-11-22)"],
            },
        ),
        (
            GPU["needs"],
            [],
            State.NEVER_RUN,
            {
                "zh-Hans": ["从未运行：尚无记录"],
                "zh-Hant": ["從未執行：尚無紀錄"],
                "en": ["Never run: nothing recorded"],
            },
        ),
    ],
    ids=["verified", "gpu", "cpu-only", "no-cluster", "stale", "failed", "never-run"],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_header_says_the_state_in_the_language_of_the_page(
    needs: tuple[str, ...],
    records: list[dict[str, Any]],
    state: State,
    said: dict[Lang, list[str]],
    lang: Lang,
) -> None:
    html = shown(records, lang, of=snippet(needs=needs))
    assert sentences(html) == said[lang]
    assert f'class="td-snippet td-snippet--{state}"' in html


def test_manifests_are_verified_against_schemas_not_on_a_processor() -> None:
    record = record_of(environment={"packages": {"kubernetes-validate": "1.37.0", "jsonschema": "4.26.0"}})
    for lang, said in (
        ("zh-Hans", "已按 Kubernetes 1.37 的 schema 验证（2026-11-22）"),
        ("zh-Hant", "已按 Kubernetes 1.37 的 schema 驗證（2026-11-22）"),
        ("en", "Verified against the schemas of Kubernetes 1.37, 2026-11-22"),
    ):
        assert sentences(shown([record], lang, of=snippet(language="yaml"))) == [said]  # type: ignore[arg-type]  # languages


def test_versions_that_differ_from_the_pinned_ones_are_not_called_changed_code() -> None:
    html = shown([record_of()], of=snippet(pins=("numpy==1.26.0",)))
    assert sentences(html) == [
        "Stale: it ran on CPU with other versions than it asks for (numpy 2.4, 2026-11-22)"
    ]


@pytest.mark.parametrize(
    ("records", "labels"),
    [
        ([record_of()], {"zh-Hans": "证明：", "zh-Hant": "證明：", "en": "Proves: "}),
        ([], {"zh-Hans": "论断：", "zh-Hant": "論斷：", "en": "Claim: "}),
        ([record_of(result=FAILED)], {"zh-Hans": "论断：", "zh-Hant": "論斷：", "en": "Claim: "}),
        ([record_of(fingerprint=STALE)], {"zh-Hans": "论断：", "zh-Hant": "論斷：", "en": "Claim: "}),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_claim_is_called_proven_only_where_the_record_shows_it(
    records: list[dict[str, Any]], labels: dict[Lang, str], lang: Lang
) -> None:
    (claim,) = Document(shown(records, lang)).find("p", class_="td-snippet__claim")
    assert claim.text == labels[lang] + CLAIMS.get(lang, CLAIMS["zh-Hans"])


def test_a_cpu_alone_proves_nothing_about_a_gpu() -> None:
    html = shown([record_of()], of=snippet(needs=("gpu",)))
    (claim,) = Document(html).find("p", class_="td-snippet__claim")
    assert claim.text == "Claim: Inserts still succeed"


def test_a_claim_in_another_language_says_so() -> None:
    assert '<span lang="zh-Hans">插入仍能成功</span>' in shown([], "zh-Hant")
    assert "<span>插入仍能成功</span>" in shown([], "zh-Hans")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_old_figures_never_stand_without_the_word_stale(lang: Lang) -> None:
    old = record_of(
        fingerprint=STALE,
        plot=b"<svg/>",
        result={"metrics": METRICS, "output": "old\n", "output_lines": 1},
    )
    html = shown([old], lang, pictures={"cpu": Image("p.svg")})
    folded = re.search(r'<div class="td-snippet__record"><details[^>]*><summary>(.*?)</summary>', html)
    assert folded is not None
    stale = WORDS[lang].stale_mark
    word = stale.rstrip(": ：")
    assert word in folded[1]
    assert "open" not in folded[0]
    inner = html[folded.end() :]
    for piece in ("<figcaption>", '<thead><tr><th scope="col">', 'td-snippet__facts">'):
        assert piece + stale in inner, piece
    assert f"<summary>{stale}" in inner


def test_a_snippet_can_be_linked_to_and_links_to_those_it_builds_on() -> None:
    of = snippet(setup=("base", "elsewhere"), needs=("gpu", "rsync"))
    html = snippet_html(standing_of(of), "en", lambda code: code, {}, {"base": "../b/#snippet-base"}.get)
    page = Document(html)
    assert [e.attributes["href"] for e in page.find("a")] == ["#snippet-cuckoo-load", "../b/#snippet-base"]
    assert next(page.find("div", id="snippet-cuckoo-load")).attributes["aria-label"] == "Snippet cuckoo-load"
    assert [e.text for e in page.find("p", class_="td-snippet__fact")] == [
        "Needs: GPU, rsync",
        "Builds on: base, elsewhere",
    ]
    assert [e.text for e in page.find("code")] == ["rsync", "elsewhere"]


def test_hidden_code_is_folded_and_all_other_code_is_not() -> None:
    assert "<details" not in shown([])
    hidden = shown([], of=snippet(is_hidden=True))
    assert '<details class="td-snippet__fold"><summary>Code (2 lines)</summary><pre><code>x = 1' in hidden


def test_figures_stand_in_a_table_with_their_spread_where_there_is_one() -> None:
    page = Document(shown([record_of(result={"metrics": METRICS})]))
    assert [e.text for e in page.find("th", scope="col")] == ["Metric", "Median", "n", "IQR"]
    assert [e.text for e in page.find("td")] == ["0.0285", "1", "–", "2,871\xa0GB/s", "7", "3.5"]
    single = Document(shown([record_of(result={"metrics": METRICS[:1]})]))
    assert [e.text for e in single.find("th", scope="col")] == ["Metric", "Value"]


@pytest.mark.parametrize(("lines", "is_open"), [(8, True), (9, False)])
def test_short_output_is_open_and_long_output_is_folded(lines: int, is_open: bool) -> None:
    output = "".join(f"line {i}\n" for i in range(lines))
    html = shown([record_of(result={"output": output, "output_lines": lines})])
    assert f"<summary>Output{'' if is_open else f' ({lines} lines)'}</summary>" in html
    assert ('<details class="td-snippet__fold" open>' in html) is is_open


def test_output_that_was_cut_says_how_much_there_was() -> None:
    html = shown([record_of(result={"output": "a\nb\n", "output_lines": 1234})])
    assert "<summary>Output (the first 2 of 1,234 lines)</summary>" in html


def test_lines_of_figures_are_not_shown_twice() -> None:
    output = "metric: rate = 0.5 1\n"
    html = shown([record_of(result={"metrics": METRICS, "output": output, "output_lines": 1})])
    assert "Output" not in html
    html = shown([record_of(result={"metrics": METRICS, "output": output + "ok\n", "output_lines": 2})])
    assert "<summary>Output</summary>" in html
    assert "<samp>ok</samp>" in html


def test_a_failure_shows_its_message_and_its_output_however_long() -> None:
    output = "".join(f"line {i}\n" for i in range(50))
    html = shown([record_of(result=FAILED | {"output": output, "output_lines": 50})])
    assert [e.text for e in Document(html).find("p", class_="td-snippet__message")] == [FAILED["message"]]
    assert '<details class="td-snippet__fold" open><summary>Output' in html


def test_a_plot_is_a_figure_that_the_lightbox_knows_and_its_text_is_the_claim() -> None:
    html = shown([record_of(plot=b"<svg/>")], pictures={"cpu": Image("../p/cpu.svg", 640, 480)})
    page = Document(html)
    (image,) = page.find("img")
    assert image.attributes == {
        "src": "../p/cpu.svg",
        "alt": "Inserts still succeed",
        "width": "640",
        "height": "480",
        "loading": "lazy",
        "decoding": "async",
    }
    assert next(page.find("a", class_="td-figure__zoom")).attributes["href"] == "../p/cpu.svg"
    assert [e.text for e in page.find("figcaption")] == ["CPU, numpy 2.4, 2026-11-22"]
    assert next(page.find("figure")).attributes["class"] == "td-figure td-snippet__plot"


def test_the_record_that_tells_most_is_open_and_others_are_folded() -> None:
    records = [record_of(), record_of(target="kube"), record_of(target=H100, result={"metrics": METRICS})]
    html = shown(records, of=snippet(needs=("gpu", "kube", "numba")))
    summaries = [e.text for e in Document(html).find("summary")]
    assert summaries == ["Results on Kubernetes", "Results on CPU"]
    assert html.index("throughput") < html.index("Results on Kubernetes")


def test_all_text_is_escaped() -> None:
    evil = record_of(
        result=FAILED
        | {
            "message": HOSTILE,
            "output": HOSTILE,
            "metrics": [{"name": HOSTILE, "unit": HOSTILE, "n": 2, "median": 1.0, "iqr": 1.0}],
        },
        environment={"device": HOSTILE, "packages": {"numpy": HOSTILE}, "python": HOSTILE},
    )
    gpu = record_of(target=H100, environment={"device": HOSTILE, "packages": {"torch": HOSTILE}})
    of = snippet(
        HOSTILE,
        claims=dict.fromkeys(LANGUAGES, HOSTILE),
        needs=(HOSTILE, "gpu"),
        setup=(HOSTILE,),
        code=HOSTILE,
    )
    for lang in LANGUAGES:
        html = shown([evil, gpu], lang, of=of, pictures={"cpu": Image(HOSTILE), H100: Image("{}{0}")})
        page = Document(html)
        assert not [e for e in page.elements if "data-evil" in e.attributes or "onerror" in e.attributes]
        assert "<script" not in html


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_no_text_of_a_record_looks_like_a_mark_of_python_markdown(text: str) -> None:
    record = record_of(result=FAILED | {"output": text, "message": text, "output_lines": text.count("\n")})
    html = shown([record], of=snippet(claims={"en": text}))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", html)


def test_colours_of_a_terminal_are_left_out_of_output() -> None:
    html = shown(
        [record_of(result={"output": "\x1b[31mred\x1b[0m \x02wzxhzdk:0\x03\r\nx", "output_lines": 1})]
    )
    assert "<samp>red \ufffdwzxhzdk:0\ufffd\nx</samp>" in html


def test_the_search_reads_the_claim_and_the_code_alone() -> None:
    record = record_of(result={"metrics": METRICS, "output": "printed\n", "output_lines": 1})
    html = shown([record], of=snippet(needs=("rsync",)))
    searched = re.sub(r"<(\w+)[^>]* data-search-exclude>.*?</\1>(?=<(?:p|div|span|/div)|$)", "", html)
    text = re.sub(r"<[^>]+>", " ", searched)
    assert text.split() == ["Inserts", "still", "succeed", "x", "=", "1", "assert", "x", "==", "1"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0"),
        (1.0, "1"),
        (0.028514, "0.02851"),
        (-0.5, "−0.5"),
        (95.0, "95"),
        (1234567.0, "1,234,567"),
        (2871.25, "2,871"),
        (99.996, "100"),
        (1.49e-8, "1.49×10⁻⁸"),
        (-3.35e12, "−3.35×10¹²"),
        (float("inf"), "∞"),
        (float("nan"), "NaN"),
    ],
)
def test_numbers_are_written_as_people_write_them(value: float, shown: str) -> None:
    assert number(value) == shown


def test_a_pure_number_has_no_unit() -> None:
    assert with_unit(0.5, "1") == "0.5"
    assert with_unit(95, "%") == "95\xa0%"
