"""Where a link to a post or a file of the source leads once they are here."""

from __future__ import annotations

import re
from urllib.parse import unquote

from techdigest.importers.constructs.base import Context
from techdigest.importers.constructs.writing import MISSING, Found, destination, is_remote
from techdigest.importers.model import Outcome

_SCRIPT = re.compile(r"(?:javascript|vbscript|data):", re.IGNORECASE)
_BLANKS = re.compile(r"[\x00-\x20]+")


def address_of(context: Context, target: str) -> Found | None:
    """Return where a link leads; None for other sites and other schemes."""
    target = target.strip()
    if _SCRIPT.match(_BLANKS.sub("", unquote(target))):
        return Found("#", Outcome.DROPPED, "a script is no address")
    if target.startswith("#"):
        part = context.links.part(target[1:])
        return Found(f"#{part}", Outcome.CONVERTED) if part and part != unquote(target[1:]) else None
    if not target or context.is_made(target):
        return None
    address = context.post_at(target)
    if address is None:
        if is_remote(target):
            return None
        address = context.file_at(target)
    if address is None:
        return Found(target, Outcome.KEPT, MISSING)
    return Found(destination(address), Outcome.KEPT if address == target else Outcome.CONVERTED)
