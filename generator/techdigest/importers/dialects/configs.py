"""The configuration files of generators: YAML with anchors and merge keys, TOML, JSON; all of it bounded."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from typing import Any, cast

import yaml

from techdigest.importers.tree import Tree
from techdigest.notes.yaml_bounded import MAX_LENGTH, load_bounded

_MAX_NODES = 20_000  # read, repeated by aliases or merged in
_MAX_DEPTH = 40


def configuration(tree: Tree, *names: str) -> dict[str, Any]:
    """Return the mapping in the first of some files that is one, read as its name says; empty for none."""
    for name in names:
        text = tree.text(name)
        found = read_configuration(text, name) if text is not None else None
        if found is not None:
            return found
    return {}


def read_configuration(text: str, name: str) -> dict[str, Any] | None:
    """Return the mapping in a text of TOML, JSON or YAML; None for what is none. Raises nothing."""
    try:
        if name.endswith(".toml"):
            return tomllib.loads(text)
        found = json.loads(text) if name.endswith(".json") else _yaml(text)
    except (yaml.YAMLError, ValueError, RecursionError, ArithmeticError, LookupError, AttributeError):
        return None
    return found if isinstance(found, dict) else None


def value_at(config: Mapping[str, Any], *keys: str) -> Any:
    """Return what nested mappings hold at the end of a path of keys, whose case does not count."""
    found: Any = config
    for key in keys:
        if not isinstance(found, dict):
            return None
        plain = found.get(key)
        found = plain if plain is not None else _folded(found, key)
    return found


def _folded(values: Mapping[Any, Any], key: str) -> Any:
    return next((value for name, value in values.items() if str(name).lower() == key.lower()), None)


def _yaml(text: str) -> Any:
    try:
        return load_bounded(text)
    except yaml.YAMLError:  # front matter may not repeat mappings; configurations do
        return _Loader(text[: 4 * MAX_LENGTH]).get_single_data()


class _Loader(yaml.SafeLoader):
    """PyYAML's safe loader with a bound on nodes, so that aliases and merged mappings cannot explode."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._nodes = 0
        self._depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Compose a node, counting them and how deep they are."""
        self._count(1)
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise yaml.composer.ComposerError(None, None, "too deep", None)
        try:
            return super().compose_node(parent, index)
        finally:
            self._depth -= 1

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Merge what `<<` names, counting what comes of it."""
        super().flatten_mapping(node)
        self._count(len(node.value))

    def read_anyway(self, node: yaml.Node) -> Any:
        """Read a value whose tag nobody knows, such as `!ENV`, as if it had none."""
        if isinstance(node, yaml.MappingNode):
            return self.construct_mapping(node, deep=True)
        if isinstance(node, yaml.SequenceNode):
            return self.construct_sequence(node, deep=True)
        return node.value

    def _count(self, more: int) -> None:
        self._nodes += more
        if self._nodes > _MAX_NODES:
            raise yaml.composer.ComposerError(None, None, "too many nodes", None)


_Loader.add_constructor(None, cast("Any", _Loader.read_anyway))
