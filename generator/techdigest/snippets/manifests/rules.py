"""What the schemas leave open and every API server refuses: names, labels, quantities, selectors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from techdigest.snippets.manifests.documents import Path

Finding = tuple[Path, str]  # where, below the object that was looked at; and what is wrong

_LABEL = re.compile(r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")
_SUBDOMAIN = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")
_WORD = re.compile(r"[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?")
_QUANTITY = re.compile(
    r"([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))(?:([numkMGTPE]|[KMGTPE]i)?|[eE]([+-]?[0-9]{1,2}))"
)
_FACTORS = {
    "n": Decimal("1e-9"),
    "u": Decimal("1e-6"),
    "m": Decimal("1e-3"),
    "": Decimal(1),
    "k": Decimal(1000),
}
_FACTORS |= {prefix: Decimal(1000) ** power for power, prefix in enumerate("MGTPE", 2)}
_FACTORS |= {f"{prefix}i": Decimal(1024) ** power for power, prefix in enumerate("KMGTPE", 1)}

# Kinds whose names are not DNS subdomains.
_SHORT_NAMES = {"Namespace", "Service"}
_PATH_NAMES = {"Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"}


def name_findings(data: Mapping[str, Any]) -> Iterator[Finding]:
    """Look at the name of an object as a whole: it has one, in the form that its kind asks for."""
    metadata = data.get("metadata")
    name = metadata.get("name") if isinstance(metadata, dict) else None
    if not isinstance(metadata, dict) or (name is None and not metadata.get("generateName")):
        yield ("metadata",), "there is no metadata.name"
    elif isinstance(name, str):
        yield from ((("metadata", "name"), why) for why in _bad_name(name, data["kind"]))


def _bad_name(name: str, kind: str) -> Iterator[str]:
    if kind in _PATH_NAMES:
        if name in ("", ".", "..") or "/" in name or "%" in name:
            yield f"{name!r} cannot be part of a path: no '/' and no '%'"
    elif kind in _SHORT_NAMES:
        yield from _bad_label(name)
    else:
        yield from _bad_subdomain(name)


def _bad_label(name: str) -> Iterator[str]:
    if not _LABEL.fullmatch(name):
        yield f"{name!r} is no DNS-1123 label: a-z, 0-9 and '-', at most 63 characters, no '-' at the ends"


def _bad_subdomain(name: str) -> Iterator[str]:
    if len(name) > 253 or not _SUBDOMAIN.fullmatch(name):
        yield f"{name!r} is no DNS-1123 subdomain: a-z, 0-9, '-' and '.', at most 253 characters"


def _bad_key(key: str) -> Iterator[str]:
    prefix, slash, word = key.rpartition("/")
    if (slash and next(_bad_subdomain(prefix), None)) or not _WORD.fullmatch(word):
        yield f"{key!r} is no qualified name: at most 63 of A-Z, a-z, 0-9, '-', '_', '.', after example.com/"


def _metadata(metadata: Any) -> Iterator[Finding]:
    if not isinstance(metadata, dict):
        return
    if isinstance(metadata.get("namespace"), str):
        yield from ((("namespace",), why) for why in _bad_label(metadata["namespace"]))
    for field in ("labels", "annotations"):
        for key in _mapping(metadata.get(field)):
            yield from (((field, key), why) for why in _bad_key(key))
    for key, value in _mapping(metadata.get("labels")).items():
        if isinstance(value, str) and value and not _WORD.fullmatch(value):
            yield (
                ("labels", key),
                f"{value!r} is no label's value: at most 63 of A-Z, a-z, 0-9, '-', '_', '.'",
            )
    for at, key in enumerate(metadata.get("finalizers") or ()):
        if isinstance(key, str):
            yield from ((("finalizers", at), why) for why in _bad_key(key))


def _container(container: Any) -> Iterator[Finding]:
    name = container.get("name") if isinstance(container, dict) else None
    if isinstance(name, str):
        yield from ((("name",), why) for why in _bad_label(name))


def parse_quantity(value: object) -> Decimal | None:
    """Return `500m`, `2Gi`, `1e3` or a plain number as a number; None for what is no quantity."""
    match = _QUANTITY.fullmatch(str(value)) if isinstance(value, (str, int, float)) else None
    if not match or isinstance(value, bool):
        return None
    number, unit, exponent = match.groups()
    try:
        return Decimal(number) * (Decimal(10) ** int(exponent) if exponent else _FACTORS[unit or ""])
    except InvalidOperation:
        return None


def _quantity(value: Any) -> Iterator[Finding]:
    if isinstance(value, str) and parse_quantity(value) is None:
        yield (), f"{value!r} is no quantity: a number, then one of n u m k M G T P E Ki Mi Gi Ti Pi Ei"


def _resources(resources: Any) -> Iterator[Finding]:
    if not isinstance(resources, dict):
        return
    limits, requests = _mapping(resources.get("limits")), _mapping(resources.get("requests"))
    for field, amounts in (("limits", limits), ("requests", requests)):
        for name, amount in amounts.items():
            number = parse_quantity(amount)
            is_whole = number is None or number == number.to_integral_value()
            if name in ("memory", "ephemeral-storage") and not is_whole:
                yield (field, name), f"{amount!r} of {name} is a fraction of a byte: m means a thousandth"
            elif "/" in name and not is_whole:
                yield (field, name), f"{amount!r} of {name}: an extended resource comes in whole numbers"
    for name in requests.keys() & limits.keys():
        asked, limit = parse_quantity(requests[name]), parse_quantity(limits[name])
        if asked is not None and limit is not None and asked > limit:
            yield (
                ("requests", name),
                f"asks for {requests[name]} of {name}, above its limit of {limits[name]}",
            )
    if any("/" in name and name not in limits for name in requests):
        yield ("requests",), "an extended resource that is requested needs the same limit"


def _selector(spec: Any) -> Iterator[Finding]:
    labels, wanted = _at(spec, "template", "metadata", "labels"), _at(spec, "selector", "matchLabels")
    for key, value in wanted.items():
        if labels.get(key) != value:
            yield (
                ("selector", "matchLabels", key),
                f"selects {key}={value}, which its own template does not carry",
            )


def _at(value: Any, *path: str) -> Mapping[str, Any]:
    for key in path:
        value = _mapping(value).get(key)
    return _mapping(value)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


# By the name of the definition in the official schemas.
RULES: Mapping[str, Callable[[Any], Iterator[Finding]]] = {
    "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta": _metadata,
    "io.k8s.apimachinery.pkg.api.resource.Quantity": _quantity,
    "io.k8s.api.core.v1.Container": _container,
    "io.k8s.api.core.v1.EphemeralContainer": _container,
    "io.k8s.api.core.v1.ResourceRequirements": _resources,
    "io.k8s.api.core.v1.VolumeResourceRequirements": _resources,
    "io.k8s.api.apps.v1.DeploymentSpec": _selector,
    "io.k8s.api.apps.v1.ReplicaSetSpec": _selector,
    "io.k8s.api.apps.v1.StatefulSetSpec": _selector,
    "io.k8s.api.apps.v1.DaemonSetSpec": _selector,
}
