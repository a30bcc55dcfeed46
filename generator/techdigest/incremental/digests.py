"""Canonical digests of values: equal values have equal digests, in every process.

The C pickler writes a value down fast; three things make what it writes canonical. ``fast`` switches its memo
off, so that it does not matter whether equal parts are one object or several. ``persistent_id`` is asked for
every object, so that whatever is not plain data is replaced by the name of its class and its state, as plain
data. And sets are sorted by what their members are written as.
"""

from __future__ import annotations

import copyreg
import enum
import pickle
import sys
import types
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, is_dataclass
from hashlib import blake2b
from io import BytesIO
from operator import attrgetter, itemgetter
from pathlib import PurePath
from typing import Any, TypeAlias

Digest: TypeAlias = bytes
DIGEST_SIZE = 16
_PROTOCOL = 5
_CONTAINERS = (list, dict, tuple, str, bytes, int, float)  # which have a value besides fields

_Reducer: TypeAlias = Callable[[Any], tuple[Any, ...]]


class Undigestible(TypeError):
    """A value that cannot be told apart from another one by what it is made of: a lock, a lambda, a file."""


def digest_bytes(data: bytes) -> Digest:
    """The digest of these bytes, by BLAKE2b: 16 bytes."""
    return blake2b(data, digest_size=DIGEST_SIZE).digest()


def digest_of(*values: object) -> Digest:
    """The digest of these values, the same in every process of one Python and one set of packages.

    Types count (``1``, ``True``, ``1.0`` and ``"1"`` differ), and so does the order of a dict; the order of a
    set does not. A dataclass is its fields, a pydantic model its fields, extras and private attributes, a
    function or class its qualified name, any other object what it would be pickled as.

    Raises:
        Undigestible: for what has no value, or contains itself.
    """
    digest = blake2b(digest_size=DIGEST_SIZE)
    _write(values, _Hash(digest.update))
    return digest.digest()


class _Hash:
    """What a pickler writes to: a file of which nothing is kept."""

    __slots__ = ("write",)

    def __init__(self, write: Callable[[Any], Any]) -> None:
        self.write = write


class _Pickler(pickle.Pickler):
    def persistent_id(self, value: Any) -> tuple[Any, ...] | None:
        reduce = _REDUCERS[type(value)]
        return None if reduce is None else reduce(value)


def _write(value: object, file: Any) -> None:
    pickler = _Pickler(file, _PROTOCOL)
    pickler.fast = True
    try:
        pickler.dump(value)
    except (RecursionError, ValueError) as error:  # ValueError: the pickler saw a list or dict within itself
        raise Undigestible(f"{type(value).__qualname__}: contains itself, or is nested too deeply") from error


def _written(value: object) -> bytes:
    file = BytesIO()
    _write(value, file)
    return file.getvalue()


_REDUCED_BY_DEFAULT = {
    name: getattr(object, name) for name in ("__getstate__", "__reduce__", "__reduce_ex__")
}

# How to reduce a value to plain data, by its class.


def _reduce_set(value: set[Any] | frozenset[Any]) -> tuple[Any, ...]:
    return _name(type(value)), sorted(map(_written, value)), getattr(value, "__dict__", None)


def _reduce_named(value: Any) -> tuple[Any, ...]:
    return "name", _name(value)


def _reduce_builtin(value: Any) -> tuple[Any, ...]:
    owner = value.__self__  # a module, or what a method is bound to: `[].append`
    if owner is None or isinstance(owner, types.ModuleType):
        return _reduce_named(value)
    return "method", owner, value.__name__


