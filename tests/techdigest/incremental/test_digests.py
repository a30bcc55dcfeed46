"""Digests of values: equal ones agree in every process, different ones differ, some values have none."""

from __future__ import annotations

import collections
import copy
import copyreg
import dataclasses
import datetime
import decimal
import enum
import functools
import itertools
import os
import pickle
import re
import subprocess
import sys
import threading
import types
import typing
import uuid
import zoneinfo
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support import digestible
from support.digestible import (
    Colour,
    Item,
    Model,
    Place,
    Plain,
    Rights,
    Slotted,
    View,
    a_function,
    another_function,
)
from techdigest.incremental.digests import Undigestible, digest_bytes, digest_of
from techdigest.notes.model import FrontMatter, Note, Source

TAIPEI = zoneinfo.ZoneInfo("Asia/Taipei")
MOMENT = datetime.datetime(2026, 11, 23, 12, 0, tzinfo=TAIPEI)

plain = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=20)
    | st.binary(max_size=20)
)
hashable = st.recursive(
    plain | st.sampled_from([*Colour, *Rights, Rights.READ | Rights.WRITE, MOMENT, Path("a/b")]),
    lambda inner: (
        st.tuples(inner, inner) | st.frozensets(inner, max_size=5) | st.builds(Item, st.text(), inner)
    ),
    max_leaves=8,
)
values = st.recursive(
    hashable,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(hashable, inner, max_size=4)
        | st.sets(hashable, max_size=5)
        | st.builds(
            View, st.lists(st.builds(Item, st.text(), inner), max_size=3), st.sets(st.text(max_size=5))
        )
        | st.builds(
            Model, name=st.text(), tags=st.lists(st.text(max_size=3), max_size=3).map(tuple), more=inner
        )
        | st.builds(Plain, a=inner, b=inner)
        | st.builds(Slotted, inner, inner)
        | st.builds(Place, st.text(), st.integers())
    ),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Callable[[object], bytes]]:
    """Digests computed by another process, with another seed of hashes."""
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    process = subprocess.Popen(
        [sys.executable, "-m", "support.digestible"],
        env=os.environ | {"PYTHONHASHSEED": seed},
        cwd=Path(digestible.__file__).parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    stdin, stdout = process.stdin, process.stdout

    def digest(value: object) -> bytes:
        stdin.write(pickle.dumps(value).hex() + "\n")
        stdin.flush()
        return bytes.fromhex(stdout.readline())

    yield digest
    stdin.close()
    assert process.wait(timeout=30) == 0
    stdout.close()


@settings(deadline=None, max_examples=80)
@given(value=values)
def test_a_value_has_the_same_digest_in_another_process_and_after_copies(
    elsewhere: Callable[[object], bytes], value: object
) -> None:
    digest = digest_of(value)
    assert len(digest) == 16
    assert digest == digest_of(value)
    assert digest == digest_of(pickle.loads(pickle.dumps(value)))
    assert digest == digest_of(copy.deepcopy(value))
    assert digest == elsewhere(value)


def shown(value: object) -> object:
    """A value as data that is equal exactly if digests should be: types count, the order of sets does not."""
    if isinstance(value, dict):
        return "dict", [(shown(k), shown(v)) for k, v in value.items()]
    if isinstance(value, set | frozenset):
        return type(value).__name__, sorted(repr(shown(v)) for v in value)
    if isinstance(value, View | Item):
        return type(value).__name__, [shown(getattr(value, f.name)) for f in dataclasses.fields(value)]
    if isinstance(value, Plain):
        return "plain", shown(dict(sorted(vars(value).items())))
    if isinstance(value, Slotted):
        return "slotted", shown(value.left), shown(value.right)
    if isinstance(value, Model):
        return "model", shown(dict(value)), shown(value.model_fields_set)
    if isinstance(value, list | tuple):
        return type(value).__name__, [shown(v) for v in value]
    return type(value).__name__, repr(value)


@settings(deadline=None, max_examples=150)
@given(values, values)
def test_digests_are_equal_exactly_if_values_are(one: object, other: object) -> None:
    assert (digest_of(one) == digest_of(other)) == (shown(one) == shown(other))


DISTINCT: list[object] = [
    None, True, 1, 1.0, "1", b"1", bytearray(b"1"), 1j, decimal.Decimal(1), False, 0, 0.0, -0.0, "", b"",
    (), [], {}, set(), frozenset(), types.MappingProxyType({}),
    (1,), [1], {1}, frozenset({1}), {1: None}, (1, 2), (2, 1), ((1,), 2), (1, (2,)), ((1, 2),),
    [1, 2], [[1], 2],
    {1: 2, 3: 4}, {3: 4, 1: 2}, types.MappingProxyType({1: 2}), collections.OrderedDict({1: 2}), {1: 2},
    collections.Counter("a"), collections.defaultdict(list), collections.defaultdict(set), {"a": 1},
    "a", "ab", "标题", "標題", "\ud800", "x" * 100_000, b"x" * 100_000,
    Path("a"), Path("b"), PurePosixPath("a"), Path("/a"),
    datetime.date(2026, 11, 23), datetime.datetime(2026, 11, 23),
    datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC),
    MOMENT, MOMENT.astimezone(datetime.UTC), MOMENT.astimezone(zoneinfo.ZoneInfo("Asia/Shanghai")),
    datetime.time(1), datetime.timedelta(1),
    Colour.RED, Colour.BLUE, "red", Rights.READ, Rights.WRITE, Rights.READ | Rights.WRITE, Colour, Rights,
    Place("a", 1), Place("a", 2), ("a", 1),
    Item("a"), Item("b"), Item("a", 1), Item("a", True), Item("a", Item("a")), ["a", None],
    View([], set()), View([Item("a")], set()), View([], {"a"}),
    Model(name="a"), Model(name="b"), Model(name="a", tags=("x",)),
    Model.model_validate({"name": "a", "more": 1}), Model.model_validate({"name": "a", "other": 1}),
    Plain(a=1), Plain(a=2), Plain(b=1), Slotted(1, 2), Slotted(2, 1), types.SimpleNamespace(a=1),
    a_function, another_function, len, print, int, str, Item, Place, "a".join, "b".join, str.join,
    functools.partial(int, base=3), functools.partial(int, base=4), functools.partial(a_function),
    re.compile("a"), re.compile("a", re.ASCII), re.compile("b"), list[int], list[str],
    int | None, typing.Any, ...,
    uuid.UUID(int=1), range(3), slice(1, 2), FrontMatter(title="a"), FrontMatter(title="b"), Source(url="a"),
    FrontMatter.model_validate({"title": "a", "own": [1]}),
]  # fmt: skip


