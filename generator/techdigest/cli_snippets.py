"""The commands `techdigest snippets …`: run them, say how they stand, take them elsewhere and back."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from techdigest.cli_shared import CONFIG, load_site, print_found
from techdigest.commands.printable import printable

if TYPE_CHECKING:  # the commands import what they need, so that `--help` is quick
    from techdigest.commands.snippet_run import Plan, Result, Runner

_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


class _Refusal(click.ClickException):
    """The command cannot run; the message says what to do."""

    exit_code = 2


@click.group()
def snippets() -> None:
    """Run the code of notes, and keep records of it."""


@snippets.command()
@CONFIG
@click.argument("ids", metavar="[ID]…", nargs=-1)
@click.option(
    "--target",
    type=click.Choice(["cpu", "kube", "gpu"]),
    default="cpu",
    show_default=True,
    help="Where: this processor, the cluster of KUBECONFIG, or the GPU that is here.",
)
@click.option("--jobs", type=click.IntRange(1, 256), help="How many at once.  [default: one a processor]")
@click.option("--no-sandbox", is_flag=True, help="Run them with all your rights: only code that you trust.")
@click.option("--no-records", is_flag=True, help="Write no records.")
@click.option("--force", is_flag=True, help="Rewrite records that say the same.")
@_JSON
def run(
    *,
    config_file: Path,
    ids: tuple[str, ...],
    target: str,
    jobs: int | None,
    no_sandbox: bool,
    no_records: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Run all snippets, or the named ones with what they build on, and write their records.

    Exit status: 0 all have passed, 1 one has failed or has errors, or a named one was skipped, 2 nothing
    could be run.
    """
    from techdigest.commands.snippet_run import CannotRunError, Runner, plan  # noqa: PLC0415 - quick start
    from techdigest.snippets.files import FileError  # noqa: PLC0415 - quick start

    site = load_site(config_file)
    library, found = site.snippets()
    has_errors = print_found(found, site, err=True)
    try:
        planned = plan(site, library, ids, target)
    except (CannotRunError, FileError) as error:
        raise _Refusal(str(error)) from error
    if not planned.declared:
        raise _Refusal("There are no snippets." if target == "cpu" else f"No snippet needs {target}.")
    runner = Runner(
        site,
        workers=jobs,
        may_do_without_sandbox=no_sandbox,
        writes_records=not no_records,
        is_forced=force,
    )
    results = _run(runner, planned, err=as_json)
    if as_json:
        shown = [result.as_json(site.content_dir) for result in results]
        click.echo(_json({"declared": planned.declared, "done": len(results), "snippets": shown}))
    click.echo(_summary(planned, results), err=as_json)
    if (has_errors and not ids) or not planned.is_fulfilled(results):
        sys.exit(1)


@snippets.command()
@CONFIG
@click.option("--strict", is_flag=True, help="Exit with 1 if a snippet has failed, is stale or has errors.")
@_JSON
def status(config_file: Path, strict: bool, as_json: bool) -> None:
    """Print all snippets: what they need, where they stand on each target, their pages and records."""
    from techdigest.commands.snippet_status import (  # noqa: PLC0415 - quick start
        as_json_of,
        count_states,
        print_table,
        read_standings,
    )

    site = load_site(config_file)
    found, declared, diagnostics = read_standings(site)
    has_errors = print_found(diagnostics, site, err=True)
    if as_json:
        listed = [as_json_of(site, standing) for standing in found]
        click.echo(_json({"declared": declared, "snippets": listed}))
    else:
        print_table(site, found)
    click.echo(count_states(found), err=True)
    if strict and (has_errors or any(standing.state in ("failed", "stale") for standing in found)):
        sys.exit(1)


