"""The domains of a site: `domains.yml`, read into names, keywords and synonyms."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml

from techdigest.diagnostics import Diagnostic, Diagnostics, Severity
from techdigest.domains.folding import tokens
from techdigest.notes.decode import decode
from techdigest.notes.model import LANGUAGES, Lang
from techdigest.notes.slugs import slugify
from techdigest.notes.yaml_bounded import (
    Document,
    Raw,
    Text,
    line_of,
    load_bounded,
    problem_of,
)

_KEYS = ("names", "keywords", "synonyms", "parent")
_FALLBACKS: dict[Lang, tuple[Lang, ...]] = {
    "zh-Hans": ("zh-Hans", "zh-Hant", "en"),
    "zh-Hant": ("zh-Hant", "zh-Hans", "en"),
    "en": ("en", "zh-Hans", "zh-Hant"),
}


@dataclass(frozen=True, slots=True)
class Domain:
    """A field of knowledge.

    Attributes:
        id: Lower case, part of addresses.
        names: What each language calls it; not every language need have a name.
        keywords: Terms that speak for the domain in a text, in any script.
        synonyms: Other names that authors may write for it.
        parent: The id of the wider domain, if there is one.
    """

    id: str
    names: Mapping[Lang, str] = field(default_factory=dict)
    keywords: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    parent: str | None = None


@dataclass(frozen=True)
class Taxonomy:
    """The domains in the order of the file, and how their names are understood."""

    domains: tuple[Domain, ...] = ()

    @classmethod
    def load(cls, path: Path, diagnostics: Diagnostics) -> Taxonomy:
        """Read `domains.yml`. A missing file means no domains; what is wrong in it becomes diagnostics."""
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return cls()
        except OSError as error:
            message = f"cannot be read: {error.strerror}; there are no domains"
            diagnostics.add(Diagnostic(path.name, 0, "domains-unreadable", message, "Check its permissions."))
            return cls()
        text = decode(data, path.name, diagnostics)
        if text is None:
            return cls()
        try:
            mapping = load_bounded(text)
        except (yaml.YAMLError, RecursionError) as error:
            line = line_of(error, text) if isinstance(error, yaml.YAMLError) else 0
            problem = problem_of(error) if isinstance(error, yaml.YAMLError) else "it is nested too deeply"
            message = f"not valid YAML: {problem}; there are no domains"
            hint = "Write `id:` lines with `names:` and `keywords:` below, indented by spaces."
            diagnostics.add(Diagnostic(path.name, line, "domains-yaml", message, hint))
            return cls()
        return _Reader(path.name, mapping, diagnostics).taxonomy()

    @cached_property
    def by_id(self) -> Mapping[str, Domain]:
        """The domains by id."""
        return {domain.id: domain for domain in self.domains}

    def name(self, domain_id: str, lang: Lang) -> str:
        """Return what a language calls a domain; another language's name, or the id, where it has none."""
        domain = self.by_id.get(domain_id)
        names = domain.names if domain else {}
        return next((names[other] for other in _FALLBACKS[lang] if other in names), domain_id)

    def resolve(self, text: str) -> str | None:
        """Return the id of the domain that an id, a name or a synonym means, in any script or case."""
        return self._ids_by_name.get(_folded(text))

    def nearest(self, text: str) -> str | None:
        """Return the known name most like the text, or None when none is like it."""
        known = {_folded(name): name for domain in self.domains for name in _names_of(domain)}
        near = difflib.get_close_matches(_folded(text)[:80], known, n=1, cutoff=0.6)
        return known[near[0]] if near else None

    @cached_property
    def _ids_by_name(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for names in (lambda d: (d.id,), lambda d: tuple(d.names.values()), lambda d: d.synonyms):
            for domain in self.domains:
                for name in names(domain):
                    found.setdefault(_folded(name), domain.id)
        return found


def _names_of(domain: Domain) -> Iterable[str]:
    # The last of names that fold alike is the one that is suggested: the id.
    return (*domain.synonyms, *domain.names.values(), domain.id)


def _folded(name: str) -> str:
    return "".join(tokens(name)) or name.strip().lower()


class _Reader:
    """Turns the YAML of `domains.yml` into domains, with a diagnostic for each entry that is amiss."""

    def __init__(self, path: str, mapping: Document, diagnostics: Diagnostics) -> None:
        self._path = path
        self._mapping = mapping
        self._diagnostics = diagnostics
        self._lines = {slugify(key): line for key, line in mapping.lines.items()}

    def taxonomy(self) -> Taxonomy:
        for finding in self._mapping.findings:
            self._report(finding.line, finding.message, finding.hint)
        domains = {}
        for key, raw in self._mapping.raw.items():
            domain = self._domain(key, raw)
            if domain and domain.id in domains:
                self._report(self._line(key), f"the domain {domain.id} stands twice", "Merge the two.")
            elif domain:
                domains[domain.id] = domain
        for domain in domains.values():
            if domain.parent is not None and domain.parent not in domains:
                line = self._line(domain.id)
                self._report(
                    line, f"the parent {domain.parent!r} is no domain", "Use the id of another domain."
                )
        taxonomy = Taxonomy(tuple(domains.values()))
        self._report_shared_names(taxonomy)
        return taxonomy

    def _domain(self, key: str, raw: Raw) -> Domain | None:
        line = self._line(key)
        domain_id = slugify(key)
        if domain_id != key:
            outcome = f"{domain_id} is used instead" if domain_id else "the entry is left out"
            self._report(
                line, f"the id {key[:60]!r} cannot be part of an address; {outcome}", "Use a-z, 0-9 and -."
            )
        if not domain_id:
            return None
        if isinstance(raw, Text):  # `cloud: 云计算`
            return Domain(domain_id, dict.fromkeys(LANGUAGES, str(raw)))
        if not isinstance(raw, dict):
            if raw is not None:
                self._report(line, f"{domain_id} is a list", "Write `names:` and `keywords:` below the id.")
            return Domain(domain_id)
        for unknown in sorted(raw.keys() - set(_KEYS)):
            self._report(
                line, f"{domain_id} has an unknown key {unknown[:60]!r}", f"Known are {', '.join(_KEYS)}."
            )
        parent = raw.get("parent")
        return Domain(
            domain_id,
            self._names(domain_id, raw.get("names")),
            _texts(raw.get("keywords")),
            _texts(raw.get("synonyms")),
            str(parent) if isinstance(parent, Text) else None,
        )

    def _names(self, domain_id: str, raw: Raw) -> dict[Lang, str]:
        if isinstance(raw, Text):
            return dict.fromkeys(LANGUAGES, str(raw))
        if not isinstance(raw, dict):
            return {}
        names: dict[Lang, str] = {
            lang: str(value) for lang in LANGUAGES if isinstance(value := raw.get(lang), Text) and value
        }
        for other in sorted(raw.keys() - set(LANGUAGES)):
            hint = f"Write {', '.join(LANGUAGES)}."
            self._report(self._line(domain_id), f"{domain_id} has a name in {other[:40]!r}", hint)
        return names

    def _report_shared_names(self, taxonomy: Taxonomy) -> None:
        for domain in taxonomy.domains:
            for name in _names_of(domain):
                owner = taxonomy.resolve(name)
                if owner and owner != domain.id:
                    message = f"{name!r} names both {owner} and {domain.id}; it is taken as {owner}"
                    self._report(self._line(domain.id), message, "Keep it in one of them.")

    def _line(self, key: str) -> int:
        return self._lines.get(slugify(key), 0)

    def _report(self, line: int, message: str, hint: str) -> None:
        self._diagnostics.add(Diagnostic(self._path, line, "domains-entry", message, hint, Severity.WARNING))


def _texts(raw: Raw) -> tuple[str, ...]:
    if isinstance(raw, Text):
        return tuple(part.strip() for part in raw.split(",") if part.strip())
    if isinstance(raw, list):
        return tuple(dict.fromkeys(str(item) for item in raw if isinstance(item, Text) and item.strip()))
    return ()
