"""What could make a reader look through the rest of a text again and again, when it is repeated."""

from __future__ import annotations

from collections.abc import Sequence

# Of constructs that posts of others hold.
OPENINGS = [
    *("{% note %}", "{% raw %}{{", "{{< highlight go >}}", "{% a", '{{ "a', ":::info\n", "> [!tip]\n> a\n"),
    *("`a", "$a", "\\(a", "\\[a", "[[a", "![[a", "^[a", "~~a", "==a", "**a。", "%%a", "{a|b}", "<!--"),
    *("[a](b", '![a](b "', "<img src='", '<a href="', "<div>\n\n", "<script>", "<iframe", "<a", "{: .a}\n"),
    *("a\n- b\n", "|a|b|\n", "a\n---\n", "# a\n", "===", "```\n", "a\\\n", "#a ", "a ^b\n", " ", "\n", "> "),
]

# Of text that was copied from a rendered page.
PASTED = [
    *("1\n", "1\n2\n", "- a\n", "| \n", "a |\n", "```\n", "\\[\n", "$$", "[", "<a ", "<https://", "`"),
    *("• x\n  ", "# ", "def f():\n", "一、\n\n", "[茶] 壶\n\n", "License\n", "x\ty\n", "。", " "),
    *("Image Not Showing\n", "a\n", "a\n\n"),
]

# Of front matter, in YAML, TOML and JSON.
FRONT = [
    *("a: 1\n", "- a\n", "[", "{", "a: &a [*a]\n", "a: |\n x\n", "\t", "a:\t", "'", '"', "? ", "# ", "---\n"),
    *(
        "a:\n  ",
        "a: b: c\n",
        "tags: [a, b]\n",
        "+++\n",
        "[[a]]\n",
        'a="b"\n',
        '{"title": ',
        '"a": 1,\n',
        "\n",
    ),
]


def hostile_to(needs: Sequence[str]) -> list[tuple[str, str]]:
    """Return texts at which a rule with such needs looks: what stands first, and what is repeated behind it.

    Where no opening is one that it needs, all are taken, behind one that it does.
    """
    asked = [("", each) for each in OPENINGS if not needs or any(need in each * 2 for need in needs)]
    behind = [] if asked else [(f"{needs[0]}\n\n", each) for each in OPENINGS]
    repeated = [("", f"{need}{end}") for need in needs for end in ("", " ", "\n")]
    return [*asked, *behind, *repeated, *((need, each) for need in needs for each in (" ", "字"))]
