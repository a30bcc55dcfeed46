"""etcd, apiserver, scheduler and controller manager, on the loopback of a network of their own."""

from __future__ import annotations

import base64
import json
import secrets
import shutil
import ssl
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from techdigest.snippets.kube.network import is_own_network

SERVER = "https://127.0.0.1:6443"
START_TIMEOUT = 120.0  # seconds; about six on an idle machine
STOP_TIMEOUT = 10.0

_ETCD = "http://127.0.0.1:2379"
_PROBES = {  # what says that a program does its work; the last two answer over TLS of their own
    "kube-apiserver": f"{SERVER}/readyz",
    "kube-scheduler": "https://127.0.0.1:10259/healthz",
    "kube-controller-manager": "https://127.0.0.1:10257/healthz",
}


class ControlPlaneError(Exception):
    """The control plane does not start, or one of its programs has stopped; says why, with its last words."""


@dataclass(frozen=True, slots=True)
class ControlPlane:
    """A running control plane, seen by its only user, who may do everything.

    Attributes:
        token: The user's bearer token.
        authority: The certificate (PEM) that the server's is checked against.
    """

    token: str
    authority: str

    def kubeconfig(self, namespace: str = "default") -> str:
        """Return a kubeconfig as JSON, which is YAML too: one file, nothing beside it is needed."""
        authority = base64.b64encode(self.authority.encode()).decode()
        config = {
            "apiVersion": "v1",
            "kind": "Config",
            "clusters": [
                {"name": "own", "cluster": {"server": SERVER, "certificate-authority-data": authority}}
            ],
            "users": [{"name": "admin", "user": {"token": self.token}}],
            "contexts": [
                {"name": "own", "context": {"cluster": "own", "user": "admin", "namespace": namespace}}
            ],
            "current-context": "own",
        }
        return json.dumps(config, indent=1)

    def request(self, method: str, path: str, body: object = None) -> Any:
        """Send a request and return the answer's JSON, or its text where it is none.

        Raises:
            urllib.error.HTTPError: If the server refuses.
        """
        request = urllib.request.Request(SERVER + path, method=method)  # noqa: S310  (a constant https address)
        request.add_header("Authorization", f"Bearer {self.token}")
        request.add_header("Content-Type", "application/json")
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(request, data, timeout=10, context=_trust(self.authority)) as answer:  # noqa: S310 - https, on loopback
            text = answer.read().decode()
        return json.loads(text) if text.startswith("{") else text

    def create_namespace(self, name: str) -> None:
        """Create a namespace."""
        metadata = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}
        self.request("POST", "/api/v1/namespaces", metadata)


@contextmanager
def control_plane(programs: Path, logs: Path) -> Iterator[ControlPlane]:
    """Start a control plane; stop it and forget its data at the end, whatever happens.

    Args:
        programs: The folder of kube-apiserver, kube-scheduler and kube-controller-manager. etcd is on PATH.
        logs: Where the programs' logs go if something fails.

    Raises:
        ControlPlaneError: If it does not come up.
    """
    if not is_own_network():
        raise ControlPlaneError("a control plane starts only in a network namespace of its own")
    etcd, openssl = shutil.which("etcd"), shutil.which("openssl")
    if not etcd or not openssl:
        raise ControlPlaneError("etcd and openssl are needed: apt-get install etcd-server openssl")
    with tempfile.TemporaryDirectory(prefix="techdigest-kube-") as name, ExitStack() as stack:
        folder = Path(name)
        token = _write_secrets(folder, openssl)
        running: dict[str, subprocess.Popen[bytes]] = {}
        stack.callback(_stop, running)
        try:
            running["etcd"] = _start(folder, etcd, _etcd_flags(folder))
            running["kube-apiserver"] = _start(folder, programs / "kube-apiserver", _apiserver_flags(folder))
            certificate = folder / "certs" / "apiserver.crt"
            _wait(folder, running, lambda: certificate.exists() and certificate.read_text().endswith("--\n"))
            plane = ControlPlane(token, certificate.read_text())
            _wait(folder, running, partial(_is_healthy, "kube-apiserver", plane))
            (folder / "kubeconfig").write_text(plane.kubeconfig())
            for program, flags in _client_flags(folder).items():
                running[program] = _start(folder, programs / program, flags)
            for program in _client_flags(folder):
                _wait(folder, running, partial(_is_healthy, program, plane))
            yield plane
            _check_alive(folder, running)
        except BaseException:
            _keep_logs(folder, logs)
            raise


def _write_secrets(folder: Path, openssl: str) -> str:
    token = secrets.token_urlsafe(24)
    (folder / "tokens.csv").write_text(f'{token},admin,admin,"system:masters"\n')
    command = [openssl, "genrsa", "-out", str(folder / "accounts.key"), "2048"]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  (our own words)
    return token


