"""What a piece of work asked for while it ran: its result is used again while the answers stay the same.

Verifying traces, after Mokhov, Mitchell and Peyton Jones, "Build Systems à la Carte" (2018).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from techdigest.incremental.digests import Digest, digest_of

#: What was asked: the kind of question, the name asked for, the digest of the answer.
Trace = tuple[tuple[str, str, Digest], ...]
Answer = Callable[[str], object]


class Lookups:
    """Answers questions, and notes them.

    Args:
        answers: By kind of question, what answers it. Equal states of the world must give equal answers, of
            which `digest_of` can take a digest.
    """

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self._answers = dict(answers)
        self._noted: dict[tuple[str, str], Digest] = {}
        self._known: dict[tuple[str, str], Digest] = {}

    def note(self, kind: str, name: str) -> None:
        """Note that the answer to a question was used."""
        question = kind, name
        if question not in self._noted:
            self._noted[question] = self._digest(question)

    def begin(self) -> None:
        """Forget what was noted: another piece of work begins."""
        self._noted.clear()

    def end(self) -> Trace:
        """Return what was noted since the beginning, sorted."""
        return tuple((kind, name, digest) for (kind, name), digest in sorted(self._noted.items()))

    def holds(self, trace: Iterable[tuple[str, str, Digest]]) -> bool:
        """Whether all questions of a trace have the same answers as then."""
        return all(kind in self._answers and self._digest((kind, name)) == then for kind, name, then in trace)

    def _digest(self, question: tuple[str, str]) -> Digest:
        if question not in self._known:
            kind, name = question
            self._known[question] = digest_of(self._answers[kind](name))
        return self._known[question]
