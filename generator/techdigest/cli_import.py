"""The commands that bring notes in, take them back, and prove what arrived."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from techdigest.cli_shared import CONFIG, load_site

if TYPE_CHECKING:
    from datetime import tzinfo

    from rich.console import Console

    from techdigest.commands.import_notes import Request
    from techdigest.commands.site import Site
    from techdigest.importers.fetched import Fetch

DIALECTS = ("auto", "hexo", "jekyll", "hugo", "hackmd", "obsidian", "mdbook", "text")


@click.command("import")
@CONFIG
@click.argument("source", type=click.Path(path_type=Path, exists=True), required=False)
@click.option(
    "--from",
    "dialect",
    type=click.Choice(DIALECTS),
    default="auto",
    show_default=True,
    help="What wrote the source; auto looks at folders and texts, and says why.",
)
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of notes.  [default: the site's]",
)
@click.option(
    "--zone", help="The zone of times that name none, such as Asia/Shanghai.  [default: the source's, or UTC]"
)
@click.option(
    "--domains-map",
    type=click.Path(path_type=Path, dir_okay=False),
    help="What categories and tags mean, for you to edit.  [default: beside the report]",
)
@click.option("--dry-run", is_flag=True, help="Tell what would happen; write nothing.")
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The report; later imports know by it what they wrote.  [default: in imports/ of the content]",
)
@click.option(
    "--undo",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Remove exactly what the import of that report brought in.",
)
@click.option(
    "--check",
    is_flag=True,
    help="Import nothing; build the notes elsewhere, compare each page with its source, print the losses.",
)
@click.option("--fetch-images", is_flag=True, help="Fetch pictures from the web; otherwise nothing is.")
@click.option(
    "--allow-frames", metavar="HOST", multiple=True, help="Keep iframes of this host; others become links."
)
@click.option(
    "--allow-snippets",
    is_flag=True,
    help="Let fences marked .run stay so, that `techdigest snippets` runs; otherwise code is only shown.",
)
def import_command(
    *,
    config_file: Path,
    source: Path | None,
    dialect: str,
    into: Path | None,
    zone: str | None,
    domains_map: Path | None,
    dry_run: bool,
    report: Path | None,
    undo: Path | None,
    check: bool,
    fetch_images: bool,
    allow_frames: tuple[str, ...],
    allow_snippets: bool,
) -> None:
    """Bring a blog, a vault or a pasted text in as notes, and say what became of what.

    SOURCE is a folder or a file. A second import changes what the source changed; a note that was edited here
    is never overwritten. Exit status: 0 everything arrived, 1 something was lost or is in conflict, 2 the
    command could not run.
    """
    from rich.console import Console  # noqa: PLC0415 - quick start

    from techdigest.commands.import_notes import (  # noqa: PLC0415 - quick start
        CannotImport,
        Request,
        import_notes,
        take_back,
    )

    console = Console(highlight=False, soft_wrap=True)
    try:
        if undo is not None:
            if source is not None:
                raise click.UsageError("--undo takes a report, and no SOURCE.")
            is_well = take_back(undo, console)
        elif source is None:
            raise click.UsageError("Say what to bring in: techdigest import SOURCE")
        else:
            request = Request(
                source,
                dialect,
                into,
                _zone(zone),
                domains_map,
                report,
                frozenset(host.lower() for host in allow_frames),
                allow_snippets,
                is_dry=dry_run,
                fetch=_fetcher() if fetch_images else None,
            )
            site = load_site(config_file)
            is_well = _check(site, request, console) if check else import_notes(site, request, console)
    except CannotImport as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.UsageError(f"{error.filename}: {error.strerror}") from error
    if not is_well:
        sys.exit(1)


def _check(site: Site, request: Request, console: Console) -> bool:
    from techdigest.commands.check_import import check_import  # noqa: PLC0415 - quick start

    return check_import(site, request, console)


def _fetcher() -> Fetch:
    from techdigest.importers.fetching import Fetcher  # noqa: PLC0415 - quick start

    return Fetcher()


def _zone(name: str | None) -> tzinfo | None:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - quick start

    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:
        raise click.UsageError(f"--zone {name}: no such zone; write one such as Asia/Shanghai.") from error


@click.command("export")
@CONFIG
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--to",
    type=click.Choice(("hexo", "hugo", "jekyll", "obsidian")),
    required=True,
    help="What is to read the folder.",
)
@click.option("--with-private", is_flag=True, help="Take drafts and other private notes along, as drafts.")
def export_command(*, config_file: Path, out: Path, to: str, with_private: bool) -> None:
    """Write the notes into OUT, a new folder, as plain Markdown that another generator reads.

    Pictures come along, addresses stay; private notes stay here. Exit status: 0 all was written, 1 a file
    could not be read or has the name of another, 2 the command could not run.
    """
    from rich.console import Console  # noqa: PLC0415 - quick start

    from techdigest.commands.export_notes import CannotExport, export_notes  # noqa: PLC0415 - quick start

    console = Console(highlight=False, soft_wrap=True)
    try:
        is_well = export_notes(load_site(config_file), out, to, console, with_private=with_private)
    except CannotExport as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.UsageError(f"{error.filename}: {error.strerror}") from error
    if not is_well:
        sys.exit(1)
