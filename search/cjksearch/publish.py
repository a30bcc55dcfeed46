"""Search for a site that is built already: reads its HTML, writes the index and the dialog beside it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from cjksearch import static
from cjksearch.index.unit import Unit
from cjksearch.pages.site import Site, read_site
from cjksearch.static import Report
from cjksearch.static.facets import Labels
from cjksearch.terms import translations

#: Where the dialog looks for the index, and where it lies itself, below the folder that is published.
INDEX = "cjksearch"
ASSETS = "assets/cjksearch"
_ENTRY = Path(__file__).parent / "client" / "search.js"


@dataclass(frozen=True, slots=True)
class Published:
    """What was read, and what was written; `report` is None where there was nothing to write."""

    site: Site
    report: Report | None


def publish(
    folder: Path,
    out: Path | None = None,
    *,
    base_url: str = "",
    lang: str = "",
    exclude: Sequence[str] = (),
    labels: Labels | None = None,
    with_terms: bool = False,
    executor: Executor | None = None,
) -> Published:
    """Index a built site and write ``cjksearch/`` and ``assets/cjksearch/`` into `out`.

    Args:
        folder: The site.
        out: Where to write; the site itself if not given. If it lies within the site, results lead up to the
            site; if it lies elsewhere, it is to be published in the site's place, or `base_url` given.
        base_url: The site's address, ``https://…`` or a path that begins with a slash. Results then lead
            there, wherever the index is served from.
        lang: BCP 47 tag of pages that do not name their language.
        exclude: Patterns of paths to leave out.
        labels: Names of facet values; see `static.write`.
        with_terms: Whether to look for terms that the texts give in two languages, for queries in either.
        executor: Reads and analyses, if given.

    Raises:
        ValueError: `base_url` is no such address.
        OSError: A file cannot be written, or `folder` is no folder.
    """
    if base_url and not base_url.startswith(("https://", "http://", "/")):
        raise ValueError(f"--base-url {base_url}: write https://… or a path that begins with /")
    site = read_site(folder, base_url=base_url, lang=lang, exclude=exclude, executor=executor)
    if not site.units:
        return Published(site, None)
    out = out or folder
    prefix = f"{base_url.rstrip('/')}/" if base_url else _way_up(folder, out)
    units = [_moved(unit, prefix) for unit in site.units]
    report = static.write(
        units,
        out / INDEX,
        labels=labels,
        translations=translations(units) if with_terms else (),
        executor=executor,
    )
    assets = out / ASSETS
    assets.mkdir(parents=True, exist_ok=True)
    for name, text in {**static.client_files(), "search.js": _ENTRY.read_text("utf-8")}.items():
        (assets / name).write_text(text, "utf-8", newline="\n")
    return Published(site, report)


def _way_up(folder: Path, out: Path) -> str:
    """Return the relative address of the site as seen from `out`, if that lies within it."""
    way = os.path.relpath(out.resolve(), folder.resolve())
    steps = [] if way == os.curdir or way.startswith(os.pardir) else Path(way).parts
    return "../" * len(steps)


def _moved(unit: Unit, prefix: str) -> Unit:
    if not prefix:
        return unit
    return replace(unit, id=prefix + unit.id, url=prefix + unit.url.removeprefix("./"))
