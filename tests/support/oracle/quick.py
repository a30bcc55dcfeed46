"""Many builds in one process, or in copies of it: what each needs and none changes is kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from types import CodeType
from typing import Any
from unittest.mock import patch

from jinja2 import Environment

from techdigest.math import typesetter
from techdigest.math.engine import Engine


def templates_kept() -> AbstractContextManager[object]:
    """Compile each template once, meanwhile, in this process and those that are forked from it."""
    compiled: dict[tuple[str, str | None, str | None], CodeType] = {}
    compile_template = Environment.compile

    def kept(
        env: Environment, source: str, name: str | None = None, filename: str | None = None, **options: Any
    ) -> CodeType:
        key = source, name, filename
        if options or key not in compiled:
            compiled[key] = compile_template(env, source, name, filename, **options)
        return compiled[key]

    return patch.object(Environment, "compile", kept)


@contextmanager
def quick_builds() -> Iterator[None]:
    """Keep MathJax and compiled templates from build to build: half of what a small clean build costs."""
    engine = Engine()

    class Kept:
        def __getattr__(self, name: str) -> Any:
            return getattr(engine, name)

        def close(self) -> None:
            """MathJax goes on."""

    with patch.object(typesetter, "Engine", Kept), templates_kept():
        yield
    engine.close()
