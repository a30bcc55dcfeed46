"""What an earlier import converted is converted again only if something changed that it depends on."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.sources import PNG, plant, post
from techdigest.importers import importing, placing
from techdigest.importers.asking import Asked, holds
from techdigest.importers.body import Body
from techdigest.importers.constructs import Context, Rule, apply
from techdigest.importers.front.domains import DomainMap
from techdigest.importers.importing import Import, Options, import_tree
from techdigest.importers.model import Finding, Imported, Post
from techdigest.importers.remembered import Memory, rules_of
from techdigest.importers.tree import Tree

GIF = b"GIF89a" + PNG
BLOG: dict[str, str | bytes] = {
    "_config.yml": "permalink: :year/:title/\npost_asset_folder: true\n",
    "source/_posts/one.md": post(
        "title: One\ndate: 2020-01-02 03:04:05\ncategories: Docker\ntags: [Cooking]",
        "![](pot.png)\n\n![](odd.png)\n\n[two](/2021/two/#part-b)\n\n{% unheard of %}\n",
    ),
    "source/_posts/two.md": post("title: Two\ndate: 2021-02-03", "## Part B\n\n![](/images/pan.png)\n"),
    "source/_posts/three.md": post("title: Three\ndate: 2021-02-03", "![](odd.png) ![](/images/pan.png)\n"),
    "source/_posts/four.md": post("title: Four\ndate: 2021-02-03 04:05\ntags: Cooking", "Nothing else.\n"),
    "source/_posts/one/pot.png": PNG,
    "source/images/pan.png": PNG,
    "source/images/odd.png": b"no picture",
}
COOKING = {("tags", "cooking"): ("tools",)}


class Kept(dict[bytes, bytes]):
    """A cache."""

    def put(self, key: bytes, value: bytes) -> None:
        self[key] = value


class Blog:
    """A source that is brought in again and again.

    Attributes:
        converted: The posts that the last import converted.
        placed: Those in which it looked for a title, a language and headings.
    """

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.placed: list[str] = []
        real = placing.title_of

        def title_of(post: Post) -> str:
            self.placed.append(post.path)
            return real(post)

        monkeypatch.setattr(placing, "title_of", title_of)
        self.root = plant(root, BLOG)
        self.memory = Memory(Kept(), b"code")
        self.options = Options(default_lang="en", domains=DomainMap(COOKING))
        self.converted: list[str] = []
        monkeypatch.setattr(importing, "apply", self._apply)

    def _apply(self, rules: Iterable[Rule], body: Body, context: Context) -> None:
        self.converted.append(context.post.path.removeprefix("source/_posts/").removesuffix(".md"))
        apply(rules, body, context)

    def bring(self, **options: object) -> list[str]:
        """Bring the source in; return which posts were converted. Other ones must be as if they were, too."""
        asked = replace(self.options, **options)  # type: ignore[arg-type]  # what any option may be
        afresh = _all_of(import_tree(Tree(self.root), asked))
        self.converted, self.placed = [], []
        assert _all_of(import_tree(Tree(self.root), replace(asked, memory=self.memory))) == afresh
        return self.converted

    def edit(self, name: str, old: str, new: str) -> None:
        """Change a file."""
        file = self.root / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def _all_of(made: Import) -> tuple[list[Imported], list[Finding]]:
    return list(made.notes), made.findings


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Blog:
    made = Blog(tmp_path / "blog", monkeypatch)
    assert sorted(made.bring()) == ["four", "one", "three", "two"]
    assert (made.bring(), made.placed) == ([], [])
    return made


@pytest.mark.parametrize(
    ("file", "old", "new", "converted"),
    [
        ("source/_posts/four.md", "Nothing", "nothing", ["four"]),
        ("source/_posts/four.md", "title: Four", "title: Fore", ["four"]),
        ("source/_posts/four.md", "Cooking", "Baking", ["four"]),
        ("source/_posts/two.md", "title: Two", "title: Too", ["two"]),  # its address is that of its file
        ("source/_posts/two.md", "2021-02-03", "2022-02-03", ["one", "two"]),  # one's link leads nowhere now
        ("source/_posts/two.md", "title: Two", "title: Two\ndraft: true", ["one", "two"]),
        ("source/_posts/two.md", "title: Two", "title: Two\npermalink: /2/", ["one", "two"]),
        ("_config.yml", ":year/:title", ":year/x/:title", ["four", "one", "three", "two"]),
        ("_config.yml", "permalink", "timezone: Asia/Shanghai\npermalink", ["four", "one", "three", "two"]),
    ],
)
def test_what_changes_is_converted_again_and_nothing_else(
    blog: Blog, file: str, old: str, new: str, converted: list[str]
) -> None:
    blog.edit(file, old, new)
    assert sorted(blog.bring()) == converted
    assert file == "_config.yml" or blog.placed == [file]
    assert blog.bring() == []


@pytest.mark.parametrize(
    ("change", "converted"),
    [
        (lambda root: (root / "source/images/pan.png").write_bytes(PNG + b"x"), []),  # it has its name still
        (lambda root: (root / "source/images/pan.png").write_bytes(GIF), ["three", "two"]),
        (lambda root: (root / "source/images/pan.png").unlink(), ["three", "two"]),
        (lambda root: (root / "source/images/odd.png").write_bytes(PNG), ["one", "three"]),
        # The first to ask for what is no picture tells of it, and that is another post now.
        (lambda root: (root / "source/_posts/one/odd.png").write_bytes(PNG), ["one", "three"]),
        (lambda root: (root / "source/_posts/two.md").rename(root / "source/_posts/2.md"), ["2", "one"]),
        (lambda root: (root / "source/_posts/two.md").unlink(), ["one"]),
        (lambda root: (root / "source/_posts/four.md").unlink(), []),
        (lambda root: (root / "source/_posts/five.md").write_bytes(b"New."), ["five"]),
        (lambda root: (root / "source/_posts/one.md").write_bytes(b"Short."), ["one", "three"]),
    ],
)
def test_pictures_and_posts_that_come_and_go_are_seen_by_those_that_name_them(
    blog: Blog, change: Callable[[Path], object], converted: list[str]
) -> None:
    change(blog.root)
    assert sorted(blog.bring()) == converted
    assert blog.bring() == []


EVERY = ["four", "one", "three", "two"]


@pytest.mark.parametrize(
    ("options", "converted"),
    [
        ({"zone": ZoneInfo("Asia/Shanghai")}, EVERY),
        ({"default_lang": "zh-Hans"}, EVERY),
        ({"frames": frozenset({"video.example"})}, EVERY),
        ({"snippets": True}, EVERY),
        ({"dialect": "obsidian"}, EVERY),
        ({"domains": DomainMap({("tags", "cooking"): ("cloud",)})}, ["four", "one"]),
        ({"domains": DomainMap(COOKING | {("categories", "docker"): ("x",)})}, ["one"]),
        ({"domains": DomainMap(COOKING | {("tags", "other"): ("x",)})}, []),
        ({"taken": frozenset({"two"})}, ["one", "two"]),
    ],
)
def test_an_option_that_changes_a_note_makes_it_again(
    blog: Blog, options: dict[str, object], converted: list[str]
) -> None:
    assert sorted(blog.bring(**options)) == converted
    assert blog.bring(**options) == []


def test_other_code_converts_all_anew(blog: Blog) -> None:
    blog.memory = replace(blog.memory, code=b"other code")
    assert sorted(blog.bring()) == EVERY


def test_what_the_cache_has_lost_is_converted_again(blog: Blog) -> None:
    kept = blog.memory.cache
    assert isinstance(kept, Kept)
    for key in list(kept):
        del kept[key]
        assert len(blog.bring()) + len(blog.placed) == 1


def test_a_file_that_is_put_into_a_post_is_part_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog = Blog(tmp_path / "book", monkeypatch)
    shutil.rmtree(blog.root)
    text = "[The book](a.md)\n"
    files = {"book.toml": "[book]\n", "src/SUMMARY.md": text, "src/a.md": "# A\n\n{{#include b.rs}}\n"}
    plant(blog.root, {**files, "src/b.rs": "fn b() {}\n" * 99})
    assert len(blog.bring()) == 1
    assert blog.bring() == []
    blog.edit("src/b.rs", "b()", "c()")
    assert len(blog.bring()) == 1


def test_fetched_pictures_that_an_earlier_import_left_are_known_again(blog: Blog) -> None:
    blog.edit("source/_posts/four.md", "Nothing", "![](https://pictures.example/p.png)")
    fetched = {"fetch": lambda _address: PNG}
    assert blog.bring() == ["four"]
    assert blog.bring(**fetched) == ["four"]
    assert blog.bring(**fetched) == []
    assert blog.bring(fetch=lambda _address: None) == ["four"]  # as without fetching, but of one key


def test_an_answer_is_told_from_others_of_any_length_and_type() -> None:
    answers: dict[str, object] = {}
    asked = Asked({"q": answers.get})
    facts = []
    for answer in (None, "None", "", "a" * 200, "a" * 201, "a" * 200 + "b", True, "True", ("a",), ("a", "")):
        answers["x"] = answer
        assert asked.ask("q", "x") == answer
        facts.append(asked.trace[-1][-1])
        assert holds(asked.trace[-1:], {"q": answers.get})
    assert len(set(facts)) == len(facts)
    assert not holds(asked.trace, {"q": answers.get})


def test_a_zone_is_told_by_its_name_and_by_its_history() -> None:
    shanghai = rules_of(ZoneInfo("Asia/Shanghai"))
    assert shanghai == rules_of(ZoneInfo("Asia/Shanghai"))
    assert shanghai[1] != rules_of(ZoneInfo("Asia/Tokyo"))[1]


CONTENTS: dict[str, list[str | bytes]] = {
    "_config.yml": ["", "url: https://blog.example\n", "permalink: :title/\n"],
    "source/_posts/a.md": [
        "A [b](/b/) ![](p.png)",
        "![](p.png) ![](q.png) ![](x/p.png)",
        "# Title\n\n[[b]] {% post_link b %}",
    ],
    "source/_posts/b.md": [
        "B",
        post("slug: b\ntags: [x]", "![](p.png)"),
        post("draft: true", "B ![](/q.png)"),
        post("permalink: /a/", "# 中文的标题\n\n正文在这里。"),
    ],
    "source/_posts/a.en.md": ["The words. ![](q.png)", post("title: '2020'", "[a](a.md#title)")],
    "source/_posts/a/p.png": [PNG, GIF, b"text"],
    "source/x/p.png": [PNG, GIF],
    "source/q.png": [GIF, b"text"],
}
STEPS = st.lists(
    st.sampled_from([(name, at) for name, texts in CONTENTS.items() for at in range(-1, len(texts))]),
    min_size=1,
    max_size=8,
)


@settings(max_examples=40)
@given(steps=STEPS)
def test_whatever_changes_comes_out_as_if_all_were_converted(
    steps: list[tuple[str, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("blog")
    plant(root, {name: texts[0] for name, texts in CONTENTS.items()})
    options = Options(dialect="hexo")
    memory = Memory(Kept(), b"")
    for name, at in steps:
        if at < 0:
            (root / name).unlink(missing_ok=True)
        else:
            plant(root, {name: CONTENTS[name][at]})
        afresh = _all_of(import_tree(Tree(root), options))
        assert _all_of(import_tree(Tree(root), replace(options, memory=memory))) == afresh
