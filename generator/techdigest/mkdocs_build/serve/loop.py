"""The loop of `mkdocs serve`: wait for changes, make the edited pages, then everything else."""

from __future__ import annotations

import logging
from pathlib import Path

from techdigest.mkdocs_build.giving_way import Superseded
from techdigest.mkdocs_build.serve.debounce import Debounce
from techdigest.mkdocs_build.serve.preview import Preview
from techdigest.mkdocs_build.serve.problems import listening
from techdigest.mkdocs_build.serve.versions import Versions

log = logging.getLogger("mkdocs.commands.serve")

#: As many builds of the rest may give way to newer changes, one after the other.
_IN_A_ROW = 10


def run(preview: Preview, changes: Debounce, versions: Versions) -> None:
    """Build upon each change until `changes` is closed.

    To changes that come during `rest` it gives way, if it can: their pages are made first, and the next
    `rest` makes up for the one given up. Not for ever: something may write into the content all the time.
    """
    given_up = 0
    try:
        preview.warm_up()
    except Exception as error:
        log.debug(f"{type(error).__name__}: {error}", exc_info=error)  # the first edit will say what is wrong
    while (changed := changes.take()) is not None:
        log.info("Detected file changes")
        failure: BaseException | None = None
        with listening() as heard:
            try:
                _make_first(preview, changed, versions)
                done = preview.rest(changes.is_waiting if given_up < _IN_A_ROW else lambda: False)
                given_up = 0
                versions.publish(None if done is None else (*done.written, *done.removed))
            except Superseded:
                given_up += 1
                continue  # what is wrong is not known before a whole build
            except (Exception, SystemExit) as error:
                failure = error
                heard.failed(error)
        versions.report(heard.problems())
        if failure is not None:
            kind = None if isinstance(failure, SystemExit) else failure  # MkDocs has said why it stops
            log.error(f"The build failed; the last good version stays up. {failure}", exc_info=kind)


def _make_first(preview: Preview, changed: frozenset[Path], versions: Versions) -> None:
    try:
        if made := preview.first(changed):
            versions.publish(made)
    except (Exception, SystemExit) as error:
        # If the page is to blame, the whole build says so again, and better.
        log.warning(f"The edited page was not made before the others: {type(error).__name__}: {error}")
