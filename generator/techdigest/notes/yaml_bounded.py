"""YAML for authors that nobody can abuse: bounded, without objects, with the line of each value."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, cast

import yaml

try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML was built without libyaml
    CParser = yaml.SafeLoader  # type: ignore[assignment,misc]  # which does the same

MAX_LENGTH = 64_000  # characters of front matter
_MAX_DEPTH = 12
_MAX_ALIASES = 100
_TAG = "tag:yaml.org,2002:"
# What libyaml and PyYAML's own parser do not read alike, besides a question mark in brackets.
_READ_OTHERWISE = re.compile("[\t!\x85\u2028\u2029\ufeff]|[|>][-+0-9]{0,2}#|^(?:%|---|[.]{3})", re.MULTILINE)


class Text(str):
    """A scalar exactly as the author typed it, with the line (from 1) it starts on."""

    __slots__ = ("line",)
    line: int


Raw = Text | list["Raw"] | dict[str, "Raw"] | None
"""A YAML value in which every scalar is `Text`; None where the author wrote nothing or null."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was mended while loading."""

    line: int
    code: str
    message: str
    hint: str


class Document(dict[str, Any]):
    """A top-level YAML mapping: each key's value with YAML's own types.

    Attributes:
        raw: Each key's value with every scalar as the author typed it.
        types: What YAML takes each value for: str, int, float, bool, null, timestamp, seq, map.
        lines: The line of each key, from 1.
        findings: What was mended.
    """

    def __init__(self) -> None:
        super().__init__()
        self.raw: dict[str, Raw] = {}
        self.types: dict[str, str] = {}
        self.lines: dict[str, int] = {}
        self.findings: list[Finding] = []

    def put(self, key: str, value: Any, raw: Raw, kind: str, line: int) -> None:
        """Set all that is known about a key."""
        self[key] = value
        self.raw[key], self.types[key], self.lines[key] = raw, kind, line


class NotAMapping(yaml.YAMLError):
    """The document is a text or a list, not `key: value` lines."""


def load_bounded(source: str) -> Document:
    """Return the mapping that a text of YAML is.

    Nesting and aliases are bounded, an alias may only repeat a text (so nothing grows exponentially), tags
    such as `!!python/object` build nothing, and duplicate keys are found. Raises `yaml.YAMLError` or
    RecursionError for the rest.
    """
    if _is_read_alike(source):
        with suppress(yaml.YAMLError):  # libyaml names another place, in other words
            return _QuickLoader(source).get_single_data()
    return BoundedLoader(source).get_single_data()


def _is_read_alike(source: str) -> bool:
    in_brackets = "?" in source and ("[" in source or "{" in source)
    return not in_brackets and _READ_OTHERWISE.search(source) is None


