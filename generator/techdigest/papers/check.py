"""What is to be mended between the notes and the papers that they mention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from techdigest.diagnostics import Diagnostic, Diagnostics, Severity
from techdigest.papers.literature import Literature
from techdigest.papers.model import Mention, Paper, PaperId
from techdigest.papers.registry import Registry
from techdigest.papers.titles import near, title_key

_PROMISES = frozenset(("citation", "front-matter"))
"""Forms with which an author promises that there is an entry."""
_SURELY_PAPERS = frozenset(("label", "reference"))
_MAX_SUGGESTIONS = 3000
"""Titles for which near ones are looked for: each is compared with all."""
_OF_THE_FILE = frozenset(("paper-cites",))


def check(literature: Literature, file: str, found: Diagnostics) -> Diagnostics:
    """Return all that is to be mended, errors first of all where a name leads nowhere.

    Args:
        literature: The papers and the mentions.
        file: The name of papers.bib, for the places of its entries.
        found: What reading papers.bib has found already.
    """
    registry = literature.registry
    result = Diagnostics()
    for diagnostic in found:
        must = diagnostic.code in _OF_THE_FILE
        result.add(replace(diagnostic, severity=Severity.ERROR) if must else diagnostic)
    mentions = [mention for each in literature.mentions.values() for mention in each]
    for problem in (
        *_unknown_names(mentions, registry),
        *_without_entry(mentions),
        *_near_mentions(mentions, registry),
        *_unmentioned(literature, mentions, file),
        *_twice(registry, file),
        *_near_entries(registry, file),
    ):
        result.add(problem)
    return result


def _unknown_names(mentions: Iterable[Mention], registry: Registry) -> Iterator[Diagnostic]:
    keys = list(registry.by_key)
    for mention in mentions:
        if mention.key is not None or mention.form not in _PROMISES:
            continue
        name = str(mention.id or mention.title or mention.text)
        near_keys = near(name.strip("[]@ "), keys, 1) if len(keys) < _MAX_SUGGESTIONS else []
        hint = f"Did you mean {near_keys[0][0]}? Else add it: " if near_keys else "Add it: "
        message = f"{mention.text[:100]!r} names a paper that has no entry"
        hint += f"techdigest papers add {mention.id or 'ID'}"
        yield Diagnostic(mention.path, mention.line, "paper-unknown", message, hint)


def _without_entry(mentions: Iterable[Mention]) -> Iterator[Diagnostic]:
    """Yield each identifier that no entry has once, at its first place, with the number of others."""
    places: dict[PaperId, list[Mention]] = {}
    for mention in mentions:
        if mention.key is None and mention.id is not None and mention.form not in _PROMISES:
            places.setdefault(mention.id, []).append(mention)
    for paper_id, together in places.items():
        first = together[0]
        more = f", and {len(together) - 1} times more" if len(together) > 1 else ""
        message = f"{paper_id} has no entry{more}"
        hint = f"techdigest papers add {paper_id}"
        yield Diagnostic(first.path, first.line, "paper-missing", message, hint, Severity.WARNING)


def _near_mentions(mentions: Iterable[Mention], registry: Registry) -> Iterator[Diagnostic]:
    """Yield titles without an entry: what surely is a paper, and whatever is near an entry's title."""
    keys = list(registry.by_title_key)
    titles: dict[str, Mention] = {}
    for mention in mentions:
        if mention.key is None and mention.id is None and mention.title and mention.form not in _PROMISES:
            titles.setdefault(title_key(mention.title), mention)
    for number, (key, mention) in enumerate(titles.items()):
        found = near(key, keys, 1) if number < _MAX_SUGGESTIONS else []
        message = f"{(mention.title or '')[:100]!r} has no entry"
        if found:
            other = registry.by_title_key[found[0][0]]
            message += f"; near it (distance {_figure(found[0][1])}) is {other.title[:100]!r} of {other.key}"
            hint = f"If it is that paper, add the title to its aliases, or cite it: [@{other.key}]"
        elif mention.form in _SURELY_PAPERS:
            hint = "Find its DOI or arXiv id, and: techdigest papers add doi:…"
        else:
            continue
        yield Diagnostic(mention.path, mention.line, "paper-title", message, hint, Severity.WARNING)


def _unmentioned(literature: Literature, mentions: Iterable[Mention], file: str) -> Iterator[Diagnostic]:
    used = {mention.key for mention in mentions}
    for paper in literature.registry.papers:
        if paper.key not in used and not literature.cited_by(paper):
            message = f"no note mentions {paper.key}, and no entry cites it"
            hint = "Mention it where it matters, or take it out."
            yield Diagnostic(file, paper.line, "paper-unmentioned", message, hint, Severity.WARNING)


def _twice(registry: Registry, file: str) -> Iterator[Diagnostic]:
    """Yield entries that seem to be one work: the same title, and the same year or first author."""
    first: dict[str, list[Paper]] = {}
    for paper in registry.papers:
        others = first.setdefault(title_key(paper.title), [])
        other = next((each for each in others if _is_same_work(paper, each)), None)
        others.append(paper)
        if other is None:
            continue
        ids = "; ".join(str(each) for each in paper.ids) or paper.url
        message = f"{paper.key} has the title of {other.key} of line {other.line}: one work, under two names"
        hint = f"Keep {other.key}" + (f", with ids_other = {{{ids}}}." if ids else ".")
        yield Diagnostic(file, paper.line, "paper-twice", message, hint, Severity.WARNING)


def _is_same_work(one: Paper, other: Paper) -> bool:
    if one.year == other.year or None in (one.year, other.year):
        return True
    families = [paper.authors[0].family.casefold() for paper in (one, other) if paper.authors]
    return len(families) > 1 and families[0] == families[1]


def _near_entries(registry: Registry, file: str) -> Iterator[Diagnostic]:
    keys: dict[str, Paper] = {}
    for number, paper in enumerate(registry.papers):
        key = title_key(paper.title)
        found = near(key, list(keys), 1) if number < _MAX_SUGGESTIONS else []
        if found and key not in keys:
            other = keys[found[0][0]]
            distance = _figure(found[0][1])
            message = f"the title of {paper.key} is near that of {other.key} (distance {distance})"
            hint = f"Compare it with line {other.line}: are they one paper?"
            yield Diagnostic(file, paper.line, "paper-near", message, hint, Severity.WARNING)
        keys.setdefault(key, paper)


def _figure(distance: float) -> str:
    return f"{distance:.3g}"
