"""Facets: which units have which value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cjksearch.index.unit import Unit

Labels = Mapping[str, Mapping[str, Mapping[str, str]]]


def facets(units: Sequence[Unit], labels: Labels) -> tuple[list[object], dict[str, dict[str, list[int]]]]:
    """Return what the directory says of facets, and the units of each value as gaps and lengths of runs.

    ``lang`` and ``kind`` are facets of every index. Facets and values come in alphabetical order.
    """
    members: dict[str, dict[str, list[int]]] = {}
    for number, unit in enumerate(units):
        own = {**unit.facets, "lang": (unit.lang,), "kind": (unit.kind,)}
        for name, values in own.items():
            for value in dict.fromkeys(values):
                if value:
                    members.setdefault(name, {}).setdefault(value, []).append(number)
    described: list[object] = []
    runs: dict[str, dict[str, list[int]]] = {}
    for name, by_value in sorted(members.items()):
        names = sorted(by_value)
        known = labels.get(name, {})
        described.append(
            {
                "name": name,
                "values": [
                    {"value": v, "count": len(by_value[v]), "label": dict(sorted(known.get(v, {}).items()))}
                    for v in names
                ],
            }
        )
        runs[name] = {value: _runs(by_value[value]) for value in names}
    return described, runs


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
