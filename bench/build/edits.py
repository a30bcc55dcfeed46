"""The edits that are measured, and the post they are best made in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bench.build.corpus import Post


def with_sentence(post: Post, marker: str) -> Post:
    """Return the post with a last sentence that holds the marker, in the place of an earlier one."""
    kept = re.sub(r"\n\nAdded later: .*?\.$", "", post.body)
    return replace(post, body=f"{kept}\n\nAdded later: {marker}.")


def with_title(post: Post, marker: str) -> Post:
    """Return the post under another title, which holds the marker; nothing else differs."""
    return replace(post, title=f"{post.title.partition(' · ')[0]} · {marker}")


def most_linked(posts: Sequence[Post]) -> Post:
    """Return the post to which most others link, the first of them, and written in Simplified Chinese."""
    links = Counter(link for post in posts for link in re.findall(r"\]\((\.\./[^#)]*)", post.body))
    simplified = (post for post in posts if post.lang == "zh-Hans")
    return max(simplified, key=lambda post: links[f"../{post.slug}/{post.file_name}"])
