"""Build MkDocs sites in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def mkdocs_build(config: Path, site: Path, *, strict: bool = False, env: dict[str, str] | None = None) -> str:
    """Build a site and return what was printed; the test fails if the build fails."""
    command = [sys.executable, "-m", "mkdocs", "build", "-f", str(config), "-d", str(site)]
    done = subprocess.run(
        command + ["--strict"] * strict,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"} | (env or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout
