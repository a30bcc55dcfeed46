"""What code may need, whether it is there, and what its absence means."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from .jobs import Job
from .sandbox import SYSTEM_FOLDERS, Access, Sandbox, refusal

# What must be importable for each need. Triton launches with torch's tensors alone. CuPy cannot do without a
# GPU: code that needs it computes with NumPy on a CPU.
_MODULES = {"torch": ("torch",), "triton": ("triton", "torch"), "numba": ("numba",), "cupy": ("cupy",)}
_OLDEST_GO = (1, 18)
_GO_PLACES = ("local/go/bin/go", "lib/go-*/bin/go")  # below /usr: of its makers and of Debian
_KNOWN = {"gpu", "kube", "root", "netns", "go", *_MODULES}


def missing(job: Job, sandbox: Sandbox) -> str | None:
    """Return why a job cannot be run here, or None."""
    on_gpu = is_gpu(job.target)
    for need in job.needs:
        reason = (
            None
            if need == "cupy" and not on_gpu
            else _without_modules(need)
            or _without_cluster(job, need)
            or _without_root(need, sandbox)
            or _without_command(job, need)
        )
        if reason:
            return reason
    return None


def is_gpu(target: str) -> bool:
    """Whether a target is a GPU."""
    return target not in ("cpu", "kube")


def access_of(job: Job) -> Access:
    """Return what a job's needs open to it, for its target."""
    commands = [command for need in job.needs if (command := find_command(need))]
    folders = [str(Path(command).parent) for command in commands]
    environment, readable = {}, [*commands, *(str(Path(path).resolve().parent) for path in commands)]
    if job.target == "kube" and (config := os.environ.get("KUBECONFIG")):
        environment["KUBECONFIG"] = config
        readable.append(config)
        if kubectl := shutil.which("kubectl"):
            folders.append(str(Path(kubectl).parent))
            readable.append(kubectl)
    return Access(
        has_network=job.target == "kube",
        has_gpu=is_gpu(job.target),
        is_root=not {"root", "netns"}.isdisjoint(job.needs),
        environment=environment,
        readable=tuple(readable),
        commands=tuple(dict.fromkeys(folders)),
    )


def find_command(need: str) -> str | None:
    """Return where the program is that a need names, if it names one and it is there."""
    if need in _KNOWN - {"go"}:
        return None
    found = shutil.which(need) or shutil.which(need, path=os.pathsep.join(SYSTEM_FOLDERS))
    if need == "go" and not found:
        paths = [str(path) for pattern in _GO_PLACES for path in Path("/usr").glob(pattern)]
        found = max(paths, default=None)
    return found


def _without_modules(need: str) -> str | None:
    absent = [module for module in _MODULES.get(need, ()) if find_spec(module) is None]
    return f"{' and '.join(absent)} is not installed" if absent else None


def _without_cluster(job: Job, need: str) -> str | None:
    if need != "kube":
        return None
    if job.target == "kube":
        return None if os.environ.get("KUBECONFIG") else "KUBECONFIG names no cluster"
    # What is checked, and the Python part that needs no cluster, run everywhere.
    return "it needs a Kubernetes cluster" if job.language in ("bash", "go") else None


def _without_root(need: str, sandbox: Sandbox) -> str | None:
    if need not in ("root", "netns"):
        return None
    if sandbox.name == "none":
        return f"needs={need} is never run without a sandbox"
    reason = _root_refusal(sandbox)
    return f"root in namespaces of its own is not to be had here: {reason}" if reason else None


@lru_cache
def _root_refusal(sandbox: Sandbox) -> str | None:
    return refusal(sandbox, Access(is_root=True))


def _without_command(job: Job, need: str) -> str | None:
    if need in _KNOWN - {"go"}:
        return None
    command = find_command(need)
    if command is None and job.language == "python":
        return None if find_spec(need) else f"{need} is not installed, neither as a command nor as a package"
    if command is None:
        return f"the command {need} is not installed"
    if need == "go" and (version := _go_version(command)) < _OLDEST_GO:
        return f"go is {'.'.join(map(str, version))}, older than {'.'.join(map(str, _OLDEST_GO))}"
    return None


@lru_cache
def _go_version(command: str) -> tuple[int, ...]:
    done = subprocess.run(  # noqa: S603 - the program that was asked for
        [command, "version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60, check=False
    )
    found = re.search(rb"go(\d+)\.(\d+)", done.stdout)
    return (int(found[1]), int(found[2])) if found else (0,)
