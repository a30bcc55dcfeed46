"""What an import works on: posts as they were found, notes as they will be, and what happened to what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Progress = Callable[[str, int, int], None]
"""Is told the stage, how much of it is done, and how much there is (0: nobody knows)."""


class Outcome(StrEnum):
    """What became of a construct."""

    CONVERTED = "converted"  # says the same in Markdown as it is written here
    KEPT = "kept"  # stands as it was, and is understood here
    DROPPED = "dropped"  # meant nothing outside of its generator, or was not safe
    GUESSED = "guessed"  # converted by a guess, which a comment beside it says
    UNKNOWN = "unknown"  # no rule knows it; stands as it was


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One construct at one place.

    Attributes:
        path: The file of the source, with forward slashes.
        line: The line of that file, counted from 1; 0 where the file as a whole is meant.
        rule: The name of the rule, such as `hexo-asset-img`.
        outcome: What became of it.
        text: What was found, clipped.
        why: What a person has to know or settle; empty for what needs nobody.
    """

    path: str
    line: int
    rule: str
    outcome: Outcome
    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A post as a dialect found it, not yet changed.

    Attributes:
        path: The file of the source, with forward slashes.
        body: The text behind the front matter, LF line ends.
        line: The line of the file on which the body starts, counted from 1.
        front: Front matter as its syntax gave it.
        front_lines: The line of the file on which each key stands.
        title: What the dialect takes for the title where front matter says none, such as the file's name.
        date: What the dialect reads from the file's name, as ISO 8601; front matter goes first.
        key: What translations of one post share.
        lang: The language that name or folder say; empty where the text has to tell.
        slug: The last part of its address, wherever that comes from.
        addresses: Where it was published, as paths from the site's root (`/2020/01/02/slug/`).
        folders: Folders of the source in which its pictures may lie, nearest first.
        is_private: Whether its place keeps it unpublished, as `_drafts/` does.
        number: Of several posts in one file, the number of this one, from 1; 0 where it is alone.
    """

    path: str
    body: str
    line: int
    front: Mapping[str, Any] = field(default_factory=dict)
    front_lines: Mapping[str, int] = field(default_factory=dict)
    title: str = ""
    date: str = ""
    key: str = ""
    lang: str = ""
    slug: str = ""
    addresses: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    is_private: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True)
class Imported:
    """A note that is ready to be written.

    Attributes:
        post: What it was made of.
        path: Where it belongs, relative to the folder of notes.
        text: The whole file, front matter and body, LF line ends.
        pictures: Files beside it: name relative to the folder of notes -> file of the source.
        findings: What became of what.
    """

    post: Post
    path: str
    text: str
    pictures: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
