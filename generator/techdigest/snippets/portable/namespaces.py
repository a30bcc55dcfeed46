"""A sandbox made of Linux namespaces, by the kernel's own calls: no program has to be installed for it.

Inside, everything is read-only but one folder, which is `/tmp` there; home folders, `/run` and what else is
named are hidden; there is no network but a loopback of its own, no other process, and no device but harmless
ones.
It needs Linux 5.12 (mount_setattr) and the right to make user namespaces, as root or not.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import platform
import socket
import stat
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

NOBODY = 65534

_NEWNS, _NEWUTS, _NEWIPC, _NEWUSER, _NEWPID, _NEWNET = (
    0x00020000,
    0x04000000,
    0x08000000,
    0x10000000,
    0x20000000,
    0x40000000,
)
_MS_NOSUID, _MS_NODEV, _MS_NOEXEC, _MS_REC, _MS_PRIVATE = 0x2, 0x4, 0x8, 0x4000, 0x40000
_AT_FDCWD, _AT_EMPTY_PATH, _AT_RECURSIVE = -100, 0x1000, 0x8000
_OPEN_TREE_CLONE, _MOVE_MOUNT_F_EMPTY_PATH, _MOUNT_ATTR_RDONLY = 0x1, 0x4, 0x1
_OPEN_TREE, _MOVE_MOUNT, _MOUNT_SETATTR = 428, 429, 442  # the same on every architecture but alpha
_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER, _PR_SET_NO_NEW_PRIVS = 1, 36, 38
_DEVICES = ("null", "zero", "full", "random", "urandom", "tty")

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Enclosure:
    """What a sandbox shows and hides.

    Attributes:
        binds: Pairs of a folder or file here and the place where it is seen inside, writable.
        readable: The same, read-only; a place may lie within a hidden folder.
        hidden: Folders that are empty inside.
        devices: Device files and folders to be had besides null, zero, full, random, urandom and tty.
        has_network: Whether it shares the caller's network; otherwise it has a loopback of its own.
        is_root: Whether the code is root inside, with all rights over its own network and none outside.
    """

    binds: tuple[tuple[str, str], ...]
    readable: tuple[tuple[str, str], ...] = ()
    hidden: tuple[str, ...] = ()
    devices: tuple[str, ...] = ()
    has_network: bool = False
    is_root: bool = False


def leave_host() -> None:
    """Enter user, mount and PID namespaces of one's own; the next child is the first process there."""
    uid, gid = os.geteuid(), os.getegid()
    _call("unshare", _NEWUSER | _NEWNS | _NEWPID)
    _map_user(0, uid, gid)


def enclose(enclosure: Enclosure) -> None:
    """Arrange the first process of the PID namespace as the enclosure says.

    Raises:
        OSError: If the kernel refuses a step.
        RuntimeError: If the network is still the caller's though it must not be.
    """
    outside = _network()
    _call("mount", None, b"/", None, _MS_REC | _MS_PRIVATE, None)
    writable = [(_tree(here), there) for here, there in enclosure.binds]
    devices = [(_tree(path), path) for path in _devices(enclosure.devices)]
    _set_read_only("/", recursive=True)
    readable = [(_tree(here), there) for here, there in enclosure.readable]

    for folder in enclosure.hidden:
        _tmpfs(folder)
    _tmpfs("/dev")
    _attach(writable)
    _attach(devices)
    _attach(readable)
    for name, target in (("fd", ""), ("stdin", "/0"), ("stdout", "/1"), ("stderr", "/2")):
        Path("/dev", name).symlink_to("/proc/self/fd" + target)
    _call("mount", b"proc", b"/proc", b"proc", _MS_NOSUID | _MS_NODEV | _MS_NOEXEC, None)
    # /proc/sys asks who the caller is, not what he may: started by root, code without any right could write
    # the settings of the whole system. Those of the network are each network's own.
    writable_proc = _tree("/proc")
    own_settings = [(_tree("/proc/sys/net"), "/proc/sys/net")] if enclosure.is_root else []
    _set_read_only("/proc")
    _attach(own_settings)
    for folder in ("/dev", *enclosure.hidden):
        if not (enclosure.is_root and folder == "/run"):  # where `ip netns` keeps its names
            _set_read_only(folder)

    _call("unshare", _NEWIPC | _NEWUTS)
    if not enclosure.has_network or enclosure.is_root:
        _leave_network(outside, writable_proc, is_root=enclosure.is_root)
    if not enclosure.is_root:
        _map_to_nobody(writable_proc)
    os.close(writable_proc)  # root inside could find it in /proc/1/fd
    give_up_new_privileges()


