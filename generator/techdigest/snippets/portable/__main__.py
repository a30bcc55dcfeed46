"""Run the jobs that lie beside this package, in jobs.json, and write records.jsonl: `python3 -m portable`.

jobs.json: {"schema": 1, "runner": "0.1.0", "commit": "…" or null, "dirty": false, "jobs": [{…}, …]}
records.jsonl: {"record": {…}, "plot": "<base64>" or null} on each line.

Exit status: 0 all have passed, 1 one has not or could not be run, 2 there is nothing to run, or nothing to
run it on.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from .execute import execute
from .jobs import Job, Outcome
from .machine import Gpu, describe, find_gpu
from .needs import access_of, is_gpu, missing
from .record import record_of
from .sandbox import Namespaces, NoSandbox, Sandbox, refusal
from .verdict import explain

SCHEMA = 1


def main(arguments: list[str] | None = None) -> int:
    """Run the command; see the head of this file."""
    options = _parser().parse_args(arguments)
    try:
        package = json.loads(options.jobs.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return _give_up(f"{options.jobs}: {error}")
    if package.get("schema") != SCHEMA:
        return _give_up(f"{options.jobs}: schema {package.get('schema')}, but this program reads {SCHEMA}")
    gpu = find_gpu()
    try:
        jobs = [_settle(Job.from_json(data), gpu, options.target) for data in package["jobs"]]
    except LookupError as error:
        return _give_up(str(error))
    jobs = [job for job in jobs if not options.only or job.id in options.only]
    if not jobs:
        return _give_up("there is nothing to run")
    return _run_all(jobs, package, gpu, options)


def _run_all(jobs: list[Job], package: dict[str, Any], gpu: Gpu | None, options: argparse.Namespace) -> int:
    sandbox = _sandbox(without=options.no_sandbox)
    here, on_gpu = describe(), describe(gpu)
    _say(f"{on_gpu.device}, {here.system}, Python {here.python}; sandbox: {sandbox.name}")
    outcomes = []
    with options.records.open("w", encoding="utf-8") as records:
        for number, job in enumerate(jobs, 1):
            outcome = _run(job, sandbox)
            outcomes.append(outcome)
            _say(f"[{number}/{len(jobs)}] {job.id}: {outcome.status}, {outcome.seconds:.1f} s")
            if outcome.status != "passed":
                _say(explain(job, outcome))
            if outcome.status != "skipped":
                machine = on_gpu if is_gpu(job.target) else here
                facts = {key: package[key] for key in ("runner", "commit", "dirty")}
                record = record_of(job, outcome, machine, sandbox=sandbox.name, **facts)
                records.write(json.dumps({"record": record, "plot": outcome.plot}, sort_keys=True) + "\n")
                records.flush()
    passed = sum(outcome.status == "passed" for outcome in outcomes)
    _say(f"{passed} of {len(jobs)} passed; {options.records}")
    return 0 if passed == len(jobs) else 1


def _run(job: Job, sandbox: Sandbox) -> Outcome:
    reason = missing(job, sandbox)
    if reason:
        return Outcome("skipped", f"{job.id}: {reason}")
    return execute(job, sandbox, access_of(job))


def _settle(job: Job, gpu: Gpu | None, target: str | None) -> Job:
    """A job made for "gpu" is run on the one that is here. Raises LookupError if there is none."""
    if target == "cpu":
        return replace(job, target="cpu", size="small")
    if not is_gpu(job.target):
        return job
    if gpu is None:
        raise LookupError(f"no GPU was found for {job.id}; --target cpu runs it small, on the processor")
    return replace(job, target=gpu.slug)


def _sandbox(*, without: bool) -> Sandbox:
    if without:
        return NoSandbox()
    sandbox = Namespaces()
    reason = refusal(sandbox)
    if reason is None:
        return sandbox
    _say(f"no sandbox: {reason}")
    _say("The snippets run with your rights and with your network; what they start is ended after each.")
    return NoSandbox()


def _parser() -> argparse.ArgumentParser:
    here = Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description="Run snippets and write their records.")
    parser.add_argument("--jobs", type=Path, default=here / "jobs.json", help="what to run")
    parser.add_argument("--records", type=Path, default=here / "records.jsonl", help="where to write")
    parser.add_argument("--only", action="append", metavar="ID", help="run this one; may be repeated")
    parser.add_argument("--target", choices=["cpu"], help="run small, on the processor")
    parser.add_argument("--no-sandbox", action="store_true", help="do not try to shut the code in")
    return parser


def _say(text: str) -> None:
    print(text, flush=True)


def _give_up(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
