"""Joins a JavaScript module and all that it imports into one file: one round trip instead of one a level.

Understands the client's own style, in which each import and export stands at the beginning of a line::

    import { one, two } from "./other.js";
    export { one } from "./other.js";
    export function name() {}      // also async function, function*, class, const

and refuses everything else. Each module becomes a function that is called once and returns the module's
exports, so names of one module never meet those of another. ``import("./other.js")`` stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_NAMES = r"\{ (\w+(?:, \w+)*) \}"
_IMPORT = re.compile(rf'import {_NAMES} from "\./(\w+)\.js";')
_PASSED_ON = re.compile(rf'export {_NAMES} from "\./(\w+)\.js";')
_EXPORT = re.compile(r"export ((?:(?:async )?function\*?|class|const) (\w+)\b.*)")
_OTHER = re.compile(r"(?:import|export)\b(?!\s*[.(])")


class JoinError(ValueError):
    """A module that cannot be joined; the message names it and says why."""


def join(entry: str, modules: Mapping[str, str]) -> str:
    """Return the code of `entry` with that of all modules it imports.

    Args:
        entry: File name, such as ``panel.js``.
        modules: Code by file name.

    Raises:
        JoinError: A module is missing, imports itself in a circle or what is not there, or has another style.
    """
    exported: dict[str, list[str]] = {}
    parts: list[str] = []

    def add(name: str, importers: tuple[str, ...]) -> None:
        if name in importers:
            raise JoinError(f"{name}.js imports itself by way of {importers[-1]}.js")
        if name in exported:
            return
        if f"{name}.js" not in modules:
            raise JoinError(
                f"{name}.js is imported by {importers[-1]}.js, but is not there"
                if importers
                else f"no {name}.js"
            )
        lines: list[str] = []
        exports: dict[str, str] = {}

        def taken(names: str, other: str) -> list[str]:
            add(other, (*importers, name))
            wanted = names.split(", ")
            if lacking := set(wanted).difference(exported[other]):
                raise JoinError(f"{name}.js imports {min(lacking)}, which {other}.js does not export")
            return wanted

        for number, line in enumerate(modules[f"{name}.js"].splitlines(), 1):
            if match := _IMPORT.fullmatch(line):
                taken(*match.groups())
                lines.append(f"const {{ {match[1]} }} = ${match[2]};")
            elif match := _PASSED_ON.fullmatch(line):
                exports |= {own: f"{own}: ${match[2]}.{own}" for own in taken(*match.groups())}
            elif match := _EXPORT.fullmatch(line):
                exports[match[2]] = match[2]
                lines.append(match[1])
            elif _OTHER.match(line):
                raise JoinError(f"{name}.js, line {number}: cannot join {line!r}")
            else:
                lines.append(line)
        if exports:
            lines.append(f"return {{ {', '.join(exports.values())} }};")
        exported[name] = list(exports)
        parts.append(f"const ${name} = (() => {{\n" + "\n".join(lines) + "\n})();\n")

    name = entry.removesuffix(".js")
    add(name, ())
    if len(parts) == 1:
        return modules[entry]
    if exported[name]:
        parts.append(f"export const {{ {', '.join(exported[name])} }} = ${name};\n")
    return "".join(parts)
