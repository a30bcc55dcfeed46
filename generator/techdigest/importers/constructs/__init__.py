"""All constructs that an import knows, one rule a file, in the order in which they are applied.

What no rule knows stands as it was; `unknown` reports it.
"""

from __future__ import annotations

from techdigest.importers.constructs import more
from techdigest.importers.constructs.base import Context, Rule, apply

__all__ = ["RULES", "Context", "Rule", "apply"]

RULES: tuple[Rule, ...] = (more.RULE,)
