"""Where Jekyll publishes: `permalink` of a post, of a collection and of the site, by style or by template."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from techdigest.importers.dialects.reading import (
    address,
    date_values,
    filled,
    moment_of,
    text_of,
    texts_of,
)
from techdigest.importers.front.documents import document_of
from techdigest.importers.front.words import words_of
from techdigest.importers.model import Post

_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}


def of_post(post: Post, above: str, config: Mapping[str, Any]) -> tuple[str, ...]:
    """Return where a post was published; `above` is the folder in which `_posts` lies: its categories."""
    pattern = _text(config.get("permalink")) or "date"
    return _addresses(post, _STYLES.get(pattern, pattern), above, config, {})


def of_document(post: Post, path: str, name: str, config: Mapping[str, Any]) -> tuple[str, ...]:
    """Return where a document of the collection `name` was published; `path` is its own below the folder."""
    collections = config.get("collections")
    options = collections.get(name) if isinstance(collections, dict) else None
    if not isinstance(options, dict) or not options.get("output"):
        return ()
    own = _text(options.get("permalink"))
    styled = f"/:collection/:path{_ending(own or _text(config.get('permalink')))}"
    pattern = styled if not own or own in _STYLES else own
    return _addresses(post, pattern, "", config, {"collection": name, "path": path})


def of_page(post: Post, folder: str, config: Mapping[str, Any]) -> tuple[str, ...]:
    """Return where a page was published."""
    ending = _ending(_text(config.get("permalink")))
    place = f"/{folder}/" if post.slug == "index" else f"/{folder}/{post.slug}{ending}"
    values = {"path": folder, "basename": post.slug}
    return _addresses(post, place.replace(":output_ext", ".html"), "", config, values, is_literal=True)


def _ending(style: str) -> str:
    return "/" if style == "pretty" or style.endswith("/") else ":output_ext"


def _addresses(
    post: Post,
    pattern: str,
    above: str,
    config: Mapping[str, Any],
    more: Mapping[str, str],
    *,
    is_literal: bool = False,
) -> tuple[str, ...]:
    own = text_of(post, "permalink")
    if is_literal and not own:
        main = address(pattern)
    else:
        main = filled(_STYLES.get(own, own) or pattern, {**_values(post, above, config), **more})
    others = (address(each) for each in texts_of(post, "redirect_from", "alias"))
    return tuple(dict.fromkeys(each for each in (main, *others) if each))


def _values(post: Post, above: str, config: Mapping[str, Any]) -> dict[str, str]:
    raw = document_of(post.front).raw
    words = words_of(raw.get("categories", raw.get("category")), split_spaces=True)
    categories = [*(part for part in above.strip("/").split("/") if part), *words]
    return {
        **date_values(moment_of(post, config.get("timezone"))),
        "title": post.slug,
        "name": post.slug,
        "slug": post.slug,
        "categories": "/".join(dict.fromkeys(each.lower() for each in categories)),
        "slugified_categories": "/".join(re.sub(r"[^\w]+", "-", each.lower()) for each in categories),
        "output_ext": ".html",
    }


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