def test_different_values_types_and_orders_have_different_digests() -> None:
    seen: dict[bytes, object] = {}
    for value in DISTINCT:
        digest = digest_of(value)
        assert digest not in seen, (value, seen[digest])
        seen[digest] = value


@pytest.mark.parametrize(
    "value",
    [value for value in DISTINCT if not isinstance(value, types.MappingProxyType)],  # which pickle refuses
    ids=lambda value: type(value).__name__,
)
def test_each_kind_of_value_agrees_with_another_process(
    elsewhere: Callable[[object], bytes], value: object
) -> None:
    assert elsewhere(value) == digest_of(value)


def test_it_does_not_matter_whether_equal_parts_are_one_object() -> None:
    part, copied = ["x" * 50, (1, 2)], ["x" * 50, (1, 2)]
    assert digest_of([part, part]) == digest_of([part, copied])
    text = "".join(["a", "b", "c"])  # not interned
    assert digest_of({"abc": "abc"}, Item("abc", "abc")) == digest_of({"abc": text}, Item(text, "abc"))
    item = Item("a", (1,))
    assert digest_of([item, item]) == digest_of([item, copy.deepcopy(item)])


def test_several_values_are_not_one_tuple_or_their_concatenation() -> None:
    assert (
        len(
            {
                digest_of(1, 2),
                digest_of((1, 2)),
                digest_of(1),
                digest_of(),
                digest_of("1", "2"),
                digest_of("12"),
            }
        )
        == 6
    )


def test_the_digest_of_bytes_is_blake2b() -> None:
    assert digest_bytes(b"abc") == blake2b(b"abc", digest_size=16).digest()


