"""What the generators that read mkdocs.yml share."""

from __future__ import annotations

from pathlib import Path

from bench.build.corpus import Post
from bench.build.peer import Peer

EXTENSIONS = """markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc:
      permalink: true
  - pymdownx.details
  - pymdownx.highlight:
      anchor_linenums: true
  - pymdownx.inlinehilite
  - pymdownx.mark
  - pymdownx.superfences
  - pymdownx.tabbed:
      alternate_style: true
  - pymdownx.tasklist
"""
MATERIAL = """site_name: Bench
site_url: https://bench.example/
docs_dir: content
theme:
  name: material
plugins:
  - search:
      lang: [zh, en]
  - tags
nav:
  - index.md
  - tags.md
"""
MATH = "  - pymdownx.arithmatex:\n      generic: true\n"


class MaterialSite(Peer):
    """A site of Material's theme, with its search and its tags. Posts are not in the navigation."""

    listing = "tags/"

    def write_frame(self, folder: Path) -> None:
        """Write mkdocs.yml, a home page and the page of tags."""
        (folder / self.posts).mkdir(parents=True)
        (folder / "mkdocs.yml").write_text(MATERIAL + EXTENSIONS + MATH, "utf-8")
        (folder / "content/index.md").write_text("# Bench\n\nThe posts are at [tags](tags.md).\n", "utf-8")
        (folder / "content/tags.md").write_text("# Tags\n\n<!-- material/tags -->\n", "utf-8")

    def address(self, post: Post) -> str:
        """Return the address: the file of a translation gets a folder of its own."""
        page = "" if post.lang == "zh-Hans" else f"index.{post.lang}/"
        return f"notes/{post.slug}/{page}"
