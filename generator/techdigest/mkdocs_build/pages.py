"""Pages as rendering leaves them, and pages that are put back as they were without being rendered."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

#: Attributes that the structure of the site, or the day, gives a page, not its rendering.
_STRUCTURE = frozenset(
    ("file", "parent", "children", "previous_page", "next_page", "active", "_Page__active", "update_date")
)
_BODY = ("markdown", "content", "toc")
_ANCHORS = "present_anchor_ids"
LINKS = "links_to_anchors"
_TITLE = "title"


class Body(NamedTuple):
    """What is large about a rendered page; most builds never look at it."""

    markdown: str | None
    content: str | None
    toc: Any


class KeptPage(Page):
    """A page that was rendered before: its body is loaded when somebody asks for it."""

    _load: Callable[[], bytes] | None

    def __getattr__(self, name: str) -> Any:
        if name in _BODY and self.__dict__.get("_load"):
            self._unpack()
            return self.__dict__[name]
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    # A class attribute of `Page`, which would be found before `__getattr__` is asked.
    @property
    def present_anchor_ids(self) -> set[str] | None:
        """The ids that links can lead to: packed, as they are looked at only where a link asks for them."""
        anchors = self.__dict__.get(_ANCHORS)
        if isinstance(anchors, bytes):
            anchors = self.__dict__[_ANCHORS] = set(pickle.loads(anchors))  # noqa: S301 - of our own cache
        return anchors

    @present_anchor_ids.setter
    def present_anchor_ids(self, anchors: set[str] | None) -> None:
        self.__dict__[_ANCHORS] = anchors

    def _unpack(self) -> None:
        load, self._load = self._load, None
        if load is not None:
            for name, value in zip(_BODY, unpacked(load()), strict=True):
                self.__dict__.setdefault(name, value)


def attributes(page: Page) -> dict[str, Any]:
    """What rendering has made of a page, apart from its body.

    Links to anchors are given by the paths of files. The title is given even where it follows from the body.
    """
    kept = {name: value for name, value in vars(page).items() if name not in _STRUCTURE and name not in _BODY}
    kept.pop("_load", None)
    kept[_TITLE] = page.title
    if (anchors := page.present_anchor_ids) is not None:
        kept[_ANCHORS] = pickle.dumps(tuple(sorted(anchors)), 5)
    if links := kept.get(LINKS):
        kept[LINKS] = {file.src_uri: anchors for file, anchors in links.items()}
    return kept


def packed(page: Page) -> bytes:
    """The body of a page."""
    return pickle.dumps(Body(page.markdown, page.content, page.toc), 5)


def unpacked(body: bytes) -> Body:
    """The reverse of `packed`."""
    found: Body = pickle.loads(body)  # noqa: S301 - of our own cache
    return found


def renew(page: Page, title: str | None, config: MkDocsConfig) -> None:
    """Make a page as it was before it was rendered; it keeps its place in the site and its date.

    `title` is what the navigation calls it, if that does.
    """
    kept = {name: value for name, value in vars(page).items() if name in _STRUCTURE}
    fresh = Page(title, page.file, config)  # which puts itself in the page's place
    page.file.page = page
    page.__class__ = Page
    page.__dict__ = {**vars(fresh), **kept}


def forget_body(page: Page) -> None:
    """Let go of a page's body, which is kept elsewhere: a process makes hundreds of them."""
    for name in _BODY:
        page.__dict__.pop(name, None)


def put_back(page: Page, kept: Mapping[str, Any], load: Callable[[], bytes], files: Files) -> None:
    """Make a page what rendering made of it; `load` gives its body when somebody asks for it."""
    forget_body(page)
    page.__dict__.update(kept)
    if links := kept.get(LINKS):
        found = ((files.src_uris.get(path), anchors) for path, anchors in links.items())
        page.__dict__[LINKS] = {file: anchors for file, anchors in found if file is not None}
    page._load = load  # type: ignore[attr-defined]  # of the class it gets
    page.__class__ = KeptPage
