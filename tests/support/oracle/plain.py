"""A plain MkDocs site with Material, without notes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

CONFIG: dict[str, Any] = {
    "site_name": "Plain",
    "site_url": "https://example.org/",
    "theme": {"name": "material", "custom_dir": "overrides"},
    "markdown_extensions": ["admonition", {"toc": {"permalink": True}}, "pymdownx.superfences"],
    "hooks": ["hooks.py"],
}
_FILES = {
    "docs/index.md": "# Home\n\nSee [how to install](guide/setup.md#install) and [usage](guide/usage.md).\n",
    "docs/guide/setup.md": "---\ntags: [setup]\n---\n\n# Setup\n\n## Install\n\n!!! note\n    As root.\n",
    "docs/guide/usage.md": "---\ntags: [setup, use]\n---\n\n# Usage\n\n```python\nx = 1\n```\n",
    "docs/tags.md": "# Tags\n\n<!-- material/tags -->\n",
    "docs/data.csv": "a,b\n",
    "overrides/partials/copyright.html": "<p>{{ page.title if page else config.site_name }}</p>\n",
    "hooks.py": "def on_page_content(html, **more):\n    return html + '<!-- hooked -->'\n",
    "counter.txt": "1\n",
}


def write_plain_site(root: Path, *, plugins: list[Any]) -> None:
    """Write the site into `root`."""
    for name, text in _FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "mkdocs.yml").write_text(yaml.safe_dump({**CONFIG, "plugins": plugins}, sort_keys=False))


def changed(root: Path, name: str, change: Callable[[str], str]) -> None:
    """Change a text file of the site."""
    path = root / name
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def reconfigured(root: Path, **settings: Any) -> None:
    """Set keys of mkdocs.yml; None removes them."""
    config = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8")) | settings
    kept = {name: value for name, value in config.items() if value is not None}
    (root / "mkdocs.yml").write_text(yaml.safe_dump(kept, sort_keys=False))
