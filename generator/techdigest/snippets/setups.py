"""Snippets that are built on others: what runs before what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

MAX_SETUPS = 20  # snippets that run before one; more is no page that someone reads


class SetupError(ValueError):
    """A setup that cannot be run: it leads back to itself, or never comes to an end."""


def setup_order(setup: Iterable[str], setups: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the ids to run for a setup, each once and behind all that it is built on itself.

    Args:
        setup: The ids that a snippet names.
        setups: The ids that each of the others names; ids that are not there name none.

    Raises:
        SetupError: One of them is built on itself, or there are more than `MAX_SETUPS`.
    """
    done: dict[str, None] = {}
    path: dict[str, Iterator[str]] = {"": iter(setup)}  # from the snippet itself to what is looked at
    while path:
        name, rest = next(reversed(path.items()))
        inner = next(rest, None)
        if inner is None:
            path.popitem()
            done[name] = None
        elif inner in path:
            circle = [*list(path)[list(path).index(inner) :], inner]
            raise SetupError(f"its setup goes round in a circle: {' → '.join(circle)}")
        elif inner not in done:
            path[inner] = iter(setups.get(inner, ()))
        if len(path) + len(done) > MAX_SETUPS + 2:  # with the snippet itself, and what stands for the whole
            raise SetupError(f"its setup has more than {MAX_SETUPS} snippets")
    del done[""]
    return tuple(done)
