"""What was made of many files at once, remembered from build to build."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import TypeVar

from techdigest.incremental.cache import Cache
from techdigest.incremental.digests import digest_of
from techdigest.site.remember import Remember, anew

T = TypeVar("T")


def remembering(cache: Cache | None) -> Remember:
    """What remembers in a cache; without one, nothing is remembered."""
    if cache is None:
        return anew

    def remember(name: str, inputs: object, make: Callable[[], T]) -> T:
        key = digest_of("made", name, inputs)
        if (known := cache.get(key)) is not None:
            found: T = pickle.loads(known)  # noqa: S301 - of our own cache
            return found
        made = make()
        cache.put(key, pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
        return made

    return remember
