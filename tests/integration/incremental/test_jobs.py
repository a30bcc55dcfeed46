"""However many processes render, and wherever they run: the bytes are the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from support.oracle.builds import Order
from support.oracle.edited import EditedSite
from support.oracle.processes import NewProcesses
from support.oracle.trees import difference, tree_of

pytestmark = pytest.mark.timeout(600)  # a busy machine is slow, not wrong

OWN_SITE = pytest.mark.skipif("not os.environ.get('TECHDIGEST_SOAK')", reason="a minute: part of `make soak`")


def assert_like_mkdocs(
    root: Path, folder: Path, processes: NewProcesses, variants: list[dict[str, Any]]
) -> None:
    """Build with MkDocs' own driver and with ours in each variant, from nothing, and compare."""
    expected = processes.start(Order(root, folder / "stock", options={"incremental": False})).result()
    assert expected.failure == ""
    stock = tree_of(folder / "stock" / "site")
    assert len(stock) > 100
    for number, options in enumerate(variants):
        ours = folder / str(number)
        assert processes.start(Order(root, ours, options=options)).result() == expected, options
        wrong = difference(tree_of(ours / "site"), stock)
        assert not wrong, f"{options}\n{wrong}"


def test_any_number_of_jobs_gives_the_same_site(
    site: EditedSite, tmp_path: Path, processes: NewProcesses
) -> None:
    assert_like_mkdocs(site.root, tmp_path, processes, [{"jobs": jobs} for jobs in (1, 2, 3, "auto")])


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # Dask leaves sockets to the garbage collector
def test_a_dask_cluster_gives_the_same_site(
    site: EditedSite, tmp_path: Path, processes: NewProcesses
) -> None:
    distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        address = str(cluster.scheduler_address).replace("tcp://", "dask://")
        assert_like_mkdocs(site.root, tmp_path, processes, [{"executor": address}])


@OWN_SITE
@pytest.mark.timeout(900)
def test_our_own_site_is_the_same_by_mkdocs_and_by_one_to_three_jobs(
    root: Path, tmp_path: Path, processes: NewProcesses
) -> None:
    assert_like_mkdocs(root, tmp_path, processes, [{"jobs": jobs} for jobs in (1, 2, 3)])
