"""Documents against the official schemas, and against those of the custom kinds they define."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Annotated, Any

from jsonschema import Draft202012Validator, ValidationError, validators
from kubernetes_validate.utils import all_versions, major_minor, schema_contents
from pydantic import StringConstraints, TypeAdapter
from pydantic import ValidationError as NoMatch
from pydantic_core import SchemaError
from referencing import Registry, Resource

from techdigest.snippets.manifests import custom
from techdigest.snippets.manifests.documents import Document, Path, Problem
from techdigest.snippets.manifests.rules import RULES, name_findings

MAX_MESSAGE = 200  # characters
MAX_PROBLEMS = 50  # of one document; nobody reads more
MAX_STEPS = 300_000  # keywords applied to one document; a Deployment takes about a hundred
_DEFINITIONS = "https://kubernetes.io/api/_definitions.json#/$defs/"

Api = tuple[str, str]  # apiVersion, kind
Finding = tuple[Path, str]

_steps: ContextVar[Iterator[int]] = ContextVar("steps")  # what a document has left of MAX_STEPS


class _TooLongError(Exception):
    """A document takes more steps than it may."""


@dataclass(frozen=True)
class Schemas:
    """The kinds of one version of Kubernetes, and those that the documents so far have defined.

    Raises:
        LookupError: The installed kubernetes-validate has no schemas of that version.
    """

    version: str
    _custom: dict[Api, Mapping[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _official(self.version)

    def check(self, document: Document) -> list[Problem]:
        """Return what is wrong with a document, by line; a good CustomResourceDefinition adds its kinds."""
        _steps.set(iter(range(MAX_STEPS)))
        try:
            found = dict.fromkeys(islice(self._findings(document.data), MAX_PROBLEMS))
        except _TooLongError:
            found = {((), "too much to check: its definition and its fields multiply"): None}
        in_order = sorted(found, key=lambda finding: document.line(finding[0]))
        return [Problem(document.line(path), _message(path, why)) for path, why in in_order]

    def _findings(self, data: Mapping[str, Any]) -> Iterator[Finding]:
        for key in ("apiVersion", "kind"):
            if not isinstance(data.get(key), str) or not data[key]:
                yield (key,), f"there is no {key}"
                return
        api = data["apiVersion"], data["kind"]
        registry, known = _official(self.version)
        if api in self._custom:
            schema = self._custom[api]
        elif api in known:
            schema = {"$ref": _DEFINITIONS + known[api]}
        else:
            yield ("kind",), _unknown(api, [*known, *self._custom], self.version)
            return
        errors = _Validator(schema, registry=registry).iter_errors(data)
        found = [finding for error in islice(errors, MAX_PROBLEMS) for finding in _told(error)]
        found += name_findings(data)
        if api == custom.API and not found:
            found += custom.custom_findings(data)
            if not found:
                kinds = custom.custom_kinds(data, _DEFINITIONS)
                self._custom.update(((kind.api_version, kind.kind), kind.schema) for kind in kinds)
        yield from found


@lru_cache(maxsize=2)
def _official(version: str) -> tuple[Registry[Any], Mapping[Api, str]]:
    """The registry of the official definitions, and the name of each kind's definition in it."""
    full = next((known for known in all_versions() if major_minor(known) == version), None)
    if full is None:
        newest = all_versions()[-1]
        raise LookupError(f"kubernetes-validate knows Kubernetes up to {newest}, not {version}: upgrade it")
    contents = schema_contents(f"kubernetes-json-schema/v{full}-local-strict/_definitions.json", full)
    known = {}
    for name, definition in contents["$defs"].items():
        for api in definition.get("x-kubernetes-group-version-kind", ()):
            group = f"{api['group']}/" if api["group"] else ""
            known[f"{group}{api['version']}", api["kind"]] = name
    return Registry().with_resource(_DEFINITIONS.partition("#")[0], Resource.from_contents(contents)), known


def _unknown(api: Api, known: list[Api], version: str) -> str:
    api_version, kind = api
    elsewhere = sorted(other for other, name in known if name == kind)
    if elsewhere:
        return f"Kubernetes {version} has no {kind} in {api_version}; it has one in {', '.join(elsewhere)}"
    near = difflib.get_close_matches(kind[:63], {name for _, name in known}, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"{kind} in {api_version} is no kind of Kubernetes {version}, nor defined above{hint}"


def _message(path: Path, why: str) -> str:
    where = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).lstrip(".")
    text = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in f"{where}: {why}")
    return text if len(text) <= MAX_MESSAGE else text[:MAX_MESSAGE] + "…"


def _told(error: ValidationError) -> Iterator[Finding]:
    """An error of the validator in our words, at the field it is about."""
    path = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        fields = error.schema.get("properties", {})
        for name in sorted(error.instance.keys() - fields.keys())[:MAX_PROBLEMS]:
            near = difflib.get_close_matches(name[:63], fields, n=1)
            yield (*path, name), "no such field" + (f"; did you mean {near[0]}?" if near else "")
    elif error.validator == "oneOf" and all(part.keys() == {"type"} for part in error.validator_value):
        # How the official schemas say int-or-string.
        types = {kind for part in error.validator_value for kind in part["type"] if kind != "null"}
        yield path, f"{error.instance!r} is neither {' nor '.join(sorted(types))}"
    else:
        yield path, error.message


# --- keywords whose meaning differs from JSON Schema's


def _ref(validator: Any, ref: str, instance: Any, schema: Any) -> Iterator[ValidationError]:
    """A reference to a definition, and what every API server asks of it beyond its schema."""
    yield from Draft202012Validator.VALIDATORS["$ref"](validator, ref, instance, schema)
    rule = RULES.get(ref.rpartition("/")[2])
    if rule is not None:
        yield from (ValidationError(why, path=path) for path, why in rule(instance))


@lru_cache(maxsize=256)
def _matcher(pattern: str) -> TypeAdapter[str]:
    # Rust's regular expressions: linear time, and as good as Go's RE2 in what they understand.
    return TypeAdapter(Annotated[str, StringConstraints(pattern=pattern)])


def _pattern(validator: Any, pattern: str, instance: Any, schema: Any) -> Iterator[ValidationError]:
    if not isinstance(instance, str):
        return
    try:
        _matcher(pattern).validate_python(instance)
    except SchemaError:
        yield ValidationError(f"the pattern {pattern!r} of its definition is no regular expression")
    except NoMatch:
        yield ValidationError(f"does not match {pattern!r}: {instance!r}")


def _exclusive(limit: str) -> Any:
    """OpenAPI's `exclusiveMinimum: true` sharpens the `minimum` beside it."""

    def check(validator: Any, flag: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
        if flag and limit in schema and instance == schema[limit] and not isinstance(instance, bool):
            yield ValidationError(f"{instance!r} equals the exclusive {limit}")

    return check


def _counted(keyword: Any) -> Any:
    """A keyword that takes one of the steps that a document may take in all."""

    def check(validator: Any, value: Any, instance: Any, schema: Any) -> Any:
        if next(_steps.get(), None) is None:
            raise _TooLongError
        return keyword(validator, value, instance, schema)

    return check


_KEYWORDS = {
    **Draft202012Validator.VALIDATORS,
    "$ref": _ref,
    "pattern": _pattern,
    "exclusiveMinimum": _exclusive("minimum"),
    "exclusiveMaximum": _exclusive("maximum"),
}
_Validator = validators.extend(
    Draft202012Validator, {word: _counted(keyword) for word, keyword in _KEYWORDS.items()}
)