def _etcd_flags(folder: Path) -> list[str]:
    return [
        f"--data-dir={folder / 'etcd'}",
        f"--listen-client-urls={_ETCD}",
        f"--advertise-client-urls={_ETCD}",
        "--listen-peer-urls=http://127.0.0.1:2380",
        "--unsafe-no-fsync",  # the data does not outlive the run
    ]


def _apiserver_flags(folder: Path) -> list[str]:
    return [
        f"--etcd-servers={_ETCD}",
        f"--cert-dir={folder / 'certs'}",
        "--bind-address=127.0.0.1",
        "--secure-port=6443",
        "--advertise-address=192.0.2.1",  # a loopback address is refused, and nobody asks for it
        "--endpoint-reconciler-type=none",
        "--service-cluster-ip-range=10.0.0.0/24",
        f"--token-auth-file={folder / 'tokens.csv'}",
        "--authorization-mode=RBAC",
        "--service-account-issuer=https://kubernetes.default.svc",
        f"--service-account-signing-key-file={folder / 'accounts.key'}",
        f"--service-account-key-file={folder / 'accounts.key'}",
        # Pods need no account here: there is no kubelet that would give them its token.
        "--disable-admission-plugins=ServiceAccount",
    ]


def _client_flags(folder: Path) -> dict[str, list[str]]:
    kubeconfig = f"--kubeconfig={folder / 'kubeconfig'}"
    own = ["--leader-elect=false", "--bind-address=127.0.0.1", "--port=0", kubeconfig]
    access = [f"--authentication-kubeconfig={folder / 'kubeconfig'}"]
    access += [f"--authorization-kubeconfig={folder / 'kubeconfig'}"]
    manager = [
        f"--service-account-private-key-file={folder / 'accounts.key'}",
        "--node-monitor-grace-period=24h",  # nodes without a kubelet stay as they say they are
        f"--cert-dir={folder / 'manager'}",
    ]
    return {
        "kube-scheduler": [*own, *access, f"--cert-dir={folder / 'scheduler'}"],
        "kube-controller-manager": [*own, *access, *manager],
    }


def _start(folder: Path, program: str | Path, flags: list[str]) -> subprocess.Popen[bytes]:
    with (folder / f"{Path(program).name}.log").open("wb") as log:
        return subprocess.Popen([str(program), *flags], stdout=log, stderr=log, cwd=folder)  # noqa: S603 - our own words


def _wait(folder: Path, running: dict[str, subprocess.Popen[bytes]], is_there: Callable[[], bool]) -> None:
    end = time.monotonic() + START_TIMEOUT
    while not is_there():
        _check_alive(folder, running)
        if time.monotonic() > end:
            raise ControlPlaneError(f"not ready after {START_TIMEOUT:.0f} s: {', '.join(running)}")
        time.sleep(0.2)


def _check_alive(folder: Path, running: dict[str, subprocess.Popen[bytes]]) -> None:
    for name, process in running.items():
        if process.poll() is not None:
            last = (folder / f"{name}.log").read_text(errors="replace").splitlines()[-5:]
            words = "\n".join(last)
            raise ControlPlaneError(f"{name} has stopped with status {process.returncode}:\n{words}")


def _is_healthy(program: str, plane: ControlPlane) -> bool:
    """Ask a program how it is; its port is closed, or it says no, until it works."""
    request = urllib.request.Request(_PROBES[program])  # noqa: S310 - a constant address on loopback
    if program == "kube-apiserver":
        context = _trust(plane.authority)
        request.add_header("Authorization", f"Bearer {plane.token}")
    else:
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE  # self-signed, on our own loopback, and no secret is sent
    try:
        with urllib.request.urlopen(request, timeout=5, context=context) as answer:  # noqa: S310 - the same
            return bool(answer.read() == b"ok")
    except OSError:
        return False


def _trust(authority: str) -> ssl.SSLContext:
    context = ssl.create_default_context(cadata=authority)
    context.verify_flags &= (
        ~ssl.VERIFY_X509_STRICT
    )  # the server's own certificate lacks what Python 3.13 wants
    return context


def _stop(running: dict[str, subprocess.Popen[bytes]]) -> None:
    for process in reversed(running.values()):
        process.terminate()
    end = time.monotonic() + STOP_TIMEOUT
    for process in running.values():
        try:
            process.wait(max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _keep_logs(folder: Path, logs: Path) -> None:
    logs.mkdir(parents=True, exist_ok=True)
    for log in folder.glob("*.log"):
        shutil.copy(log, logs / log.name)
