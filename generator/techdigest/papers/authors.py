"""The names of authors, from a BibTeX field and back."""

from __future__ import annotations

import re

from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

from techdigest.papers.model import Author
from techdigest.papers.tex import decode_tex, encode_tex

MAX_AUTHORS = 5000  # the largest collaborations of physics have some 3,000
_MAX_FIELD = 200_000
_MAX_NAME = 300
_NAMED_PART = re.compile(r"\s*(?P<name>family|given|prefix|suffix|useprefix)\s*=\s*(?P<value>[^,]*)")
_NUMBER = re.compile(r"\s+\d{4}$")  # DBLP tells people of one name apart by it
_OTHERS = re.compile(r"(?:et\.?\s+al\.?|others)", re.IGNORECASE)


def read_authors(field: str) -> tuple[tuple[Author, ...], bool]:
    """Return the authors of a field as it stands in BibTeX, and whether it ends in "and others".

    Understood are `Last, First`, `von Last, Jr, First`, `First von Last`, `{Group Name}` and names in Han
    characters, with or without a comma.
    """
    authors: list[Author] = []
    has_more = False
    for name in split_multiple_persons_names(field[:_MAX_FIELD])[:MAX_AUTHORS]:
        if _OTHERS.fullmatch(name.strip()):
            has_more = True
        elif author := read_author(name):
            authors.append(author)
    return tuple(authors), has_more


def write_authors(authors: tuple[Author, ...], *, has_more: bool) -> str:
    """Return the field of authors, TeX encoded."""
    names = [_written(author) for author in authors]
    return " and ".join([*names, "others"] if has_more else names)


def read_author(name: str) -> Author | None:
    """Return the author whom a name in TeX names; None for no name."""
    name = name.strip()[:_MAX_NAME]
    if _NAMED_PART.match(name):
        return _named_parts(name)
    parts = parse_single_name_into_parts(_NUMBER.sub("", name), strict=False)
    family = decode_tex(" ".join([*parts.von, *parts.last, *parts.jr]))
    given = decode_tex(" ".join(parts.first))
    if not family:
        family, given = given, ""
    return Author(family, given) if family else None


def _named_parts(name: str) -> Author | None:
    """The author in biblatex's own form: `family=Berg, given=Jan, prefix=van den`."""
    parts = {found["name"]: decode_tex(found["value"]) for found in _NAMED_PART.finditer(name)}
    family = " ".join(filter(None, (parts.get("prefix"), parts.get("family"), parts.get("suffix"))))
    return Author(family, parts.get("given", "")) if family else None


def _written(author: Author) -> str:
    family = encode_tex(author.family)
    if not author.given:
        return f"{{{family}}}" if re.search(r"[\s,]", author.family) or family == "others" else family
    if "," in author.family or re.search(r"\band\b", author.family):
        family = f"{{{family}}}"
    given = encode_tex(author.given)
    if "," in author.given or re.search(r"\band\b", author.given):
        given = f"{{{given}}}"
    return f"{family}, {given}"
