"""Templates are compiled once, and again when their text, code or configuration is another."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import jinja2
import pytest

from techdigest.incremental.digests import digest_of
from techdigest.incremental.files import FileDigests
from techdigest.incremental.store import Store
from techdigest.mkdocs_build.bytecode import compiled_before
from techdigest.mkdocs_build.site import Site
from techdigest.mkdocs_build.workshop import Workshop


class Counting(jinja2.Environment):
    """Counts what it compiles."""

    compiled = 0

    def compile(self, *args: Any, **options: Any) -> Any:
        self.compiled += 1
        return super().compile(*args, **options)


def build(folder: Path, text: str, *, configuration: str = "", is_apart: bool = True) -> tuple[str, int]:
    """What a page looks like, and how many templates were compiled for it."""
    env = Counting(loader=jinja2.DictLoader({"page": "{% include 'part' %}!", "part": text}))
    site = SimpleNamespace(env=env, roster=SimpleNamespace(templates_apart=is_apart))
    with Store.open(folder, limit=10**7, notice=pytest.fail) as store:
        shop = Workshop(store, FileDigests(store), cast("Any", None), "", b"", digest_of(configuration))
        with compiled_before(cast("Site", site), shop):
            return env.get_template("page").render(name="x"), env.compiled


def test_the_next_build_compiles_nothing(tmp_path: Path) -> None:
    assert build(tmp_path, "Hello {{ name }}") == ("Hello x!", 2)
    assert build(tmp_path, "Hello {{ name }}") == ("Hello x!", 0)


def test_a_template_that_was_edited_is_compiled_again_and_no_other(tmp_path: Path) -> None:
    build(tmp_path, "Hello {{ name }}")
    assert build(tmp_path, "Bye {{ name }}") == ("Bye x!", 1)
    assert build(tmp_path, "Bye {{ name }}") == ("Bye x!", 0)


def test_another_configuration_may_mean_other_code(tmp_path: Path) -> None:
    build(tmp_path, "Hello {{ name }}")
    assert build(tmp_path, "Hello {{ name }}", configuration="another") == ("Hello x!", 2)


def test_nothing_is_kept_where_plugins_of_which_nothing_is_known_may_add_filters(tmp_path: Path) -> None:
    build(tmp_path, "Hello {{ name }}", is_apart=False)
    assert build(tmp_path, "Hello {{ name }}", is_apart=False) == ("Hello x!", 2)
