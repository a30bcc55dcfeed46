"""What a reader is told about a snippet: verified, stale, failed, checked on the CPU only, or never run.

A record by itself, the first that holds:

| state    | when                                                                                   |
|----------|----------------------------------------------------------------------------------------|
| stale    | its code is not today's: the fingerprints differ, so its result says nothing of today's |
| failed   | the run failed or was stopped                                                          |
| stale    | it ran with another version of something that the snippet pins                         |
| verified | it passed                                                                              |

The snippet as a whole, the first that holds:

| state     | when                                                                                  |
|-----------|---------------------------------------------------------------------------------------|
| failed    | a record is failed                                                                    |
| stale     | a record is stale                                                                     |
| verified  | the record that its needs ask for is verified: a GPU's for `gpu`, else `kube`'s for    |
|           | `kube`, else the CPU's                                                                |
| cpu-only  | it asks for a GPU or a cluster, and the CPU's record is verified                      |
| never-run | otherwise                                                                             |
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from techdigest.diagnostics import Diagnostic, Diagnostics, Severity
from techdigest.snippets.model import Snippet, Target
from techdigest.snippets.record_model import Record


class State(StrEnum):
    """The state of a snippet, or of one of its records."""

    VERIFIED = "verified"
    STALE = "stale"  # the code has changed since
    FAILED = "failed"
    CPU_ONLY = "cpu-only"  # it asks for a GPU or a cluster, and has a fresh record of the CPU alone
    NEVER_RUN = "never-run"


@dataclass(frozen=True, slots=True)
class Standing:
    """A snippet with its records.

    Attributes:
        snippet: The snippet.
        state: The state as a whole.
        records: The records by target.
        states: The state of each record: verified, stale or failed.
    """

    snippet: Snippet
    state: State
    records: Mapping[Target, Record]
    states: Mapping[Target, State]


def standing(snippet: Snippet, records: Mapping[Target, Record]) -> Standing:
    """Return where a snippet stands by its records, targets sorted. See the tables above."""
    sorted_records = dict(sorted(records.items()))
    states = {target: _state_of(snippet, record) for target, record in sorted_records.items()}
    return Standing(
        snippet, _overall(snippet, states), MappingProxyType(sorted_records), MappingProxyType(states)
    )


def standings(
    snippets: Iterable[Snippet],
    records: Mapping[str, Mapping[Target, Record]],
    diagnostics: Diagnostics,
    folder: str = "records",
) -> tuple[Standing, ...]:
    """Return where each snippet stands. Records of snippets that are gone are reported in `diagnostics`."""
    found = tuple(standing(snippet, records.get(snippet.id, {})) for snippet in snippets)
    known = {each.snippet.id for each in found}
    for orphan in sorted(records.keys() - known):
        message = f"no page has a snippet called {orphan}"
        hint = f"Delete the folder if the snippet is gone: git rm -r {folder}/{orphan}"
        diagnostics.add(Diagnostic(f"{folder}/{orphan}", 0, "record-orphan", message, hint, Severity.WARNING))
    return found


def is_gpu(target: Target) -> bool:
    """Whether a target is a GPU: all are but `cpu` and `kube`."""
    return target not in {"cpu", "kube"}


def _state_of(snippet: Snippet, record: Record) -> State:
    if record.snippet.hash != snippet.fingerprint:
        return State.STALE
    if record.result.status != "passed":
        return State.FAILED
    return State.VERIFIED if _has_pinned_versions(snippet, record) else State.STALE


def _overall(snippet: Snippet, states: Mapping[Target, State]) -> State:
    for bad in (State.FAILED, State.STALE):
        if bad in states.values():
            return bad
    # What is left is verified.
    if "gpu" in snippet.needs:
        is_verified = any(is_gpu(target) for target in states)
    else:
        is_verified = ("kube" if "kube" in snippet.needs else "cpu") in states
    if is_verified:
        return State.VERIFIED
    return State.CPU_ONLY if "cpu" in states else State.NEVER_RUN


def _has_pinned_versions(snippet: Snippet, record: Record) -> bool:
    """Whether no pin contradicts the record; packages that the code did not import do not count."""
    ran_with = {_normal(name): version for name, version in record.environment.packages.items()}
    ran_with["python"] = record.environment.python
    for pin in snippet.pins:
        name, _, version = pin.partition("==")
        other = ran_with.get(_normal(name.strip()))
        if other is not None and version.strip() not in {other, other.partition("+")[0]}:
            return False
    return True


def _normal(name: str) -> str:
    """Return the name of a distribution as PEP 503 compares them."""
    return re.sub(r"[-_.]+", "-", name).lower()
