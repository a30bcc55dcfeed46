"""Search for any static site, from its HTML (``--html SITE``) or from JSON lines (``UNITS.jsonl OUT``)."""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO
from urllib.parse import urlsplit

from cjksearch.index.unit import Unit, UnitError
from cjksearch.static import write
from cjksearch.static.facets import Labels
from cjksearch.workers import workers

_FORM = 'write {"id": …, "url": …, "title": …, "heading": …, "text": …, "lang": …} on one line'
#: Bytes of one line; a longer one is refused rather than read.
_LONGEST_LINE = 64 << 20
_QUIET_SECONDS = 2.0
_LINES_BETWEEN_LOOKS = 256


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns:
        0 if everything was indexed, 1 if something was left out or is damaged, 2 if nothing was written.
    """
    options = _parser().parse_args(arguments)
    if (options.html is None) == (options.units is None) or (options.html is not None and options.folder):
        print("cjksearch: give either UNITS.jsonl and OUT, or --html SITE (and --out OUT)", file=sys.stderr)
        return 2
    options.out = options.out or options.folder
    if options.html is None and options.out is None:
        print("cjksearch: give the folder of the index after UNITS.jsonl", file=sys.stderr)
        return 2
    try:
        labels = json.loads(options.labels.read_text("utf-8")) if options.labels else None
        if options.html:
            return _build_site(options, labels)
        with _no_search_for_cycles():
            return _build_units(options, labels)
    except (OSError, ValueError) as error:
        print(f"cjksearch: {error}", file=sys.stderr)
        return 2


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Keep the collector from going through all that is held, again and again: units leave no cycles."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m cjksearch", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    build = commands.add_parser("build", help="write a static index", description=main.__doc__)
    build.add_argument(
        "units", nargs="?", type=Path, metavar="UNITS.jsonl", help="one unit a line; - reads standard input"
    )
    build.add_argument(
        "folder", nargs="?", type=Path, metavar="OUT", help="folder of the index of UNITS.jsonl"
    )
    build.add_argument("--html", type=Path, metavar="SITE", help="index the built HTML of a site instead")
    build.add_argument("--out", type=Path, metavar="OUT", help="where to write; SITE itself if not given")
    build.add_argument(
        "--base-url", default="", metavar="URL", help="address of SITE, if the index is served from elsewhere"
    )
    build.add_argument(
        "--lang", default="", help="language of pages that do not name theirs, such as zh-Hant"
    )
    build.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="PATTERN",
        help='pages to leave out, such as "tags/*"',
    )
    build.add_argument(
        "--labels",
        type=Path,
        help='JSON file with names of facet values: {"domain": {"cloud": {"en": "Cloud"}}}',
    )
    build.add_argument(
        "--terms",
        action="store_true",
        help="look for terms that the texts give in two languages, for queries in the other one",
    )
    build.add_argument(
        "--jobs", type=int, metavar="N", help="processes; one for small sites, else one a core"
    )
    return parser


def _build_site(options: argparse.Namespace, labels: Labels | None) -> int:
    from cjksearch.pages.folder import html_files  # noqa: PLC0415 - loaded only where HTML is read
    from cjksearch.publish import ASSETS, INDEX, publish  # noqa: PLC0415 - likewise

    pages = len(html_files(options.html, options.exclude)[0]) if options.html.is_dir() else 0
    with workers(options.jobs, pages=pages) as executor:
        done = publish(
            options.html,
            options.out,
            base_url=options.base_url,
            lang=options.lang,
            exclude=options.exclude,
            labels=labels,
            with_terms=options.terms,
            executor=executor,
        )
    for problem in done.site.problems:
        print(problem, file=sys.stderr)
    if done.report is None:
        print(f"{options.html}: no page with text, nothing written", file=sys.stderr)
        return 2
    left_out = ", ".join(f"{number} {reason}" for reason, number in done.site.left_out.items())
    print(
        f"{done.site.pages} pages, {done.report.units} sections, {done.report.size / 1e6:.2f} MB in "
        f"{(options.out or options.html) / INDEX}" + (f"; pages left out: {left_out}" if left_out else "")
    )
    root = urlsplit(options.base_url).path.rstrip("/")
    print(
        f'Each page needs:\n    <script type="module" src="{root}/{ASSETS}/search.js"></script>\n'
        '    <button type="button" data-cjksearch-open>Search</button>'
    )
    return 1 if done.site.problems else 0


def _translations(units: Sequence[Unit]) -> tuple[tuple[str, str], ...]:
    from cjksearch.terms import translations  # noqa: PLC0415 - loaded only where it is asked for

    return translations(units)


def _build_units(options: argparse.Namespace, labels: Labels | None) -> int:
    reader = _Reader(str(options.units), sys.stderr)
    if str(options.units) == "-":
        units = list(reader.read(sys.stdin.buffer))
    else:
        with options.units.open("rb") as lines:
            units = list(reader.read(lines))
    if not units:
        print(f"{options.units}: no units, nothing written", file=sys.stderr)
        return 2
    with workers(options.jobs, units=len(units)) as executor:
        found = _translations(units) if options.terms else ()
        report = write(units, options.out, labels=labels, translations=found, executor=executor)
    for name in report.duplicates:
        print(f"{options.units}: id {name!r} came more than once; the first unit was kept", file=sys.stderr)
    print(
        f"{report.units} units, {report.terms} terms, {len(report.files)} files, "
        f"{report.size / 1e6:.2f} MB in {options.out}"
    )
    return 1 if reader.skipped or report.duplicates else 0


class _Reader:
    """Reads units from JSON lines; says what is wrong with a line, with its number, and skips it."""

    def __init__(self, name: str, log: TextIO) -> None:
        self.skipped = 0
        self._name = name
        self._log = log

    def read(self, lines: BinaryIO) -> Iterator[Unit]:
        """Yield the units of a file opened in binary mode."""
        began = time.monotonic()
        shown = 0.0
        number = 0
        while line := lines.readline(_LONGEST_LINE):
            number += 1
            if not line.endswith(b"\n") and len(line) == _LONGEST_LINE:
                while (rest := lines.readline(_LONGEST_LINE)) and not rest.endswith(b"\n"):
                    pass
                self._skip(
                    number,
                    f"the line is longer than {_LONGEST_LINE >> 20} MB",
                    "split the text into sections",
                )
            elif line.strip():
                unit = self._unit(number, line)
                if unit is not None:
                    yield unit
            if number % _LINES_BETWEEN_LOOKS:
                continue
            elapsed = time.monotonic() - began
            if self._log.isatty() and elapsed > max(_QUIET_SECONDS, shown + 0.5):
                shown = elapsed
                print(f"\r{number} lines read", end="", file=self._log, flush=True)
        if shown:
            print(file=self._log)

    def _unit(self, number: int, line: bytes) -> Unit | None:
        try:
            return Unit.from_json(json.loads(line.decode("utf-8").removeprefix("\ufeff").strip()))
        except UnicodeDecodeError as error:
            self._skip(number, f"byte {error.start + 1} is not UTF-8", "save the file as UTF-8")
        except json.JSONDecodeError as error:
            self._skip(number, f"no JSON at column {error.colno}: {error.msg}", _FORM)
        except RecursionError:
            self._skip(number, "nested too deeply", _FORM)
        except UnitError as error:
            self._skip(number, str(error), error.hint)
        return None

    def _skip(self, number: int, message: str, hint: str) -> None:
        self.skipped += 1
        print(f"{self._name}:{number}: {message}\n    hint: {hint}", file=self._log)


if __name__ == "__main__":
    sys.exit(main())
