"""The client's files as a site publishes them: few and small."""

from __future__ import annotations

from pathlib import Path

from cjksearch.static.join import join

_CLIENT = Path(__file__).parent.parent / "client"
#: What is loaded by address: by each page, at the first opening, after a hit, as a worker, by other programs.
_ENTRIES = ("dialog.js", "panel.js", "marks.js", "worker.js", "engine.js")
#: The one style, and the files it is joined from, in this order.
_STYLE = "dialog.css"
_STYLES = ("button.css", "dialog.css", "filters.css", "results.css", "marks.css")


def client_files() -> dict[str, str]:
    """Return name and text of the client's scripts and style, sorted by name.

    Each script holds all modules that it imports: a browser would otherwise learn of them one import after
    the other. Comments and spaces are for whoever reads the source; a reader of the site need not fetch them.
    """
    import minify  # noqa: PLC0415 - starts Go's threads, which a process that forks is better without

    sources = {path.name: path.read_text("utf-8") for path in _CLIENT.iterdir() if path.is_file()}
    style = minify.string("text/css", "".join(sources[name] for name in _STYLES))
    scripts = {name: minify.string("text/javascript", join(name, sources)) for name in _ENTRIES}
    return dict(sorted((scripts | {_STYLE: style}).items()))
