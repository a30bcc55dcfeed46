"""An edit rewrites the files that show it, and no others: these keep their inode and their time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from support.oracle.builds import Order
from support.oracle.edited import EditedSite, set_field, text_of, write
from support.oracle.processes import NewProcesses
from support.oracle.site import png
from support.oracle.trees import Tree, changed_files, difference, tree_of, writings_of

pytestmark = pytest.mark.timeout(600)  # a busy machine is slow, not wrong

SEARCH = "cjksearch/"


class Builds:
    """Builds of one site, and what each of them wrote."""

    def __init__(self, site: EditedSite, out: Path, processes: NewProcesses) -> None:
        self.site, self.out, self.processes = site, out, processes
        self.before: Tree = {}
        self.after: Tree = {}
        self.again()

    def again(self) -> set[str]:
        """Build, and return the files that were written, or written anew."""
        written = writings_of(self.out / "site")
        self.before = self.after
        outcome = self.processes.start(Order(self.site.root, self.out)).result()
        assert outcome.failure == ""
        self.after = tree_of(self.out / "site")
        return {name for name, now in writings_of(self.out / "site").items() if written.get(name) != now} - {
            name.removesuffix("/") for name in self.after if name.endswith("/")
        }

    def edit(self, name: str, change: Callable[[str], str]) -> set[str]:
        """Edit a file, build, and return what was written."""
        path = self.site.root / name
        write(path, change(text_of(path)))
        return self.again()

    def showing(self, text: str) -> set[str]:
        """The files of the last site but one that hold a text."""
        return {name for name, content in self.before.items() if text.encode() in content}


@pytest.fixture
def builds(site: EditedSite, tmp_path: Path, processes: NewProcesses) -> Builds:
    """The site, built once."""
    return Builds(site, tmp_path / "out", processes)


def pages(names: set[str]) -> set[str]:
    """Without the index of the search."""
    return {name for name in names if not name.startswith(SEARCH)}


def test_a_build_of_what_did_not_change_writes_nothing(builds: Builds) -> None:
    assert builds.again() == set()
    for path in builds.site.pages():
        path.touch()
    assert builds.again() == set()


def test_a_sentence_rewrites_its_page_and_some_of_the_index(builds: Builds) -> None:
    written = builds.edit("docs/notes/bloom.md", lambda text: text + "\n一句全新的话。\n")
    assert pages(written) == {"bloom/index.html"}
    # The folder of the index is named after all that is in it; what is in most of its files stays.
    index = [name for name in builds.after if name.startswith(SEARCH) and not name.endswith("/")]
    known = set(builds.before.values())
    assert 0 < sum(builds.after[name] not in known for name in index) < len(index) / 2


def test_a_title_rewrites_what_shows_it(builds: Builds) -> None:
    old = "布隆过滤器"
    written = pages(
        builds.edit("docs/notes/bloom.md", lambda text: text.replace("title: " + old, "title: 新题"))
    )
    assert {"bloom/index.html", "index.html", "cuckoo/index.html"} <= written
    assert written <= builds.showing(old)
    assert written == pages(set(changed_files(builds.before, builds.after)))


def test_a_heading_that_others_link_to_rewrites_its_own_page(builds: Builds) -> None:
    written = builds.edit("docs/notes/bloom.md", lambda text: text.replace("{#rate}", "{#other}"))
    assert pages(written) == {"bloom/index.html"}


def test_an_address_rewrites_the_pages_that_link_there(builds: Builds) -> None:
    set_field(builds.site.docs / "notes/bloom.md", "slug", "moved")
    written = pages(builds.again())
    assert "bloom/index.html" not in builds.after
    assert {"moved/index.html", "cuckoo/index.html", "en/bloom/index.html", "sitemap.xml"} <= written
    assert "about/index.html" not in written
    assert written - {"moved/index.html"} == pages(set(changed_files(builds.before, builds.after)))


def test_pages_that_are_kept_have_the_dates_of_this_build(builds: Builds, tmp_path: Path) -> None:
    """The time in the archive of the sitemap is that of the page that changed last."""
    for path in builds.site.notes():
        set_field(path, "date", None)
        set_field(path, "updated", None)
    builds.again()
    builds.processes.start(Order(builds.site.root, tmp_path / "clean")).result()
    assert difference(builds.after, tree_of(tmp_path / "clean" / "site")) == ""


def test_an_asset_rewrites_itself(builds: Builds) -> None:
    assert builds.edit("docs/assets/data.csv", lambda text: text + "2,2.4\n") == {"assets/data.csv"}


def test_the_size_of_a_picture_rewrites_the_page_that_shows_it(builds: Builds) -> None:
    (builds.site.docs / "notes/cuckoo/kick.png").write_bytes(png(40, 30, shade=9))
    assert builds.again() == {"notes/cuckoo/kick.png"}
    (builds.site.docs / "notes/cuckoo/kick.png").write_bytes(png(80, 30))
    assert pages(builds.again()) == {"notes/cuckoo/kick.png", "cuckoo/index.html"}


def test_a_template_rewrites_the_pages_made_with_it(builds: Builds) -> None:
    written = builds.edit("overrides/partials/copyright.html", lambda text: text.replace("·", "—"))
    assert written == builds.showing('<p class="md-copyright">一 ·')


def test_what_is_found_about_a_page_among_others_does_not_change_how_it_is_read(
    builds: Builds, tmp_path: Path
) -> None:
    builds.edit("docs/about.md", lambda _: "---\n---\n\n## 缘起 {#why}\n")
    # The Chinese page lacks the snippet, which is said of it.
    builds.edit("docs/about.en.md", lambda text: text + "\n```python {.run id=about-why}\nassert True\n```\n")
    clean = tmp_path / "clean"
    outcome = builds.processes.start(Order(builds.site.root, clean)).result()
    assert any("about.md" in warning for warning in outcome.warnings)
    wrong = difference(builds.after, tree_of(clean / "site"))
    assert not wrong, wrong
