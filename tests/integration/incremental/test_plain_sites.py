"""Sites without notes: with Material, its search and tags, with hooks, and with plugins of others."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.oracle.builds import Order, Outcome
from support.oracle.plain import changed, reconfigured, write_plain_site
from support.oracle.processes import NewProcesses
from support.oracle.trees import difference, tree_of

pytestmark = pytest.mark.timeout(600)  # a busy machine is slow, not wrong

Step = tuple[str, Callable[[Path], object]]
STEPS: list[Step] = [
    ("nothing", lambda root: None),
    ("a sentence", lambda root: changed(root, "docs/index.md", lambda text: text + "\nMore.\n")),
    ("a title", lambda root: changed(root, "docs/guide/usage.md", lambda text: text.replace("Usage", "Use"))),
    (
        "an anchor",
        lambda root: changed(root, "docs/guide/setup.md", lambda text: text.replace("Install", "Get")),
    ),
    (
        "a tag",
        lambda root: changed(root, "docs/guide/setup.md", lambda text: text.replace("[setup]", "[new]")),
    ),
    ("a page", lambda root: (root / "docs/guide/new.md").write_bytes(b"---\ntags: [new]\n---\n\n# New\n")),
    ("a template", lambda root: changed(root, "overrides/partials/copyright.html", lambda text: text + "!")),
    (
        "a hook",
        lambda root: changed(root, "hooks.py", lambda text: text.replace("hooked", "hooked once more")),
    ),
    ("an asset", lambda root: changed(root, "docs/data.csv", lambda text: text + "1,2\n")),
    ("a navigation", lambda root: reconfigured(root, nav=["index.md", {"Guide": ["guide/usage.md"]}])),
    ("a name", lambda root: reconfigured(root, site_name="Renamed", use_directory_urls=False)),
    ("a page less", lambda root: (root / "docs/guide/setup.md").unlink()),
    ("an extension less", lambda root: reconfigured(root, markdown_extensions=["tables"], nav=None)),
]
COUNTED: Step = ("what the plugin reads", lambda root: (root / "counter.txt").write_text("2\n"))
SHOUTED: Step = (
    "a filter of the plugin's",
    lambda root: changed(root, "overrides/partials/copyright.html", lambda text: text + '{{ "x" | shout }}'),
)


@pytest.fixture
def assert_right(tmp_path: Path, processes: NewProcesses) -> Callable[..., list[Outcome]]:
    """Walk through steps, and compare each build with MkDocs' own."""
    root, warm, stock = tmp_path / "in", tmp_path / "warm", tmp_path / "stock"

    def walk(plugins: list[Any], steps: list[Step]) -> list[Outcome]:
        write_plain_site(root, plugins=plugins)
        outcomes = []
        for name, change in [STEPS[0], *steps]:
            change(root)
            running = processes.start(Order(root, warm))
            # In a process of its own, too: MkDocs loads hooks once a process.
            expected = processes.start(Order(root, stock, options={"incremental": False})).result()
            outcomes.append(running.result())
            assert outcomes[-1] == expected, name
            assert expected.failure == ""
            wrong = difference(tree_of(warm / "site"), tree_of(stock / "site"))
            assert not wrong, f"{name}:\n{wrong}"
            shutil.rmtree(stock)
        return outcomes

    return walk


def said_of(name: str, outcome: Outcome) -> list[str]:
    return [text for text in outcome.said if repr(name) in text]


def test_a_site_with_material_s_search_and_tags_is_built_as_by_mkdocs(
    assert_right: Callable[..., list[Outcome]],
) -> None:
    outcomes = assert_right(["search", "tags", {"incremental": {"jobs": 1}}], STEPS)
    # Material's tags change pages that others have made; its search is known, and left out of the notices.
    for outcome in outcomes:
        assert len(said_of("material/tags", outcome)) == 1
        assert said_of("material/search", outcome) == []


def test_an_impure_plugin_switches_off_what_it_makes_unsafe_and_the_build_says_so(
    assert_right: Callable[..., list[Outcome]],
) -> None:
    plugins = ["search", "tags", "counting", {"incremental": {"jobs": 1}}]
    outcomes = assert_right(plugins, [*STEPS[:4], COUNTED, SHOUTED, *STEPS[4:8]])
    for outcome in outcomes:
        (notice,) = said_of("counting", outcome)
        assert "pure" in notice


def test_a_plugin_that_is_declared_pure_is_believed(assert_right: Callable[..., list[Outcome]]) -> None:
    plugins = ["search", "counting", {"incremental": {"jobs": 1, "pure": ["counting", "hooks.py"]}}]
    outcomes = assert_right(plugins, STEPS)
    assert all(said_of("counting", outcome) == [] for outcome in outcomes)


def test_a_site_with_mkdocs_own_theme_is_built_as_by_mkdocs(
    assert_right: Callable[..., list[Outcome]],
) -> None:
    steps = [
        ("another theme", lambda root: reconfigured(root, theme={"name": "mkdocs"})),
        *STEPS[1:6],
        *STEPS[7:],
    ]
    assert_right(["search", {"incremental": {"jobs": 2}}], steps)