def _leave_network(outside: str, proc: int, *, is_root: bool) -> None:
    # A second user namespace locks the mounts: root inside can neither uncover nor write what is above.
    _call("unshare", _NEWNET | (_NEWUSER | _NEWNS if is_root else 0))
    if is_root:
        _map_user(0, 0, 0, f"/proc/self/fd/{proc}")
    if _network() == outside:
        raise RuntimeError("the sandbox is still in the network of its caller")
    _raise_loopback()


def _map_to_nobody(proc: int) -> None:
    """Become nobody, who has no capabilities: they end with the next exec."""
    _call("unshare", _NEWUSER)
    _map_user(NOBODY, 0, 0, f"/proc/self/fd/{proc}")


def _map_user(inside: int, uid: int, gid: int, proc: str = "/proc") -> None:
    Path(proc, "self/setgroups").write_text("deny")
    Path(proc, "self/uid_map").write_text(f"{inside} {uid} 1")
    Path(proc, "self/gid_map").write_text(f"{inside} {gid} 1")


def _network() -> str:
    return str(Path("/proc/self/ns/net").readlink())


def _raise_loopback() -> None:
    # SIOCSIFFLAGS with IFF_UP on `lo`; struct ifreq is a name of 16 bytes and the flags.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh14x", b"lo", 0x1))


def _devices(extra: Iterable[str]) -> list[str]:
    return [path for path in (*(f"/dev/{name}" for name in _DEVICES), *extra) if Path(path).exists()]


def _tree(path: str) -> int:
    """A detached copy of the mounts at a path, to be attached elsewhere."""
    return _syscall(
        _OPEN_TREE, _AT_FDCWD, os.fsencode(path), _OPEN_TREE_CLONE | os.O_CLOEXEC | _AT_RECURSIVE, path=path
    )


def _attach(trees: Iterable[tuple[int, str]]) -> None:
    for tree, place in trees:
        target = Path(place)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            if stat.S_ISDIR(os.fstat(tree).st_mode):
                target.mkdir()
            else:
                target.touch()
        _syscall(_MOVE_MOUNT, tree, b"", _AT_FDCWD, os.fsencode(place), _MOVE_MOUNT_F_EMPTY_PATH, path=place)
        os.close(tree)


def _tmpfs(folder: str) -> None:
    _call("mount", b"tmpfs", os.fsencode(folder), b"tmpfs", _MS_NOSUID | _MS_NODEV, b"mode=0755,size=16m")


def _set_read_only(path: str, *, recursive: bool = False) -> None:
    attributes = struct.pack("QQQQ", _MOUNT_ATTR_RDONLY, 0, 0, 0)  # struct mount_attr: set, clear, …
    flags = _AT_RECURSIVE if recursive else 0
    _syscall(_MOUNT_SETATTR, _AT_FDCWD, os.fsencode(path), flags, attributes, ctypes.c_size_t(32), path=path)


def die_with_parent() -> None:
    """Be killed when the thread that started this process ends."""
    _call("prctl", _PR_SET_PDEATHSIG, 9, 0, 0, 0)


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent ends."""
    _call("prctl", _PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def give_up_new_privileges() -> None:
    """Give up set-user-ID programs, here and in what is started from here."""
    _call("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def _call(name: str, *arguments: object) -> int:
    result = int(getattr(_libc, name)(*arguments))
    if result < 0:
        _fail(name)
    return result


def _syscall(number: int, *arguments: object, path: str) -> int:
    result = int(_libc.syscall(number, *arguments))
    if result < 0:
        _fail({_OPEN_TREE: "open_tree", _MOVE_MOUNT: "move_mount"}.get(number, "mount_setattr"), path)
    return result


def _fail(name: str, path: str = "") -> None:
    code = ctypes.get_errno()
    kernel = f"Linux {platform.release()}"
    raise OSError(code, f"{name}({path}): {os.strerror(code)} ({kernel})")
