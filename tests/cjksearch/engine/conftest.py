"""The units of `support.search_units`, searched in the browser's engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cjksearch.static import write
from support.search_units import UNITS

Client = Callable[..., Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("index")
    labels = {"domain": {"cloud": {"zh-Hans": "云计算", "en": "Cloud"}}}
    write(UNITS, out, labels=labels)
    return out


@pytest.fixture(scope="module")
def search(client: Client, folder: Path) -> Callable[..., Any]:
    def run(query: str, **options: object) -> Any:
        answer = client("search", folder=str(folder), queries=[{"query": query, "options": options}])
        assert "error" not in answer, answer
        return answer["answers"][0]

    return run
