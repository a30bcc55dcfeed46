"""What grows with a source: each post and each picture costs the same, however many there are."""

from __future__ import annotations

from support.growth import is_linear
from support.sources import PNG
from techdigest.importers.front.documents import document_of
from techdigest.importers.model import Post
from techdigest.importers.pictures import PictureFiles
from techdigest.importers.placing import Places


class Source:
    """Has so many pictures."""

    def __init__(self, count: int) -> None:
        self.files = [f"a/{number}.png" for number in range(count)]

    def data(self, path: str) -> bytes:
        return PNG + path.encode()


def test_links_to_a_name_that_all_posts_have() -> None:
    def work(count: int) -> None:
        posts = [
            Post(
                f"{number}/readme.md", "The text.", 1, document_of({}), title=f"T {number}", slug=f"s{number}"
            )
            for number in range(count)
        ]
        other = Post("x/y/other.md", "Text", 1, document_of({}), title="Other", slug="other")
        links = Places([*posts, other]).links(other)
        assert all(links.to("/readme") == "../s0/index.en.md" for _ in posts)

    assert is_linear(work, 100, 1_600)


def test_pictures_of_one_post() -> None:
    def work(count: int) -> None:
        files = PictureFiles(Source(count))
        pictures = files.of_post(Post("a/post.md", "", 1), "post")
        assert all(pictures.of(f"{number}.png") == f"{number}.png" for number in range(count))

    assert is_linear(work, 100, 1_600)
