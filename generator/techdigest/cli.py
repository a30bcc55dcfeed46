"""The command line: make a site, check its notes, explain their domains, search them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from techdigest.cli_import import export_command, import_command
from techdigest.cli_papers import papers
from techdigest.cli_shared import CONFIG, load_site, print_found
from techdigest.cli_snippets import snippets


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="techdigest")
def main() -> None:
    """Bilingual tech notes in, a knowledge base out. `mkdocs serve` and `mkdocs build` do the rest.

    Exit status: 0 all is well, 1 something was found wrong (or nothing was found), 2 the command could not
    run.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(
                errors="backslashreplace"
            )  # a terminal in another encoding is no reason to fail


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", help="The site's name.  [default: the folder's name]")
def new(folder: Path, name: str | None) -> None:
    """Make a site in FOLDER: configuration, a first note in two languages, domains, publishing."""
    import datetime  # noqa: PLC0415 - quick start

    from techdigest.scaffold import FolderInUse, make_site  # noqa: PLC0415 - quick start

    today = datetime.datetime.now().astimezone().date()
    try:
        written = make_site(folder, name or folder.resolve().name or "Tech Digest", today)
    except OSError as error:
        reason = error if isinstance(error, FolderInUse) else f"{error.filename}: {error.strerror}"
        raise click.UsageError(f"{reason}. Choose a new or an empty folder.") from error
    for path in written:
        click.echo(f"  {folder / path}")
    click.echo(
        f"\nNext:\n  cd {folder}\n"
        "  mkdocs serve        # then open http://127.0.0.1:8000\n"
        "\nTo publish: push the folder to GitHub (branch main) and choose in the repository's settings\n"
        "  Pages > Build and deployment > Source: GitHub Actions."
    )


@main.command()
@click.option(
    "-f", "--config-file", type=click.Path(), help="The site's configuration.  [default: mkdocs.yml]"
)
@click.option("-d", "--site-dir", type=click.Path(), help="Where the site is written to.")
@click.option("--strict", is_flag=True, help="Fail if there are warnings.")
@click.option(
    "--jobs", metavar="N", help="How many processes; auto is one a core, dask://host:port a Dask cluster."
)
@click.option("--fresh", is_flag=True, help="Make everything anew, as if this were the first build.")
@click.option("--profile", is_flag=True, help="Print where the time went: by stage, and the slowest pages.")
@click.option("--profile-json", type=click.Path(dir_okay=False), help="Write that to a file.")
@click.option("-q", "--quiet", is_flag=True, help="Print warnings and errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Print what each stage does.")
def build(**options: Any) -> None:
    """Build the site as `mkdocs build` does, and say how. Its exit statuses are those of MkDocs."""
    from techdigest.commands.build import build_site  # noqa: PLC0415 - quick start

    build_site(**options)


@main.command()
@CONFIG
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
def check(config_file: Path, strict: bool) -> None:
    """Read all notes and print what is wrong with them, with file, line and what to do."""
    site = load_site(config_file)
    library, found = site.read()
    print_found(found, site)
    errors = sum(diagnostic.severity == "error" for diagnostic in found)
    warnings = len(found) - errors
    counts = {"note": len(library.notes), "page": len(library.pages), "error": errors, "warning": warnings}
    click.echo(", ".join(f"{n} {word}{'s' * (n != 1)}" for word, n in counts.items()), err=True)
    if errors or (strict and warnings):
        sys.exit(1)


@main.command()
@CONFIG
@click.option(
    "--explain", is_flag=True, help="Show every domain with its score and the terms that speak for it."
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def tag(config_file: Path, file: Path, explain: bool) -> None:
    """Print the domains of a note, and of each item of a digest: the author's, else the proposed ones."""
    from techdigest.commands.tag import print_domains  # noqa: PLC0415 - quick start

    found = print_domains(load_site(config_file), file, explain=explain)
    if print_found(found, err=True):
        sys.exit(1)


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True), default=Path("-"))
def schema(file: Path) -> None:
    """Write the JSON Schema of front matter to FILE (or print it), for editors to complete and check by."""
    from techdigest.notes.schema import front_matter_schema  # noqa: PLC0415 - quick start

    text = json.dumps(front_matter_schema(), ensure_ascii=False, indent=2) + "\n"
    if str(file) == "-":
        click.echo(text, nl=False)
    else:
        try:
            file.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise click.UsageError(f"{file}: {error.strerror}") from error


@main.command()
@CONFIG
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="How many hits.")
@click.option("--lang", type=click.Choice(["zh-Hans", "zh-Hant", "en"]), help="Only texts in this language.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
def search(config_file: Path, query: tuple[str, ...], limit: int, lang: str | None, as_json: bool) -> None:
    """Search the notes as last built: words, "phrases", AND OR NOT, title:word, date:[2026 TO 2027]."""
    from cjksearch.local import IndexMissing, LocalIndex, QueryError, format_hits  # noqa: PLC0415 - quick start

    cache = config_file.parent / ".cache" / "cjksearch"
    try:
        hits = LocalIndex.up_to_date(cache / "units.jsonl", cache / "local").search(
            " ".join(query), limit=limit, lang=lang
        )
    except (IndexMissing, QueryError) as error:
        raise click.UsageError(str(error)) from error
    if hits or as_json:
        click.echo(format_hits(hits, json=as_json))
    if not hits:
        click.echo("Nothing found.", err=True)
        sys.exit(1)


main.add_command(import_command)
main.add_command(export_command)
main.add_command(papers)
main.add_command(snippets)


if __name__ == "__main__":
    main()