@snippets.command()
@CONFIG
@click.option("--needs", "need", metavar="WORD", help="Only snippets that need this, such as gpu.")
@click.argument("folder", metavar="OUT", type=click.Path(path_type=Path))
def export(config_file: Path, need: str | None, folder: Path) -> None:
    """Write a folder that runs the snippets on a machine without Tech Digest: `python3 run.py`."""
    from importlib.metadata import version  # noqa: PLC0415 - quick start

    from techdigest.commands.checkout import find_checkout  # noqa: PLC0415 - quick start
    from techdigest.snippets.export import FolderInUseError, jobs_to_export  # noqa: PLC0415 - quick start
    from techdigest.snippets.export import export as write  # noqa: PLC0415 - quick start

    site = load_site(config_file)
    library, found = site.snippets()
    has_errors = print_found(found, site, err=True)
    jobs = jobs_to_export(library, need, site.content_dir)
    if not jobs:
        raise _Refusal(f"No snippet needs {need}." if need else "There are no snippets.")
    checkout = find_checkout(site.content_dir, site.records_dir)
    try:
        write(
            jobs,
            folder,
            runner=version("techdigest"),
            commit=checkout.commit,
            dirty=checkout.is_dirty,
        )
    except OSError as error:
        raise _Refusal(f"{error.filename}: {error.strerror}") from error
    except FolderInUseError as error:
        raise _Refusal(str(error)) from error
    for job in jobs:
        click.echo(f"  {job.id}")
    click.echo(
        f"\nNext: copy {printable(str(folder))} to the other machine, run `python3 run.py` in it,\n"
        "  bring back records.jsonl, and take it in: techdigest snippets import-records records.jsonl"
    )
    if has_errors:
        sys.exit(1)


@snippets.command()
@CONFIG
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def import_records(config_file: Path, file: Path) -> None:
    """Check the records in FILE, which another machine has written, and put the good ones beside the notes.

    Exit status: 1 if one was refused.
    """
    from techdigest.snippets.import_records import import_records as take  # noqa: PLC0415 - quick start

    site = load_site(config_file)
    library, found = site.snippets()
    print_found(found, site, err=True)
    try:
        verdicts = take(file, library, site.records_dir)
    except OSError as error:
        raise _Refusal(f"{error.filename}: {error.strerror}") from error
    refused = 0
    for verdict in verdicts:
        if verdict.refusal:
            refused += 1
            name = f" {verdict.name}" if verdict.name else ""
            click.echo(printable(f"{file}:{verdict.line}: refused{name}: {verdict.refusal}"), err=True)
        else:
            click.echo(f"  {site.records_dir.name}/{verdict.name}.json: {verdict.status}")
    click.echo(f"{len(verdicts) - refused} taken, {refused} refused", err=True)
    if refused or not verdicts:
        sys.exit(1)


def _run(runner: Runner, planned: Plan, *, err: bool) -> list[Result]:
    """Run the plan: with a bar on a terminal, else with a line for each snippet."""
    from rich.console import Console  # noqa: PLC0415 - quick start
    from rich.progress import Progress  # noqa: PLC0415 - quick start

    from techdigest.snippets.record_model import BadRecord  # noqa: PLC0415 - quick start
    from techdigest.snippets.sandbox import SandboxUnavailableError  # noqa: PLC0415 - quick start

    console = Console(stderr=err, highlight=False, soft_wrap=True)
    total = len(planned.jobs)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task("snippets", total=total)

        def show(result: Result) -> None:
            progress.advance(bar)
            if not console.is_terminal or result.outcome.status != "passed":
                console.print(printable(_line(result, len(runner.results), total)), markup=False)

        try:
            return runner.run(planned.jobs, show)
        except (SandboxUnavailableError, BadRecord) as error:
            raise _Refusal(str(error)) from error
        except OSError as error:
            raise _Refusal(f"{error.filename}: {error.strerror}") from error


def _line(result: Result, number: int, total: int) -> str:
    from techdigest.snippets.portable.verdict import explain  # noqa: PLC0415 - quick start

    job, outcome = result.job, result.outcome
    line = f"[{number}/{total}] {job.id} ({job.target}): {outcome.status}"
    if outcome.status == "skipped":
        return f"{line}: {outcome.message}"
    line += f", {outcome.seconds:.1f} s"
    return line if outcome.status == "passed" else f"{line}\n{explain(job, outcome)}"


def _summary(planned: Plan, results: list[Result]) -> str:
    counts: dict[str, int] = {}
    for result in results:
        counts[result.outcome.status] = counts.get(result.outcome.status, 0) + 1
    text = f"{planned.declared} declared, {len(results)} done"
    if counts:
        text += ": " + ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
    lost = planned.declared - len(results)
    return text + (f"; {lost} cannot be run, see the errors above" if lost else "")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
