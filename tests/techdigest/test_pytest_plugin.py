"""pytest collects snippets from their pages and runs them; nothing is lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.snippet_site import SnippetSite

pytest_plugins = ["pytester"]


@pytest.fixture
def site(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> SnippetSite:
    """A site in pytester's folder, run by this plugin alone."""
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    return SnippetSite(pytester.path)


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    options = ("-p", "techdigest.pytest_plugin", "-p", "no:cacheprovider", "--no-sandbox")
    return pytester.runpytest_subprocess(*options, *arguments, timeout=100)


def test_each_snippet_is_a_test_at_the_line_of_its_page(pytester: pytest.Pytester, site: SnippetSite) -> None:
    site.add("good")
    site.add("bad", "print('seen')\nassert 1 == 2\n", claim="One is two")
    result = run(pytester, "content", "-v")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "content/notes/bad.md::bad FAILED*",
            "content/notes/good.md::good PASSED*",
            "content/notes/bad.md:7: AssertionError",
            "*snippet: bad (cpu)",
            "*claim: One is two",
            "*    seen",
            "snippets: 2 declared, 2 came to an outcome",
        ]
    )
    assert result.ret == 1


def test_one_can_be_chosen_by_name_and_brings_its_setup(pytester: pytest.Pytester, site: SnippetSite) -> None:
    site.add("first")
    site.add("second", "assert double(1) == 2\n", setup="first")
    for arguments in (
        ("content", "-k", "second"),
        ("content/notes/second.md::second",),
        ("content/notes/second.md",),
    ):
        result = run(pytester, *arguments)
        assert result.ret == 0
        assert result.parseoutcomes()["passed"] == 1


def test_what_is_missing_skips_with_the_reason(pytester: pytest.Pytester, site: SnippetSite) -> None:
    site.add("good")
    site.add("other", needs="no-such-command")
    result = run(pytester, "content", "-rs")
    result.assert_outcomes(passed=1, skipped=1)
    result.stdout.fnmatch_lines(["SKIPPED*no-such-command is not installed*"])


def test_a_bad_fence_is_a_failure_at_its_line(pytester: pytest.Pytester, site: SnippetSite) -> None:
    site.add("good")
    site.add("bad", expct="exit:3")
    result = run(pytester, "content")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        ["notes/bad.md:5: error?snippet-attribute-unknown?*", "*did you mean expect?*"]
    )


def test_translations_without_code_are_not_run_twice(pytester: pytest.Pytester, site: SnippetSite) -> None:
    site.add("good")
    page = site.content / "notes" / "good.md"
    page.with_name("good.en.md").write_text('---\ntitle: g\n---\n\n```python {.run id=good claim="x"}\n```\n')
    result = run(pytester, "content")
    result.assert_outcomes(passed=1)


def test_a_project_without_a_site_or_without_fences_sees_nothing_of_it(
    pytester: pytest.Pytester, site: SnippetSite
) -> None:
    (site.content / "notes" / "plain.md").write_text("# Nothing to run\n\n```python\nassert 0\n```\n")
    light = "import sys\n\ndef test_light():\n    assert not {'mkdocs', 'pydantic'} & set(sys.modules)\n"
    (pytester.path / "test_it.py").write_text(light)
    result = run(pytester)
    result.assert_outcomes(passed=1)
    assert "snippet" not in result.stdout.str()
    site.add("bad", "assert 0\n")
    (pytester.path / "mkdocs.yml").unlink()
    run(pytester).assert_outcomes(passed=1)


def test_a_snippet_that_gets_lost_fails_the_run(pytester: pytest.Pytester, site: SnippetSite) -> None:
    site.add("good")
    site.add("lost")
    lose = (
        "def pytest_collection_modifyitems(items):\n    items[:] = [i for i in items if i.name != 'lost']\n"
    )
    (pytester.path / "conftest.py").write_text(lose)
    result = run(pytester, "content")
    assert result.ret == 1
    result.stdout.fnmatch_lines(["snippets without an outcome: lost"])


def test_a_folder_that_pytest_passes_over_fails_the_run(pytester: pytest.Pytester, site: SnippetSite) -> None:
    site.add("good")
    site.add("hidden")
    (site.content / "notes" / "build").mkdir()
    (site.content / "notes" / "hidden.md").rename(site.content / "notes" / "build" / "hidden.md")
    result = run(pytester, "content")
    assert result.ret == 1
    result.stdout.fnmatch_lines(["snippets without an outcome: hidden"])


def test_what_was_deselected_is_not_missed(pytester: pytest.Pytester, site: SnippetSite) -> None:
    site.add("good")
    site.add("bad", "assert 0\n")
    assert run(pytester, "content", "--deselect", "content/notes/bad.md::bad").ret == 0
    assert run(pytester, "content", "--ignore", "content/notes/bad.md").ret == 0