def _reduce_other(value: Any) -> tuple[Any, ...]:
    """Class and state of an object as pickle sees them."""
    kind = type(value)
    special = copyreg.dispatch_table.get(kind)
    try:
        reduced = special(value) if special else value.__reduce_ex__(_PROTOCOL)
    except Exception as error:  # whatever a stranger's class raises, it shows no value
        raise Undigestible(f"{kind.__module__}.{kind.__qualname__}: {error}") from error
    if isinstance(reduced, str):
        return "name", getattr(value, "__module__", None), reduced
    make, arguments, state, items, pairs = (*reduced, None, None, None)[:5]
    items, pairs = (None if rest is None else list(rest) for rest in (items, pairs))
    is_told_by_identity = getattr(kind, "__eq__", None) is object.__eq__
    if is_told_by_identity and not (state or items or pairs or [a for a in arguments if a is not kind]):
        raise Undigestible(f"{kind.__module__}.{kind.__qualname__}: shows no state")
    if all(getattr(kind, name) is default for name, default in _REDUCED_BY_DEFAULT.items()) and not special:
        state = _sorted_attributes(state)
    return _name(kind), make, arguments, state, items, pairs


def _sorted_attributes(state: Any) -> list[Any]:
    """State as `object.__getstate__` gives it, without the order in which attributes were set."""
    parts = state if isinstance(state, tuple) else (state,)  # attributes; or these and slots
    return [part and sorted(part.items(), key=itemgetter(0)) for part in parts]


def _reader(kind: type, names: tuple[str, ...]) -> _Reducer:
    """A function that gives an object's class and attributes, without a loop in Python."""
    name = _name(kind)
    if not names:
        return lambda _: (name,)
    read = attrgetter(*names)

    def reduce(value: Any) -> tuple[Any, ...]:
        try:
            return name, read(value)
        except AttributeError as error:
            raise Undigestible(f"{name}: {error}") from error

    return reduce


def _reducer_of_model(kind: Any) -> _Reducer:
    """A pydantic model's fields; ``__dict__`` has cached properties, too, which are no part of its value."""
    extras = ("__pydantic_extra__", "__pydantic_private__", "__pydantic_fields_set__")
    return _reader(kind, (*kind.model_fields, *extras))


class _Reducers(dict[type, "_Reducer | None"]):
    """Class -> how its objects are reduced; None: the pickler writes them canonically as they are."""

    def __missing__(self, kind: type) -> _Reducer | None:
        reducer = self[kind] = _reducer_for(kind)
        return reducer


def _reducer_for(kind: type) -> _Reducer:
    if issubclass(kind, type):
        return _reduce_named
    name = _name(kind)  # an object's class must have a name of its own
    reducer: _Reducer = _reduce_other
    if issubclass(kind, enum.Enum):
        reducer = _reader(kind, ("_value_" if issubclass(kind, enum.Flag) else "_name_",))
    elif issubclass(kind, set | frozenset):
        reducer = _reduce_set
    elif issubclass(kind, PurePath):
        reducer = lambda path: (name, str(path))  # noqa: E731 - as short as its name would be
    elif is_dataclass(kind) and not issubclass(kind, _CONTAINERS):
        reducer = _reader(kind, tuple(field.name for field in fields(kind)))
    elif hasattr(kind, "__pydantic_core_schema__") and hasattr(kind, "model_fields"):
        reducer = _reducer_of_model(kind)
    return reducer


def _name(value: Any) -> str:
    """A class's or function's qualified name, if it leads back to it (that of a lambda does not)."""
    if isinstance(value, type) and value in _TYPES_OF_THE_INTERPRETER:
        return _TYPES_OF_THE_INTERPRETER[value]
    module, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    found: Any = None
    if isinstance(module, str) and isinstance(name, str):
        with suppress(
            AttributeError, ImportError
        ):  # ImportError: of a module that loads its parts when asked
            found = attrgetter(name)(sys.modules.get(module))
    if found is not value:
        raise Undigestible(f"{module}.{name}: this name does not lead to {value!r}")
    return f"{module}.{name}"


# the interpreter says of these that they are in `builtins`, where they are not
_TYPES_OF_THE_INTERPRETER = {
    kind: f"types.{name}" for name, kind in vars(types).items() if isinstance(kind, type)
}

_REDUCERS = _Reducers(
    dict.fromkeys((type(None), bool, int, float, str, bytes, bytearray, list, tuple, dict))
    | {
        set: _reduce_set,
        frozenset: _reduce_set,
        types.FunctionType: _reduce_named,
        types.BuiltinFunctionType: _reduce_builtin,
        types.MappingProxyType: lambda value: ("mappingproxy", dict(value)),
    }
)
