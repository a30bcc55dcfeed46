"""Any sequence of builds, in all ways, gives exactly the tree of the last."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from support.site_folders import build, identities, tree
from techdigest.incremental.outputs import Changes

Files = dict[str, bytes]
parts = st.sampled_from(["a", "b", "B", "ü", "index.html", ".x"])
names = st.lists(parts, min_size=1, max_size=3).map("/".join)
trees = st.dictionaries(names, st.sampled_from([b"", b"1", b"2", b"long" * 99]), max_size=8)


def possible(files: Files) -> bool:
    return not any(other.startswith(name + "/") for name in files for other in files)


ways = st.tuples(st.booleans(), st.booleans())


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(trees.filter(possible), ways), min_size=1, max_size=5))
def test_the_site_is_the_tree_of_the_last_build_and_unchanged_files_are_left_alone(
    builds: list[tuple[Files, tuple[bool, bool]]],
) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        site = root / "site"
        former: Files = {}
        for files, (in_place, complete) in builds:
            before = identities(site)
            changes = build(root, files, in_place=in_place, complete=complete)
            assert tree(site) == files
            same = {dest for dest in files if former.get(dest) == files[dest]}
            after = identities(site)
            assert {dest: after[dest] for dest in same} == {dest: before[dest] for dest in same}
            assert len({inode for inode, _ in after.values()}) == len(files)
            assert changes == Changes(
                tuple(sorted(files.keys() - same)), tuple(sorted(former.keys() - files.keys())), len(same)
            )
            former = files
        assert build(root, former) == Changes((), (), len(former))
        assert not list(root.rglob(".techdigest-staging-*"))
