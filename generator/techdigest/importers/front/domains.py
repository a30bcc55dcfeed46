"""What categories and tags of a source mean here: a map that the first import proposes and people edit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import yaml

from techdigest.domains.folding import tokens
from techdigest.domains.taxonomy import Taxonomy
from techdigest.importers.front.documents import document_of
from techdigest.importers.front.words import words_of
from techdigest.importers.model import Post
from techdigest.notes.yaml_bounded import Raw, load_bounded

KINDS = ("categories", "tags")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[-_/]")


class Domains(Protocol):
    """What categories and tags mean."""

    def of(self, kind: str, word: str) -> tuple[str, ...]:
        """Return the domains of a category or a tag; none for one that means none."""


@dataclass(frozen=True)
class DomainMap:
    """The domains that each category and tag stands for, by kind and folded name."""

    meant: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def of(self, kind: str, word: str) -> tuple[str, ...]:
        """Return the domains of a category or a tag; none for one that the map does not have."""
        return self.meant.get((kind, word.casefold()), ())


class BadMap(ValueError):
    """The file of the map is no such map; the message says where and why."""


def read_map(text: str, taxonomy: Taxonomy) -> DomainMap:
    """Return the map in a text of YAML. Raises BadMap."""
    try:
        document = load_bounded(text)
    except (yaml.YAMLError, RecursionError) as error:
        raise BadMap(f"not valid YAML: {error}") from error
    meant: dict[tuple[str, str], tuple[str, ...]] = {}
    for kind in KINDS:
        entries = document.raw.get(kind)
        if not isinstance(entries, dict):
            if entries is not None:
                raise BadMap(f"{kind} has no `name: domain` lines")
            continue
        for word, raw in entries.items():
            meant[kind, word.casefold()] = _domains(word, raw, taxonomy)
    return DomainMap(meant)


def _domains(word: str, raw: Raw, taxonomy: Taxonomy) -> tuple[str, ...]:
    found = []
    for name in words_of(raw):
        domain = taxonomy.resolve(name)
        if domain is None:
            near = taxonomy.nearest(name)
            raise BadMap(
                f"{word}: no domain is called {name!r}" + (f"; did you mean {near!r}?" if near else "")
            )
        found.append(domain)
    return tuple(dict.fromkeys(found))


def count_words(posts: Iterable[Post], *, split_spaces: bool) -> dict[str, Counter[str]]:
    """Count the categories and tags of posts."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for post in posts:
        add_words(counts, post, split_spaces=split_spaces)
    return counts


def add_words(counts: dict[str, Counter[str]], post: Post, *, split_spaces: bool) -> None:
    """Count the categories and tags of one post."""
    raw = document_of(post.front).raw
    for kind, keys in (
        ("categories", ("categories", "category", "cate1", "cate2")),
        ("tags", ("tags", "tag")),
    ):
        for key in keys:
            counts[kind].update(
                words_of(raw.get(key), split_spaces=split_spaces and not key.startswith("cate1"))
            )


def proposed_map(counts: Mapping[str, Counter[str]], taxonomy: Taxonomy) -> DomainMap:
    """Return a proposal: a name, a synonym or a keyword of a domain means that domain."""
    keywords: dict[str, str] = {}
    for domain in taxonomy.domains:
        for keyword in domain.keywords:
            keywords.setdefault("".join(tokens(keyword)), domain.id)
    meant = {}
    for kind, words in counts.items():
        for word in words:
            plain = " ".join(_CAMEL.sub(" ", word).split())
            domain_id = (
                taxonomy.resolve(word) or taxonomy.resolve(plain) or keywords.get("".join(tokens(plain)))
            )
            if domain_id:
                meant[kind, word.casefold()] = (domain_id,)
    return DomainMap(meant)


def map_text(counts: Mapping[str, Counter[str]], domains: DomainMap, taxonomy: Taxonomy) -> str:
    """Return the file of a map, for people to edit."""
    ids = ", ".join(domain.id for domain in taxonomy.domains)
    lines = [
        "# What the categories and tags of the source mean here, as ids of domains.yml. Edit this",
        "# file and import again: notes follow it, unless they were edited by hand. [] stands for no",
        "# domain; a category without a domain becomes a tag. The number says how many posts have it.",
        *([f"# Domains: {ids}"] if ids else []),
    ]
    for kind in KINDS:
        lines.append(f"{kind}:")
        for word, count in sorted(counts[kind].items(), key=lambda each: (-each[1], each[0])):
            meant = ", ".join(domains.of(kind, word))
            lines.append(f"  {_quoted(word)}: [{meant}]  # {count}")
    return "\n".join(lines) + "\n"


def _quoted(word: str) -> str:
    return yaml.safe_dump(word, default_style='"', allow_unicode=True, width=1_000_000).strip()
