"""`make kube-records`: one snippet after the other, each in a namespace of its own; no failure is lost."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from techdigest.snippets.kube import __main__ as module
from techdigest.snippets.kube.control_plane import ControlPlane, ControlPlaneError

LONG = "a" * 60


class Plane(ControlPlane):
    """A control plane that only notes which namespaces are asked for."""

    asked: list[str] = []  # noqa: RUF012  (one a test, cleared by the fixture)

    def create_namespace(self, name: str) -> None:
        self.asked.append(name)


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[dict[str, Any]]:
    """What was run, with a snippet called `bad` failing."""
    calls: list[dict[str, Any]] = []
    Plane.asked.clear()

    def run(command: list[str], env: dict[str, str], check: bool) -> subprocess.CompletedProcess[bytes]:
        config = json.loads(Path(env["KUBECONFIG"]).read_text())
        namespace = config["contexts"][0]["context"]["namespace"]
        calls.append({"command": command, "namespace": namespace, "path": env["PATH"]})
        return subprocess.CompletedProcess(command, 3 if "bad" in command else 0)

    @contextmanager
    def control_plane(programs: Path, logs: Path) -> Iterator[ControlPlane]:
        yield Plane("token", "certificate")

    monkeypatch.setenv("TECHDIGEST_KUBE", str(tmp_path))
    monkeypatch.setattr(module, "raise_loopback", lambda: None)
    monkeypatch.setattr(module, "control_plane", control_plane)
    monkeypatch.setattr(subprocess, "run", run)
    return calls


def test_each_snippet_is_run_in_a_namespace_of_its_own(ran: list[dict[str, Any]], tmp_path: Path) -> None:
    done = CliRunner().invoke(module.main, ["records-inside", "--", "one", LONG])
    assert done.exit_code == 0, done.output
    assert [call["command"][-5:] for call in ran] == [
        ["snippets", "run", name, "--target", "kube"] for name in ("one", LONG)
    ]
    assert [call["namespace"] for call in ran] == Plane.asked == ["snippet-one", f"snippet-{LONG}"[:63]]
    assert all(call["path"].startswith(f"{tmp_path}/bin:") for call in ran)


def test_the_others_are_run_after_one_has_failed_and_the_failure_is_told(ran: list[dict[str, Any]]) -> None:
    done = CliRunner().invoke(module.main, ["records-inside", "--", "bad", "good"])
    assert done.exit_code == 1
    assert len(ran) == 2


def test_a_command_beside_the_control_plane_gives_its_status_and_keeps_its_options(
    ran: list[dict[str, Any]],
) -> None:
    assert CliRunner().invoke(module.main, ["exec-inside", "--", "bad", "--flag"]).exit_code == 3
    assert ran[0]["command"] == ["bad", "--flag"]
    assert ran[0]["namespace"] == "default"


def test_what_keeps_the_control_plane_from_starting_is_told_with_the_place_of_the_logs(
    ran: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    @contextmanager
    def broken(programs: Path, logs: Path) -> Iterator[ControlPlane]:
        raise ControlPlaneError("etcd has stopped")
        yield

    monkeypatch.setattr(module, "control_plane", broken)
    done = CliRunner().invoke(module.main, ["records-inside", "--", "one"])
    assert done.exit_code == 1
    assert f"etcd has stopped\nkube: logs are in {tmp_path}/logs" in done.output
    assert ran == []
