"""``python -m cjksearch build UNITS.jsonl OUT``: an index from JSON lines, for any static site."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, TextIO

from cjksearch.index.unit import Unit, UnitError
from cjksearch.static import write

_FORM = 'write {"id": …, "url": …, "title": …, "heading": …, "text": …, "lang": …} on one line'
#: Bytes of one line; a longer one is refused rather than read.
_LONGEST_LINE = 64 << 20
_QUIET_SECONDS = 2.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns:
        0 if every line became a unit, 1 if some were skipped, 2 if nothing was written.
    """
    parser = argparse.ArgumentParser(prog="python -m cjksearch", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    build = commands.add_parser("build", help="write a static index", description=main.__doc__)
    build.add_argument(
        "units", type=Path, metavar="UNITS.jsonl", help="one unit a line; - reads standard input"
    )
    build.add_argument("out", type=Path, metavar="OUT", help="folder of the index")
    build.add_argument(
        "--labels",
        type=Path,
        help='JSON file with names of facet values: {"domain": {"cloud": {"en": "Cloud"}}}',
    )
    return _build(parser.parse_args(arguments))


def _build(options: argparse.Namespace) -> int:
    reader = _Reader(str(options.units), sys.stderr)
    try:
        labels = json.loads(options.labels.read_text("utf-8")) if options.labels else None
        if str(options.units) == "-":
            units = list(reader.read(sys.stdin.buffer))
        else:
            with options.units.open("rb") as lines:
                units = list(reader.read(lines))
        if not units:
            print(f"{options.units}: no units, nothing written", file=sys.stderr)
            return 2
        report = write(units, options.out, labels=labels)
    except (OSError, ValueError) as error:
        print(f"cjksearch: {error}", file=sys.stderr)
        return 2
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
            elapsed = time.monotonic() - began
            if self._log.isatty() and elapsed > max(_QUIET_SECONDS, shown + 0.5):
                shown = elapsed
                print(f"\r{number} lines read", end="", file=self._log, flush=True)
        if shown:
            print(file=self._log)

    def _unit(self, number: int, line: bytes) -> Unit | None:
        try:
            text = line.decode("utf-8-sig").strip()
            return Unit.from_json(json.loads(text))
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
