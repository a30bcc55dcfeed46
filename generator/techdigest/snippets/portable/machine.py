"""What machine this is, in words for people and for records."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

# Words of a GPU's name that say how it is built in or how much memory it has, not which one it is.
_VARIANT = re.compile(r"\d+gb|hbm\d*e?|pcie|sxm\d*|nvl|mig.*", re.IGNORECASE)
_ASK_TORCH = "import torch; print(torch.cuda.get_device_name(0), torch.version.cuda, sep=', CUDA ')"


@dataclass(frozen=True)
class Gpu:
    """A GPU: its name, the version of its driver, and its name as a target: `nvidia-h200`."""

    name: str
    driver: str

    @property
    def slug(self) -> str:
        """The name in lower case without memory and form factor."""
        words = [word for word in re.split(r"[^a-z0-9]+", self.name.lower()) if word]
        kept = [word for word in words if not _VARIANT.fullmatch(word)]
        return "-".join(kept if kept[:1] == ["nvidia"] else ["nvidia", *kept])


@dataclass(frozen=True)
class Machine:
    """What a record says of the place where it was made; see `RecordedEnvironment`."""

    device: str
    driver: str | None
    system: str
    python: str


def find_gpu() -> Gpu | None:
    """Return the first GPU that nvidia-smi names, else the one that torch does, else None."""
    if smi := shutil.which("nvidia-smi"):
        lines = _ask([smi, "--query-gpu=name,driver_version", "--format=csv,noheader"])
        if lines:
            name, _, driver = lines[0].partition(", ")
            return Gpu(name.strip(), driver.strip())
    if Path("/dev/nvidiactl").exists():
        lines = _ask([sys.executable, "-I", "-c", _ASK_TORCH])
        if lines:
            name, _, driver = lines[-1].partition(", ")
            return Gpu(name.strip(), driver.strip())
    return None


def describe(gpu: Gpu | None = None) -> Machine:
    """Describe this machine, by its GPU or else by its processor."""
    return Machine(
        device=gpu.name if gpu else _processor(),
        driver=gpu.driver if gpu else None,
        system=f"{_distribution()}, {platform.system()} {platform.release()}, {platform.machine()}",
        python=platform.python_version(),
    )


def _processor() -> str:
    """The processor's name, without the vendors' ornaments."""
    names = []
    if Path("/proc/cpuinfo").is_file():
        text = Path("/proc/cpuinfo").read_text(errors="replace")
        names = re.findall(r"^model name\s*: (.+)$", text, re.MULTILINE)
    name = re.sub(r"\((?:R|TM)\)|\bCPU\b|@.*", "", names[0] if names else platform.machine())
    return " ".join(name.split())


def _distribution() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return platform.system()


def _ask(command: list[str]) -> list[str]:
    """The lines that a program prints; none if it fails."""
    try:
        done = subprocess.run(  # noqa: S603 - programs named above
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return []
    return [line for line in done.stdout.decode(errors="replace").splitlines() if line.strip()]
