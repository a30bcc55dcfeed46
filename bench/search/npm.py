"""The peers' npm packages, of pinned versions, installed into ``.cache/bench`` when the benchmark runs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

PINNED = {
    "pagefind": "1.6.0",
    "flexsearch": "0.8.212",
    "minisearch": "7.2.0",
    "opencc-js": "1.4.2",
    "esbuild": "0.28.2",
}


class MissingPeerError(Exception):
    """A peer cannot be built here; the message says why."""


def install(folder: Path) -> Path:
    """Install the packages below a folder, unless they are there, and return their ``node_modules``.

    Raises:
        MissingPeerError: There is no npm, or it cannot install them.
    """
    modules = folder / "node_modules"
    if installed(modules) == PINNED:
        return modules
    npm = shutil.which("npm")
    if npm is None:
        raise MissingPeerError("npm is not installed here")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text(json.dumps({"private": True, "dependencies": PINNED}), "utf-8")
    command = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode or installed(modules) != PINNED:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise MissingPeerError(f"npm could not install it: {reason}")
    return modules


def installed(modules: Path) -> dict[str, str]:
    """Return the versions of the packages that are there."""
    files = {name: modules / name / "package.json" for name in PINNED}
    return {
        name: json.loads(file.read_text("utf-8"))["version"] for name, file in files.items() if file.is_file()
    }


def bundle(source: Path, out: Path, modules: Path, *options: str) -> None:
    """Bundle a script with the packages it imports into one small file, as a site's build would.

    Raises:
        subprocess.CalledProcessError: esbuild failed.
    """
    command = [
        str(modules / ".bin" / "esbuild"),
        str(source),
        "--bundle",
        "--minify",
        "--format=esm",
        *options,
    ]
    environment = os.environ | {"NODE_PATH": str(modules)}
    subprocess.run([*command, f"--outfile={out}", "--log-level=warning"], check=True, env=environment)