class _Bounded(yaml.composer.Composer, yaml.constructor.SafeConstructor, yaml.resolver.Resolver):
    """Composes and constructs a `Document` from the events of a parser."""

    def _begin(self, stream: str) -> None:
        self._source = stream
        self._depth = 0
        self._aliases = 0
        self._result = Document()

    def get_single_data(self) -> Document:
        """Return the document; an empty one is an empty mapping."""
        root = self.get_single_node()
        if root is None:
            return self._result
        if not isinstance(root, yaml.MappingNode):
            raise NotAMapping
        for key_node, value_node in root.value:
            key = str(self._raw(key_node) or "null")
            self._note_duplicate(key, self._result, key_node)
            value = self.construct_object(value_node, deep=True)
            kind = value_node.tag.removeprefix(_TAG)
            self._result.put(key, value, self._raw(value_node), kind, self._line(key_node))
        return self._result

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Compose one node, counting nesting and aliases."""
        event: yaml.Event = self.peek_event()  # type: ignore[attr-defined]  # the parser's, in subclasses
        place = cast("yaml.Mark", event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            self._aliases += 1
            node = super().compose_node(parent, index)
            if self._aliases > _MAX_ALIASES:
                raise yaml.composer.ComposerError(None, None, "too many aliases", place)
            if not isinstance(node, yaml.ScalarNode):
                problem = f"the alias *{event.anchor} repeats a list or a mapping"
                raise yaml.composer.ComposerError(None, None, problem, place)
            return node
        if self._depth > _MAX_DEPTH:
            problem = f"more than {_MAX_DEPTH} levels of lists and mappings"
            raise yaml.composer.ComposerError(None, None, problem, place)
        self._depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self._depth -= 1

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """Construct a value; what YAML's own types refuse (a 13th month, 5,000 digits) stays text."""
        try:
            return super().construct_object(node, deep=deep)
        except (ValueError, ArithmeticError, LookupError, AttributeError):
            # PyYAML lets what its converters raise escape: KeyError for `!!bool x`, AttributeError for a
            # bad date.
            self.recursive_objects.pop(node, None)
            return node.value

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Construct an inner mapping, noting keys that stand twice."""
        seen: dict[str, Any] = {}
        for key_node, _ in node.value:
            if isinstance(key_node, yaml.ScalarNode):
                self._note_duplicate(key_node.value, seen, key_node)
                seen[key_node.value] = None
        return super().construct_mapping(node, deep=deep)

    def construct_unknown(self, node: yaml.Node) -> Any:
        """Read a tagged value as if the tag were not there, and say so."""
        self._result.findings.append(
            Finding(
                self._line(node),
                "front-matter-tag",
                f"the YAML tag {node.tag.replace(_TAG, '!!')[:60]} builds nothing here; it is read as text",
                "Remove the tag.",
            )
        )
        if isinstance(node, yaml.MappingNode):
            return self.construct_mapping(node, deep=True)
        if isinstance(node, yaml.SequenceNode):
            return self.construct_sequence(node, deep=True)
        return node.value

    def _raw(self, node: yaml.Node) -> Raw:
        if isinstance(node, yaml.SequenceNode):
            return [self._raw(child) for child in node.value]
        if isinstance(node, yaml.MappingNode):
            return {str(self._raw(key) or "null"): self._raw(value) for key, value in node.value}
        if node.tag == f"{_TAG}null":
            return None
        text = Text(node.value)
        text.line = self._line(node)
        return text

    def _note_duplicate(self, key: str, seen: dict[str, Any], node: yaml.Node) -> None:
        if key in seen:
            self._result.findings.append(
                Finding(
                    self._line(node),
                    "front-matter-duplicate-key",
                    f"the key {key!r} stands twice; the last one counts",
                    "Keep one of them.",
                )
            )

    def _line(self, node: yaml.Node) -> int:
        # Not `mark.line`: to YAML, U+0085 and U+2028 end a line too.
        return self._source.count("\n", 0, node.start_mark.index) + 1


class BoundedLoader(_Bounded, yaml.SafeLoader):
    """PyYAML's safe loader; its document is a `Document`. See `load_bounded`."""

    def __init__(self, stream: str) -> None:
        yaml.SafeLoader.__init__(self, stream)
        self._begin(stream)


class _QuickLoader(_Bounded, CParser):
    """The same over libyaml's parser, which is several times faster."""

    def __init__(self, stream: str) -> None:
        CParser.__init__(self, stream)
        yaml.composer.Composer.__init__(self)
        yaml.constructor.SafeConstructor.__init__(self)
        yaml.resolver.Resolver.__init__(self)
        self._begin(stream)


for _loader in (BoundedLoader, _QuickLoader):
    _loader.add_constructor(None, _loader.construct_unknown)  # type: ignore[type-var]  # stubs know PyYAML's own


def line_of(error: yaml.YAMLError, source: str) -> int:
    """Return the line (from 1) of `source` that a YAML error points at."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    index = mark.index if mark else getattr(error, "position", 0)
    return source.count("\n", 0, min(index, len(source.rstrip()))) + 1


def problem_of(error: yaml.YAMLError) -> str:
    """Return what a YAML error complains about, in a few words."""
    if isinstance(error, yaml.reader.ReaderError):
        return f"the character U+{error.character:04X} is not allowed"
    if isinstance(error, NotAMapping):
        return "these are no `key: value` lines"
    return str(getattr(error, "problem", None) or error)
