"""What a Hugo site's configuration says: folders of content, languages, permalinks."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from techdigest.importers.dialects import bundles
from techdigest.importers.dialects.configs import configuration, value_at
from techdigest.importers.dialects.reading import language_folder
from techdigest.importers.tree import Tree
from techdigest.notes.fields import parse_lang
from techdigest.notes.language import is_markdown

NAMES = ("hugo", "config", "config/_default/hugo", "config/_default/config")
ENDINGS = ("toml", "yaml", "yml", "json")
_PARTS = ("languages", "permalinks", "markup")  # that may have files of their own


@dataclass(frozen=True, slots=True)
class Site:
    """A Hugo site.

    Attributes:
        config: Its configuration.
        content: The folder of content with a slash; empty where the tree is that folder.
        languages: The language that each of some folders of content is for, by its code.
        codes: The codes of the site's languages, lower case, and what they are here; empty for none of ours.
        bundles: Folders with an index.md.
        name: What the tree is called.
        is_lone: Whether the tree is one page: nobody knows its address.
    """

    config: Mapping[str, Any]
    content: str
    languages: Mapping[str, str]
    codes: Mapping[str, str]
    bundles: frozenset[str]
    name: str
    is_lone: bool

    @classmethod
    def of(cls, tree: Tree) -> Site:
        """Return what is known of the site in a tree."""
        config = config_of(tree)
        name = str(value_at(config, "contentDir") or "content").strip("/") or "content"
        content = f"{name}/" if any(path.startswith(f"{name}/") for path in tree.files) else ""
        folders, codes = {}, {}
        options = value_at(config, "languages")
        for code, values in options.items() if isinstance(options, dict) else ():
            told = (str(value_at(values, key) or "") for key in ("locale", "languageCode"))
            found = (lang for each in (str(code), *told) if (lang := parse_lang(each)))
            codes[str(code).lower()] = next(found, "")
            folder = value_at(values, "contentDir")
            if isinstance(folder, str) and folder.strip("/"):
                folders[f"{folder.strip('/')}/"] = str(code)
        bundled = {
            posixpath.dirname(path)
            for path in tree.files
            if is_markdown(path) and posixpath.basename(path).startswith("index.")
        }
        return cls(config, content, folders, codes, frozenset(bundled), tree.name, bundles.is_lone(tree))

    def place(self, path: str) -> tuple[str, str] | None:
        """Return the language of a file's folder, and its path below it; None for what is no content."""
        for folder, code in self.languages.items():
            if path.startswith(folder):
                return code, path.removeprefix(folder)
        if not path.startswith(self.content):
            return None
        below = path.removeprefix(self.content)
        first, slash, rest = below.partition("/")
        if slash and first.lower() in self.codes:
            return first, rest
        _, inner = language_folder(below)
        return (first, inner) if inner != below else ("", below)

    def lang_of(self, code: str) -> str:
        """Return the language that a code of the site means here; empty where the text has to tell.

        That is so without a code: themes come with a default language that many leave as it is.
        """
        return self.codes.get(code.lower()) or parse_lang(code) or ""

    def is_default(self, lang: str) -> bool:
        """Whether addresses of a language have no prefix."""
        in_folder = bool(value_at(self.config, "defaultContentLanguageInSubdir"))
        return not in_folder and (not lang or lang.lower() == self._default.lower())

    def pattern(self, section: str) -> str:
        """Return the template of the addresses of a section's pages; empty for none."""
        for place in (("permalinks", "page", section), ("permalinks", section)):
            if isinstance(found := value_at(self.config, *place), str):
                return found
        return ""

    def without_code(self, stem: str) -> str:
        """Return a file's bare name without the code of a language, also of one that is unknown here."""
        bare, dot, code = stem.rpartition(".")
        return bare if dot and bare and code.lower() in self.codes else stem

    @property
    def _default(self) -> str:
        return str(value_at(self.config, "defaultContentLanguage") or "en")


def config_of(tree: Tree) -> dict[str, Any]:
    """Return the configuration of a tree, with the parts of it that have files of their own."""
    config = dict(configuration(tree, *(f"{name}.{ending}" for name in NAMES for ending in ENDINGS)))
    for part in _PARTS:
        more = configuration(tree, *(f"config/_default/{part}.{ending}" for ending in ENDINGS))
        if more and value_at(config, part) is None:
            config[part] = more
    return config


def sections_of(path: str, pattern: str) -> str:
    """Fill in the parts of folders that a template asks for: `:sections[1:]`, `:sections[last]`."""
    parts = posixpath.dirname(path).split("/")

    def chosen(match: re.Match[str]) -> str:
        first, colon, last = (each.strip() for each in match["which"].partition(":"))
        numbers = [_index(each, len(parts)) for each in (first, last)]
        if not colon:
            return "/".join(parts[numbers[0] or 0 :][:1])
        return "/".join(parts[numbers[0] : numbers[1]])

    return re.sub(r":sections\[(?P<which>[^\[\]\n]{0,40})\]", chosen, pattern)


def _index(word: str, count: int) -> int | None:
    if word == "last":
        return count - 1
    return int(word) if re.fullmatch(r"\d{1,3}", word) else None
