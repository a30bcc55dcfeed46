"""What code must not do: each is stopped, in each kind of sandbox, and said."""

from __future__ import annotations

import socket
import uuid
from pathlib import Path
from typing import Any

import pytest

from support.jobs import LINE, PAGE, job, sandbox
from techdigest.snippets.portable.execute import execute
from techdigest.snippets.portable.jobs import Outcome
from techdigest.snippets.portable.limits import MB, Limits
from techdigest.snippets.portable.sandbox import Access, Sandbox
from techdigest.snippets.portable.verdict import explain

_SHUT_IN = ("bubblewrap", "namespaces")


@pytest.fixture(params=[*_SHUT_IN, "none"])
def anywhere(request: pytest.FixtureRequest) -> Sandbox:
    """Each sandbox, and none."""
    return sandbox(request.param)


@pytest.fixture(params=_SHUT_IN)
def shut_in(request: pytest.FixtureRequest, tmp_path: Path) -> Sandbox:
    """Each sandbox, with a content folder that holds a file."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "secret.md").write_text("secret")
    return sandbox(request.param, (tmp_path / "content",))


def outcome_of(code: str, where: Sandbox, language: str = "python", **limits: Any) -> Outcome:
    return execute(job(code, language), where, limits=Limits(**limits))


def is_alive(argument: str) -> bool:
    """Whether any process of this machine has the argument on its command line."""
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                words = (process / "cmdline").read_bytes().split(b"\0")
            except OSError:  # it has just ended
                continue
            if argument.encode() in words:
                return True
    return False


def test_a_connection_to_the_outside_fails_and_the_message_says_why(shut_in: Sandbox) -> None:
    outcome = outcome_of("import socket\nsocket.create_connection(('192.0.2.1', 80), 20)\n", shut_in)
    assert outcome.status == "failed"
    assert outcome.message.startswith(f"{PAGE}:{LINE + 1}: OSError")
    assert outcome.message.endswith("(a snippet has no network but a loopback of its own)")


def test_a_name_cannot_be_looked_up(shut_in: Sandbox) -> None:
    outcome = outcome_of("import socket\nsocket.create_connection(('example.org', 80), 20)\n", shut_in)
    assert "a snippet has no network" in outcome.message


def test_a_server_of_the_callers_loopback_is_out_of_reach_but_its_own_is_not(shut_in: Sandbox) -> None:
    own = """\
import socket
server = socket.create_server(("127.0.0.1", 0))
client = socket.create_connection(server.getsockname())
client.sendall(b"x")
assert server.accept()[0].recv(1) == b"x"
"""
    assert outcome_of(own, shut_in).message == ""
    with socket.create_server(("127.0.0.1", 0)) as server:
        theirs = f"import socket\nsocket.create_connection(('127.0.0.1', {server.getsockname()[1]}), 20)\n"
        assert "ConnectionRefusedError" in outcome_of(theirs, shut_in).message
        assert execute(job(theirs), shut_in, Access(has_network=True)).message == ""


@pytest.mark.parametrize(
    "place", ["/etc/snippet", "/usr/snippet", "/var/tmp/snippet", "{home}/snippet", "{content}/x"]
)
def test_nothing_outside_the_working_folder_can_be_written(
    place: str, shut_in: Sandbox, tmp_path: Path
) -> None:
    target = place.format(home=Path.home(), content=tmp_path / "content")
    outcome = outcome_of(f"open({target!r}, 'w')\n", shut_in)
    assert outcome.status == "failed"
    assert "Read-only file system" in outcome.message or "No such file" in outcome.message
    assert not Path(target).exists()


def test_homes_and_the_content_folder_are_empty_and_other_processes_unseen(
    shut_in: Sandbox, tmp_path: Path
) -> None:
    code = f"""\
import os
from pathlib import Path
content = Path({str(tmp_path / "content")!r})
assert not content.exists() or not list(content.iterdir())
assert not os.path.exists({str(Path.home() / ".bashrc")!r})
assert len([p for p in os.listdir("/proc") if p.isdigit()]) <= 4
assert set(os.listdir("/run")) == {{"snippet"}}
assert not os.listdir("/var/tmp")
assert os.getuid() == 65534
"""
    assert outcome_of(code, shut_in).message == ""


def test_the_mounts_cannot_be_undone(shut_in: Sandbox) -> None:
    code = """\
