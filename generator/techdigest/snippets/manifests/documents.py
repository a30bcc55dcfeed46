"""YAML text -> documents as plain data, and the line of every field. Bounded, whatever the text."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

MAX_TEXT = 200_000  # characters; a manifest in a note has a few thousand
MAX_FIELDS = 20_000  # after aliases are replaced by what they stand for
MAX_DEPTH = 60

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where: a line counted from 0 in the text."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML document: its data, and for each path into it the line (from 0) where it starts."""

    data: dict[str, Any]
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """Return the line of the field, or of the closest thing around it that is there."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines[path]


class _Loader(yaml.SafeLoader):
    """YAML as Kubernetes reads it: dates and `12:30` are text."""

    yaml_implicit_resolvers = {  # noqa: RUF012  (PyYAML's own way to say it)
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":value"))]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


class _Refused(Exception):
    def __init__(self, node: yaml.Node, why: str) -> None:
        super().__init__(why)
        self.node = node


def read_documents(text: str) -> Iterator[Document | Problem]:
    """Yield each document, or why it cannot be one; empty documents are passed over."""
    if len(text) > MAX_TEXT:
        yield Problem(0, f"manifests of {len(text)} characters; at most {MAX_TEXT} are read")
        return
    starts = [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]
    try:
        loader = _Loader(text)
        while loader.check_node():
            yield from _document(loader, loader.get_node(), starts)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        why = " ".join(str(part) for part in (error.context, error.problem) if part)
        if r"'\t'" in why:
            why = "a tab where YAML wants spaces"
        yield Problem(_line(mark, starts) if mark else 0, f"not YAML: {why}")
    except yaml.reader.ReaderError as error:
        yield Problem(bisect_right(starts, error.position) - 1, f"not YAML: {error.reason}")
    except RecursionError:
        yield Problem(0, f"nested deeper than {MAX_DEPTH} levels")


def _document(loader: _Loader, root: yaml.Node | None, starts: list[int]) -> Iterator[Document | Problem]:
    try:
        if root is None or (isinstance(root, yaml.ScalarNode) and _scalar(loader, root) is None):
            return
        if _size(root, {}) > MAX_FIELDS:
            raise _Refused(root, f"more than {MAX_FIELDS} fields once its aliases are replaced")
        if not isinstance(root, yaml.MappingNode):
            raise _Refused(root, "a manifest is a mapping with apiVersion and kind")
        lines: dict[Path, int] = {}
        yield Document(_plain(loader, root, (), lines, starts), lines)
    except _Refused as refused:
        yield Problem(_line(refused.node.start_mark, starts), str(refused))


def _size(node: yaml.Node, known: dict[int, float]) -> float:
    """The number of fields, each alias counted as what it stands for; infinite where one holds itself."""
    if id(node) in known:
        return known[id(node)]
    known[id(node)] = math.inf  # until it is counted: only its own inside can ask
    if isinstance(node, yaml.MappingNode):
        below = [child for pair in node.value for child in pair]
    else:
        below = node.value if isinstance(node, yaml.SequenceNode) else []
    known[id(node)] = 1 + sum(_size(child, known) for child in below)
    return known[id(node)]


def _plain(loader: _Loader, node: yaml.Node, path: Path, lines: dict[Path, int], starts: list[int]) -> Any:
    if len(path) > MAX_DEPTH:
        raise _Refused(node, f"nested deeper than {MAX_DEPTH} levels")
    lines.setdefault(path, _line(node.start_mark, starts))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(loader, item, (*path, at), lines, starts) for at, item in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return _scalar(loader, node)
    _refuse_doubles(node)
    loader.flatten_mapping(node)  # `<<` merges
    data: dict[str, Any] = {}
    for key_node, value in node.value:
        key = _scalar(loader, key_node) if isinstance(key_node, yaml.ScalarNode) else None
        if not isinstance(key, str):
            raise _Refused(key_node, f"a key that is not text: {_shown(key_node)}; quote it")
        lines[(*path, key)] = _line(key_node.start_mark, starts)
        data[key] = _plain(loader, value, (*path, key), lines, starts)
    return data


def _refuse_doubles(node: yaml.MappingNode) -> None:
    seen = set()
    for key, _ in node.value:
        if isinstance(key, yaml.ScalarNode):
            if key.value in seen:
                raise _Refused(key, f"the key {_shown(key)} stands here twice")
            seen.add(key.value)


def _scalar(loader: _Loader, node: yaml.Node) -> Any:
    tag = node.tag.rpartition(":")[2]
    if tag in ("int", "float") and ":" in node.value:
        return node.value  # base 60 is an invention of YAML 1.1 that Kubernetes does not share
    if tag not in ("str", "int", "float", "bool", "null"):
        raise _Refused(node, f"the tag {node.tag} means nothing to Kubernetes")
    try:
        return loader.construct_object(node)
    except ValueError as error:  # `!!int x`, or digits without end
        raise _Refused(node, f"{_shown(node)} is not of the type {tag}") from error


def _shown(node: yaml.Node) -> str:
    return repr(node.value[:60]) if isinstance(node, yaml.ScalarNode) else "a list or a mapping"


def _line(mark: yaml.Mark, starts: list[int]) -> int:
    # Not mark.line: YAML breaks lines at U+0085 and U+2028 too, editors do not.
    return bisect_right(starts, mark.index) - 1
