"""Names of files in the site: relative, with slashes, inside."""

import os


def checked(dest: str) -> str:
    """`dest` without empty parts and dots.

    Raises:
        ValueError: it names nothing, leaves the site, or cannot be a file's name.
    """
    parts = [part for part in dest.split("/") if part not in {"", "."}]
    windows = os.name == "nt" and ("\\" in dest or ":" in dest)
    if not parts or ".." in parts or "\0" in dest or dest[0] == "/" or dest[-1] == "/" or windows:
        raise ValueError(f"no file of a site can have the name {dest!r}")
    return "/".join(parts)


def top(dest: str) -> str:
    """The entry at the top of the site that `dest` lies in, or is."""
    return dest.partition("/")[0]


def is_hidden(dest: str) -> bool:
    """Whether `dest` lies in a hidden entry at the top of the site, which MkDocs never removes."""
    return dest.startswith(".")
