"""Prove an import: build its notes into a site of their own, and compare each page with its source."""

from __future__ import annotations

import json
import logging
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console
from rich.text import Text

from techdigest.commands.import_notes import CannotImport, Request
from techdigest.commands.printable import printable
from techdigest.commands.progress import progress
from techdigest.commands.site import Site
from techdigest.importers.constructs.pasted import is_markdown
from techdigest.importers.fidelity import Facts, Losses, State, compare, read_page, read_plain, read_source
from techdigest.importers.importing import Import, Options, import_tree
from techdigest.importers.model import Finding, Imported
from techdigest.importers.tree import Tree
from techdigest.notes.language import split_suffix
from techdigest.notes.languages import LANGUAGES

GOAL = 0.995  # of the visible text
_SHOWN = 5  # losses of a file that are printed
_FILES = 40  # files that are printed
_PRIVATE = re.compile(r"^(?:draft|hidden|private|published|publish|status|password):[^\n]*\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Checked:
    """A note, and what of its source is missing on its page."""

    source: str
    note: str
    losses: Losses


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
    _print(console, made, checked, built)
    if request.report is not None:
        request.report.write_text(_json(made, checked), encoding="utf-8")
    whole = _sum(checked)
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


def _sum(checked: list[Checked]) -> Losses:
    whole = Losses()
    for each in checked:
        whole.letters += each.losses.letters
        whole.kept += each.losses.kept
        whole.dropped += each.losses.dropped
        whole.gaps += each.losses.gaps
        whole.accounts += each.losses.accounts
    return whole


def _print(console: Console, made: Import, checked: list[Checked], built: Mapping[str, int]) -> None:
    told = 0
    for each in checked:
        lines = list(_losses_of(each))
        if not lines or told >= _FILES:
            continue
        told += 1
        console.print(Text(printable(f"{each.source} -> {each.note}: {each.losses.share:.2%}")))
        for line in lines[:_SHOWN]:
            console.print(Text(printable(f"    {line}"), style="yellow"))
        if len(lines) > _SHOWN:
            console.print(Text(f"    and {len(lines) - _SHOWN} more", style="dim"))
    whole = _sum(checked)
    reasons = "; ".join(made.recognition.reasons)
    console.print(Text(printable(f"{made.recognition.dialect.name} ({reasons})")))
    console.print(
        f"{len(checked)} notes; visible text kept: {whole.share:.3%} "
        f"({whole.kept:,} of {whole.letters - whole.dropped:,} letters; {whole.dropped:,} dropped by rules)"
    )
    states: dict[str, Counter[str]] = defaultdict(Counter)
    for account in whole.accounts:
        states[account.thing.what][account.state] += 1
    for what, counts in states.items():
        numbers = ", ".join(f"{counts[state]} {state}" for state in State)
        console.print(f"  {what:9} {sum(counts.values()):6}: {numbers}")
    console.print(f"  built with {built['ERROR']} errors and {built['WARNING']} warnings")


def _losses_of(each: Checked) -> Iterator[str]:
    for account in each.losses.lost:
        thing = account.thing
        shown = " ".join((thing.target or thing.text).split())[:90]
        yield f"{each.source}:{thing.line}: {thing.what} lost: {shown}"
    for gap in each.losses.gaps:
        if not gap.rule:
            yield f"{each.source}:{gap.line}: {gap.letters} letters lost: {gap.text[:90]}"


def _json(made: Import, checked: list[Checked]) -> str:
    files: list[dict[str, Any]] = [
        {
            "source": each.source,
            "note": each.note,
            "letters": each.losses.letters,
            "kept": each.losses.kept,
            "dropped": each.losses.dropped,
            "gaps": [
                {"line": gap.line, "letters": gap.letters, "rule": gap.rule, "text": gap.text}
                for gap in each.losses.gaps
            ],
            "things": [
                {
                    "what": account.thing.what,
                    "line": account.thing.line,
                    "state": account.state,
                    "rule": account.rule,
                    "target": account.thing.target[:300],
                    "text": " ".join(account.thing.text.split())[:160],
                }
                for account in each.losses.accounts
            ],
        }
        for each in checked
    ]
    whole = {"dialect": made.recognition.dialect.name, "reasons": made.recognition.reasons, "files": files}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
