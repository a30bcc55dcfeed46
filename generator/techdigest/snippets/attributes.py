"""The attributes of a fence: what each may say, and what is wrong where it says something else."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, get_args

from techdigest.diagnostics import Diagnostic, Diagnostics
from techdigest.snippets.model import Fence, Language, Size
from techdigest.snippets.spelling import nearest, slip_of

LANGUAGES: tuple[Language, ...] = get_args(Language)
NEEDS = ("gpu", "torch", "triton", "numba", "cupy", "kube", "root", "netns", "go")  # the rest: commands
MAX_TIMEOUT = 600.0  # seconds

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MAX_ID = 80  # characters: it names a folder
_COMMAND = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*")
_FILE = re.compile(r"\w[\w.+-]*")
_PICTURE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*\.(?:svg|png)")
_PIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*==[A-Za-z0-9][A-Za-z0-9._+!-]*")
_LINES = re.compile(r"[0-9]+(?:-[0-9]+)?(?: +[0-9]+(?:-[0-9]+)?)*")
_EXIT = re.compile(r"exit:([0-9]{1,3})")


@dataclass(frozen=True, slots=True)
class Expectation:
    """What counts as success: the exit status, and a text that the output must contain."""

    status: int = 0
    output: str | None = None


@dataclass(frozen=True, slots=True)
class Attributes:
    """The attributes of one fence, read. `given` are the names that it states itself."""

    claim: str = ""
    needs: tuple[str, ...] = ()
    timeout: float = 30.0
    setup: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    pins: tuple[str, ...] = ()
    hidden: bool = False
    expect: Expectation = Expectation()
    plot: str | None = None
    size: Size | None = None
    given: frozenset[str] = field(default=frozenset(), compare=False)


class _Wrong(ValueError):
    """A value that an attribute may not have: what is wrong with it, and what to write."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def read_attributes(fence: Fence, diagnostics: Diagnostics) -> Attributes | None:
    """Return the attributes of a fence, or None, with a diagnostic for each thing that is wrong with them."""
    problems: list[tuple[str, _Wrong]] = []
    values: dict[str, Any] = {}
    for check in (_check_language, _check_rest, _check_id):
        if (problem := check(fence)) is not None:
            problems.append(problem)
    for name, value in fence.options.items():
        reader = ATTRIBUTES.get(name)
        try:
            if reader is not None:
                values[name] = reader(_given(name, value))
            elif not fence.unread:  # what could not be read gives odd names, and has been said
                problems.append(("snippet-attribute-unknown", _unknown(name)))
        except _Wrong as wrong:
            if not (fence.unread and value[:1] in "\"'“‘"):
                problems.append((f"snippet-{name}", wrong))
    for code, found in problems:
        diagnostics.add(Diagnostic(fence.path, fence.line, code, found.message, found.hint))
    if problems:
        return None
    shown = {name: value for name, value in values.items() if name not in _FOR_SHOW}
    return Attributes(**shown, given=frozenset(shown))


def _given(name: str, value: str) -> str:
    """Return the value of an attribute; one without any has its own name for it."""
    if value == name and name != "hidden":
        raise _Wrong(f"the attribute {name} has no value", f'write {name}="…", or leave it out')
    return value


def _words(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.replace(",", " ").split()))


def _claim(value: str) -> str:
    if not value.strip():
        raise _Wrong("the claim says nothing", 'say in one sentence what the code proves: claim="…"')
    return " ".join(value.split())


def _needs(value: str) -> tuple[str, ...]:
    for word in _words(value):
        if word not in NEEDS and (near := slip_of(word, NEEDS)):
            hint = f"write needs={near}, or the name of a command that must be there"
            raise _Wrong(f"nothing is called {word!r}, which a snippet could need", hint)
        if not _COMMAND.fullmatch(word):
            hint = f"known are {', '.join(NEEDS)}; other words name commands on PATH, such as rsync"
            raise _Wrong(f"{word[:60]!r} is no name of a command", hint)
    return _words(value)


