"""The control plane of `make kube-records`: its parts here, and itself where it has been built."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from techdigest.snippets.kube import control_plane as module
from techdigest.snippets.kube.cluster import cluster_name
from techdigest.snippets.kube.control_plane import SERVER, ControlPlane, ControlPlaneError, control_plane
from techdigest.snippets.kube.network import command_in_own_network, is_own_network
from techdigest.snippets.kube.programs import BUILD, KUBERNETES, NAMES, cache_folder, programs

REPOSITORY = Path(__file__).resolve().parents[3]
CERTIFICATE = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"


def write_program(path: Path, script: str, size: int = 0) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\nexit\n")
    path.chmod(0o755)
    if size:
        os.truncate(path, size)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TECHDIGEST_KUBE", str(tmp_path / "kube"))
    return tmp_path / "kube"


def test_a_kubeconfig_is_one_file_that_json_and_yaml_readers_read_alike() -> None:
    text = ControlPlane("secret", CERTIFICATE).kubeconfig("snippet-a")
    config = json.loads(text)
    assert yaml.safe_load(text) == config
    assert config["contexts"][0]["context"]["namespace"] == "snippet-a"
    assert config["clusters"][0]["cluster"]["server"] == SERVER
    assert config["users"][0]["user"] == {"token": "secret"}


def test_the_programs_are_there_only_when_all_of_them_are(cache: Path) -> None:
    assert cache_folder() == cache
    for name in NAMES:
        assert programs() is None
        write_program(cache / "bin" / name, "")
    assert programs() == cache / "bin"


def test_the_cache_is_a_folder_of_the_version_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TECHDIGEST_KUBE", raising=False)
    assert cache_folder() == Path.cwd() / ".cache" / "techdigest" / "kube" / KUBERNETES


def test_a_command_gets_a_network_and_processes_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    command = command_in_own_network(["a", "--b"])
    assert command[0] == "/bin/unshare"
    assert {"--net", "--pid", "--mount", "--map-root-user", "--kill-child=SIGKILL"} < set(command)
    assert command[-3:] == ["--", "a", "--b"]
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert "--map-root-user" not in command_in_own_network(["a"])
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(FileNotFoundError, match="util-linux"):
        command_in_own_network(["a"])


def test_a_network_is_ones_own_when_it_has_nothing_but_a_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "if_nameindex", lambda: [(1, "lo")])
    assert is_own_network()
    monkeypatch.setattr(socket, "if_nameindex", lambda: [(1, "lo"), (2, "eth0")])
    assert not is_own_network()


def test_it_never_starts_in_a_network_that_leads_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "is_own_network", lambda: False)
    with (
        pytest.raises(ControlPlaneError, match="network namespace of its own"),
        control_plane(tmp_path, tmp_path),
    ):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_program_that_stops_is_named_with_its_last_words_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    etcd_pid = tmp_path / "etcd.pid"
    write_program(tmp_path / "bin" / "etcd", f"echo $$ > {etcd_pid}; exec sleep 60")
    write_program(tmp_path / "bin" / "openssl", "")
    write_program(tmp_path / "bin" / "kube-apiserver", "sleep 0.3; echo no port is free >&2; exit 7")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(module, "is_own_network", lambda: True)
    with (
        pytest.raises(ControlPlaneError, match=r"kube-apiserver has stopped with status 7:\nno port is free"),
        control_plane(tmp_path / "bin", tmp_path / "logs"),
    ):
        pass
    assert "no port is free" in (tmp_path / "logs" / "kube-apiserver.log").read_text()
    with pytest.raises(ProcessLookupError):
        os.kill(int(etcd_pid.read_text()), 0)


@pytest.mark.parametrize(
    ("script", "name"),
    [
        ("""echo '{"gitVersion": "v1.20.2"}'""", "Kubernetes 1.20.2"),
        ("echo not json", None),
        ("echo '{}'", None),
        ("exit 1", None),
    ],
)
def test_a_cluster_is_named_by_its_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, name: str | None
) -> None:
    write_program(tmp_path / "kubectl", script)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert cluster_name() == name
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert cluster_name() is None


# --- the build script


def run_build(folder: Path, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    search = f"{path}{os.pathsep}{os.environ['PATH']}" if path else os.environ["PATH"]
    command = ["bash", str(BUILD), str(folder), KUBERNETES]
    return subprocess.run(
        command, check=False, capture_output=True, text=True, timeout=60, env={**os.environ, "PATH": search}
    )


def test_what_is_built_is_not_built_again(tmp_path: Path) -> None:
    for name in NAMES:
        write_program(tmp_path / "bin" / name, f"echo Kubernetes v{KUBERNETES}", size=21_000_000)
    done = run_build(tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"kube {KUBERNETES}: ready in {tmp_path}/bin\n"
    assert not (tmp_path / "build").exists()


@pytest.mark.parametrize(
    ("version", "size"), [("1.19.0", 21_000_000), (KUBERNETES, 1000)], ids=["another version", "half a file"]
)
def test_a_wrong_program_is_built_again_which_says_what_to_install_first(
    tmp_path: Path, version: str, size: int
) -> None:
    for name in NAMES:
        write_program(tmp_path / "bin" / name, f"echo Kubernetes v{version}", size=size)
    write_program(tmp_path / "fakes" / "id", "echo 1000")  # not root
    write_program(tmp_path / "fakes" / "dpkg-query", "exit 1")  # nothing installed
    done = run_build(tmp_path, tmp_path / "fakes")
    assert done.returncode == 3
    assert "please install first: apt-get install" in done.stderr
    assert "etcd-server golang-1.19-go" in done.stderr


# --- the real thing


def test_the_real_control_plane_answers_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "TECHDIGEST_KUBE" not in os.environ:
        monkeypatch.setenv("TECHDIGEST_KUBE", str(REPOSITORY / ".cache/techdigest/kube" / KUBERNETES))
    if programs() is None:
        pytest.skip(f"no control plane in {cache_folder()}: `make kube-records` builds it")
    probe = subprocess.run(command_in_own_network(["true"]), check=False, capture_output=True, text=True)
    if probe.returncode:
        pytest.skip(f"no namespaces here: {probe.stderr.strip()}")
    script = """
kubectl create configmap a --from-literal=b=c
kubectl get configmap a -o jsonpath='{.data.b}'
kubectl version --short | grep -q 'Server Version: v1.20.2'
! kubectl get --raw /nowhere
echo; pgrep -c 'etcd|kube-'
"""
    command = [sys.executable, "-m", "techdigest.snippets.kube", "exec", "bash", "-euc", script]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=110, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-2:] == ["c", "4"]
    assert "the control plane is ready" in done.stderr
    failed = subprocess.run(
        [*command[:4], "false"], check=False, capture_output=True, text=True, timeout=110, cwd=tmp_path
    )
    assert failed.returncode == 1
    assert not [path for path in Path("/proc").glob("[0-9]*/exe") if _is_ours(path)]


def _is_ours(exe: Path) -> bool:
    try:
        return exe.readlink().is_relative_to(cache_folder())
    except OSError:  # gone, or somebody else's
        return False
