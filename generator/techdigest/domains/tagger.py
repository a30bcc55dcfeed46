"""Propose domains for a text, with a score and the evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from techdigest.domains.folding import fold, tokens
from techdigest.domains.keywords import idf, weigh, words
from techdigest.domains.taxonomy import Taxonomy

_SAMPLE = 100_000  # characters of text; more do not change what it is about
_TITLE_WEIGHT = 0.2
_MAX_SHARE = 0.04  # of one term, so that a domain needs several
THRESHOLD = 0.03
_NEXT_TO_BEST = 0.35  # a domain that weighs less than this part of the best one is a side matter
_MAX_DOMAINS = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """A term of the domain that the text uses.

    Attributes:
        term: The keyword as the taxonomy writes it.
        count: How often the text has it.
        in_title: Whether the title has it.
        weight: What it adds to the domain's score.
    """

    term: str
    count: int
    in_title: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """A domain for a text. Scores add up the weights of the evidence; 0.03 is enough, 0.3 is a lot."""

    domain: str
    score: float
    evidence: tuple[Evidence, ...]

    @property
    def is_passing_mention(self) -> bool:
        """Whether all there is is one term, once, and not in the title."""
        return sum(e.count + 2 * e.in_title for e in self.evidence) < 2

    def explain(self, top: int = 5) -> str:
        """Return the strongest evidence in one line: `Kubernetes ×12 (title), Pod ×8`."""
        shown = (f"{e.term} ×{e.count}{' (title)' if e.in_title else ''}" for e in self.evidence[:top])
        return ", ".join(shown)


class Tagger:
    """Weighs a text's terms by TF-IDF and adds up those that a domain has among its keywords.

    A term's weight is its share of the TF-IDF mass of the whole text, so a passing mention in a long essay
    weighs next to nothing, and a term in the title a lot. Of overlapping terms the longest counts: the whole
    of 深度强化学习, which speaks for reinforcement learning, and not 深度学习.
    """

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy

    def propose(self, title: str, text: str) -> tuple[Proposal, ...]:
        """Return the domains a text is about, the best first; none when it is about none of them."""
        scored = [proposal for proposal in self.score(title, text) if not proposal.is_passing_mention]
        if not scored or scored[0].score < THRESHOLD:
            return ()
        least = max(THRESHOLD, _NEXT_TO_BEST * scored[0].score)
        return tuple(proposal for proposal in scored[:_MAX_DOMAINS] if proposal.score >= least)

    def score(self, title: str, text: str) -> tuple[Proposal, ...]:
        """Return every domain that any term speaks for, the best first."""
        in_title = self._shares(title)
        in_text = self._shares(f"{title}\n{text[:_SAMPLE]}")
        found: dict[str, list[Evidence]] = {}
        for term, (count, share) in in_text.items():
            bonus = _TITLE_WEIGHT * in_title[term][1] if term in in_title else 0.0
            evidence = Evidence(
                self._written[term],
                count - in_title.get(term, (0, 0.0))[0],
                term in in_title,
                min(share, _MAX_SHARE) + bonus,
            )
            for domain in self._domains_of[term]:
                found.setdefault(domain, []).append(evidence)
        proposals = [
            Proposal(
                domain,
                round(sum(e.weight for e in evidence), 6),
                tuple(sorted(evidence, key=lambda e: (-e.weight, e.term))),
            )
            for domain, evidence in found.items()
        ]
        return tuple(sorted(proposals, key=lambda proposal: (-proposal.score, proposal.domain)))

    def _shares(self, text: str) -> dict[tuple[str, ...], tuple[int, float]]:
        """Return each known term of a text with its count and its share of the text's TF-IDF mass."""
        total = sum(weigh(text).values())
        counts = self._count_terms(tokens(text))
        return (
            {term: (count, count * self._idf[term] / total) for term, count in counts.items()}
            if total
            else {}
        )

    def _count_terms(self, text: Sequence[str]) -> Counter[tuple[str, ...]]:
        counts: Counter[tuple[str, ...]] = Counter()
        position = 0
        while position < len(text):
            candidates = self._by_first.get(text[position], ())
            term = next((t for t in candidates if tuple(text[position : position + len(t)]) == t), None)
            if term:
                counts[term] += 1
            position += len(term) if term else 1
        return counts

    @cached_property
    def _domains_of(self) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        found: dict[tuple[str, ...], list[str]] = {}
        for domain in self.taxonomy.domains:
            for term in self._terms(domain.id):
                found.setdefault(term, []).append(domain.id)
        return {term: tuple(dict.fromkeys(ids)) for term, ids in found.items()}

    @cached_property
    def _written(self) -> Mapping[tuple[str, ...], str]:
        written: dict[tuple[str, ...], str] = {}
        for domain in self.taxonomy.domains:
            for term, text in self._terms(domain.id).items():
                written.setdefault(term, text)
        return written

    def _terms(self, domain_id: str) -> dict[tuple[str, ...], str]:
        domain = self.taxonomy.by_id[domain_id]
        texts = (*domain.keywords, *domain.names.values(), *domain.synonyms)
        return {term: text for text in texts if (term := tuple(tokens(text)))}

    @cached_property
    def _by_first(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        found: dict[str, list[tuple[str, ...]]] = {}
        for term in self._domains_of:
            found.setdefault(term[0], []).append(term)
        return {first: tuple(sorted(terms, key=lambda t: (-len(t), t))) for first, terms in found.items()}

    @cached_property
    def _idf(self) -> Mapping[tuple[str, ...], float]:
        """What a term weighs: the sum over its words, as the text's own mass counts them."""
        return {
            term: sum(map(idf, words(fold(self._written[term])))) or min(map(idf, term))
            for term in self._written
        }
