"""Facets: which units have which value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cjksearch.index.unit import Unit
from cjksearch.static.codec import to_json

Labels = Mapping[str, Mapping[str, Mapping[str, str]]]


def encode_facets(units: Sequence[Unit], labels: Labels) -> bytes:
    """Return, by facet and value, the label, the number of units, and the units as (gap, length) pairs.

    ``lang`` and ``kind`` are facets of every index. Facets and values come in alphabetical order.
    """
    members: dict[str, dict[str, list[int]]] = {}
    for number, unit in enumerate(units):
        own = {**unit.facets, "lang": (unit.lang,), "kind": (unit.kind,)}
        for name, values in own.items():
            for value in dict.fromkeys(values):
                if value:
                    members.setdefault(name, {}).setdefault(value, []).append(number)
    return to_json(
        {
            name: {
                value: {
                    "label": dict(sorted(labels.get(name, {}).get(value, {}).items())),
                    "count": len(numbers),
                    "runs": _runs(numbers),
                }
                for value, numbers in sorted(values.items())
            }
            for name, values in sorted(members.items())
        }
    )


def _runs(numbers: Sequence[int]) -> list[int]:
    """Return gap, length, gap, length … of an ascending list."""
    out: list[int] = []
    end = 0
    for number in numbers:
        if out and number == end:
            out[-1] += 1
        else:
            out += [number - end, 1]
        end = number + 1
    return out
