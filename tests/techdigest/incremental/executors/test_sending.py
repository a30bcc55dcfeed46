"""Work on its way to processes that are not forked."""

from __future__ import annotations

import pickle
import threading
from collections import OrderedDict, defaultdict
from pathlib import Path
from typing import Any

import pytest
from mkdocs.plugins import BasePlugin, PluginCollection

from techdigest.incremental.executors.sending import pickled
from techdigest.incremental.store import Store


class Particular(BasePlugin):  # type: ignore[type-arg, no-untyped-call] # MkDocs does not type its options
    """A plugin that handles an event, and knows the plugins it is one of."""

    plugins: PluginCollection

    def on_page_content(self, html: str, **_: Any) -> str:
        return html + "!"


def _sent(value: Any) -> Any:
    data = pickled(value, pytest.fail, "here")
    assert data is not None
    return pickle.loads(data)


def test_functions_without_a_name_are_sent_with_what_they_close_over() -> None:
    offset = 3
    assert _sent(lambda number: number + offset)(4) == 7


def test_plugins_of_mkdocs_are_sent_and_handle_events_as_before() -> None:
    plugins = PluginCollection()
    particular = plugins["particular"] = Particular()
    particular.plugins = plugins
    sent = _sent(plugins)
    assert sent.run_event("page_content", "html", page=None, config=None, files=None) == "html!"
    assert list(sent) == ["particular"]
    assert sent["particular"].plugins is sent


@pytest.mark.parametrize(
    "value", [OrderedDict(b=1, a=2), defaultdict(list, {"a": [1]}), {"a": {"b": ()}}], ids=type
)
def test_other_dictionaries_are_sent_as_ever(value: Any) -> None:
    assert _sent(value) == value
    assert type(_sent(value)) is type(value)


def test_the_store_stays_behind(tmp_path: Path) -> None:
    with Store.open(tmp_path, limit=1_000_000, notice=pytest.fail) as store:
        store.put(b"key", b"value")
        sent = _sent({"store": store})["store"]
        with pytest.raises(RuntimeError, match="get: the store is not for workers"):
            sent.get(b"key")
        assert store.get(b"key") == b"value"


def test_what_cannot_be_sent_is_told() -> None:
    notices: list[str] = []
    assert pickled(threading.Lock(), notices.append, "one process instead of 2") is None
    assert notices == [
        "one process instead of 2: the work cannot be sent to others (cannot pickle '_thread.lock' object)"
    ]
