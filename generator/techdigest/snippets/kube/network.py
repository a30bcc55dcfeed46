"""A network, process and mount namespace of one's own, in which nothing reaches the host's network."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import struct
from collections.abc import Sequence

_UNSHARE = ("--net", "--pid", "--mount", "--mount-proc", "--fork", "--kill-child=SIGKILL")


def command_in_own_network(command: Sequence[str]) -> list[str]:
    """Return the command that runs another one in new namespaces; when it ends, all it started ends too.

    Raises:
        FileNotFoundError: If `unshare` is not installed.
    """
    unshare = shutil.which("unshare")
    if unshare is None:
        raise FileNotFoundError("unshare is needed: apt-get install util-linux")
    as_root = () if os.geteuid() == 0 else ("--map-root-user",)
    return [unshare, *as_root, *_UNSHARE, "--", *command]


def is_own_network() -> bool:
    """Whether there is no way out of here: no interface but the loopback."""
    return [name for _, name in socket.if_nameindex()] == ["lo"]


def raise_loopback() -> None:
    """Make 127.0.0.1 reachable, which it is not in a new network.

    Raises:
        OSError: If that is not allowed here.
    """
    # SIOCSIFFLAGS with IFF_UP on `lo`; struct ifreq is a name of 16 bytes and the flags.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh14x", b"lo", 0x1))
