"""What a reader is told about a snippet: verified, stale, failed, checked on the CPU only, or never run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from techdigest.snippets.model import Snippet, Target
from techdigest.snippets.records import Record


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
