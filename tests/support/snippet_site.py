"""A small site with runnable snippets, for tests of the command line."""

from __future__ import annotations

from pathlib import Path

_CONFIG = """\
site_name: Snippets
docs_dir: content
theme: {name: techdigest}
plugins: [techdigest]
markdown_extensions: [attr_list, pymdownx.superfences]
"""
CODE = """\
def double(x):
    return 2 * x


assert double(21) == 42
print("metric: answer =", double(21), "1")
"""


def fence(id: str, code: str = CODE, language: str = "python", **options: str) -> str:
    """Return a runnable fence."""
    attributes = "".join(f' {name}="{value}"' for name, value in options.items())
    return f"```{language} {{.run id={id}{attributes}}}\n{code}```\n"


class SnippetSite:
    """A site in `root`; its snippets stand in notes of their own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.content = root / "content"
        self.records = self.content / "records"
        (self.content / "notes").mkdir(parents=True)
        (root / "mkdocs.yml").write_text(_CONFIG, encoding="utf-8")

    def add(self, id: str, code: str = CODE, language: str = "python", **options: str) -> None:
        """Write the note of one snippet; the fence is on its fifth line."""
        text = f"---\ntitle: 笔记 {id}\n---\n\n{fence(id, code, language, **options)}"
        (self.content / "notes" / f"{id}.md").write_text(text, encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """Return all records and pictures, by their path below the folder of records."""
        found = sorted(path for path in self.records.rglob("*") if path.is_file())
        return {path.relative_to(self.records).as_posix(): path.read_bytes() for path in found}
