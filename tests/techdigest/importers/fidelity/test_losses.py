"""What `compare` finds missing: one letter, one link, one formula; and what it leaves alone."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from support.growth import is_linear
from techdigest.importers.fidelity import (
    Facts,
    Losses,
    Piece,
    State,
    Thing,
    What,
    compare,
    read_page,
    read_plain,
    read_source,
)
from techdigest.importers.model import Finding, Outcome

SOURCE = """水在 $T_b$ 度沸腾，见[茶经](https://example.org/tea)和 <https://example.org/cup>。

![壶的样子](/images/pot.png)

```python
print("茶")
```

| 茶 | 水 |
| --- | --- |
| 一 | 二 |

脚注在这里[^1]。

[^1]: 脚注的文字。

$$
E = mc^2
$$
"""
PAGE = """<html><body><nav>菜单</nav><article class="md-content__inner">
<p data-search-exclude><a href="/x/">领域</a></p><h1>标题</h1>
<p>水在 <span class="td-math" data-tex="T_b"><svg><path/></svg></span> 度沸腾，见<a href="https://example.org/tea">茶经</a>
和 <a href="https://example.org/cup">https://example.org/cup</a>。</p>
<figure><img src="pot.png" alt="壶的样子"></figure>
<div class="highlight"><pre><span></span><code><a id="l1"></a><span class="nb">print</span>("茶")
</code></pre></div>
<table><thead><tr><th>茶</th><th>水</th></tr></thead><tbody><tr><td>一</td><td>二</td></tr></tbody></table>
<p>脚注在这里<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>。</p>
<div class="td-math" data-tex="E = mc^2"><svg></svg></div>
<div class="footnote"><ol><li id="fn:1"><p>脚注的文字。<a class="footnote-backref" href="#fnref:1">↩</a></p>
</li></ol></div>
</article><footer>脚</footer></body></html>"""


def losses(source: str, page: str, *findings: Finding) -> Losses:
    return compare(read_source(source), read_page(page), findings)


def test_a_page_with_all_of_its_source_has_no_losses() -> None:
    found = losses(SOURCE, PAGE)
    assert (found.share, found.lost, found.gaps) == (1.0, (), [])
    assert Counter(account.thing.what for account in found.accounts) == {
        What.LINK: 2,
        What.FORMULA: 2,
        What.IMAGE: 1,
        What.CODE: 1,
        What.TABLE: 1,
        What.FOOTNOTE: 1,
    }
    states = {account.thing.what: account.state for account in found.accounts}
    assert states.pop(What.IMAGE) is State.CONVERTED  # another address
    assert set(states.values()) <= {State.KEPT, State.CONVERTED}


@pytest.mark.parametrize(
    ("old", "new", "what", "line"),
    [
        ('data-tex="T_b"', 'data-tex="T_c"', What.FORMULA, 1),
        ('href="https://example.org/tea">茶经</a>', ">茶经</a>", What.LINK, 1),
        ('<img src="pot.png" alt="壶的样子">', "", What.IMAGE, 3),
        ('("茶")', '("菜")', What.CODE, 5),
        ("<td>二</td>", "<td></td>", What.TABLE, 9),
        ("脚注的文字。", "脚注文字。", What.FOOTNOTE, 15),
        ('data-tex="E = mc^2"', "", What.FORMULA, 17),
    ],
)
def test_each_thing_that_is_missing_is_named_with_its_line(old: str, new: str, what: What, line: int) -> None:
    assert old in PAGE
    assert [(each.thing.what, each.thing.line) for each in losses(SOURCE, PAGE.replace(old, new)).lost] == [
        (what, line)
    ]


def test_each_letter_that_is_missing_is_counted() -> None:
    whole = read_source(SOURCE)
    text = "".join(piece.text for piece in whole.pieces)
    for letter in sorted({letter for letter in text if "\u4e00" <= letter <= "\u9fff"}):
        page = read_page(PAGE)
        place = next(at for at, piece in enumerate(page.pieces) if letter in piece.text)
        page.pieces[place] = Piece(page.pieces[place].text.replace(letter, "", 1))
        short = compare(whole, page)
        more = sum(piece.text.count(letter) for piece in page.pieces)
        assert short.kept < short.letters or more >= text.count(letter), letter


@given(st.text(alphabet="甲乙丙丁戊己庚辛壬癸abcdef", min_size=1, max_size=80), st.data())
@settings(deadline=None)
def test_the_loss_of_any_single_letter_shows(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text) - 1))
    source = Facts([Piece(text, 1)])
    assert compare(source, Facts([Piece(text)])).share == 1.0
    assert compare(source, Facts([Piece(text[:place] + text[place + 1 :])])).share < 1.0


def test_what_a_rule_dropped_is_told_apart_from_what_is_lost() -> None:
    source = "茶很好喝。\n\n阅读全文\n\n![壶](pot.png)"
    page = "<article><p>茶很好喝。</p></article>"
    said = (
        Finding("a.md", 3, "boilerplate", Outcome.DROPPED, "阅读全文"),
        Finding("a.md", 5, "picture", Outcome.DROPPED, "pot.png", "the source has no such file"),
    )
    found = losses(source, page, *said)
    assert (found.share, found.dropped, found.lost) == (1.0, 4, ())
    assert [(each.state, each.rule) for each in found.accounts] == [(State.DROPPED, "picture")]
    without = losses(source, page)
    assert without.share < 1.0
    assert [each.thing.target for each in without.lost] == ["pot.png"]


@pytest.mark.parametrize(
    ("source", "text", "targets"),
    [
        ("{% asset_img pot.png 壶 %}", "", ["pot.png"]),
        ('{{< figure src="pot.png" title="一把壶" >}}', "一把壶", ["pot.png"]),
        ("![[pot.png|200]]", "", ["pot.png"]),
        ("![壶](a b.png)", "", ["a%20b.png"]),
        ("![](pot.png =100x200)", "", ["pot.png"]),
        ("[[茶/壶|那把壶]]", "那把壶", ["%E8%8C%B6/%E5%A3%B6"]),
        ("{% post_link pot '一把壶' %}", "一把壶", ["pot"]),
        ('看<img src="/p.png" alt="x">这里', "看这里", ["/p.png"]),
        ('<a href="/p/">去</a>', "去", ["/p/"]),
        (":::info 小心\n烫\n:::", "小心烫", []),
        ("> [!note] 小心\n> 烫", "小心烫", []),
        ("一 %%看不见%% 二 <!-- 也看不见 --> 三", "一二三", []),
        ("{ruby|注音}", "ruby注音", []),
        ("## 标题 {#id}\n{: .class}", "标题", []),
        ("###### tags: `茶`\n\n[TOC]\n\n文", "文", []),
        ("* TOC\n{:toc}\n\n文", "文", []),
        ("- [x] 洗茶", "洗茶", []),
        ("<script>alert(1)</script>\n\n文", "文", []),
        ("文 ^block1", "文", []),
    ],
)
def test_what_dialects_have_besides_markdown_is_read(source: str, text: str, targets: list[str]) -> None:
    facts = read_source(source)
    assert "".join("".join(piece.text.split()) for piece in facts.pieces) == text
    assert [thing.target for thing in facts.things] == targets


def test_a_picture_of_another_site_is_shown_as_a_link() -> None:
    page = '<article><p><a class="td-remote-image" href="https://example.org/p.png">p</a></p></article>'
    (account,) = losses("![](https://example.org/p.png)", page).accounts
    assert (account.thing.what, account.state) == (What.IMAGE, State.CONVERTED)


def test_code_keeps_what_looks_like_a_tag() -> None:
    facts = read_source("{% codeblock lang:js %}\n{% raw %}\n{% endcodeblock %}\n\n`[[不是链接]]`")
    assert [(thing.what, thing.text, thing.line) for thing in facts.things] == [(What.CODE, "{% raw %}\n", 1)]
    assert [piece.text for piece in facts.pieces] == ["[[不是链接]]"]


@pytest.mark.parametrize(
    ("source", "formulas"),
    [
        (r"出，$\eta^{H} $中的$\log p$是无界的", [r"\eta^{H} ", r"\log p"]),
        (r"其中,$ 0 \leq \gamma $与 $f_{a}$concat", [r" 0 \leq \gamma ", "f_{a}"]),
        (r"5$ or 6 $, $ PATH $ and `$ \a $`", []),
    ],
)
def test_a_formula_may_have_spaces_at_its_ends(source: str, formulas: list[str]) -> None:
    found = [each.text for each in read_source(source).things if each.what is What.FORMULA]
    assert ["".join(each.split()) for each in found] == ["".join(each.split()) for each in formulas]


def test_formulas_stand_between_chinese_characters_too() -> None:
    facts = read_source("状态$s_t$中，动作\\(a_t\\)，价格 $5 和 $10 不是。\n\n\\[ x \\]")
    assert [thing.text.strip() for thing in facts.things] == ["s_t", "a_t", "x"]


def test_lines_are_those_of_the_file() -> None:
    facts = read_source("一\n二\n\n$$\nx\n$$\n\n[三](四)\n", 11)
    assert [(piece.text, piece.line) for piece in facts.pieces] == [("一", 11), ("二", 12), ("三", 18)]
    assert [(thing.what, thing.line) for thing in facts.things] == [(What.FORMULA, 14), (What.LINK, 18)]


def test_plain_text_is_its_lines_without_gutters_and_markers() -> None:
    facts = read_plain("茶\n1\n2\na = 1\nb = 2\n  • 壶 https://example.org/a.\n  1. 水 \\(x\\)", 5)
    assert [(piece.text.strip(), piece.line) for piece in facts.pieces] == [
        ("茶", 5),
        ("a = 1", 8),
        ("b = 2", 9),
        ("壶 https://example.org/a.", 10),
        ("水", 11),
    ]
    assert [(thing.what, thing.target or thing.text) for thing in facts.things] == [
        (What.LINK, "https://example.org/a"),
        (What.FORMULA, "x"),
    ]


@given(st.text(alphabet="茶[]()!<>{}%`$|*_#-\n :a^\\\"'=~", max_size=200))
@settings(deadline=None, max_examples=150)
@example("<![:")
def test_any_source_is_read(text: str) -> None:
    source = read_source(text)
    assert all(1 <= piece.line <= text.count("\n") + 1 for piece in source.pieces)
    compare(source, read_page(text))
    compare(read_plain(text), source)


HOSTILE = [
    "[",
    "![](",
    "[[",
    "{% ",
    "{{< ",
    "<!--",
    "%%",
    "$",
    "$$\n",
    "`",
    "```\n",
    "~~~x\n",
    "> [!a] ",
    "[^1]: x\n",
    "<a ",
]


@pytest.mark.parametrize(
    "piece", [*HOSTILE, "| a | b |\n", "- ", "\\[", "^[", "a b ", "<b>x", "![[", "](x y) "]
)
def test_time_grows_with_the_source(piece: str) -> None:
    def work(length: int) -> None:
        text = piece * (length // len(piece))
        compare(read_source(text), Facts([Piece(text)]))

    assert is_linear(work, 2_000, 16_000)


@given(st.text(max_size=100))
@settings(deadline=None)
def test_text_is_whole_on_a_page_that_has_it(text: str) -> None:
    source = read_plain(text)
    assert compare(source, Facts([Piece(text)])).share == 1.0


def test_brackets_that_are_escaped_are_no_formula() -> None:
    facts = read_source("As he said\\[1\\], \\[x^2\\].\n\n\\[ y \\]")
    assert [thing.text.strip() for thing in facts.things] == ["x^2", "y"]
    assert "said[1]" in facts.pieces[0].text


def test_a_formula_may_stand_right_behind_a_letter() -> None:
    facts = read_source("如 $f_o$。a pair$\\left(a\\right)$，对。")
    assert [thing.text for thing in facts.things] == ["f_o", "\\left(a\\right)"]


def test_fences_that_code_shows_are_part_of_it() -> None:
    facts = read_source("```markdown\n1. a\n\n   ```js\n   b\n   ```\n\n2. c\n```\n\nText.")
    assert [thing.text for thing in facts.things] == ["1. a\n\n   ```js\n   b\n   ```\n\n2. c\n"]
    assert [piece.text for piece in facts.pieces] == ["Text."]


def test_a_table_that_shows_more_than_before_is_not_lost() -> None:
    source = Facts(things=[Thing(What.TABLE, "option meaning -e a file that is like this pattern of names")])
    page = Facts(
        things=[Thing(What.TABLE, "option meaning -e <name> a file that is like this pattern of names")]
    )
    assert not compare(source, page).lost
    assert compare(page, source).lost


def test_a_link_below_a_tag_may_become_one() -> None:
    source = read_source("<h1>A</h1>\nSee [https://a.example/x](https://a.example/x).")
    assert [piece.text for piece in source.pieces] == ["A", "See https://a.example/x."]
