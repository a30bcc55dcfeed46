"""Whatever a post holds: no rule fails, all together settle at once, none takes more than linear time."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from support.growth import is_linear
from support.hostile import hostile_to
from support.importing import applied, context_for
from techdigest.importers.constructs import RULES, box_lists, run
from techdigest.importers.constructs.base import Rule

DIALECTS = ["hexo", "jekyll", "hugo", "hackmd", "obsidian", "mdbook"]
# Pieces of which constructs are made, so that a random text holds many of them, whole and broken.
PIECES = r"""
{% %} {{ }} {{< >}} {{% {%- endraw raw note endnote highlight endhighlight asset_img a.png figure src="a.png"
youtube id ::: :::info :::spoiler > >[!tip] [!NOTE]- ``` ~~~ ```js= ` $ $$ \( \) [ ] ( ) ![ ]( ![[ [[ ]] | #
--- === - * 1. ** == ~~ ^[ [^1] [^1]: ^x %% <!-- --> <img <br> <a href= <iframe src="https://a.example/"> </a>
<script> </script> <div> </div> <b onclick=x> < > " ' https://a.example/ [toc] {: {:toc} .a } { |x} \ =3x4)
/other/ ## #tag [name=a] a b 字 。 ： {{# include} !!! ??? ++ ~ ^ javascript:
""".split()  # noqa: SIM905 - easier to read than a page of quotes
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(PIECES), st.sampled_from(["\n", "\n\n", " ", "    ", "\t"]), st.text(max_size=3)
    ),
    max_size=40,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(DIALECTS))
@example("<img\n```js=\na.png>", "jekyll")
@example("<script>\n~~~\n</script>", "hexo")
@example("<script>\n~~~\na\n~~~\n</script>", "hexo")
@example("%%\n\n~~~\n\n%%", "obsidian")
@example("a&    <script>^x", "obsidian")
@example("#^x", "obsidian")
@example("#tag\n    #tag", "obsidian")
@example(">[!tip]\n\n \t<iframe", "obsidian")
@example("<!--https://a.example/\n>[!tip]", "jekyll")
@example("{:toc}[toc]", "jekyll")
@example("{:toc} ```", "jekyll")
@example("<!--{</script>[^1]\n```js=\n\n*&", "hexo")
@example(">[!tip]<!--\n\n\t<a", "hackmd")
@example("$$\n\n$$```js=", "mdbook")
def test_rules_settle_at_once_and_raise_nothing(text: str, dialect: str) -> None:
    once = applied(RULES, text, context_for(dialect))
    assert applied(RULES, once, context_for(dialect)) == once


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.sampled_from(DIALECTS))
def test_no_text_makes_a_rule_raise(text: str, dialect: str) -> None:
    context = context_for(dialect)
    applied(RULES, text, context)
    assert all(1 <= finding.line <= text.count("\n") + text.count("\r") + 2 for finding in context.findings)


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.name != "pasted"], ids=lambda rule: rule.name
)
def test_time_grows_with_the_text_and_not_faster(rule: Rule) -> None:
    dialect = min(rule.dialects, default="hexo")
    for head, opening in hostile_to(rule.needs):

        def work(size: int, head: str = head, opening: str = opening) -> None:
            applied([rule], head + opening * (size // len(opening)), context_for(dialect))

        assert is_linear(work, 2_000, 32_000), head + opening


@pytest.mark.parametrize(
    ("rule", "head", "repeated", "tail"),
    [
        (box_lists.RULE, "!!! note\n    - a\n", "> ", "\n"),
        (run.RULE, "", "`", "\n\nrun\n"),
        (run.RULE, "", "~", " run-\n"),
        (run.RULE, "```{.run ", " ", "}\na\n```\n"),
        (run.RULE, "```{.run ", "\t", "}\na\n```\n"),
    ],
)
def test_time_grows_with_a_line_and_not_faster(rule: Rule, head: str, repeated: str, tail: str) -> None:
    assert is_linear(
        lambda size: applied([rule], head + repeated * size + tail, context_for("hexo")), 500, 8_000
    )
