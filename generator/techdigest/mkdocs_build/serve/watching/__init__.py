"""Being told of changed files: by the system where it can, else by looking."""

from __future__ import annotations

from techdigest.mkdocs_build.serve.watching.scope import Scope
from techdigest.mkdocs_build.serve.watching.watcher import FORCE_POLLING, Watcher

__all__ = ["FORCE_POLLING", "Scope", "Watcher"]
