"""`mkdocs serve` with the shortest way from the editor to the page.

Changes are told by the system, not looked for; the page being edited is made first; the last good version of
the site is served throughout, and only the pages that changed reload. What is wrong is shown in the page.
"""

from __future__ import annotations

from techdigest.mkdocs_build.serve.preview import Changed, Preview
from techdigest.mkdocs_build.serve.server import PreviewServer, preview_server
from techdigest.mkdocs_build.serve.stock import StockPreview

__all__ = ["Changed", "Preview", "PreviewServer", "StockPreview", "preview_server"]
