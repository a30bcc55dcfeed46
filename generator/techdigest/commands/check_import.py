"""Prove an import: build its notes into a site of their own, and compare each page with its source."""

from __future__ import annotations

import logging
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml
from rich.console import Console

from techdigest.commands.check_printing import Checked, check_report, print_check, sum_of
from techdigest.commands.import_notes import CannotImport, Request
from techdigest.commands.progress import progress
from techdigest.commands.site import Site
from techdigest.importers.constructs.pasted import is_markdown
from techdigest.importers.fidelity import Facts, compare, read_page, read_plain, read_source
from techdigest.importers.importing import Import, Options, import_tree
from techdigest.importers.model import Finding, Imported
from techdigest.importers.tree import Tree
from techdigest.notes.language import split_suffix
from techdigest.notes.languages import LANGUAGES

GOAL = 0.995  # of the visible text
_PRIVATE = re.compile(r"^(?:draft|hidden|private|published|publish|status|password):[^\n]*\n", re.MULTILINE)


def check_import(site: Site, request: Request, console: Console) -> bool:
    """Compare each source with the page that is built of its note; return whether nothing was lost.

    Nothing of the site is touched: the notes are built into a folder of their own. Raises CannotImport.
    """
    try:
        tree = Tree(request.source)
    except OSError as error:
        raise CannotImport(f"{request.source}: {error.strerror}") from error
    options = Options(
        dialect=request.dialect,
        zone=request.zone,
        default_lang=site.default_lang,
        frames=request.frames,
        snippets=request.snippets,
        fetch=request.fetch,
    )
    with tempfile.TemporaryDirectory(prefix="techdigest-check-") as folder:
        root = Path(folder)
        with progress() as told:
            made = import_tree(tree, options, told)
            sources = _write(made, root / "docs" / "notes")
        built = _build(site, root)
        with progress() as told:
            checked = []
            for source in sources:
                page = root / "site" / _page_of(source.path, site.default_lang)
                checked.append(_checked(source, page))
                told("comparing", len(checked), len(sources))
    print_check(console, made, checked, built)
    if request.report is not None:
        request.report.write_text(check_report(made, checked), encoding="utf-8")
    whole = sum_of(checked)
    return not whole.lost and whole.share >= GOAL and not built["ERROR"]


@dataclass(frozen=True, slots=True)
class _Source:
    source: str
    path: str
    facts: Facts
    findings: tuple[Finding, ...]


def _write(made: Import, into: Path) -> list[_Source]:
    """Write the notes, drafts as if they were none; return what their sources hold."""
    sources = []
    for note in made.notes:
        file = into / note.path
        file.parent.mkdir(parents=True, exist_ok=True)
        front, fence, body = note.text.partition("\n---\n")
        file.write_text(_PRIVATE.sub("", f"{front}\n") + fence[1:] + body, "utf-8", "replace")
        for path, source in note.pictures.items():
            data = made.data(source)
            if data is not None:
                (into / path).parent.mkdir(parents=True, exist_ok=True)
                (into / path).write_bytes(data)
        sources.append(_Source(note.post.path, note.path, _facts_of(note, made), note.findings))
    return sources


def _facts_of(note: Imported, made: Import) -> Facts:
    post = note.post
    is_plain = made.recognition.dialect.name == "text" and not is_markdown(post.body)
    return read_plain(post.body, post.line) if is_plain else read_source(post.body, post.line)


def _page_of(note: str, default_lang: str) -> str:
    """Return where the page of a note lies in the site: `a/index.en.md` is `en/a/index.html`."""
    folder, _, name = note.rpartition("/")
    lang = split_suffix(name)[1] or default_lang
    slug = folder.rpartition("/")[2]
    return f"{slug}/index.html" if lang == default_lang else f"{lang}/{slug}/index.html"


def _checked(source: _Source, page: Path) -> Checked:
    shown = read_page(page.read_text(encoding="utf-8")) if page.is_file() else Facts()
    return Checked(source.source, source.path, compare(source.facts, shown, source.findings))


def _build(site: Site, root: Path) -> Counter[str]:
    """Build the site below `root`; return how many warnings and errors there were. Raises CannotImport."""
    from mkdocs.commands.build import build  # noqa: PLC0415 - quick start
    from mkdocs.config import load_config  # noqa: PLC0415 - quick start
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415 - quick start

    languages = [site.default_lang, *(lang for lang in LANGUAGES if lang != site.default_lang)]
    (root / "docs").mkdir(exist_ok=True)
    (root / "mkdocs.yml").write_text(
        yaml.safe_dump(
            {
                "site_name": "Import",
                "site_url": "https://import.invalid/",
                "theme": {"name": "techdigest"},
                "plugins": [{"techdigest": {"languages": languages}}],
            }
        ),
        encoding="utf-8",
    )
    with _heard() as heard:
        try:
            config = load_config(str(root / "mkdocs.yml"))
            config.markdown_extensions = list(site.extensions)
            config.mdx_configs = {name: dict(value) for name, value in site.extension_configs.items()}
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build(config)
            finally:
                config.plugins.on_shutdown()
        except MkDocsException as error:
            raise CannotImport(f"the notes could not be built: {error}") from error
    return heard


@contextmanager
def _heard() -> Iterator[Counter[str]]:
    """Count warnings and errors of MkDocs, and keep what it says from the terminal, but for its progress."""
    counts: Counter[str] = Counter()

    class Heard(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            counts[record.levelname] += 1

    logger = logging.getLogger("mkdocs")
    heard, level = Heard(logging.WARNING), logger.level
    before = logger.handlers[:], logger.propagate
    logger.handlers, logger.propagate = [heard], False
    logger.setLevel(logging.INFO)  # below it, builds show no bar
    try:
        yield counts
    finally:
        logger.handlers, logger.propagate = before
        logger.setLevel(level)