def test_attributes_have_no_order() -> None:
    assert digest_of(Plain(a=1, b=2)) == digest_of(Plain(b=2, a=1))


def test_a_dataclass_and_a_model_are_their_fields_and_not_what_they_remember() -> None:
    class_of = digestible.Remembering
    one, other = class_of(3), class_of(3)
    assert one.doubled == 6
    assert digest_of(one) == digest_of(other)
    model, fresh = digestible.RememberingModel(number=3), digestible.RememberingModel(number=3)
    assert model.doubled == 6
    assert digest_of(model) == digest_of(fresh)


def test_a_note_has_one_digest_in_all_processes(elsewhere: Callable[[object], bytes]) -> None:
    front = FrontMatter.model_validate(
        {
            "title": "标题",
            "date": MOMENT,
            "tags": ["b", "a"],
            "sources": [{"url": "https://example.org/"}],
            "own": {"x": 1},
        }
    )
    note = Note("notes/a.md", "notes/a", "a", "en", "标题", "text", front=front, extra={"own": {"x": 1}})
    assert elsewhere(note) == digest_of(note)
    assert digest_of(note) != digest_of(dataclasses.replace(note, body="Text"))


@pytest.mark.parametrize("order", list(itertools.permutations("abc")))
def test_the_order_in_which_a_set_was_filled_does_not_matter(order: tuple[str, ...]) -> None:
    assert digest_of(set(order)) == digest_of({"a", "b", "c"})
    assert digest_of({(x, "é") for x in order}) == digest_of({("b", "é"), ("c", "é"), ("a", "é")})


class Opaque:
    """Nothing to see."""


@dataclasses.dataclass
class Local:
    """Its class has a name, but its field may have no value."""

    inner: Any


def numbers() -> Iterator[int]:
    yield 1


NO_VALUE: dict[str, Callable[[], object]] = {
    "a lambda": lambda: lambda: 0,
    "a function within a function": lambda: functools.wraps(len)(lambda: 0),
    "a lock": threading.Lock,
    "a re-entrant lock": threading.RLock,
    "an object": object,
    "an object of a class without state": Opaque,
    "a generator": numbers,
    "a module": lambda: re,
    "a view of memory": lambda: memoryview(b"a"),
    "a class within a function": lambda: dataclasses.make_dataclass("Nameless", ["a"])(1),
    "a thread": threading.current_thread,
}


@pytest.mark.parametrize("kind", NO_VALUE)
@pytest.mark.parametrize(
    "around",
    [
        lambda v: v,
        lambda v: [v],
        lambda v: {"k": v},
        Local,
        lambda v: Plain(v=v),
        lambda v: (1, (v,)),
    ],
    ids=["itself", "list", "dict", "dataclass", "object", "tuple"],
)
def test_what_has_no_value_has_no_digest(kind: str, around: Callable[[object], object]) -> None:
    with pytest.raises(Undigestible) as raised:
        digest_of(around(NO_VALUE[kind]()))
    assert str(raised.value)


def test_an_object_whose_class_another_has_registered_with_copyreg_is_what_that_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(
        copyreg.dispatch_table, Opaque, lambda opaque: (Opaque, (), "a state of another kind")
    )
    assert digest_of(Opaque()) == digest_of(Opaque())


def test_an_open_file_has_no_digest(tmp_path: Path) -> None:
    with (tmp_path / "file").open("w") as file, pytest.raises(Undigestible, match="TextIOWrapper"):
        digest_of(file)


def test_what_contains_itself_has_no_digest() -> None:
    items: list[object] = []
    items.append(items)
    names: dict[str, object] = {}
    names["self"] = names
    looped = Local(None)
    looped.inner = looped
    for value in (items, names, looped):
        with pytest.raises(Undigestible, match="itself"):
            digest_of(value)


def test_a_class_that_is_replaced_by_another_of_its_name_has_no_digest() -> None:
    class Colour(enum.Enum):
        RED = "red"

    Colour.__qualname__, Colour.__module__ = "Colour", digestible.__name__
    with pytest.raises(Undigestible, match="does not lead"):
        digest_of(Colour.RED)
