"""What speaks for plugins of others that we know: one file for each, and one list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from techdigest.mkdocs_build.adapters.search import SearchAdapter

#: By the plugin's class, as module and name.
_ADAPTERS: Mapping[str, Callable[[Any], Any]] = {
    "material.plugins.search.plugin.SearchPlugin": SearchAdapter,
    "mkdocs.contrib.search.SearchPlugin": SearchAdapter,
}


def adapter_of(plugin: object) -> Any | None:
    """What takes part in the build for a plugin that cannot itself; None for one we do not know."""
    kind = type(plugin)
    adapter = _ADAPTERS.get(f"{kind.__module__}.{kind.__qualname__}")
    return adapter(plugin) if adapter else None