! mount -o remount,rw /
! mount -o remount,bind,rw /
! umount /run
! unshare --user --map-root-user --mount mount -o remount,bind,rw /
! touch /etc/snippet
"""
    assert outcome_of(code, shut_in, "bash").message == ""


def test_the_settings_of_the_system_cannot_be_written_even_where_root_is_the_caller(shut_in: Sandbox) -> None:
    code = """\
! : >> /proc/sys/kernel/core_pattern
! : >> /proc/sys/vm/drop_caches
! : >> /proc/self/oom_score_adj
! unshare --user --map-root-user --pid --fork --mount-proc sh -c ': >> /proc/sys/vm/swappiness'
"""
    outcome = outcome_of(code, shut_in, "bash")
    assert outcome.message == ""
    refused = [line for line in outcome.output.splitlines() if "Read-only" in line or "Permission" in line]
    assert len(refused) == 4, outcome.output


def test_a_daemon_dies_with_its_snippet(anywhere: Sandbox) -> None:
    mark = f"86400.{uuid.uuid4().int}"
    code = f"""\
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execvp("sleep", ["sleep", "{mark}"])
    os._exit(0)
os.wait()
time.sleep(0.2)
"""
    assert outcome_of(code, anywhere).message == ""
    assert not is_alive(mark)


def test_code_that_never_ends_is_stopped_with_its_daemons_and_says_after_how_long(anywhere: Sandbox) -> None:
    mark = f"86400.{uuid.uuid4().int}"
    code = f"(setsid sleep {mark} &)\nwhile true; do :; done\n"
    outcome = execute(job(code, "bash", timeout=2.0), anywhere)
    assert (outcome.status, outcome.message) == (
        "timeout",
        f"{PAGE}:{LINE}: stopped: still running after 2 s",
    )
    assert outcome.seconds < 30
    assert not is_alive(mark)


def test_sixty_four_gigabytes_are_refused(anywhere: Sandbox) -> None:
    outcome = outcome_of("x = 1\nbytearray(64 << 30)\n", anywhere)
    assert outcome.message == f"{PAGE}:{LINE + 1}: MemoryError (a run may take 4 GB of memory)"


def test_shared_memory_and_that_of_children_is_watched(anywhere: Sandbox) -> None:
    code = """\
import mmap
kept = []
while len(kept) < 64:
    kept.append(mmap.mmap(-1, 64 << 20))
    kept[-1].write(bytes(64 << 20))
