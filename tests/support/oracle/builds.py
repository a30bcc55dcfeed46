"""Builds of a site whose outcome is kept: how they ended and what they said."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import mkdocs.commands.build
from mkdocs.config import load_config
from mkdocs.utils.yaml import yaml_load

from support.oracle import counting  # noqa: F401 - a plugin that sites may name


@dataclass(frozen=True)
class Order:
    """What is to be built, and where to.

    Attributes:
        root: The folder of mkdocs.yml.
        out: The folder that gets the site (`site/`), the cache (`cache/`) and what the search keeps.
        strict: Whether warnings end the build.
        options: Further options of our build; one job unless they say otherwise, and `incremental: False` is
            MkDocs' own build.
    """

    root: Path
    out: Path
    strict: bool = False
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """How a build ended.

    Attributes:
        failure: The exception that ended it; empty for a build that went through.
        warnings: Level and text of what MkDocs and its plugins said at WARNING and above, in order.
        said: All that was said from INFO on.
    """

    failure: str
    warnings: tuple[str, ...]
    said: tuple[str, ...] = field(compare=False)

    @property
    def said_of_cache(self) -> list[str]:
        """What was said of a cache that is damaged or cannot be used: it would be begun anew."""
        return [text for text in self.said if "<out>/cache" in text]


def build(order: Order) -> Outcome:
    """Build in this process, as `mkdocs build` does."""
    heard, failure = _Heard(), ""
    with heard.everything():
        try:
            config = load_config(
                config_file=str(order.root / "mkdocs.yml"),
                site_dir=str(order.out / "site"),
                strict=order.strict,
                plugins=list(_plugins(order)),
            )
            config.plugins.on_startup(command="build", dirty=False)
            try:
                mkdocs.commands.build.build(config)
            finally:
                config.plugins.on_shutdown()
        except Exception as error:  # whatever it is, an equal build ends with the same
            failure = f"{type(error).__name__}: {error}"

    def anywhere(text: str) -> str:
        return text.replace(str(order.out), "<out>").replace(str(order.root), "<root>")

    said = [(level, f"{logging.getLevelName(level)}: {anywhere(text)}") for level, text in heard.said]
    warnings = tuple(text for level, text in said if level >= logging.WARNING)
    return Outcome(anywhere(failure), warnings, tuple(text for _, text in said))


class _Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.said: list[tuple[int, str]] = []

    @contextmanager
    def everything(self) -> Iterator[None]:
        """Hear what MkDocs and its plugins say."""
        logger = logging.getLogger("mkdocs")
        level = logger.level
        logger.setLevel(logging.INFO)
        logger.addHandler(self)
        try:
            yield
        finally:
            logger.removeHandler(self)
            logger.setLevel(level)

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append((record.levelno, record.getMessage()))


def _plugins(order: Order) -> Iterator[dict[str, Any]]:
    """The site's plugins, but with what they keep below `out`."""
    settings = yaml_load((order.root / "mkdocs.yml").read_text(encoding="utf-8"))
    kept = {"cache": str(order.out / "cache"), "jobs": 1, **order.options}
    for entry in settings["plugins"]:
        name, options = next(iter(entry.items())) if isinstance(entry, dict) else (entry, {})
        if name == "techdigest":
            options = {**options, "build": {**options.get("build", {}), **kept}}
        if name == "incremental":
            options = {**options, **kept}
        if name == "cjksearch":
            options = {**options, "units": str(order.out / "units.jsonl")}
        yield {name: options}
