"""The same page in the other languages, or the way to their home."""

from __future__ import annotations

from collections.abc import Mapping

from techdigest.notes.model import Lang
from techdigest.site.addresses import LANGUAGE_NAMES, Addresses
from techdigest.site.views import Alternate


def alternates(addresses: Addresses, same_page: Mapping[Lang, str]) -> tuple[Alternate, ...]:
    """One alternate per language of the site, the page's own included.

    Args:
        addresses: Where homes live.
        same_page: The address of this page in each language in which it exists.
    """
    return tuple(
        Alternate(
            lang,
            LANGUAGE_NAMES[lang],
            same_page.get(lang, addresses.url_of_source(addresses.home(lang))),
            lang in same_page,
        )
        for lang in addresses.languages
    )
