"""The first process of a run: limits and encloses it, starts the code, and ends what the code leaves behind.

Started as `python -I -S -c BOOT FOLDER SPEC`, where FOLDER holds this package and SPEC is a `Launch` as JSON.
Exit status: the code's; 128 + n if signal n ended it; 125 if it could not be started.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from .limits import Limits
from .namespaces import Enclosure, adopt_orphans, die_with_parent, enclose, leave_host
from .processes import kill_tree

NOT_STARTED = 125
_BOOT = "import sys; sys.path.append(sys.argv[1]); from portable.launch import main; main(sys.argv[2])"


@dataclass(frozen=True)
class Launch:
    """What to start and in what enclosure.

    Attributes:
        command: The program and its arguments, as seen inside.
        folder: The working folder, as seen inside.
        environment: All the environment that it gets.
        limits: Set before anything else.
        enclosure: The namespaces to make; None starts it as it is, here.
        is_supervised: Whether this process stays to end what the command leaves behind; false where the
            command is a sandbox that does so itself.
    """

    command: tuple[str, ...]
    folder: str
    environment: dict[str, str]
    limits: Limits = field(default_factory=Limits)
    enclosure: Enclosure | None = None
    is_supervised: bool = True

    def command_line(self) -> list[str]:
        """Return the command that starts this, in any environment."""
        package = Path(__file__).parent.parent
        return [sys.executable, "-I", "-S", "-B", "-c", _BOOT, str(package), json.dumps(asdict(self))]


def main(spec: str) -> None:
    """Start what the spec says; does not return."""
    launch = _parse(spec)
    die_with_parent()
    try:
        launch.limits.enforce()
        if not launch.is_supervised:
            _become(launch)
        if launch.enclosure is not None:
            leave_host()
            os._exit(_wait(_fork(lambda: _first_process(launch))))
        adopt_orphans()
        status = _wait(_fork(lambda: _become(launch)))
    except (OSError, RuntimeError) as error:
        _refuse(error)
    kill_tree(os.getpid())
    os._exit(status)


def _first_process(launch: Launch) -> None:
    """The first process of the PID namespace: when it ends, the kernel kills all others there."""
    die_with_parent()
    if launch.enclosure is not None:
        enclose(launch.enclosure)
    os._exit(_wait(_fork(lambda: _become(launch))))


def _become(launch: Launch) -> None:
    os.chdir(launch.folder)
    os.execvpe(launch.command[0], launch.command, launch.environment)  # noqa: S606 - the very purpose


def _fork(child: Callable[[], None]) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            child()
        except (OSError, RuntimeError) as error:
            _refuse(error)
    return pid


def _wait(pid: int) -> int:
    """The exit status of a child, as a shell counts it; orphans that come along are buried."""
    while True:
        ended, status = os.wait()
        if ended == pid:
            code = os.waitstatus_to_exitcode(status)
            return code if code >= 0 else 128 - code


def _refuse(error: Exception) -> None:
    os.write(2, f"snippet sandbox: {error}\n".encode())
    os._exit(NOT_STARTED)


def _parse(spec: str) -> Launch:
    data = json.loads(spec)
    enclosure = data["enclosure"]
    if enclosure is not None:
        for key in ("binds", "readable"):
            enclosure[key] = tuple((here, there) for here, there in enclosure[key])
        enclosure = Enclosure(**enclosure)
    return Launch(
        tuple(data["command"]),
        data["folder"],
        data["environment"],
        Limits(**data["limits"]),
        enclosure,
        data["is_supervised"],
    )
