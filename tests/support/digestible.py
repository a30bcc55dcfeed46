"""Values of many kinds, of classes that another process can import, for tests of digests."""

from __future__ import annotations

import enum
import functools
import pickle
import sys
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from techdigest.incremental.digests import digest_of


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Rights(enum.Flag):
    READ = 1
    WRITE = 2


class Place(NamedTuple):
    path: str
    line: int


class Model(BaseModel):
    model_config = ConfigDict(extra="allow", frozen=True)

    name: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    title: str
    value: Any = None


@dataclass
class View:
    items: list[Item]
    words: set[str] = field(default_factory=set)


class Plain:
    """An object without equality of its own, but with state."""

    def __init__(self, **state: Any) -> None:
        self.__dict__.update(state)


class Slotted:
    __slots__ = ("left", "right")

    def __init__(self, left: Any, right: Any) -> None:
        self.left = left
        self.right = right


@dataclass
class Remembering:
    number: int

    @functools.cached_property
    def doubled(self) -> int:
        return 2 * self.number


class RememberingModel(BaseModel):
    number: int

    @functools.cached_property
    def doubled(self) -> int:
        return 2 * self.number


def a_function() -> None: ...


def another_function() -> None: ...


def serve() -> None:
    """Answer each line, the hexadecimal pickle of a value, with the value's digest."""
    for line in sys.stdin:
        print(digest_of(pickle.loads(bytes.fromhex(line))).hex(), flush=True)


if __name__ == "__main__":
    from support.digestible import serve as serve_as_imported  # so that classes have the module's name

    serve_as_imported()
