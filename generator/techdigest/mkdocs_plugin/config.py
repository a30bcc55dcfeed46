"""What a site may set under `plugins: - techdigest:` in mkdocs.yml. Everything has a default."""

from __future__ import annotations

from mkdocs.config import config_options as c
from mkdocs.config.base import Config

from techdigest.mkdocs_build.config import BuildConfig
from techdigest.notes.languages import LANGUAGES


class TechDigestConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs does not type __init_subclass__
    """The plugin's options."""

    languages = c.ListOfItems(c.Choice(LANGUAGES), default=list(LANGUAGES))
    """The site's languages. The first is the default: its pages live at the root, and a note that shows no
    sign of its language counts as it. The others live at `/<language>/`."""

    notes_dir = c.Type(str, default="notes")
    """The folder of notes, relative to `docs_dir`. Its files are listed, dated or not, and published at
    `/<slug>/`."""

    domains_file = c.Type(str, default="domains.yml")
    """The taxonomy of domains, relative to `docs_dir`. It is not published."""

    papers_file = c.Type(str, default="papers.bib")
    """The papers that notes may cite and link, as BibTeX, relative to `docs_dir`. Each gets a page in each
    language. The file is not published; without it nothing is made of papers."""

    unpublished = c.ListOfItems(c.Type(str), default=["records/", "imports/"])
    """Files and folders (with a slash at the end) of `docs_dir` that a site with notes does not publish.

    Sites of plain pages heed `records/` alone, where they have snippets."""

    latest = c.Type(int, default=10)
    """How many notes, and how many digest items, a home page shows."""

    feed_limit = c.Type(int, default=30)
    """How many notes a feed holds, the newest first."""

    code_math = c.Type(bool, default=False)
    """Typeset formulas inside inline code too, as some old posts write them: `$x$` in backticks."""

    build = c.SubConfig(BuildConfig)
    """How the site is built: what is kept between builds, and in how many processes; see `BuildConfig`."""

    allow_scripts = c.Type(bool, default=False)
    """Publish scripts, event handlers and frames written into notes: only where every author is trusted."""
