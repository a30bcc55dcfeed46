"""Facets: which units have which value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cjksearch.index.documents import Card

Labels = Mapping[str, Mapping[str, Mapping[str, str]]]


def facets(
    units: Sequence[Card], numbers: Sequence[int], labels: Labels
) -> tuple[list[object], dict[str, dict[str, list[int]]]]:
    """Return what the directory says of facets, and the units of each value as gaps and lengths of runs.

    ``lang`` and ``kind`` are facets of every index. Facets and values come in alphabetical order. What units
    have in several languages counts once.
    """
    members: dict[str, dict[str, list[int]]] = {}
    for place, unit in enumerate(units):
        own = {**unit.facets, "lang": (unit.lang,), "kind": (unit.kind,)}
        for name, values in own.items():
            for value in dict.fromkeys(values):
                if value:
                    members.setdefault(name, {}).setdefault(value, []).append(place)
    described: list[object] = []
    runs: dict[str, dict[str, list[int]]] = {}
    for name, by_value in sorted(members.items()):
        names = sorted(by_value)
        known = labels.get(name, {})
        described.append(
            {
                "name": name,
                "values": [
                    {
                        "value": v,
                        "count": _count(units, by_value[v]),
                        "label": dict(sorted(known.get(v, {}).items())),
                    }
                    for v in names
                ],
            }
        )
        runs[name] = {value: _gaps(by_value[value], numbers) for value in names}
    return described, runs


def _count(units: Sequence[Card], places: Sequence[int]) -> int:
    editions = [units[place].edition_of for place in places if units[place].edition_of]
    return len(places) - len(editions) + len(set(editions))


def runs_of(places: Sequence[int], numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return the runs (first number, number after the last) of units at ascending `places`.

    Numbers that no unit has interrupt no run.
    """
    runs: list[tuple[int, int]] = []
    last = -2
    for place in places:
        first = runs.pop()[0] if place == last + 1 else numbers[place]
        runs.append((first, numbers[place] + 1))
        last = place
    return runs


def _gaps(places: Sequence[int], numbers: Sequence[int]) -> list[int]:
    """Return gap, length, gap, length … of the runs."""
    out: list[int] = []
    end = 0
    for first, after in runs_of(places, numbers):
        out += [first - end, after - first]
        end = after
    return out
