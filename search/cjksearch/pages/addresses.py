"""Where the pages of a built site are: from the paths of their files, and from what they say themselves."""

from __future__ import annotations

import re
from urllib.parse import unquote, urljoin, urlsplit

_INDEX = re.compile(r"(?:^|(?<=/))index\.html?$")
# What would end a path, or could not be read back; letters of all scripts stay as they are.
_QUOTED = re.compile(r"[\x00-\x20\"#%:<>?\[\\\]^`{|}\x7f]|[\ud800-\udfff]")


def address_of(path: str) -> str:
    """Return the address of a file, relative to the site's root: that of its folder for an index page.

    >>> address_of("a b/index.html"), address_of("index.html"), address_of("x/50%.html")
    ('a%20b/', '', 'x/50%25.html')
    """
    return _quote(_INDEX.sub("", path))


def own_address(canonical: str, own: str, base: str) -> str:
    """Return the address that a page calls its own, relative to the site's root.

    It is `own` where the page says nothing, or names a place outside of `base`.

    Args:
        canonical: As in ``<link rel="canonical">``.
        own: The address of the page's file.
        base: The site's address, with a slash at its end; empty if it is not known.
    """
    if not canonical or not base:
        return own
    try:
        said = urlsplit(urljoin(urljoin(base, own), canonical))
        site = urlsplit(base)
    except ValueError:  # no address at all
        return own
    root = unquote(site.path)
    path = unquote(said.path)
    is_inside = said.hostname == (site.hostname or said.hostname) and path.startswith(root)
    if not is_inside or said.scheme not in ("http", "https", ""):
        return own
    named = address_of(path.removeprefix(root))
    return own if named.rstrip("/") == own.rstrip("/") else named


def base_of(canonical: str) -> str:
    """Return the site's address by what its first page calls its own; empty if that is no full address."""
    try:
        said = urlsplit(canonical)
    except ValueError:
        return ""
    if said.scheme not in ("http", "https") or not said.netloc:
        return ""
    return f"{said.scheme}://{said.netloc}{_INDEX.sub('', said.path).rstrip('/')}/"


def _quote(path: str) -> str:
    return _QUOTED.sub(
        lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "surrogateescape")), path
    )
