"""What the commands have in common. Imports nothing that takes time, so that `--help` is quick."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from techdigest.commands.printable import printable
from techdigest.diagnostics import Diagnostics

if TYPE_CHECKING:
    from techdigest.commands.site import Site

CONFIG = click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="The site's configuration.",
)


def load_site(config_file: Path) -> Site:
    """Return the site of a configuration. Raises click.UsageError, which says what to do."""
    from techdigest.commands.site import Site, SiteError  # noqa: PLC0415 - quick start

    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's banner says nothing about the notes
    try:
        return Site.load(config_file)
    except SiteError as error:
        raise click.UsageError(str(error)) from error


def print_found(found: Diagnostics, site: Site | None = None, *, err: bool = False) -> bool:
    """Print diagnostics, with the lines they point at where the site is given; say if one is an error."""
    from techdigest.mkdocs_plugin.source_lines import source_lines  # noqa: PLC0415 - quick start

    for text in found.render(source_lines(site.content_dir) if site else lambda _path, _line: None):
        click.echo(printable(text), err=err)
    return any(diagnostic.severity == "error" for diagnostic in found)
