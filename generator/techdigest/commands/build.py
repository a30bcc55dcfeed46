"""`techdigest build`: MkDocs' own build, told by the environment how to go about it."""

from __future__ import annotations

import os
from typing import NoReturn

import click

from techdigest.incremental.executors import ExecutorError
from techdigest.incremental.executors.choose import checked
from techdigest.incremental.stages import PROFILE, PROFILE_JSON

JOBS = "TECHDIGEST_JOBS"
FRESH = "TECHDIGEST_FRESH"


def build_site(
    *,
    config_file: str | None,
    site_dir: str | None,
    strict: bool,
    jobs: str | None,
    fresh: bool,
    profile: bool,
    profile_json: str | None,
    quiet: bool,
    verbose: bool,
) -> NoReturn:
    """Build a site and end the process with MkDocs' exit status.

    Raises:
        click.UsageError: `jobs` names no executor.
    """
    if jobs is not None:
        try:
            checked(jobs)
        except ExecutorError as error:
            raise click.BadParameter(str(error), param_hint="--jobs") from error
    wishes = {
        JOBS: jobs,
        FRESH: "1" if fresh else "",
        PROFILE: "1" if profile else "",
        PROFILE_JSON: profile_json,
    }
    os.environ.update({name: wish for name, wish in wishes.items() if wish})
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's banner is not about this site

    from mkdocs.__main__ import cli  # noqa: PLC0415 - after the environment is set, which Material reads

    given = [("--config-file", config_file), ("--site-dir", site_dir)]
    flags = [("--strict", strict), ("--quiet", quiet), ("--verbose", verbose)]
    arguments = [f"{name}={value}" for name, value in given if value is not None]
    arguments += [name for name, is_set in flags if is_set]
    cli.main(["build", *arguments], prog_name="techdigest")
    raise AssertionError("click ends the process")
