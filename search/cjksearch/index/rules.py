"""Other wordings: 叢集 for 集群, k8s for Kubernetes. Only those that lead to words of the site are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sized
from functools import cache
from importlib.resources import files

from cjksearch.analysis import normalise, tokenise
from cjksearch.index.terms import count_terms

#: A wording that occurs less often than this part of another is not looked for in its place.
_RARE = 0.1

Rules = dict[str, list[tuple[str, str]]]


def rules_for(postings: Mapping[str, Sized]) -> Rules:
    """Return, by first term of the wording, the rules (wording, other wording) that a site can use.

    A rule is of use if every pair and word of the other wording occurs, and not far more rarely than the
    wording itself: each rule that a query meets costs it a request. More frequent wordings come first.

    Args:
        postings: By term, the units it occurs in.
    """
    rules: Rules = {}
    for group in wordings():
        counts = {wording: min(len(postings.get(term, ())) for term in _needed(wording)) for wording in group}
        found = sorted((w for w in group if counts[w]), key=lambda wording: -counts[wording])
        for wording in group:
            useful = [o for o in found if o != wording and counts[o] >= counts[wording] * _RARE]
            if useful:
                held = rules.setdefault(_needed(wording)[0], [])
                held += [rule for other in useful if (rule := (wording, other)) not in held]
    return rules


@cache
def wordings() -> tuple[tuple[str, ...], ...]:
    """Return the groups of equivalent wordings, normalised and in lower case; single ones are left out."""
    folder = files("cjksearch.analysis")
    text = "\n".join((folder / name).read_text("utf-8") for name in ("wordings.txt", "glossary.txt"))
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
