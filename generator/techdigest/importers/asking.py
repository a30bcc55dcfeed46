"""What the conversion of a post asks of the rest of the source, in one place, so that it can be noted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from techdigest.incremental.digests import digest_bytes

Answers = Mapping[str, Callable[..., object]]
"""By kind of question, what answers it. Equal questions in equal order must have equal answers."""
_SHORT = 200  # characters of an answer that is noted as it is


class Asked:
    """Answers questions, and notes them."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._noted: dict[tuple[tuple[str, ...], str], None] = {}  # in the order in which it was asked

    def ask(self, *question: str) -> Any:
        """Return the answer to a question: its kind, and what it is about."""
        answer = self._answers[question[0]](*question[1:])
        self._noted[question, _fact(answer)] = None
        return answer

    @property
    def trace(self) -> list[list[str]]:
        """What was asked: each question, and what tells its answer from others."""
        return [[*question, fact] for question, fact in self._noted]


def holds(trace: list[list[str]], answers: Answers) -> bool:
    """Whether the questions of a trace have the answers that they had. Stops at the first that has not."""
    return all(_fact(answers[kind](*about)) == fact for kind, *about, fact in trace)


def _fact(answer: object) -> str:
    """Return what tells an answer, plain data, from others: itself where it is short, else a digest."""
    shown = repr(answer)
    return shown if len(shown) <= _SHORT else digest_bytes(shown.encode()).hex()


@dataclass(frozen=True, slots=True)
class AskedLinks:
    """Implements `Links`."""

    asked: Asked

    def to(self, target: str) -> str | None:
        """Return the address of a post."""
        address: str | None = self.asked.ask("link", target)
        return address

    def part(self, anchor: str) -> str:
        """Return what a part of the post itself is called here."""
        name: str = self.asked.ask("part", anchor)
        return name

    def is_draft(self, address: str) -> bool:
        """Whether an address is of a draft."""
        is_draft: bool = self.asked.ask("draft", address)
        return is_draft


@dataclass(frozen=True, slots=True)
class AskedPictures:
    """Implements `Pictures`."""

    asked: Asked

    def of(self, target: str) -> str | None:
        """Return the name beside the note of a picture."""
        name: str | None = self.asked.ask("picture", target)[0]
        return name


@dataclass(frozen=True, slots=True)
class AskedDomains:
    """Implements `Domains`."""

    asked: Asked

    def of(self, kind: str, word: str) -> tuple[str, ...]:
        """Return the domains of a category or a tag."""
        meant: tuple[str, ...] = self.asked.ask("domains", kind, word)
        return meant
