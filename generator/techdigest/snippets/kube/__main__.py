"""`python -m techdigest.snippets.kube build | exec COMMAND… | records [ID…]`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from techdigest.snippets.kube.control_plane import ControlPlane, ControlPlaneError, control_plane
from techdigest.snippets.kube.network import command_in_own_network, raise_loopback
from techdigest.snippets.kube.programs import build as build_programs
from techdigest.snippets.kube.programs import cache_folder

_PYTHON = (sys.executable, "-X", "utf8")
_HERE = (*_PYTHON, "-m", "techdigest.snippets.kube")
_TECHDIGEST = (*_PYTHON, "-c", "from techdigest.cli import main; main()")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """A real Kubernetes control plane for the snippets that need one."""


@main.command()
def build() -> None:
    """Build the control plane's programs where they are not built yet (about ten minutes)."""
    _build()


@main.command(name="exec", context_settings={"ignore_unknown_options": True})
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
def execute(command: Sequence[str]) -> None:
    """Run COMMAND beside a fresh control plane, with KUBECONFIG and kubectl at hand."""
    _enter("exec-inside", command)


@main.command()
@click.argument("ids", nargs=-1)
def records(ids: Sequence[str]) -> None:
    """Run the snippets with needs=kube (or those named) on a fresh control plane and write their records."""
    chosen = ids or _ids()
    if not chosen:
        raise SystemExit("kube: no snippet has needs=kube")
    _enter("records-inside", chosen)


def _enter(command: str, arguments: Sequence[str]) -> None:
    """Build what is missing, then go on in namespaces of our own; does not return."""
    _build()
    inside = command_in_own_network([*_HERE, command, "--", *arguments])
    os.execv(inside[0], inside)  # noqa: S606  (our own words and the caller's)


def _build() -> None:
    try:
        build_programs()
    except subprocess.CalledProcessError as error:  # the script has said why
        raise SystemExit(error.returncode) from error


def _ids() -> list[str]:
    command = [*_TECHDIGEST, "snippets", "status", "--json"]
    status = subprocess.run(command, stdout=subprocess.PIPE, check=False)  # noqa: S603  (our own words)
    if not status.stdout:  # it has said why
        raise SystemExit(status.returncode)
    return [snippet["id"] for snippet in json.loads(status.stdout)["snippets"] if "kube" in snippet["needs"]]


@main.command(name="exec-inside", hidden=True, context_settings={"ignore_unknown_options": True})
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
def execute_inside(command: Sequence[str]) -> None:
    """The part of `exec` that runs in its own namespaces."""
    _beside_control_plane(lambda plane: _run(plane, command, "default"))


@main.command(name="records-inside", hidden=True)
@click.argument("ids", nargs=-1, required=True)
def records_inside(ids: Sequence[str]) -> None:
    """The part of `records` that runs in its own namespaces: one snippet after the other."""

    def run_each(plane: ControlPlane) -> int:
        failed = 0
        for name in ids:
            namespace = f"snippet-{name}"[:63].rstrip("-")
            plane.create_namespace(namespace)
            failed += _run(plane, [*_TECHDIGEST, "snippets", "run", name, "--target", "kube"], namespace) != 0
        return min(failed, 1)

    _beside_control_plane(run_each)


def _beside_control_plane(work: Callable[[ControlPlane], int]) -> None:
    raise_loopback()
    logs = cache_folder() / "logs"
    try:
        with control_plane(cache_folder() / "bin", logs) as plane:
            click.echo("kube: the control plane is ready", err=True)
            status = work(plane)
    except ControlPlaneError as error:
        raise SystemExit(f"kube: {error}\nkube: logs are in {logs}") from error
    raise SystemExit(status)


def _run(plane: ControlPlane, command: Sequence[str], namespace: str) -> int:
    with tempfile.TemporaryDirectory(prefix="techdigest-kube-") as folder:
        kubeconfig = Path(folder, "kubeconfig")
        kubeconfig.write_text(plane.kubeconfig(namespace))
        kubeconfig.chmod(0o644)  # the sandbox reads it as nobody
        path = f"{cache_folder() / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        environment = {**os.environ, "KUBECONFIG": str(kubeconfig), "PATH": path}
        return subprocess.run(list(command), env=environment, check=False).returncode  # noqa: S603 - what the caller asks to be run


if __name__ == "__main__":
    main()
