"""Runs one job in a folder of its own, in a sandbox, within limits, and says what came of it."""

from __future__ import annotations

import base64
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from .jobs import Job, Outcome
from .languages import PROGRAMS
from .languages.trace import Language
from .limits import GB, Limits
from .processes import kill_marked, kill_tree
from .sandbox import SYSTEM_FOLDERS, Access, Room, Sandbox, furnish
from .verdict import PICTURE_LIMIT, Run, judge

LOOK_EVERY = 0.3  # seconds between two looks at what the processes of a run take together
SHOWN_HEAD, SHOWN_TAIL = 750_000, 250_000  # bytes of output that are kept


def execute(
    job: Job,
    sandbox: Sandbox,
    access: Access | None = None,
    *,
    limits: Limits | None = None,
    languages: Mapping[str, Language] = PROGRAMS,
) -> Outcome:
    """Run a job and return what came of it; never raises for what the code does."""
    access = access or Access()
    language = languages[job.language]
    with _fresh_folder() as base:
        room = _room_of(job, base)
        inside = sandbox.inside(room)
        output, report = base / "output", base / "report"
        with output.open("ab") as printed, report.open("wb") as told:
            command = language.prepare(job, Path(room.control), inside, told.fileno())
            environment = environment_of(job, inside, access)
            limits = limits or limits_of(job)
            launch = sandbox.launch(room, command, environment, limits, access)
            started = time.monotonic()
            # To files, not pipes: a process left behind that holds a pipe open would have to be waited for.
            child = subprocess.Popen(  # noqa: S603 - shut in by the sandbox
                launch.command_line(),
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=printed,
                pass_fds=(told.fileno(),),
                start_new_session=True,
                env={},
            )
            stopped = _watch(child, job, limits, room, output)
            seconds = time.monotonic() - started
            if inside == room:  # no PID namespace has ended what is left
                kill_marked(f"HOME={room.home}\0")
        trace = language.read(job, _text(report), _shown(output))
        picture = _picture(room, job.plot) if job.plot else None
        own = _shown(output, trace.own_output)
        code = child.returncode  # negative where the code has killed its own supervisor
        status = code if code >= 0 else 128 - code
        run = Run(status, seconds, _shown(output), own, stopped, trace, picture, limits)
    return judge(job, run)


def environment_of(job: Job, inside: Room, access: Access) -> dict[str, str]:
    """Return all the environment that the code sees."""
    on_gpu = access.has_gpu
    stand_ins = {"TRITON_INTERPRET": "1", "NUMBA_ENABLE_CUDASIM": "1"}
    return {
        "PATH": os.pathsep.join(search_path(access)),
        "HOME": inside.home,
        "TMPDIR": inside.scratch,
        "LANG": "C.UTF-8",
        "SNIPPET_SIZE": job.size,
        "SNIPPET_DEVICE": "cuda" if on_gpu else "cpu",
        "SNIPPET_TARGET": job.target,
        **(stand_ins if "gpu" in job.needs and not on_gpu else {}),
        **access.environment,
    }


def search_path(access: Access) -> tuple[str, ...]:
    """Return the folders in which the code's commands are looked for, the interpreter's own first."""
    return tuple(dict.fromkeys((str(Path(sys.executable).parent), *SYSTEM_FOLDERS, *access.commands)))


def limits_of(job: Job) -> Limits:
    """Return the limits of a job: twice the memory where torch is, and room to breathe on a GPU."""
    on_gpu = job.target not in ("cpu", "kube")
    memory = 64 * GB if on_gpu else 8 * GB if {"torch", "triton"} & set(job.needs) else 4 * GB
    return Limits(memory=memory, is_data_limited=not on_gpu)


def _watch(child: subprocess.Popen[bytes], job: Job, limits: Limits, room: Room, output: Path) -> str | None:
    """Wait for the end; None, or which limit it was that stopped the run."""
    deadline = time.monotonic() + job.timeout
    while True:
        remaining = deadline - time.monotonic()
        try:
            child.wait(max(0.0, min(LOOK_EVERY, remaining)))
        except subprocess.TimeoutExpired:
            if remaining <= 0:
                reason: str | None = f"still running after {job.timeout:g} s"
            else:
                reason = limits.exceeded(child.pid, Path(room.scratch), output)
            if reason:
                _stop(child)
                return reason
        else:
            # What was written or printed since the last look counts too, unless it has failed by itself.
            return None if child.returncode else limits.exceeded(child.pid, Path(room.scratch), output)


def _stop(child: subprocess.Popen[bytes]) -> None:
    """End the child's descendants first: it then ends by itself, once none of them is left."""
    kill_tree(child.pid)
    try:
        child.wait(5)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


@contextmanager
def _fresh_folder() -> Iterator[Path]:
    folder = tempfile.mkdtemp(prefix="snippet-")
    try:
        yield Path(folder)
    finally:
        # The code may leave folders that are locked, or nested too deeply for shutil.
        subprocess.run(["chmod", "-R", "u+rwx", folder], stderr=subprocess.DEVNULL, check=False)  # noqa: S603, S607 - our own words
        subprocess.run(["rm", "-rf", folder], stderr=subprocess.DEVNULL, check=False)  # noqa: S603, S607 - our own words


def _room_of(job: Job, base: Path) -> Room:
    room = furnish(base)
    for name, content in job.files.items():
        Path(room.work, name).write_bytes(base64.b64decode(content))
    return room


def _shown(output: Path, start: int = 0) -> str:
    """What was printed from `start` on, in bytes, without the middle of what is too long."""
    size = output.stat().st_size - start
    with output.open("rb") as file:
        file.seek(start)
        if size <= SHOWN_HEAD + SHOWN_TAIL:
            kept = file.read()
        else:
            head = file.read(SHOWN_HEAD)
            file.seek(-SHOWN_TAIL, os.SEEK_END)
            left_out = size - SHOWN_HEAD - SHOWN_TAIL
            kept = head + f"\n… {left_out} bytes left out …\n".encode() + file.read()
    return kept.decode(errors="replace")


def _text(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(SHOWN_HEAD).decode(errors="replace")


def _picture(room: Room, name: str) -> bytes | None:
    """The bytes of a plain file in the working folder; no link is followed, for it may lead anywhere."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        folder = os.open(room.work, flags | os.O_DIRECTORY)
        try:
            file = os.open(name, flags, dir_fd=folder)
        finally:
            os.close(folder)
    except OSError:
        return None
    with os.fdopen(file, "rb") as opened:
        return opened.read(PICTURE_LIMIT + 1) if stat.S_ISREG(os.fstat(file).st_mode) else None
