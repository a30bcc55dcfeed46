"""Other wordings: 叢集 for 集群, k8s for Kubernetes. Only those that lead to words of the site are kept."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib.resources import files

from cjksearch.analysis import normalise, tokenise
from cjksearch.index.terms import count_terms

Rules = dict[str, list[tuple[str, str]]]


def rules_for(terms: Collection[str]) -> Rules:
    """Return, by first term of the wording, the rules (wording, other wording) that `terms` can use.

    A rule is of use if every pair and word of the other wording is among `terms`.
    """
    rules: Rules = {}
    for group in wordings():
        for other in group:
            if not all(term in terms for term in _needed(other)):
                continue
            for wording in group:
                if wording != other:
                    rules.setdefault(_needed(wording)[0], []).append((wording, other))
    return rules


@cache
def wordings() -> tuple[tuple[str, ...], ...]:
    """Return the groups of equivalent wordings, normalised and in lower case; single ones are left out."""
    text = (files("cjksearch.analysis") / "wordings.txt").read_text("utf-8")
    groups = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            group = tuple(dict.fromkeys(normalise(word).lower() for word in line.split()))
            if len(group) > 1:
                groups.append(group)
    return tuple(groups)


@cache
def _needed(wording: str) -> tuple[str, ...]:
    """Return the terms to look up for a wording: its pairs and words, in order."""
    found: list[str] = []
    for token in tokenise(wording):
        if token.cjk and len(token.text) > 1:
            found += [token.text[i : i + 2] for i in range(len(token.text) - 1)]
        else:
            found += [next(iter(count_terms([token])[0]))]
    return tuple(found)
