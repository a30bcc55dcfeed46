"""The store with several processes, and with processes that die."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from textwrap import dedent

import pytest

from techdigest.incremental.store import Store


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", dedent(code), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str]) -> str:
    out, error = process.communicate(timeout=60)
    assert process.returncode == 0, error
    return out


def refuse(notice: str) -> None:
    raise AssertionError(f"unexpected notice: {notice}")


WRITE = """
    import os, sys
    from pathlib import Path
    from techdigest.incremental.store import Store
    name = sys.argv[2].encode()
    def refuse(notice): raise AssertionError(notice)
    with Store.open(Path(sys.argv[1]), limit=10**9, notice=refuse) as store:
        for i in range(600):
            for key in (b"shared %d" % i, name + b" %d" % i):
                found = store.get(key)
                assert found is None or found == key * 500
                store.put(key, key * 500)
            if i % 50 == 0:
                store.flush()
"""


def test_three_processes_that_begin_one_store_at_once_keep_what_each_put(tmp_path: Path) -> None:
    for process in [start(WRITE, tmp_path, name) for name in ("a", "b", "c")]:
        finish(process)
    with Store.open(tmp_path, limit=10**9, notice=refuse) as store:
        keys = [b"%s %d" % (name, i) for name in (b"shared", b"a", b"b", b"c") for i in range(600)]
        assert store.get_many(keys) == {key: key * 500 for key in keys}


WRITE_FOR_EVER = """
    import itertools, os, sys
    from pathlib import Path
    from techdigest.incremental.store import Store
    def refuse(notice): raise AssertionError(notice)
    print("started", flush=True)
    for turn in itertools.count():
        with Store.open(Path(sys.argv[1]), limit=3_000_000, notice=refuse) as store:
            for i in range(300):
                key = b"%s %d" % (sys.argv[2].encode(), i)
                found = store.get(key)
                assert found is None or found[:-16] == key * 300
                store.put(key, key * 300 + os.urandom(16))
            if turn == 0:
                store.flush()
                print("wrote", flush=True)
"""


def test_a_store_is_right_after_writers_were_killed_at_random_moments(tmp_path: Path) -> None:
    chance = random.Random(7)
    for turn in range(10):
        writer = start(WRITE_FOR_EVER, tmp_path, turn % 3)
        assert writer.stdout is not None
        assert writer.stdout.readline() == "started\n"
        if turn == 0:
            assert writer.stdout.readline() == "wrote\n"
        time.sleep(chance.uniform(0.0, 0.25))
        writer.send_signal(signal.SIGKILL)
        _, error = writer.communicate(timeout=60)
        assert writer.returncode == -signal.SIGKILL, error
        with Store.open(tmp_path, limit=10**9, notice=refuse) as store:
            keys = [b"%d %d" % (name, i) for name in range(3) for i in range(300)]
            found = store.get_many(keys)
            assert all(value[:-16] == key * 300 for key, value in found.items())
            assert len([key for key in found if key.startswith(b"0 ")]) == 300  # what was flushed is there


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_child_is_told_that_the_store_is_not_its(tmp_path: Path) -> None:
    said = finish(
        start(
            """
            import os, sys
            from pathlib import Path
            from techdigest.incremental.store import Store
            def refuse(notice): raise AssertionError(notice)
            store = Store.open(Path(sys.argv[1]), limit=10**9, notice=refuse)
            store.put(b"flushed", b"v")
            store.flush()
            store.put(b"pending", b"v")
            child = os.fork()
            if child == 0:
                for use in (
                    lambda: store.get(b"flushed"),
                    lambda: store.put(b"of the child", b"v"),
                    store.flush,
                    store.close,
                ):
                    try:
                        use()
                    except RuntimeError as error:
                        print("forked" in str(error))
                sys.exit()  # in order, so that what the child inherited is finalised
            assert os.waitpid(child, 0)[1] == 0
            assert store.get(b"flushed") == b"v"
            store.close()
            """,
            tmp_path,
        )
    )
    assert said == "True\n" * 4
    with Store.open(tmp_path, limit=10**9, notice=refuse) as store:
        assert store.get_many([b"flushed", b"pending", b"of the child"]) == {
            b"flushed": b"v",
            b"pending": b"v",
        }
