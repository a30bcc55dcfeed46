from __future__ import annotations

from typing import Any

import pytest

from support.records import make_record, make_snippet
from techdigest.diagnostics import Diagnostics, Severity
from techdigest.snippets.portable.canonical import digest
from techdigest.snippets.record_model import Record, pretty, verify
from techdigest.snippets.states import State, standing, standings

OTHER = digest(b"yesterday's code")
GPU = "nvidia-h100"
CHANGES: dict[str, dict[str, Any]] = {
    "verified": {},
    "failed": {"result__status": "failed"},
    "stopped": {"result__status": "timeout"},
    "stale": {"snippet__hash": OTHER},
    "failed before": {"snippet__hash": OTHER, "result__status": "failed"},
}


def records(**kinds: str) -> dict[str, Record]:
    """Return a record of each target, of the named kind; `gpu` stands for a GPU's slug."""
    targets = {GPU if target == "gpu" else target: kind for target, kind in kinds.items()}
    return {
        target: verify(pretty(make_record(target=target, **CHANGES[kind])))[0]
        for target, kind in targets.items()
    }


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        ("verified", State.VERIFIED),
        ("failed", State.FAILED),
        ("stopped", State.FAILED),
        ("stale", State.STALE),
        ("failed before", State.STALE),  # a failure of other code says nothing of today's
    ],
)
@pytest.mark.parametrize("target", ["cpu", "kube", "gpu"])
def test_each_record_has_a_state_of_its_own(target: str, kind: str, state: State) -> None:
    found = standing(make_snippet(), records(**{target: kind}))
    assert list(found.states.values()) == [state]


TABLE = [
    # needs, cpu, kube, gpu -> state
    ((), None, None, None, "never-run"),
    ((), "verified", None, None, "verified"),
    ((), None, "verified", None, "never-run"),
    ((), None, None, "verified", "never-run"),
    ((), "failed", None, None, "failed"),
    ((), "stale", None, None, "stale"),
    ((), "verified", None, "failed", "failed"),
    ((), "verified", "stale", None, "stale"),
    (("numpy",), "verified", None, None, "verified"),
    (("gpu", "torch"), None, None, None, "never-run"),
    (("gpu",), "verified", None, None, "cpu-only"),
    (("gpu",), "verified", None, "verified", "verified"),
    (("gpu",), None, None, "verified", "verified"),
    (("gpu",), None, "verified", None, "never-run"),
    (("gpu",), "verified", "verified", None, "cpu-only"),
    (("gpu",), "failed", None, "verified", "failed"),
    (("gpu",), "verified", None, "stopped", "failed"),
    (("gpu",), "stale", None, "verified", "stale"),
    (("gpu",), "verified", None, "stale", "stale"),
    (("gpu",), "stale", None, "failed", "failed"),
    (("gpu",), "failed", None, "stale", "failed"),
    (("kube",), None, None, None, "never-run"),
    (("kube",), "verified", None, None, "cpu-only"),
    (("kube",), None, "verified", None, "verified"),
    (("kube",), "verified", "verified", None, "verified"),
    (("kube",), "verified", None, "verified", "cpu-only"),
    (("kube",), "verified", "failed", None, "failed"),
    (("kube",), "verified", "stale", None, "stale"),
    (("kube",), "failed", "stale", None, "failed"),
    (("kube",), "failed before", "failed before", None, "stale"),
    (("gpu", "kube"), "verified", "verified", None, "cpu-only"),
    (("gpu", "kube"), "verified", None, "verified", "verified"),
]


@pytest.mark.parametrize(("needs", "cpu", "kube", "gpu", "state"), TABLE)
def test_the_snippet_as_a_whole_follows_the_table(
    needs: tuple[str, ...], cpu: str | None, kube: str | None, gpu: str | None, state: str
) -> None:
    kinds = {target: kind for target, kind in (("cpu", cpu), ("kube", kube), ("gpu", gpu)) if kind}
    assert standing(make_snippet(needs=needs), records(**kinds)).state == state


@pytest.mark.parametrize(
    ("pins", "state"),
    [
        ((), "verified"),
        (("numpy==2.4.6",), "verified"),
        (("NumPy == 2.4.6",), "verified"),
        (("numpy==2.5.0",), "stale"),
        (("torch==2.13.0",), "verified"),
        (("torch==2.13.0+cpu",), "verified"),
        (("torch==2.13.0+cu130",), "stale"),
        (("torch==2.13",), "stale"),
        (("kubernetes_validate==1.37.0",), "verified"),
        (("python==3.12.1",), "stale"),
        (("absent==1",), "verified"),
    ],
)
def test_a_record_of_other_versions_than_the_pinned_ones_is_stale(pins: tuple[str, ...], state: str) -> None:
    packages = {"numpy": "2.4.6", "torch": "2.13.0+cpu", "kubernetes-validate": "1.37.0"}
    record, _ = verify(pretty(make_record(environment__packages=packages)))
    found = standing(make_snippet(pins=pins), {"cpu": record})
    assert (found.state, found.states["cpu"]) == (state, state)


def test_records_come_sorted_by_target() -> None:
    found = standing(make_snippet(), records(kube="verified", gpu="verified", cpu="verified"))
    assert list(found.records) == list(found.states) == ["cpu", "kube", GPU]


def test_records_of_snippets_that_are_gone_are_reported() -> None:
    diagnostics = Diagnostics()
    found = standings(
        [make_snippet("b"), make_snippet("a")],
        {"gone": records(cpu="verified"), "a": records(cpu="verified")},
        diagnostics,
    )
    assert [(each.snippet.id, each.state) for each in found] == [("b", "never-run"), ("a", "verified")]
    (orphan,) = diagnostics
    assert (orphan.path, orphan.code, orphan.severity) == ("records/gone", "record-orphan", Severity.WARNING)
    assert "git rm -r records/gone" in orphan.hint
