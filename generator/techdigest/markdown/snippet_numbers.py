"""Figures of records, as people write them."""

from __future__ import annotations

import math

_DIGITS = 4
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def number(value: float) -> str:
    """Four significant digits, or all that stand before the point: `0.0285`, `12,345`, `1.5×10⁻⁸`."""
    if not math.isfinite(value):
        return {math.inf: "∞", -math.inf: "−∞"}.get(value, "NaN")
    size = abs(value)
    if size and not 1e-4 <= size < 1e12:
        digits, _, exponent = f"{value:.{_DIGITS - 1}e}".partition("e")
        raised = str(int(exponent)).translate(_RAISED)
        return f"{_trimmed(digits)}×10{raised}".replace("-", "−")
    decimals = max(_DIGITS - 1 - math.floor(math.log10(size)), 0) if size else 0
    return _trimmed(f"{value:,.{decimals}f}").replace("-", "−")


def with_unit(value: float, unit: str) -> str:
    """A number and its unit; the unit `1` stands for none."""
    shown = number(value)
    if unit in ("", "1"):
        return shown
    return f"{shown}\N{NO-BREAK SPACE}{unit}"


def _trimmed(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
