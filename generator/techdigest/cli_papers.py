"""The commands `techdigest papers …`: add papers, check how they and the notes fit, list mentions."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from techdigest.cli_shared import CONFIG, load_site, print_found
from techdigest.commands.printable import printable

if TYPE_CHECKING:  # the commands import what they need, so that `--help` is quick
    from techdigest.commands.papers_add import Added
    from techdigest.papers.model import Mention
    from techdigest.papers.registry import Registry

_PAPERS = click.option(
    "--papers",
    "papers_file",
    metavar="FILE.bib",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The papers.  [default: the site's papers.bib]",
)


class _Refusal(click.ClickException):
    """The command cannot run; the message says what to do."""

    exit_code = 2

    def format_message(self) -> str:
        return printable(self.message)


@click.group()
def papers() -> None:
    """The papers of papers.bib, and the notes that mention them."""


@papers.command()
@CONFIG
@_PAPERS
@click.argument("references", metavar="ID…", nargs=-1, required=True)
@click.option("--key", help="The citation key.  [default: family name, year, first word: fan2014cuckoo]")
@click.option("--dry-run", "is_dry", is_flag=True, help="Print the entry, and write nothing.")
@click.option(
    "--contact",
    default="",
    envvar="TECHDIGEST_CONTACT",
    help="Your e-mail address: Crossref serves those better whom it can write to.",
)
@click.option("--arxiv-url", envvar="TECHDIGEST_ARXIV_URL", hidden=True)
@click.option("--crossref-url", envvar="TECHDIGEST_CROSSREF_URL", hidden=True)
@click.option("--delay", type=click.FloatRange(0, 60), default=3.0, hidden=True)
def add(
    *,
    config_file: Path,
    papers_file: Path | None,
    references: tuple[str, ...],
    key: str | None,
    is_dry: bool,
    contact: str,
    arxiv_url: str | None,
    crossref_url: str | None,
    delay: float,
) -> None:
    """Ask arXiv or Crossref for papers, and append their entries to papers.bib.

    An ID is arXiv:2006.14171, doi:10.1145/2674005.2674994, or a web address that holds one of these. A paper
    that is there already is named and left alone.

    Exit status: 0 all are there now, 1 one was not found, 2 nobody could be asked or nothing be written.
    """
    from techdigest.commands.papers_add import CannotAddError, Papers  # noqa: PLC0415 - quick start
    from techdigest.papers.lookup import LookupFailedError, NotFoundError, Service  # noqa: PLC0415
    from techdigest.papers.lookup.service import ARXIV, CROSSREF  # noqa: PLC0415 - quick start

    if key and len(references) > 1:
        raise click.UsageError("--key is for one paper.")
    service = Service(arxiv_url or ARXIV, crossref_url or CROSSREF, contact, delay)
    missing = 0
    try:
        library = Papers(papers_file or load_site(config_file).papers_file)
        for number, reference in enumerate(references):
            paper_id, old = library.find(reference)
            if old:
                click.echo(printable(f"{paper_id} is there already: {old.key}, {library.file}:{old.line}"))
                continue
            if number:
                time.sleep(delay)
            try:
                added = library.add(paper_id, service, key=key, is_dry=is_dry)
            except NotFoundError as error:
                click.echo(printable(str(error)), err=True)
                missing += 1
            else:
                _tell(added, library.file, is_dry=is_dry)
    except (CannotAddError, LookupFailedError) as error:
        raise _Refusal(str(error)) from error
    if missing:
        sys.exit(1)


@papers.command()
@CONFIG
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
def check(config_file: Path, strict: bool) -> None:
    """Print what is to be mended: mentions without entry, entries without mention, duplicates, near titles.

    Exit status: 1 if a note or an entry names a paper by a key that is none.
    """
    from techdigest.papers.check import check as check_papers  # noqa: PLC0415 - quick start

    site = load_site(config_file)
    literature, read = site.papers()
    found = check_papers(literature, site.papers_name, read)
    has_errors = print_found(found, site)
    mentions = sum(len(each) for each in literature.mentions.values())
    errors = sum(diagnostic.severity == "error" for diagnostic in found)
    counts = {
        "paper": len(literature.registry.papers),
        "mention": mentions,
        "error": errors,
        "warning": len(found) - errors,
    }
    click.echo(", ".join(f"{n} {word}{'s' * (n != 1)}" for word, n in counts.items()), err=True)
    if has_errors or (strict and len(found)):
        sys.exit(1)


@papers.command()
@CONFIG
@_PAPERS
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.pass_context
def scan(
    context: click.Context, *, config_file: Path, papers_file: Path | None, path: Path, as_json: bool
) -> None:
    """List every mention of a paper in PATH, a Markdown file or a folder of such: no site is needed.

    Exit status: 1 if there is none.
    """
    from techdigest.commands.papers_scan import as_json_of, print_table  # noqa: PLC0415 - quick start

    is_named = context.get_parameter_source("config_file") is not click.core.ParameterSource.DEFAULT
    if papers_file is None and (is_named or config_file.is_file()):
        papers_file = load_site(config_file).papers_file
        papers_file = papers_file if papers_file.exists() else None
    mentions = _scan(path, _registry(papers_file))
    if as_json:
        click.echo(json.dumps([as_json_of(mention) for mention in mentions], ensure_ascii=False, indent=2))
    elif mentions:
        print_table(mentions)
    linked = sum(mention.key is not None for mention in mentions)
    click.echo(
        f"{len(mentions)} mention{'s' * (len(mentions) != 1)}, {linked} of papers with an entry", err=True
    )
    if not mentions:
        sys.exit(1)


def _tell(added: Added, file: Path, *, is_dry: bool) -> None:
    paper = added.paper
    if added.entry:
        click.echo(printable(added.entry), nl=False)
        if not is_dry:
            click.echo(printable(f"{file}: added {paper.key}"), err=True)
        return
    ids = "; ".join(str(each) for each in added.missing)
    more = f". Add to it: ids_other = {{{ids}}}" if ids else ""
    click.echo(printable(f"The paper is there already: {paper.key}, {file}:{paper.line}{more}"))


def _registry(file: Path | None) -> Registry:
    """Read the papers of a file. Raises _Refusal if there is no such file."""
    from techdigest.diagnostics import Diagnostics  # noqa: PLC0415 - quick start
    from techdigest.papers.bibtex import load_registry  # noqa: PLC0415 - quick start
    from techdigest.papers.registry import Registry  # noqa: PLC0415 - quick start

    if file is None:
        return Registry()
    if not file.is_file():
        raise _Refusal(f"{file}: no such file")
    found = Diagnostics()
    registry = load_registry(file.parent, file.name, found)
    print_found(found, err=True)
    return registry


def _scan(path: Path, registry: Registry) -> list[Mention]:
    """Scan with a bar on a terminal."""
    from rich.console import Console  # noqa: PLC0415 - quick start
    from rich.progress import Progress  # noqa: PLC0415 - quick start

    from techdigest.commands.papers_scan import files_of, scan  # noqa: PLC0415 - quick start
    from techdigest.diagnostics import Diagnostics  # noqa: PLC0415 - quick start

    found = Diagnostics()
    files = files_of(path, found)
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task("files", total=len(files))
        mentions = list(scan(files, registry, found, lambda: progress.advance(bar)))
    print_found(found, err=True)
    return mentions
