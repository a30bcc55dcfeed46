"""Which sandbox snippets run in: bubblewrap where it works, else namespaces; none only where asked for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from techdigest.snippets.portable.launch import Launch
from techdigest.snippets.portable.limits import Limits
from techdigest.snippets.portable.sandbox import (
    INSIDE,
    Access,
    Namespaces,
    NoSandbox,
    Room,
    Sandbox,
    gpu_devices,
    hidden_folders,
    readable_pairs,
    refusal,
)

_NOBODY = "65534"


class SandboxUnavailableError(Exception):
    """No sandbox works here, and nobody said to go without; the text says why and what to do."""


@dataclass(frozen=True)
class Bubblewrap(Sandbox):
    """The program `bwrap`. Code that must be root goes to the namespaces of our own instead."""

    name = "bubblewrap"
    program: str
    hidden: tuple[str, ...] = ()

    def inside(self, room: Room) -> Room:
        """Return the same folders as the code sees them."""
        return INSIDE

    def launch(
        self, room: Room, command: list[str], environment: dict[str, str], limits: Limits, access: Access
    ) -> Launch:
        """Return how to start a command there."""
        if access.is_root:
            return Namespaces(self.hidden).launch(room, command, environment, limits, access)
        hidden = hidden_folders(self.hidden)
        options = ["--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
        options += ["--uid", _NOBODY, "--gid", _NOBODY, "--clearenv"]
        options += ["--share-net"] if access.has_network else []
        for name, value in environment.items():
            options += ["--setenv", name, value]
        options += ["--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev"]
        for device in gpu_devices() if access.has_gpu else ():
            options += ["--dev-bind", device, device]
        for folder in hidden:
            options += ["--tmpfs", folder]
        options += ["--bind", room.scratch, INSIDE.scratch, "--bind", room.scratch + "/shm", "/dev/shm"]  # noqa: S108 - inside
        for here, there in (*readable_pairs(access), (room.control, INSIDE.control)):
            options += ["--ro-bind", here, there]
        for folder in ("/dev", "/proc", *hidden):  # /proc: see `namespaces.py`
            options += ["--remount-ro", folder]
        arguments = (self.program, *options, "--chdir", INSIDE.work, "--", *command)
        return Launch(arguments, "/", {}, limits, is_supervised=False)


def choose(content_dir: Path, *, may_do_without: bool = False) -> Sandbox:
    """Return the sandbox to use, after trying it once. The content folder and its `.git` are hidden in it.

    Raises:
        SandboxUnavailableError: If none works; with `may_do_without` there is none then, nor is one tried.
    """
    if may_do_without:
        return NoSandbox()
    hidden = _private_folders(content_dir.resolve())
    found = shutil.which("bwrap")
    candidates: list[Sandbox] = [Bubblewrap(found, hidden)] if found else []
    candidates.append(Namespaces(hidden))
    refused = []
    for sandbox in candidates:
        reason = refusal(sandbox)
        if reason is None:
            return sandbox
        refused.append(f"{sandbox.name}: {reason}")
    raise SandboxUnavailableError(_advice(refused, is_installed=found is not None))


def _private_folders(content: Path) -> tuple[str, ...]:
    """The content folder and the repository around it: where CI checks out, its token is in `.git/config`."""
    repositories = [folder / ".git" for folder in (content, *content.parents) if (folder / ".git").is_dir()]
    return tuple(map(str, (content, *repositories)))


def _advice(refused: Sequence[str], *, is_installed: bool) -> str:
    lines = ["snippets are not run: no sandbox works here", *(f"  {reason}" for reason in refused)]
    if found := restriction():
        lines.append(f"  {found}")
    if not is_installed:
        lines.append("  bubblewrap is not installed (Debian, Ubuntu, Fedora: the package `bubblewrap`)")
    lines.append("  --no-sandbox runs them with all your rights: only for code that you trust")
    return "\n".join(lines)


def restriction(proc_sys: Path = Path("/proc/sys")) -> str | None:
    """Name the setting of this system that forbids user namespaces, if one does."""
    for name, forbidding, advice in (
        (
            "kernel/apparmor_restrict_unprivileged_userns",
            "1",
            "AppArmor restricts user namespaces here (Ubuntu 24.04 does): allow bwrap by a profile, or"
            " `sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`",
        ),
        (
            "kernel/unprivileged_userns_clone",
            "0",
            "`sudo sysctl kernel.unprivileged_userns_clone=1` allows user namespaces",
        ),
        (
            "user/max_user_namespaces",
            "0",
            "`sudo sysctl user.max_user_namespaces=10000` allows user namespaces",
        ),
    ):
        setting = proc_sys / name
        if os.access(setting, os.R_OK) and setting.read_text().strip() == forbidding:
            return advice
    return None
