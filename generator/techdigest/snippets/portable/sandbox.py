"""How a command is shut in: by namespaces, or not at all. (Bubblewrap is known to the layer above.)"""

from __future__ import annotations

import os
import site
import subprocess
import sys
import tempfile
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from .launch import Launch
from .limits import Limits
from .namespaces import Enclosure

# Where a system keeps its commands.
SYSTEM_FOLDERS = ("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")


@dataclass(frozen=True)
class Access:
    """What the code may reach besides the folder of its own run.

    Attributes:
        has_network: The caller's network.
        has_gpu: The GPUs' device files.
        is_root: Root, and all rights over a network of its own; never the caller's network.
        environment: Variables besides those that every run has.
        readable: Files and folders that must be readable though they lie in a hidden folder.
        commands: Folders to look for commands in, besides those of the system and of the interpreter.
    """

    has_network: bool = False
    has_gpu: bool = False
    is_root: bool = False
    environment: dict[str, str] = field(default_factory=dict)
    readable: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()


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


class Sandbox(ABC):
    """A way to shut a command in. `name` is what records call it."""

    name: ClassVar[str]

    @abstractmethod
    def inside(self, room: Room) -> Room:
        """Return the same folders as the code sees them."""

    @abstractmethod
    def launch(
        self, room: Room, command: list[str], environment: dict[str, str], limits: Limits, access: Access
    ) -> Launch:
        """Return how to start a command there; `command` and `environment` speak of the folders inside."""


@dataclass(frozen=True)
class Namespaces(Sandbox):
    """Linux namespaces; see `namespaces.py`. `hidden` are folders that are none of the code's business."""

    name = "namespaces"
    hidden: tuple[str, ...] = ()

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
class NoSandbox(Sandbox):
    """None: the code can read and write what its caller can, and has its network.

    It still has limits, an environment of its own, and its descendants are ended with it, unless it kills the
    process that looks after them and a descendant also changes its environment.
    """

    name = "none"

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
        room = furnish(Path(folder))
        launch = sandbox.launch(
            room, [sys.executable, "-I", "-S", "-c", ""], {}, Limits(), access or Access()
        )
        try:
            done = subprocess.run(  # noqa: S603 - our own command line
                launch.command_line(), stdin=subprocess.DEVNULL, capture_output=True, timeout=20, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return str(error)
        text = (done.stdout + done.stderr).decode(errors="replace").strip()
        return None if done.returncode == 0 else text or f"exit status {done.returncode}"


def furnish(base: Path) -> Room:
    """Make the folders of a run below `base`."""
    room = Room(str(base / "scratch"), str(base / "control"))
    for path in (room.work, room.home, room.scratch + "/shm", room.control):
        Path(path).mkdir(parents=True)
    return room


def hidden_folders(extra: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the folders that a sandbox hides: homes, shared ones, and `extra`; the outermost of each."""
    shared = ("/run", "/var/tmp", "/srv", "/mnt", "/media")  # noqa: S108 - also for the sockets that lie there
    places = ("/home", "/root", *shared, str(Path.home()), *extra)
    folders = {os.path.realpath(place) for place in places if Path(place).is_dir()} - {"/", "/usr", "/etc"}
    gone = {INSIDE.scratch}  # what is there outside is not to be seen anyway
    return tuple(
        sorted(path for path in folders if not any(_is_within(path, of) for of in folders - {path} | gone))
    )


def readable_pairs(access: Access) -> tuple[tuple[str, str], ...]:
    """Return what must stay readable as pairs, where it is here and where it is seen."""
    user = user_site()
    places = dict.fromkeys((*_interpreter(), *([user] if user else []), *access.readable))
    return tuple((os.path.realpath(place), place) for place in places if Path(place).exists())


def gpu_devices() -> tuple[str, ...]:
    """Return the device files of the GPUs of this machine."""
    names = sorted(path.name for path in Path("/dev").iterdir())
    return tuple(f"/dev/{name}" for name in names if name.startswith("nvidia") or name == "dri")


def user_site() -> str | None:
    """Return the folder of the packages that were installed for this user alone, if this Python uses it."""
    folder = site.getusersitepackages() if site.ENABLE_USER_SITE else None
    return folder if folder and Path(folder).is_dir() else None


def _interpreter() -> list[str]:
    """The folders of the running Python, and every link on the way to its program that lies outside them."""
    folders = [sys.prefix, sys.base_prefix]
    places = [path for folder in folders for path in (folder, os.path.realpath(folder))]
    program = Path(sys.executable)
    while program.is_symlink():
        program = Path(os.path.normpath(program.parent / program.readlink()))
        if not any(_is_within(str(program), folder) for folder in places):
            places.append(str(program))
    return [place for place in places if place not in ("/", "/usr")]


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")
