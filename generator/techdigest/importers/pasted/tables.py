"""Tables that lost their lines: cells between tabs, or one cell a line."""

from __future__ import annotations

import math
import re

from techdigest.importers.pasted.model import Line, width

_DIVIDER = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?")
_MOST_COLUMNS = 8
_COST = 0.1  # of a column: with few rows, many columns fit by chance


def tabbed_rows(lines: list[Line]) -> list[list[str]]:
    """Return the rows of lines whose cells stand between tabs; empty for what is no table."""
    rows = [[cell.strip() for cell in line.text.split("\t")] for line in lines]
    columns = len(rows[0])
    return rows if len(rows) > 1 and columns > 1 and all(len(row) == columns for row in rows) else []


def marked_rows(lines: list[Line]) -> list[list[str]]:
    """Return the rows of a table that is written as Markdown has it; empty for none."""
    if len(lines) < 2 or not _DIVIDER.fullmatch(lines[1].words) or "|" not in lines[0].words:
        return []
    rows = [
        [cell.strip() for cell in line.words.removeprefix("|").removesuffix("|").split("|")]
        for line in (lines[0], *lines[2:])
    ]
    columns = len(rows[0])
    is_table = all(len(row) <= columns for row in rows)
    return [[*row, *[""] * (columns - len(row))] for row in rows] if is_table else []


def cells_of(lines: list[Line]) -> list[str]:
    """Return the cells of lines each of which ends with `|`, as a page's table comes out one cell a line."""
    return [line.words.removesuffix("|").strip() for line in lines]


def rows_of(cells: list[str]) -> list[list[str]]:
    """Return the rows of cells whose number of columns is to be found; empty where no number fits.

    The number is the one with which the cells of a column are most alike in length.
    """
    fitting = [n for n in range(2, _MOST_COLUMNS + 1) if len(cells) % n == 0 and len(cells) > n]
    if not fitting:
        return []
    columns = min(fitting, key=lambda n: (round(_unlikeness(cells, n), 6), n))
    return [cells[at : at + columns] for at in range(0, len(cells), columns)]


def _unlikeness(cells: list[str], columns: int) -> float:
    """The variance of the logarithm of the cells' lengths within columns, heads left out."""
    total = 0.0
    for column in range(columns):
        sizes = [math.log1p(width(cell)) for cell in cells[columns + column :: columns]]
        mean = sum(sizes) / len(sizes)
        total += sum((size - mean) ** 2 for size in sizes) / max(len(sizes) - 1, 0.5)
    return total / columns + _COST * columns
