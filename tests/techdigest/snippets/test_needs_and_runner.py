"""What is run of a snippet, what it needs, and that nothing is lost."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from support.jobs import PAGE, job
from support.snippet_site import SnippetSite
from techdigest.commands.site import Site
from techdigest.snippets.needs import missing
from techdigest.snippets.portable import needs as portable_needs
from techdigest.snippets.portable.needs import access_of
from techdigest.snippets.portable.sandbox import Namespaces, NoSandbox
from techdigest.snippets.runner import check_complete, job_of, run_all


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The modules that are there, to be changed."""
    names = {"torch", "triton", "numba", "cupy"}
    monkeypatch.setattr(portable_needs, "find_spec", lambda name: name if name in names else None)
    return names


def why(*needs: str, target: str = "cpu", language: str = "python") -> str | None:
    return missing(job("", language, needs=needs, target=target), NoSandbox())


def test_a_gpu_is_not_needed_on_the_processor_but_its_interpreter_is(installed: set[str]) -> None:
    assert why("gpu", "torch", "triton") is None
    installed.discard("triton")
    assert why("gpu", "triton") == "triton is not installed: pip install 'techdigest[gpu]'"
    installed.discard("torch")
    assert why("gpu", "triton") == "triton and torch is not installed: pip install 'techdigest[gpu]'"


def test_cupy_is_needed_on_a_gpu_alone(installed: set[str]) -> None:
    installed.discard("cupy")
    assert why("gpu", "cupy") is None
    assert why("gpu", "cupy", target="nvidia-h200") == "cupy is not installed"


def test_scripts_for_a_cluster_wait_for_it_and_python_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KUBECONFIG", raising=False)
    assert why("kube") is None
    assert (
        why("kube", language="bash")
        == "it needs a Kubernetes cluster: python -m techdigest.snippets.kube records"
    )
    assert (
        why("kube", target="kube")
        == "KUBECONFIG names no cluster: python -m techdigest.snippets.kube records"
    )
    monkeypatch.setenv("KUBECONFIG", "/tmp/config")
    assert why("kube", target="kube", language="bash") is None
    access = access_of(job("", needs=("kube",), target="kube"))
    assert access.has_network
    assert access.environment == {"KUBECONFIG": "/tmp/config"}


def test_a_command_or_a_package_that_is_not_there_is_named() -> None:
    assert why("bash") is None
    assert why("no-such-thing", language="bash") == "the command no-such-thing is not installed"
    assert "neither as a command nor as a package" in (why("no_such_thing") or "")
    assert why("json") is None


def test_root_is_never_had_without_a_sandbox_and_the_reason_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert why("netns") == "needs=netns is never run without a sandbox"
    monkeypatch.setattr(portable_needs, "_root_refusal", lambda _: "Operation not permitted")
    reason = missing(job("", "bash", needs=("root",)), Namespaces())
    assert reason == "root in namespaces of its own is not to be had here: Operation not permitted"


def test_what_needs_root_gets_it_without_the_callers_network() -> None:
    access = access_of(job("", "bash", needs=("netns",)))
    assert access.is_root
    assert not access.has_network


@pytest.fixture
def snippets(tmp_path: Path) -> SnippetSite:
    site = SnippetSite(tmp_path)
    site.add("first")
    site.add("built-on-it", "assert double(2) == 4\n", setup="first", claim="Twice two is four")
    site.add("with-file", "assert open('data.txt').read() == 'x'\n", files="data.txt")
    (site.content / "notes" / "data.txt").write_text("x")
    return site


def test_a_job_is_what_the_page_says(snippets: SnippetSite) -> None:
    site = Site.load(snippets.root / "mkdocs.yml")
    library, diagnostics = site.snippets()
    assert list(diagnostics) == []
    made = job_of(library.by_id["built-on-it"], library, "cpu", site.content_dir)
    assert [(part.path, part.line) for part in made.parts] == [
        ("content/notes/first.md", 6),
        ("content/notes/built-on-it.md", 6),
    ]
    assert (made.size, made.claim, made.timeout) == ("small", "Twice two is four", 30)
    on_gpu = job_of(library.by_id["built-on-it"], library, "nvidia-h200", site.content_dir)
    assert (on_gpu.size, on_gpu.timeout) == ("full", 300)
    assert (
        base64.b64decode(
            job_of(library.by_id["with-file"], library, "cpu", site.content_dir).files["data.txt"]
        )
        == b"x"
    )


def test_all_are_run_in_order_each_with_its_own_setup(snippets: SnippetSite) -> None:
    snippets.add("fails", "x = 1\nassert x == 2\n", claim="One is two")
    site = Site.load(snippets.root / "mkdocs.yml")
    library, _ = site.snippets()
    jobs = [job_of(snippet, library, "cpu", site.content_dir) for snippet in library.snippets]
    told: list[str] = []
    done = run_all(jobs, sandbox=NoSandbox(), workers=2, on_done=lambda job, _: told.append(job.id))
    assert told == [job.id for job in jobs] == ["built-on-it", "fails", "first", "with-file"]
    assert [outcome.status for _, outcome in done] == ["passed", "failed", "passed", "passed"]
    assert done[1][1].message == "content/notes/fails.md:7: AssertionError"


def test_a_snippet_without_outcome_is_never_passed_over() -> None:
    check_complete(["a", "b"], ["b", "a"])
    with pytest.raises(RuntimeError, match=r"2 snippets were to be run, 1 were; missing: b"):
        check_complete(["a", "b"], ["a"])
    with pytest.raises(RuntimeError, match="not asked for: c"):
        check_complete(["a"], ["a", "c"])


def test_manifests_are_checked_and_not_run() -> None:
    pytest.importorskip("kubernetes_validate", reason="the schemas are not installed: make extras")
    good = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"
    bad = good + "dta: {}\n"
    wanted = job(bad, "yaml", expect_output="dta")
    outcomes = [
        o for _, o in run_all([job(good, "yaml"), job(bad, "yaml"), wanted], sandbox=NoSandbox(), workers=1)
    ]
    assert [outcome.status for outcome in outcomes] == ["passed", "failed", "passed"]
    assert outcomes[1].message.startswith(f"{PAGE}:14")