def _timeout(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds <= MAX_TIMEOUT:
        hint = f"write a number of seconds above 0 and up to {MAX_TIMEOUT:.0f}, such as timeout=60"
        raise _Wrong(f"{value[:60]!r} is no time that a snippet may take", hint)
    return seconds


def _setup(value: str) -> tuple[str, ...]:
    for word in _words(value):
        if not _ID.fullmatch(word):
            hint = 'write the ids of other snippets: setup="one-id other-id"'
            raise _Wrong(f"{word[:60]!r} is no id", hint)
    return _words(value)


def _files(value: str) -> tuple[str, ...]:
    for word in _words(value):
        if not _FILE.fullmatch(word):
            hint = "put the file beside the note and write its name alone, such as files=data.csv"
            raise _Wrong(f"{word[:60]!r} is no plain file name", hint)
    return _words(value)


def _pins(value: str) -> tuple[str, ...]:
    for word in _words(value):
        if not _PIN.fullmatch(word):
            hint = 'write name==version, such as pins="triton==3.6.0"'
            raise _Wrong(f"{word[:60]!r} pins no version", hint)
    return tuple(sorted(_words(value)))


def _hidden(value: str) -> bool:
    if value not in ("hidden", "true"):
        hint = "write hidden without a value, or leave it out"
        raise _Wrong(f"hidden has the value {value[:60]!r}", hint)
    return True


def _expect(value: str) -> Expectation:
    if match := _EXIT.fullmatch(value):
        if int(match[1]) > 255:
            raise _Wrong(f"{match[1]} is no exit status", "write a number up to 255, such as expect=exit:3")
        return Expectation(status=int(match[1]))
    if value.startswith("exit:") or not value.strip():
        hint = "write expect=exit:3 for an exit status, or a text that the output contains"
        raise _Wrong(f"{value[:60]!r} is nothing to expect", hint)
    return Expectation(output=value)


def _plot(value: str) -> str:
    if not _PICTURE.fullmatch(value):
        hint = "write a plain name that ends in .svg or .png, such as plot=curve.svg"
        raise _Wrong(f"{value[:60]!r} is no name for a picture", hint)
    return value


def _size(value: str) -> str:
    if value not in get_args(Size):
        raise _Wrong(f"{value[:60]!r} is no size", "write size=small or size=full, or leave it out")
    return value


def _lines(value: str) -> str:
    if not _LINES.fullmatch(value):
        hint = 'write numbers and ranges, such as hl_lines="2 4-6" or linenums="1"'
        raise _Wrong(f"{value[:60]!r} are no lines", hint)
    return value


def _title(value: str) -> str:
    return value


# What a fence may say besides its id. The last four only change how the code is shown.
ATTRIBUTES: Mapping[str, Callable[[str], Any]] = MappingProxyType(
    {
        "claim": _claim,
        "needs": _needs,
        "timeout": _timeout,
        "setup": _setup,
        "files": _files,
        "pins": _pins,
        "hidden": _hidden,
        "expect": _expect,
        "plot": _plot,
        "size": _size,
        "title": _title,
        "title_mode": _title,
        "linenums": _lines,
        "hl_lines": _lines,
    }
)
_FOR_SHOW = frozenset({"title", "title_mode", "linenums", "hl_lines"})


def _check_language(fence: Fence) -> tuple[str, _Wrong] | None:
    if fence.language in LANGUAGES:
        return None
    aliases = {"py": "python", "python3": "python", "sh": "bash", "shell": "bash", "yml": "yaml"}
    near = aliases.get(fence.language) or nearest(fence.language, LANGUAGES)
    known = ", ".join(LANGUAGES)
    hint = f"write ```{near} instead" if near else f"snippets can be {known}; write the word behind the fence"
    what = f"in {fence.language[:60]!r}" if fence.language else "without a language"
    return "snippet-language", _Wrong(f"code {what} cannot be run", hint)


def _check_rest(fence: Fence) -> tuple[str, _Wrong] | None:
    if not fence.unread:
        return None
    hint = 'write each once, without backticks, and quote values straight: needs="gpu torch"'
    return "snippet-attributes", _Wrong(
        f"the attributes cannot be read from {fence.unread[:60]!r} onwards", hint
    )


def _check_id(fence: Fence) -> tuple[str, _Wrong] | None:
    if not fence.id:
        hint = "give it one of its own: {.run id=what-it-shows}"
        return "snippet-id-missing", _Wrong("this snippet has no id", hint)
    if not is_id(fence.id):
        hint = f"use lower-case letters and digits, joined by hyphens, at most {_MAX_ID}: cuckoo-load"
        return "snippet-id", _Wrong(f"{fence.id[:60]!r} is no id", hint)
    return None


def is_id(word: str) -> bool:
    """Whether a word may be a snippet's id: kebab-case, and not too long for a folder's name."""
    return len(word) <= _MAX_ID and _ID.fullmatch(word) is not None


def _unknown(name: str) -> _Wrong:
    near = nearest(name, ("id", *ATTRIBUTES))
    if near:
        hint = f"did you mean {near}?"
    elif name in NEEDS:
        hint = f'several needs stand between quotes: needs="… {name}"'
    else:
        hint = f"known are id, {', '.join(ATTRIBUTES)}"
    return _Wrong(f"a snippet has no attribute {name[:60]!r}", hint)
