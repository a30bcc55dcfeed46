"""With one comparison turned into its opposite, each of ten of our snippets fails, at its page's line."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from support.mutate import mutants
from techdigest.commands.site import Site
from techdigest.snippets.library import SnippetLibrary
from techdigest.snippets.portable.jobs import Outcome
from techdigest.snippets.portable.sandbox import NoSandbox
from techdigest.snippets.runner import job_of, run_job

_IDS = (
    "borg-labels",
    "counting-filter",
    "cuckoo-any-size",
    "device-plugin-time-slicing",
    "finalizer-controller",
    "forward-fixes",
    "gang-plan",
    "ml-debt-flags",
    "qos-classes",
    "ray-utilisation",
)


@pytest.fixture(scope="module")
def site(root: Path) -> Site:
    return Site.load(root / "mkdocs.yml")


@pytest.fixture(scope="module")
def library(site: Site) -> SnippetLibrary:
    return site.snippets()[0]


@pytest.mark.xdist_group("snippet-mutants")  # the site is read once
@pytest.mark.parametrize("name", _IDS)
def test_a_turned_comparison_is_caught_at_a_line_of_its_page(
    name: str, site: Site, library: SnippetLibrary
) -> None:
    job = job_of(library.by_id[name], library, "cpu", site.content_dir)
    own = job.parts[-1]

    def run(code: str) -> Outcome:
        return run_job(replace(job, parts=(*job.parts[:-1], replace(own, code=code))), NoSandbox())

    mutant = next(mutants(own.code))
    assert not mutant.is_in_assert  # it is the code that is wrong, not what is said of it
    assert run(own.code).message == ""
    outcome = run(mutant.code)
    assert outcome.status == "failed", f"{own.path}:{own.line + mutant.line - 1}: nobody noticed"
    place = re.match(r"(.+):(\d+): ", outcome.message)
    assert place is not None, outcome.message
    lines = {part.path: range(part.line, part.line + part.code.count("\n")) for part in job.parts}
    assert int(place[2]) in lines[place[1]]
