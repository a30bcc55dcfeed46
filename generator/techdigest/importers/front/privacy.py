"""Whether a post was published where it comes from."""

from __future__ import annotations

from techdigest.importers.front.documents import document_of
from techdigest.importers.front.syntax import UNREAD
from techdigest.importers.model import Post
from techdigest.notes.privacy import is_private, looks_private


def is_unpublished(post: Post) -> bool:
    """Whether a post becomes a draft, by its place, its front matter, or what could not be read of that."""
    front = document_of(post.front)
    unread = front.get(UNREAD)
    return post.is_private or is_private(front) or (isinstance(unread, str) and looks_private(unread))
