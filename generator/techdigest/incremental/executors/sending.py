"""Work on its way to processes that are not forked."""

from __future__ import annotations

import functools
import io
from typing import Any, NoReturn

from techdigest.incremental.executors.base import Notice
from techdigest.incremental.store import Store


def pickled(task: object, notice: Notice, instead: str) -> bytes | None:
    """Pickle a task, functions and classes without a name included.

    Returns:
        What `pickle.loads` reads; None, after a notice, if something in it cannot be pickled.
    """
    data = io.BytesIO()
    try:
        _pickler()(data).dump(task)
    except Exception as error:  # whatever the objects in it raise
        notice(f"{instead}: the work cannot be sent to others ({error})")
        return None
    return data.getvalue()


@functools.cache
def _pickler() -> Any:
    import cloudpickle  # noqa: PLC0415 - for what is not forked only

    class Pickler(cloudpickle.Pickler):  # type: ignore[misc] # without types
        """cloudpickle's, for what it does not know how to send."""

        def reducer_override(self, obj: object) -> Any:
            if isinstance(obj, Store):
                return _StayedBehind, ()
            if isinstance(obj, dict) and _sets_items_itself(type(obj)):
                return type(obj).__new__, (type(obj),), (dict(obj), vars(obj)), None, None, _fill
            return super().reducer_override(obj)

    return Pickler


class _StayedBehind:
    """What a worker has in the place of the store, which only the parent may use."""

    def __getattr__(self, name: str) -> NoReturn:
        raise RuntimeError(f"{name}: the store is not for workers, which give their results to the parent")


def _sets_items_itself(kind: type[dict[Any, Any]]) -> bool:
    """Tell whether a kind of dict needs its attributes for its items: pickle restores these first.

    MkDocs' collection of plugins is one. A kind with a way of its own to be pickled looks after itself.
    """
    return kind.__setitem__ is not dict.__setitem__ and kind.__reduce__ is object.__reduce__


def _fill(new: dict[Any, Any], state: tuple[dict[Any, Any], dict[str, Any]]) -> None:
    items, attributes = state
    vars(new).update(attributes)
    dict.update(new, items)
