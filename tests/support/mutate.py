"""Mutants of snippets: the same code with one comparison turned into its opposite."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

_OPPOSITES: dict[type[ast.cmpop], str] = {
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Lt: ">=",
    ast.GtE: "<",
    ast.Gt: "<=",
    ast.LtE: ">",
    ast.In: "not in",
    ast.NotIn: "in",
    ast.Is: "is not",
    ast.IsNot: "is",
}


@dataclass(frozen=True)
class Mutant:
    """Code with one comparison turned; `line` is its line in the code, counted from 1."""

    code: str
    line: int
    is_in_assert: bool


def mutants(code: str) -> Iterator[Mutant]:
    """Yield a mutant for each comparison of two values, those outside of asserts first."""
    tree = ast.parse(code)
    checked = {id(n) for a in ast.walk(tree) if isinstance(a, ast.Assert) for n in ast.walk(a)}
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Compare) and len(node.ops) == 1]
    for node in sorted(found, key=lambda node: (id(node) in checked, node.lineno, node.col_offset)):
        start = _offset(code, node.left.end_lineno, node.left.end_col_offset)
        end = _offset(code, node.comparators[0].lineno, node.comparators[0].col_offset)
        # What closes a parenthesis before the operator, or opens one behind it, stays where it is.
        before, after = _around(code[start:end])
        turned = f"{before} {_OPPOSITES[type(node.ops[0])]} {after}"
        yield Mutant(code[:start] + turned + code[end:], node.lineno, id(node) in checked)


def _around(text: str) -> tuple[str, str]:
    closing = len(text) - len(text.lstrip(" )\n\t"))
    opening = len(text.rstrip(" (\n\t"))
    return text[:closing], text[opening:]


def _offset(code: str, line: int | None, column: int | None) -> int:
    lines = code.split("\n")
    before = sum(len(each) + 1 for each in lines[: (line or 1) - 1])
    return before + len(lines[(line or 1) - 1].encode()[: column or 0].decode())