"""
    outcome = outcome_of(code, anywhere, memory=512 * MB)
    assert outcome.message == f"{PAGE}:{LINE}: stopped: used more than 0.5 GB of memory"


def test_a_fork_bomb_is_stopped(anywhere: Sandbox) -> None:
    outcome = outcome_of(
        "import os, time\nfor _ in range(60):\n    os.fork() or time.sleep(60)\ntime.sleep(60)\n",
        anywhere,
        processes=40,
    )
    assert outcome.message == f"{PAGE}:{LINE}: stopped: started more than 40 processes"


def test_a_hundred_megabytes_of_output_are_stopped_and_cut(anywhere: Sandbox) -> None:
    outcome = outcome_of("for _ in range(100):\n    print('x' * 1_000_000)\n", anywhere)
    assert outcome.message == f"{PAGE}:{LINE}: stopped: printed more than 10 MB"
    assert len(outcome.output) < 1_100_000
    assert "bytes left out" in outcome.output


@pytest.mark.parametrize(
    ("code", "message"),
    [
        # By the system as it writes, or by the watch over the folder: whichever comes first.
        ("open('big', 'wb').write(bytes(21 << 20))", " 20 MB"),
        (
            "for i in range(30):\n    open(str(i), 'wb').write(bytes(1 << 20))\n",
            "stopped: wrote more than 20 MB",
        ),
        (
            "import tempfile, time\nkept = [tempfile.TemporaryFile() for _ in range(30)]\n"
            "for f in kept:\n    f.write(bytes(1 << 20))\n    f.flush()\ntime.sleep(60)\n",
            "stopped: wrote more than 20 MB",
        ),
        ("for i in range(600):\n    open(str(i), 'w').close()\n", "stopped: wrote more than 500 files"),
        (
            "d = '/dev/shm/'\nfor i in range(30):\n    open(d + str(i), 'wb').write(bytes(1 << 20))\n",
            "stopped: wrote",
        ),
    ],
)
def test_the_disk_cannot_be_filled(code: str, message: str, shut_in: Sandbox) -> None:
    outcome = outcome_of(code, shut_in, disk=20 * MB, files=500)
    assert outcome.status == "failed"
    assert message in outcome.message


@pytest.mark.parametrize(
    "how", ["sys.stdout.close()", "os.close(1); os.close(2)", "os.dup2(os.open('/dev/null', 1), 1)"]
)
def test_closing_stdout_neither_blocks_nor_hides_a_failure(how: str, anywhere: Sandbox) -> None:
    outcome = outcome_of(f"import os, sys\n{how}\nassert 1 > 2, 'still seen'\n", anywhere)
    assert outcome.message == f"{PAGE}:{LINE + 2}: AssertionError: still seen"


def test_the_environment_is_empty_but_for_what_is_named(
    anywhere: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A_SECRET", "x")
    outcome = outcome_of("import os\nprint(*sorted(os.environ))\n", anywhere)
    seen = set(outcome.output.split()) - {"PWD", "LC_CTYPE"}
    assert seen == {"HOME", "LANG", "PATH", "SNIPPET_DEVICE", "SNIPPET_SIZE", "SNIPPET_TARGET", "TMPDIR"}


def test_locked_and_deeply_nested_folders_are_cleared_away(
    anywhere: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    code = (
        "import os\nos.mkdir('locked', 0o000)\nfor _ in range(1500):\n    os.mkdir('d')\n    os.chdir('d')\n"
    )
    assert outcome_of(code, anywhere).message == ""
    assert list(tmp_path.iterdir()) == []


def test_a_plot_that_is_a_link_shows_nothing_of_the_caller(anywhere: Sandbox, tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text("<svg/>")
    for code in (
        f"import os\nos.symlink({str(secret)!r}, 'a.svg')\n",
        "import os\nos.mkfifo('a.svg')\n",
        f"import os\nos.rename('../work', '../old')\nos.symlink({str(tmp_path)!r}, '../work')\n",
    ):
        outcome = execute(job(code, plot="a.svg"), anywhere)
        assert outcome.plot is None
        assert "no plot" in outcome.message


def test_the_whole_story_names_snippet_claim_and_output(anywhere: Sandbox) -> None:
    failing = job("print('seen')\nassert 0\n")
    text = explain(failing, execute(failing, anywhere))
    for word in (f"{PAGE}:{LINE + 1}: AssertionError", "snippet: a-snippet", "claim: It holds", "    seen"):
        assert word in text


def test_root_has_rights_over_a_network_of_its_own_alone() -> None:
    access = Access(is_root=True, has_network=True)
    where = sandbox("namespaces", access=access)
    outside = Path("/proc/self/ns/net").readlink()
    code = f"""\
id -u
readlink /proc/self/ns/net
[ "$(readlink /proc/self/ns/net)" != "{outside}" ]
echo 1 > /proc/sys/net/ipv4/ip_forward
! mount -o remount,rw /
! umount /dev
! touch /etc/snippet
! : >> /proc/sys/kernel/core_pattern
! mount -t proc proc /mnt
! ls -d /proc/1/fd/*/sys
"""
    outcome = execute(job(code, "bash"), where, access)
    assert outcome.message == "", outcome
    assert outcome.output.startswith("0\n")


def test_root_is_never_run_without_a_sandbox() -> None:
    with pytest.raises(PermissionError, match="never run without a sandbox"):
        execute(job("id\n", "bash"), sandbox("none"), Access(is_root=True))
