"""Front matter as it is written: YAML that any reader reads as the same values."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import yaml


class Moment(str):
    """A date as front matter holds it, without quotes."""

    __slots__ = ()


def front_text(front: Mapping[str, Any]) -> str:
    """Return front matter as YAML between its two lines."""
    values = dict(front)
    written = _dumped(values) if values else ""
    if written is None:  # something in it has no form in YAML: it is written as text
        parts = ((_dumped({key: value}), key, value) for key, value in values.items())
        written = "".join(part or _dumped({key: str_of(value)}) or "" for part, key, value in parts)
    return f"---\n{written}---\n"


def _dumped(values: dict[str, Any]) -> str | None:
    with suppress(yaml.YAMLError, RecursionError, ValueError, TypeError):
        text: str = yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000)
        return text
    return None


def str_of(value: object) -> str:
    """Return some text for any value."""
    try:
        return str(value)
    except (ValueError, RecursionError):
        return ""


class _Dumper(yaml.SafeDumper):
    """Writes dates without quotes, flat lists on one line, and nothing as an alias."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _plain_date(dumper: _Dumper, value: Moment) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", str(value))


def _list(dumper: _Dumper, values: list[Any]) -> yaml.Node:
    is_flat = not any(isinstance(each, list | dict) for each in values)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=is_flat)


def _text(dumper: _Dumper, value: str) -> yaml.Node:
    is_odd = any(mark in value for mark in "\x85\u2028\u2029\ufeff")  # ends of lines to YAML, unless quoted
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"' if is_odd else None)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Moment, _plain_date)
_Dumper.add_representer(list, _list)