def test_workers_share_the_snippets_and_the_controller_counts(
    pytester: pytest.Pytester, site: SnippetSite
) -> None:
    for name in ("a", "b", "c", "d"):
        site.add(name)
    result = run(pytester, "-p", "xdist.plugin", "-n", "2", "content")
    result.assert_outcomes(passed=4)
    result.stdout.fnmatch_lines(["snippets: 4 declared, 4 came to an outcome"])


def test_a_snippet_lost_in_a_worker_fails_the_run(pytester: pytest.Pytester, site: SnippetSite) -> None:
    site.add("good")
    site.add("lost")
    lose = (
        "import pytest\n"
        "@pytest.hookimpl(tryfirst=True)\n"
        "def pytest_runtest_protocol(item):\n    return True if item.name == 'lost' else None\n"
    )
    (pytester.path / "conftest.py").write_text(lose)
    result = run(pytester, "-p", "xdist.plugin", "-n", "2", "content")
    assert result.ret == 1
    result.stdout.fnmatch_lines(["snippets without an outcome: lost"])


def test_records_are_written_where_asked_for(pytester: pytest.Pytester, site: SnippetSite) -> None:
    site.add("good")
    assert run(pytester, "content").ret == 0
    assert site.files() == {}
    assert run(pytester, "content", "--snippet-records").ret == 0
    assert list(site.files()) == ["good/cpu.json"]


def test_without_a_sandbox_each_fails_and_says_why(pytester: pytest.Pytester, site: SnippetSite) -> None:
    site.add("good")
    refuse = (
        "from techdigest.snippets import sandbox\nsandbox.refusal = lambda _: 'Operation not permitted'\n"
    )
    (pytester.path / "conftest.py").write_text(refuse)
    result = pytester.runpytest_subprocess("-p", "techdigest.pytest_plugin", "content", timeout=100)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*no sandbox works here*", "*--no-sandbox runs them with all your rights*"])


def test_on_another_target_only_those_run_that_need_it(pytester: pytest.Pytester, site: SnippetSite) -> None:
    site.add("good")
    result = run(pytester, "content", "--snippet-target", "kube", "-rs")
    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(["SKIPPED*no needs=kube*"])


def test_the_pages_are_those_of_the_site_alone(
    pytester: pytest.Pytester, site: SnippetSite, tmp_path: Path
) -> None:
    site.add("good")
    (pytester.path / "README.md").write_text("```python {.run id=other}\nassert 0\n```\n")
    run(pytester, ".").assert_outcomes(passed=1)


def test_a_site_that_cannot_be_read_is_an_error_and_not_a_green_run(
    pytester: pytest.Pytester, site: SnippetSite
) -> None:
    site.add("bad", "assert 0\n")
    (pytester.path / "test_it.py").write_text("def test_it(): pass\n")
    config = pytester.path / "mkdocs.yml"
    config.write_text(config.read_text().replace("plugins: [techdigest]", "plugins: [techdigest, no-such]"))
    result = run(pytester)
    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines(["*mkdocs.yml: * (mkdocs build says why)"])
    assert run(pytester, "-p", "xdist.plugin", "-n", "1").ret != 0


def test_a_broken_site_of_others_is_none_of_our_business(
    pytester: pytest.Pytester, site: SnippetSite
) -> None:
    site.add("bad", "assert 0\n")
    (pytester.path / "test_it.py").write_text("def test_it(): pass\n")
    (pytester.path / "mkdocs.yml").write_text("site_name: x\nplugins: [no-such]\n")
    run(pytester).assert_outcomes(passed=1)


def test_what_was_skipped_is_named_with_its_reason(pytester: pytest.Pytester, site: SnippetSite) -> None:
    site.add("good")
    site.add("first", needs="no-such-command")
    site.add("second", needs="no-such-command")
    for more in ((), ("-p", "xdist.plugin", "-n", "1")):
        result = run(pytester, "content", *more)
        assert result.ret == 0
        result.stdout.fnmatch_lines(["snippets skipped, *no-such-command is not installed*: first, second"])


def test_output_steers_no_terminal(pytester: pytest.Pytester, site: SnippetSite) -> None:
    site.add("bad", "print(chr(27) + '[2J' + chr(27) + ']0;title' + chr(7))\nassert 0, chr(27) + '[31m'\n")
    result = run(pytester, "content", "-rA")
    result.assert_outcomes(failed=1)
    assert "\x1b" not in result.stdout.str()
    assert "\x07" not in result.stdout.str()
    result.stdout.fnmatch_lines(["*title*"])
