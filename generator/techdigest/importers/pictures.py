"""The pictures of a source: found by what posts call them, told by their first bytes, named anew."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import chain, count
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote

from techdigest.importers.fetched import Earlier, Fetch, Fetched
from techdigest.importers.file_kinds import kind_of
from techdigest.importers.model import Finding, Outcome, Post
from techdigest.importers.record import Record
from techdigest.markdown.safe_svg import only_draws

MAX_FILE = 50_000_000  # bytes of one file that is copied
MAX_COPIES = 50_000  # in one import
# Folders that generators publish as the root of the site.
_ROOTS = ("", "source", "static", "public", "content", "docs", "src", "assets", "themes", "_posts")
_REMOTE = re.compile(r"(?:[a-z][a-z0-9+.\-]{1,30}:|//)", re.IGNORECASE)
_NOT_IN_NAMES = re.compile(r"[^\w.\-]+")


class Files(Protocol):
    """What is asked of a source."""

    @property
    def files(self) -> Sequence[str]:
        """The paths of its files, with forward slashes."""

    def data(self, path: str) -> bytes | None:
        """Return the bytes of a file, or None."""


class PictureFiles:
    """All pictures of a source, and the names that they are given.

    Attributes:
        data: Returns the bytes of a file of the source, or those that were fetched from an address.
    """

    def __init__(
        self,
        tree: Files,
        *,
        urls: Sequence[str] = (),
        fetch: Fetch | None = None,
        earlier: Earlier | None = None,
    ) -> None:
        """Index the files of a source.

        Args:
            tree: The source.
            urls: Where it was published: pictures there are its own.
            fetch: Fetches pictures of other sites; None leaves them where they are.
            earlier: Those that an earlier import fetched.
        """
        self._tree = tree
        self._urls = tuple(url.rstrip("/") for url in urls)
        self._earlier = earlier or Earlier(Record(), Path())
        self._fetched = Fetched(fetch, self._earlier)
        self._paths = {_key(path): path for path in reversed(tree.files)}
        self._named: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)  # with the path's key
        for path in tree.files:
            self._named[_key(posixpath.basename(path))].append((f"/{_key(path)}", path))
        self._kinds: dict[str, str] = {}
        self._names: dict[str, dict[str, str]] = {}  # folder -> file -> name
        self._taken: dict[str, set[str]] = {}  # folder -> names, case folded
        self._count = 0

    def data(self, source: str) -> bytes | None:
        """Return the bytes of a file of the source, or those that were fetched from an address."""
        return self._fetched.data(source) if _is_address(source) else self._tree.data(source)

    def of_post(self, post: Post, folder: str) -> PostPictures:
        """Return the pictures of a post whose note lies in `folder`; its translations share that folder."""
        return PostPictures(self, post, folder)

    def mark(self, folder: str) -> Callable[[], None]:
        """Return what takes back all that is asked from now on of the pictures of one folder."""
        names, kinds, count = dict(self._names.get(folder, {})), len(self._kinds), self._count
        is_named = folder in self._names

        def go_back() -> None:
            self._count = count
            while len(self._kinds) > kinds:
                self._kinds.popitem()
            if is_named:
                self._know(folder, names)
            elif folder in self._names:
                del self._names[folder], self._taken[folder]

        return go_back

    def find(self, target: str, post: Post) -> str | None:
        """Return the file, or the address of what was fetched, that a post calls `target`."""
        path = self._own(target.strip().strip("<>"))
        if path.startswith(("http:", "https:", "//")):
            return self._fetch_one(path)
        if _REMOTE.match(path) and not re.match(r"[a-z]:[\\/]", path, re.IGNORECASE):
            return None
        for written in dict.fromkeys((path, unquote(path))):
            for name in dict.fromkeys((written, re.split(r"[?#]", written)[0])):
                if found := self._find(name.replace("\\", "/"), post):
                    return found
        return None

    def take(self, source: str, folder: str, post: Post, findings: list[Finding]) -> str | None:
        """Return the name of a file beside the note, None for one that is not copied."""
        if folder not in self._names:
            self._know(folder, dict(self._earlier.names(folder)))
        names, taken = self._names[folder], self._taken[folder]
        if source in names:
            return names[source]
        ending = self._kind(source, post, findings)
        if not ending or self._count >= MAX_COPIES:
            return None
        self._count += 1
        name = next(
            name
            for name in _names(_name(source, ending), taken)
            # A name by which the post means another file would lead there.
            if self._find(name, post) in (None, source)
        )
        names[source] = name
        taken.add(name.casefold())
        return name

    def _know(self, folder: str, names: dict[str, str]) -> None:
        self._names[folder] = names
        self._taken[folder] = {name.casefold() for name in names.values()}

    def _own(self, target: str) -> str:
        """Make an address of the site itself a path from its root."""
        for url in self._urls:
            bare = re.sub("^https?:", "", url, flags=re.IGNORECASE).lower()
            whole = re.sub("^https?:", "", target, flags=re.IGNORECASE)
            if bare and whole.lower().startswith(f"{bare}/"):
                return whole[len(bare) :]
        return target

    def _find(self, path: str, post: Post) -> str | None:
        is_rooted = path.startswith("/")
        relative = path.lstrip("/")
        if not relative or len(relative) > 1000:
            return None
        beside = [posixpath.dirname(post.path), *post.folders]
        for folder in (*_ROOTS, *beside) if is_rooted else (*beside, *_ROOTS):
            place = posixpath.normpath(posixpath.join(folder, relative))
            if found := self._paths.get(_key(place)):
                return found
        return self._named_like(relative, post)

    def _named_like(self, path: str, post: Post) -> str | None:
        """Return the file whose path ends as `path` does: the only one, or the one nearest to the post."""
        wanted = "/" + _key(posixpath.normpath(path)).lstrip("./")
        named = self._named.get(wanted.rpartition("/")[2], [])
        found = [path for key, path in named[:1000] if key.endswith(wanted)]
        if not found:
            return None
        return max(found, key=lambda each: (len(posixpath.commonprefix([each, post.path])), -len(each)))

    def _fetch_one(self, address: str) -> str | None:
        address = f"https:{address}" if address.startswith("//") else address
        return address if self._count < MAX_COPIES and self._fetched.has(address) else None

    def _kind(self, source: str, post: Post, findings: list[Finding]) -> str:
        if source not in self._kinds:
            self._kinds[source] = self._read_kind(source, post, findings)
        return self._kinds[source]

    def _read_kind(self, source: str, post: Post, findings: list[Finding]) -> str:
        data = self.data(source)
        if data is None:
            return ""
        ending, why = kind_of(data), ""
        if len(data) > MAX_FILE:
            why = f"larger than {MAX_FILE // 1_000_000} MB"
        elif not ending:
            why = "neither a picture nor a paper nor a recording, by its first bytes"
        elif ending == ".svg" and not only_draws(data):
            why = "this SVG does more than draw"
        if why:
            findings.append(Finding(post.path, 0, "picture-file", Outcome.DROPPED, source[:160], why))
            return ""
        return ending


class PostPictures:
    """The pictures of one post.

    Attributes:
        copied: Name beside the note -> file of the source, or address.
        findings: What was not copied, and why.
    """

    def __init__(self, files: PictureFiles, post: Post, folder: str) -> None:
        self._files = files
        self._post = post
        self._folder = folder
        self.copied: dict[str, str] = {}
        self.findings: list[Finding] = []

    def of(self, target: str) -> str | None:
        """Return the name beside the note of a picture, which is copied there; None if there is none."""
        if target in self.copied:
            return target  # a rule has been here before
        source = self._files.find(target, self._post)
        if source is None or source.lower().endswith((".md", ".markdown")):
            return None
        name = self._files.take(source, self._folder, self._post, self.findings)
        if name is not None:
            self.copied[name] = source
        return name

    def taken(self, target: str) -> tuple[str | None, str | None, list[Finding]]:
        """Return the name of a picture as `of`, the file that it is, and what there was to tell of it."""
        told = len(self.findings)
        name = self.of(target)
        return name, self.copied.get(name or ""), self.findings[told:]


def _key(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _is_address(source: str) -> bool:
    return source.startswith(("http://", "https://"))


def _name(source: str, ending: str) -> str:
    """Return a name that any file system and address can have."""
    stem, own = posixpath.splitext(
        posixpath.basename(re.split(r"[?#]", source)[0] if "://" in source else source)
    )
    is_right = own.lower().replace(".jpeg", ".jpg").replace(".tif", ".tiff")[:5] == ending
    stem = _NOT_IN_NAMES.sub("-", unicodedata.normalize("NFC", unquote(stem))).strip("-. ")
    return f"{stem[:80] or 'picture'}{own.lower() if is_right else ending}"


def _names(name: str, taken: Collection[str]) -> Iterator[str]:
    """Yield a name, then numbered ones, without those that are taken (case folded) on any file system."""
    stem, ending = posixpath.splitext(name)
    numbered = (f"{stem}-{number}{ending}" for number in count(2))
    return (each for each in chain([name], numbered) if each.casefold() not in taken)
