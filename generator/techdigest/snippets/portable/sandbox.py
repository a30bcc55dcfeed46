"""How a command is shut in: by namespaces, or not at all. (Bubblewrap is known to the layer above.)"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from .launch import Launch
from .limits import Limits
from .namespaces import Enclosure


@dataclass(frozen=True)
class Access:
    """What the code may reach besides the folder of its own run.

    Attributes:
        has_network: The caller's network.
        has_gpu: The GPUs' device files.
        is_root: Root, and all rights over a network of its own; never the caller's network.
        environment: Variables besides those that every run has.
        readable: Files and folders that must be readable though they lie in a hidden folder.
    """

    has_network: bool = False
    has_gpu: bool = False
    is_root: bool = False
    environment: dict[str, str] = field(default_factory=dict)
    readable: tuple[str, ...] = ()


@dataclass(frozen=True)
class Room:
    """The folders of one run: `scratch` may be written by the code, `control` may not.

    The code starts in `scratch/work`, and its home folder is `scratch/home`.
    """

    scratch: str
    control: str

    @property
    def work(self) -> str:
        """The working folder."""
        return self.scratch + "/work"

    @property
    def home(self) -> str:
        """The home folder."""
        return self.scratch + "/home"


INSIDE = Room("/tmp", "/run/snippet")  # noqa: S108 - the sandbox's own /tmp


class Sandbox(Protocol):
    """A way to shut a command in."""

    name: str

    def inside(self, room: Room) -> Room:
        """Return the same folders as the code sees them."""

    def launch(
        self, room: Room, command: list[str], environment: dict[str, str], limits: Limits, access: Access
    ) -> Launch:
        """Return how to start a command there; `command` and `environment` speak of the folders inside."""


@dataclass(frozen=True)
class Namespaces:
    """Linux namespaces; see `namespaces.py`. `hidden` are folders that hold what is none of the code's business."""

    hidden: tuple[str, ...] = ()
    name: str = "namespaces"

    def inside(self, room: Room) -> Room:
        """Return the same folders as the code sees them."""
        return INSIDE

    def launch(
        self, room: Room, command: list[str], environment: dict[str, str], limits: Limits, access: Access
    ) -> Launch:
        """Return how to start a command there."""
        shared_memory = str(Path(room.scratch, "shm"))
        enclosure = Enclosure(
            binds=((room.scratch, INSIDE.scratch), (shared_memory, "/dev/shm")),  # noqa: S108 - inside
            readable=(*readable_pairs(access), (room.control, INSIDE.control)),
            hidden=hidden_folders(self.hidden),
            devices=gpu_devices() if access.has_gpu else (),
            has_network=access.has_network,
            is_root=access.is_root,
        )
        return Launch(tuple(command), INSIDE.work, environment, limits, enclosure)


@dataclass(frozen=True)
class NoSandbox:
    """None: the code can read and write what its caller can, and has its network.

    It still has limits, an environment of its own, and its descendants are ended with it, unless it kills the
    process that looks after them and a descendant also changes its environment.
    """

    name: str = "none"

    def inside(self, room: Room) -> Room:
        """Return the same folders as the code sees them."""
        return room

    def launch(
        self, room: Room, command: list[str], environment: dict[str, str], limits: Limits, access: Access
    ) -> Launch:
        """Return how to start a command there.

        Raises:
            PermissionError: If the code asks to be root, which it never is outside a sandbox.
        """
        if access.is_root:
            raise PermissionError("needs root or netns: never run without a sandbox")
        return Launch(tuple(command), room.work, environment, limits)


def refusal(sandbox: Sandbox, access: Access | None = None) -> str | None:
    """Start `true` in a sandbox: None when that works, else the reason that it gives."""
    with tempfile.TemporaryDirectory(prefix="snippet-") as folder:
        room = Room(folder + "/tmp", folder + "/control")
        for path in (room.work, room.home, room.scratch + "/shm", room.control):
            os.makedirs(path)
        launch = sandbox.launch(room, [sys.executable, "-I", "-S", "-c", ""], {}, Limits(), access or Access())
        try:
            done = subprocess.run(  # noqa: S603 - our own command line
                launch.command_line(), stdin=subprocess.DEVNULL, capture_output=True, timeout=20, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return str(error)
        text = (done.stdout + done.stderr).decode(errors="replace").strip()
        return None if done.returncode == 0 else text or f"exit status {done.returncode}"


def hidden_folders(extra: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the folders that a sandbox hides: homes, /run, and `extra`, those inside another left out."""
    home = os.path.expanduser("~")
    folders = {os.path.realpath(path) for path in ("/home", "/root", "/run", "/mnt", "/media", home, *extra)}
    existing = {path for path in folders if os.path.isdir(path) and path not in ("/", "/usr", "/etc")}
    return tuple(sorted(path for path in existing if not any(_is_within(path, of) for of in existing - {path})))


def readable_pairs(access: Access) -> tuple[tuple[str, str], ...]:
    """Return what must stay readable as (where it is here, where it is seen), the interpreter's parts first."""
    places = dict.fromkeys((*_interpreter(), *access.readable))
    return tuple((os.path.realpath(place), place) for place in places if os.path.exists(place))


def gpu_devices() -> tuple[str, ...]:
    """Return the device files of the GPUs of this machine."""
    names = sorted(path.name for path in Path("/dev").iterdir())
    return tuple(f"/dev/{name}" for name in names if name.startswith("nvidia") or name == "dri")


def _interpreter() -> list[str]:
    """The folders of the running Python, and every link on the way to its program that lies outside them."""
    folders = [sys.prefix, sys.base_prefix]
    places = [path for folder in folders for path in (folder, os.path.realpath(folder))]
    program = sys.executable
    while os.path.islink(program):
        program = os.path.join(os.path.dirname(program), os.readlink(program))
        if not any(_is_within(os.path.normpath(program), folder) for folder in places):
            places.append(os.path.normpath(program))
    return [place for place in places if place not in ("/", "/usr")]


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")
