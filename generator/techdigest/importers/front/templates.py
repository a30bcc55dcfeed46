"""Whether a generator ran templates over a post: Liquid in Jekyll, Nunjucks in Hexo."""

from __future__ import annotations

from techdigest.importers.front.documents import document_of
from techdigest.importers.model import Post
from techdigest.notes.privacy import flag

OFF = ("disableNunjucks", "render_with_liquid")


def is_template(post: Post) -> bool:
    """Whether tags in the text of a post were tags; otherwise they are text."""
    raw = document_of(post.front).raw
    return flag(raw.get("disableNunjucks")) is not True and not (
        "render_with_liquid" in raw and flag(raw["render_with_liquid"]) is False
    )
