"""A site while it is built: what MkDocs knows of it, and who takes part."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from techdigest.incremental.lookups import Lookups
from techdigest.mkdocs_build.parser import Parser
from techdigest.mkdocs_build.participants import Roster

log = logging.getLogger("mkdocs.plugins.techdigest")


@dataclass
class Site:
    """What the making of pages needs.

    Attributes:
        config: MkDocs' configuration.
        files: All files.
        nav: The navigation.
        roster: The plugins.
        lookups: Where renderings note what they ask for.
        documents: The files that become pages, in MkDocs' order.
        env: The theme's templates, once plugins have seen them.
        given_titles: What the navigation calls pages, by source file, where it does.
        parser: Renders pages.
    """

    config: MkDocsConfig
    files: Files
    nav: Navigation
    roster: Roster
    lookups: Lookups
    documents: list[File]
    env: jinja2.Environment = field(default_factory=jinja2.Environment)
    given_titles: dict[str, str] = field(default_factory=dict)
    parser: Parser = field(default_factory=Parser)

    def page(self, src_uri: str) -> Page:
        """The page that a source file becomes."""
        page = self.files.src_uris[src_uri].page
        assert page is not None, src_uri  # noqa: S101 - every document has one
        return page

    def __getstate__(self) -> dict[str, Any]:
        """Templates and the parser are made anew in another process: code does not travel."""
        return {**self.__dict__, "env": None, "parser": Parser()}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.env = self.config.plugins.on_env(
            self.config.theme.get_env(), config=self.config, files=self.files
        )
