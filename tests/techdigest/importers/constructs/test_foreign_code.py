"""Code of others: whatever a post holds, nothing of it is run, unless somebody says so."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from support.importing import applied, context_for
from techdigest.diagnostics import Diagnostics
from techdigest.importers.constructs import RULES
from techdigest.markdown.collect import collect
from techdigest.notes.read import read_note
from techdigest.snippets.model import Fence

EXTENSIONS = ("attr_list", "md_in_html", "admonition", "pymdownx.superfences", "pymdownx.highlight", "tables")
PIECES = [
    *("```python {.run id=a}", "```python { .run #a .x}", "~~~ {.python .run id=a}", '```go {x=" .run id=a}'),
    *(
        "```python {.r",
        "un id=a}",
        "```",
        "````",
        "~~~",
        "print(1)",
        "{% raw %}",
        "{% endraw %}",
        "%%",
        "<!--",
    ),
    *(
        "-->",
        "- ",
        "> ",
        "    ",
        "\n",
        "\n\n",
        "<b onclick=x>",
        "~~",
        "\x02",
        "\u200b",
        "{.run",
        "id=a}",
        "\t",
    ),
    *("{% highlight python %}", "{% endhighlight %}", ":::info\n", "\n:::", "> [!note]\n> ", "^[", "]", "|"),
]


def fences(text: str) -> tuple[Fence, ...]:
    """Return what the site would run of a body."""
    whole = f"---\ntitle: T\n---\n\n{text}\n".encode()
    note = read_note(whole, "notes/a/index.md", Diagnostics(), notes_dir="notes", default_lang="en")
    assert note is not None
    return collect(note, EXTENSIONS, {}, Diagnostics())


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
    st.sampled_from(["hexo", "jekyll", "hackmd", "obsidian"]),
)
@example("```python {.run id=a}\nprint(1)\n```", "hexo")
@example("```python {.r\x02un id=a}\nprint(1)\n```", "hexo")
@example("```python {% raw %}{.run id=a}{% endraw %}\nprint(1)\n```", "jekyll")
def test_nothing_is_run_of_what_came_from_elsewhere(text: str, dialect: str) -> None:
    assert fences(applied(RULES, text, context_for(dialect))) == ()


def test_code_is_run_where_somebody_said_so() -> None:
    context = context_for("hugo")
    context.snippets = True
    text = "- a\n\n    ```python {.run id=a}\n    print(1)\n    ```"
    once = applied(RULES, text, context)
    assert once == text
    assert [fence.id for fence in fences(once)] == ["a"]
    assert [(each.rule, each.line, str(each.outcome)) for each in context.findings] == [("run", 3, "kept")]
