"""MathJax in an embedded V8: TeX formulas in, SVG, MathML and glyph outlines out."""

from __future__ import annotations

import atexit
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import resources
from threading import Lock
from typing import Any

# The order matters; the files are those of the distribution django-static-mathjax.
_FILES = (
    "startup.js",
    "core.js",
    "adaptors/liteDOM.js",
    "input/tex-full.js",
    "output/svg.js",
    "output/svg/fonts/tex.js",
)
# MathJax expects a page around it: no console of ours, and nothing to load.
_SURROUNDINGS = """
var window = globalThis, self = globalThis, global = globalThis;
var console = {log() {}, warn() {}, error() {}, info() {}};
var MathJax = {loader: {load: [], require: null, paths: {mathjax: "."}}, startup: {typeset: false}};
"""
_TIME_LIMIT = 10.0  # seconds for one call; MathJax needs a few milliseconds for a formula
# V8 would hold 80 MB for MathJax rather than 25, a twentieth faster; each process of a build has one.
_FLAGS = ("--single-threaded", "--optimize-for-size")
_MEMORY_LIMIT = 512 * 1024 * 1024  # bytes


class TexError(ValueError):
    """The TeX cannot be typeset; the message is MathJax's own."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """What MathJax made of one formula.

    Attributes:
        svg: An ``<svg>`` element, sized in ex, whose ``<use>`` elements name glyphs.
        mathml: The children of a ``<math>`` element.
        glyphs: Glyph id -> outline (the ``d`` of an SVG path, 1000 units an em). An id names the same
            glyph on every page.
    """

    svg: str
    mathml: str
    glyphs: dict[str, str]


class Engine:
    """MathJax, started at the first formula. Close it, or leave that to the end of the process."""

    def __init__(self) -> None:
        self._racer: Any = None
        self._lock = Lock()

    def typeset(self, tex: str, *, display: bool) -> Typeset:
        """Typeset one formula, alone: what it defines is forgotten afterwards.

        Raises:
            TexError: MathJax refuses the TeX, or needs too much time or memory for it.
        """
        (result,) = self._results([(tex, display)])
        if "error" in result:
            raise TexError(result["error"])
        return Typeset(**result)

    def typeset_all(self, formulas: Sequence[tuple[str, bool]]) -> list[Typeset | TexError]:
        """Typeset formulas as `typeset` does each, in one go: handing one over costs a quarter of its time.

        Args:
            formulas: TeX, and whether it is displayed.
        """
        try:
            results = self._results(formulas)
        except TexError:  # one of them broke off the others, too
            return [self._alone(tex, display) for tex, display in formulas]
        return [TexError(result["error"]) if "error" in result else Typeset(**result) for result in results]

    def _alone(self, tex: str, display: bool) -> Typeset | TexError:
        try:
            return self.typeset(tex, display=display)
        except TexError as error:
            return error

    def _results(self, formulas: Sequence[tuple[str, bool]]) -> list[dict[str, Any]]:
        with self._lock:
            return _away_from_event_loops(lambda: self._call(formulas))

    def _call(self, formulas: Sequence[tuple[str, bool]]) -> list[dict[str, Any]]:
        from py_mini_racer import JSEvalException, JSOOMException, JSTimeoutException  # noqa: PLC0415 - loads V8

        racer = self._start()
        try:
            results: list[dict[str, Any]] = racer.call("typesetAll", formulas, timeout_sec=_TIME_LIMIT)
        except JSTimeoutException as error:
            self._stop()
            raise TexError(f"typesetting took more than {_TIME_LIMIT:.0f} seconds") from error
        except JSOOMException as error:
            self._stop()
            raise TexError("typesetting needed too much memory") from error
        except JSEvalException as error:  # e.g. a stack overflow inside MathJax
            self._stop()
            raise TexError(str(error).strip().splitlines()[0]) from error
        return results

    def close(self) -> None:
        """Stop V8. A process that ends with V8 running may hang. A later formula starts it again."""
        with self._lock:
            self._stop()

    def _start(self) -> Any:
        if self._racer is None:
            from py_mini_racer import MiniRacer, init_mini_racer  # noqa: PLC0415 - loads V8

            init_mini_racer(flags=_FLAGS, ignore_duplicate_init=True)
            self._racer = MiniRacer()
            self._racer.set_hard_memory_limit(_MEMORY_LIMIT)
            for script in _scripts():
                self._racer.eval(script + "\n;0")
            atexit.register(self.close)
        return self._racer

    def _stop(self) -> None:
        if self._racer is not None:
            atexit.unregister(self.close)
            self._racer.close()
            self._racer = None


def _away_from_event_loops(call: Callable[[], list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Wait for V8 where mini-racer allows it: not in a thread whose event loop runs, as a notebook's does."""
    import asyncio  # noqa: PLC0415 - slow to import, and most builds typeset nothing

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return call()
    with ThreadPoolExecutor(max_workers=1) as elsewhere:
        return elsewhere.submit(call).result()


def _scripts() -> list[str]:
    mathjax = resources.files("mathjax") / "static" / "mathjax" / "es5"
    glue = resources.files(__package__) / "mathjax.js"
    return [
        _SURROUNDINGS,
        *((mathjax / name).read_text(encoding="utf-8") for name in _FILES),
        glue.read_text(encoding="utf-8"),
    ]
