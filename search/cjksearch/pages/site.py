"""A built site, of whatever generator: the HTML files of a folder in, units of search out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from cjksearch.index.unit import Unit
from cjksearch.pages.addresses import address_of, base_of, own_address
from cjksearch.pages.decode import decode
from cjksearch.pages.document import Document, read_document
from cjksearch.pages.folder import Problem, html_files, read_file
from cjksearch.pages.hints import Hints
from cjksearch.pages.language import canonical as canonical_tag
from cjksearch.pages.language import detect
from cjksearch.pages.units import page_units

#: A page of several articles repeats what their own pages say; those come first.
_OF_LISTINGS = 0.5
#: Shown by hosts in place of a missing page: it has no address of its own.
_NO_PAGES = ("404.html", "404/index.html")


@dataclass(frozen=True, slots=True)
class Site:
    """What was read of a site.

    Attributes:
        units: In the order of their addresses' files.
        pages: How many pages they are of.
        left_out: How many pages were left out on purpose, by reason: ``hidden``, ``copies``, ``unmarked``.
        problems: One for each file that was left out or is damaged, in the order of their paths.
    """

    units: tuple[Unit, ...]
    pages: int
    left_out: dict[str, int]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    path: str
    document: Document | None
    problem: Problem | None


def read_site(
    root: Path,
    *,
    base_url: str = "",
    lang: str = "",
    exclude: Sequence[str] = (),
    executor: Executor | None = None,
) -> Site:
    """Return the units of all pages of a built site, a section each.

    Where a page has an element with ``data-search-body``, pages without one are left out. Of pages that call
    one address their own, that at the address is kept, else the first.

    Args:
        root: The folder that is published.
        base_url: The site's address; if not given, what its first page calls its own.
        lang: BCP 47 tag of pages that do not name their language; told from their text if not given.
        exclude: Patterns, as of a shell, of paths to leave out: ``tags/*``.
        executor: Reads the files, if given.

    Raises:
        NotADirectoryError: `root` is no folder.
    """
    if not root.is_dir():
        raise NotADirectoryError(f"{root}: no such folder")
    paths, problems = html_files(root, (*exclude, *_NO_PAGES))
    read = partial(_read, root)
    pages = list(executor.map(read, paths, chunksize=16) if executor else map(read, paths))
    problems += [page.problem for page in pages if page.problem]
    documents = {page.path: page.document for page in pages if page.document}
    left_out: Counter[str] = Counter()
    is_marked = any(document.is_marked for document in documents.values())
    for path, document in list(documents.items()):
        reason = (
            "hidden" if document.is_hidden else "unmarked" if is_marked and not document.is_marked else ""
        )
        if reason:
            left_out[reason] += 1
            del documents[path]
    first = next((page.document for page in pages if page.path == "index.html"), None)
    base = f"{base_url.rstrip('/')}/" if base_url else base_of(first.canonical if first else "")
    addressed = _addressed(documents, base)
    left_out["copies"] = len(documents) - len(addressed)
    units = [u for path, address in addressed for u in _units(address, documents[path], path, lang)]
    return Site(
        tuple(units), len(addressed), {k: n for k, n in sorted(left_out.items()) if n},
        tuple(sorted(problems, key=lambda problem: problem.path)),
    )  # fmt: skip


def _read(root: Path, path: str) -> _Page:
    raw = read_file(root, path)
    if isinstance(raw, Problem):
        return _Page(path, None, raw)
    text, wrong = decode(raw)
    if "\0" in text[:1024]:
        return _Page(
            path, None, Problem(path, "is no HTML: it has NUL characters; left out", "look at the file")
        )
    document = read_document(text)
    problem = None
    if wrong:
        problem = Problem(path, f"{wrong}; read as U+FFFD", "save the page as UTF-8 and declare that")
    elif document.is_cut_off:
        problem = Problem(path, "ends inside a tag or comment; read as far as it goes", "build the page anew")
    if not document.is_hidden and not any(part.heading or part.text for part in document.sections):
        hint = "have the generator write the text into the page, or let its robots say noindex"
        return _Page(path, None, problem or Problem(path, "has no text; left out", hint))
    return _Page(path, document, problem)


def _addressed(documents: dict[str, Document], base: str) -> list[tuple[str, str]]:
    """Return path and address of each page, without the copies of others."""
    kept: dict[str, str] = {}  # path by address
    for path, document in documents.items():
        own = address_of(path)
        address = own_address(document.canonical, own, base)
        if address not in kept or address == own:
            kept[address] = path
    return sorted((path, address) for address, path in kept.items())


def _units(address: str, document: Document, path: str, lang: str) -> Iterable[Unit]:
    text = "".join(part.heading + part.text for part in document.sections)
    tag = canonical_tag(document.lang or lang) or detect(document.title + text)
    hints, _ = Hints.from_meta({"date": document.date or None, "tags": document.tags})
    if document.is_listing:
        hints = replace(hints, boost=_OF_LISTINGS)
    title = document.title or Path(path).stem
    return page_units(address or "./", title, tag, document.sections, hints)
