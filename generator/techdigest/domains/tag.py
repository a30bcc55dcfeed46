"""Give every note and digest item its domains: the author's, else what the tagger proposes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from techdigest.diagnostics import Diagnostic, Diagnostics, Severity
from techdigest.domains.tagger import Tagger
from techdigest.domains.taxonomy import Taxonomy
from techdigest.notes.model import DigestItem, Note


def tag_library(notes: Sequence[Note], taxonomy: Taxonomy, diagnostics: Diagnostics) -> tuple[Note, ...]:
    """Return the notes with `domains` filled, of the notes and of their items, as ids of the taxonomy.

    An author's domains win, also `domains: []`; names that the taxonomy does not know are reported with the
    nearest name that it does. Otherwise a digest has the domains of its items, and another note what the
    tagger proposes. Without a taxonomy there are no domains.
    """
    tagger = Tagger(taxonomy) if taxonomy.domains else None
    return tuple(tag_note(note, tagger, diagnostics) for note in notes)


def tag_note(note: Note, tagger: Tagger | None, diagnostics: Diagnostics) -> Note:
    """Return one note with `domains` filled; None stands for a taxonomy without domains."""
    if tagger is None:
        return replace(note, domains=(), items=tuple(replace(item, domains=()) for item in note.items))
    items = tuple(_tagged_item(item, note, tagger, diagnostics) for item in note.items)
    if note.front.domains is not None:
        line = _line_of_key(note, "domains")
        domains = _resolved(note.front.domains, note.path, line, tagger.taxonomy, diagnostics)
    elif items:
        domains = _ordered(domain for item in items for domain in item.domains)
    else:
        domains = tuple(proposal.domain for proposal in tagger.propose(note.title, note.text))
    return replace(note, items=items, domains=domains)


def _tagged_item(item: DigestItem, note: Note, tagger: Tagger, diagnostics: Diagnostics) -> DigestItem:
    line = note.body_line + item.line - 1
    domains = _resolved(item.domains, note.path, line, tagger.taxonomy, diagnostics)
    return replace(item, domains=domains or tuple(p.domain for p in tagger.propose(item.title, item.text)))


def _resolved(
    names: Iterable[str], path: str, line: int, taxonomy: Taxonomy, diagnostics: Diagnostics
) -> tuple[str, ...]:
    """Return the ids that an author's words stand for. `cloud rl` in an attribute is two names."""
    found: list[str] = []
    for name in names:
        whole = taxonomy.resolve(name)
        for part in [name] if whole or " " not in name else _parts(name, taxonomy):
            domain = taxonomy.resolve(part)
            if domain:
                found.append(domain)
            else:
                diagnostics.add(_unknown(part, path, line, taxonomy))
    return _ordered(found)


def _parts(name: str, taxonomy: Taxonomy) -> list[str]:
    """Split at spaces only what then has a known domain: `Quantum Computing` stays one unknown name."""
    parts = name.split()
    return parts if any(taxonomy.resolve(part) for part in parts) else [name]


def _unknown(name: str, path: str, line: int, taxonomy: Taxonomy) -> Diagnostic:
    near = taxonomy.nearest(name)
    hint = f"Did you mean {near!r}?" if near else "Add it to domains.yml, or use one of: "
    if not near:
        hint += ", ".join(domain.id for domain in taxonomy.domains[:12]) + "."
    return Diagnostic(
        path, line, "domain-unknown", f"no domain is called {name[:60]!r}", hint, Severity.WARNING
    )


def _ordered(domains: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(domains))


def _line_of_key(note: Note, key: str) -> int:
    return note.front_lines.get(key, 1)
