"""Where each page lives: one rule for notes, pages and listings, in every language."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import quote

from techdigest.notes.language import split_suffix
from techdigest.notes.model import Lang, Note
from techdigest.site.tag_slugs import tag_slug

LANGUAGE_NAMES: dict[Lang, str] = {"zh-Hans": "简体中文", "zh-Hant": "繁體中文", "en": "English"}


@dataclass(frozen=True, slots=True)
class Addresses:
    """Turns notes and listings into files of the site and addresses relative to its root.

    Attributes:
        languages: The site's languages; the first is the default and lives at the root.
        notes_dir: The folder whose files are addressed by slug alone.
        directory_urls: `/a/` (True) or `/a.html` (False), as MkDocs' `use_directory_urls`.
    """

    languages: tuple[Lang, ...]
    notes_dir: str = "notes"
    directory_urls: bool = True

    @property
    def default(self) -> Lang:
        """The language that lives at the root."""
        return self.languages[0]

    def language(self, lang: Lang) -> Lang:
        """The language whose listings serve a page in `lang`: itself, or the default if the site lacks it."""
        return lang if lang in self.languages else self.default

    def prefix(self, lang: Lang) -> str:
        """The folder of a language: empty for the default, `en/` for others."""
        return "" if lang == self.default else f"{lang}/"

    def is_note(self, path: str) -> bool:
        """Whether a file is addressed by its slug because it lies in the notes folder."""
        return path.startswith(self.notes_dir + "/")

    def file_of(self, note: Note) -> str | None:
        """The HTML file of a note or page; None for pages without language suffix: MkDocs' rule holds."""
        if self.is_note(note.path):
            return self.html_file(self.prefix(note.lang) + note.slug)
        parent, name = posixpath.split(note.path)
        stem, suffix = split_suffix(name)
        if suffix is None:
            return None
        path = parent if stem in ("index", "README") else posixpath.join(parent, stem)
        is_folder = stem in ("index", "README")
        return self.html_file(self.prefix(note.lang) + path, is_folder=is_folder)

    def url_of_file(self, file: str) -> str:
        """The address of an HTML file: percent-encoded, relative to the root, `./` for the root itself."""
        folder, name = posixpath.split(file)
        if self.directory_urls and name == "index.html":
            return quote((folder or ".") + "/")
        return quote(file)

    def home(self, lang: Lang) -> str:
        """The source name of a language's home; the same for the listings below."""
        return f"{self.prefix(self.language(lang))}index.md"

    def archive(self, lang: Lang) -> str:
        """The archive by year."""
        return f"{self.prefix(self.language(lang))}archive/index.md"

    def domains(self, lang: Lang) -> str:
        """The overview of domains."""
        return f"{self.prefix(self.language(lang))}domains/index.md"

    def domain(self, lang: Lang, domain_id: str) -> str:
        """The page of one domain."""
        return f"{self.prefix(self.language(lang))}domains/{domain_id}.md"

    def tags(self, lang: Lang) -> str:
        """The overview of tags."""
        return f"{self.prefix(self.language(lang))}tags/index.md"

    def tag(self, lang: Lang, tag: str) -> str:
        """The page of one tag."""
        return f"{self.prefix(self.language(lang))}tags/{tag_slug(tag)}.md"

    def snippets(self, lang: Lang) -> str:
        """The overview of snippets."""
        return f"{self.prefix(self.language(lang))}snippets/index.md"

    def glossary(self, lang: Lang) -> str:
        """The glossary of terms."""
        return f"{self.prefix(self.language(lang))}glossary/index.md"

    def papers(self, lang: Lang) -> str:
        """The papers by year."""
        return f"{self.prefix(self.language(lang))}papers/index.md"

    def papers_by(self, lang: Lang, order: Literal["authors", "venues", "domains"]) -> str:
        """The papers in another order."""
        return f"{self.prefix(self.language(lang))}papers/{order}/index.md"

    def paper(self, lang: Lang, slug: str) -> str:
        """The page of one paper."""
        return f"{self.prefix(self.language(lang))}papers/{slug}.md"

    def paper_graph(self, lang: Lang) -> str:
        """The graph of notes and papers."""
        return f"{self.prefix(self.language(lang))}papers/graph/index.md"

    def feed(self, lang: Lang) -> str:
        """The Atom feed of a language (a file of the site)."""
        return f"{self.prefix(self.language(lang))}feed.xml"

    def url_of_source(self, source: str) -> str:
        """The address of a listing, from its source name."""
        return _url_of_source(self, source)

    def html_file(self, path: str, *, is_folder: bool = False) -> str:
        """The HTML file of a page, from its path without extension, or its folder if it is an index."""
        path = path.strip("/")
        if is_folder or self.directory_urls:
            return posixpath.join(path, "index.html")
        return f"{path}.html"


@lru_cache(maxsize=50_000)  # all pages link to listings
def _url_of_source(addresses: Addresses, source: str) -> str:
    folder, name = posixpath.split(source)
    stem = posixpath.splitext(name)[0]
    is_folder = stem == "index"
    return addresses.url_of_file(
        addresses.html_file(folder if is_folder else posixpath.join(folder, stem), is_folder=is_folder)
    )
