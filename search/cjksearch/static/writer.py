"""Writes the static index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from pathlib import Path

from cjksearch.index.unit import Unit
from cjksearch.static.report import Report

Labels = Mapping[str, Mapping[str, Mapping[str, str]]]


def write(
    units: Iterable[Unit],
    out: Path,
    *,
    labels: Labels | None = None,
    executor: Executor | None = None,
) -> Report:
    """Write the index of `units` into the folder `out`, which is made if it is not there.

    Files of an earlier index in `out` that the new one does not use are removed; other files are left alone.
    The same units in the same order give the same bytes, whatever the executor.

    Args:
        units: What can be found. Of two with the same id the first is kept and the id reported.
        out: The folder; the client opens its URL.
        labels: Names of facet values to show: facet, value, language to name, as in
            ``{"domain": {"cloud": {"zh-Hans": "云计算", "en": "Cloud"}}}``.
        executor: Runs the analysis of batches of units, if given.

    Raises:
        OSError: A file cannot be written.
    """
    raise NotImplementedError
