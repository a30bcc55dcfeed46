"""The hook into pymdownx.superfences: fences with the class `run`, with their place in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from markdown import Markdown
from pymdownx.superfences import (
    RE_NESTED_FENCE_START,
    SuperFencesBlockPreprocessor,
    SuperFencesException,
    highlight_validator,
)

from techdigest.markdown.context import PageSource
from techdigest.markdown.fence_lines import FenceLines
from techdigest.snippets.model import Fence

Highlight = Callable[[str], str]
Render = Callable[[Fence, Highlight], str]

_NAME = "techdigest-run"
_HIGHLIGHTING = ("hl_lines", "linenums", "title", "title_mode")  # attributes that superfences reads itself
# Stricter than what superfences makes of it: a forgotten quote shows, and so does a backtick, with which
# other readers of Markdown would see no fence.
_ATTRIBUTE = re.compile(
    r"""[ \t]*(?P<name>[^\s=}"'“”‘’`]+)(?:=(?:"[^"`]*"|'[^'`]*'|[^\s=}"'“”‘’`]+))?(?=[ \t]|\Z)"""
)


class RunFences:
    """Hands the fences of one page over, and takes the HTML that is to stand in their place.

    superfences calls back for every fence that it comes across, also for those that turn out to be indented
    code or part of a comment: `render` must have no other effect.
    """

    def __init__(self, page: PageSource, render: Render) -> None:
        self._page = page
        self._lines = FenceLines(page)
        self._render = render
        self._start = 0

    def attach(self, md: Markdown) -> None:
        """Hook into superfences, if the site has it, for the conversion that begins."""
        fenced = superfences_of(md)
        if fenced is None:
            return
        process = type(fenced).process_nested_block.__get__(fenced)

        def with_place(ws: str, content: str, start: int, end: int) -> None:
            self._start = start
            process(ws, content, start, end)

        fenced.process_nested_block = with_place
        fenced.reindent = _reindent
        entries = fenced.extension.superfences
        entries[:] = [entry for entry in entries if entry["name"] != _NAME]
        entries.append(  # the last is asked first
            {
                "name": _NAME,
                "test": lambda language: True,
                "validator": _accept,
                "formatter": self.format,
                "reset": None,
            }
        )

    def format(
        self,
        *,
        src: str,
        language: str,
        options: Mapping[str, str],
        md: Markdown,
        classes: list[str],
        id_value: str,
        attrs: Mapping[str, str],
    ) -> str:
        """Return the HTML of a fence, as superfences asks a formatter for it."""
        fenced = superfences_of(md)
        fence = Fence(
            path=self._page.path,
            line=self._lines.line_of(self._start, fenced.first),
            language=language if "run" in classes else "",
            id=id_value,
            options=dict(options),  # can be pickled
            code=src if src.strip() else "",
            unread=_unread(fenced.first),
        )

        def highlight(code: str) -> str:
            chosen: dict[str, str] = {}
            given = {name: value for name, value in options.items() if name in _HIGHLIGHTING}
            highlight_validator(language, given, chosen, {}, md)
            fenced.line_count = code.count("\n") + 1
            return str(
                fenced.highlight(code, language, chosen, md, classes=[*classes], id_value="", attrs={})
            )

        try:
            return self._render(fence, highlight)
        except Exception as error:  # any other would be swallowed, and the fence be shown as it stands
            raise SuperFencesException(f"{fence.path}:{fence.line}: {error!r}") from error


def superfences_of(md: Markdown) -> Any:
    """Return superfences' preprocessor, or None: Python-Markdown's own has the same name."""
    name = "fenced_code_block"
    found = md.preprocessors[name] if name in md.preprocessors else None  # noqa: SIM401 - a Registry has no get
    return found if isinstance(found, SuperFencesBlockPreprocessor) else None


def is_for_run(formatter: object) -> bool:
    """Whether superfences has chosen us for the fence at hand."""
    return isinstance(getattr(formatter, "__self__", None), RunFences)


def _accept(
    language: str, inputs: Mapping[str, Any], options: dict[str, str], attrs: dict[str, str], md: Markdown
) -> bool:
    """Accept fences with the class `run`, whatever their attributes.

    Where no language is given, superfences takes the first class for it.
    """
    fenced = superfences_of(md)
    if "run" not in fenced.classes and not (language == "run" and fenced.id):
        return False
    options.update({name: value if isinstance(value, str) else name for name, value in inputs.items()})
    return True


def _unread(opening: str) -> str:
    """Return the rest of a fence's attributes from where superfences would misread or overwrite them."""
    match = RE_NESTED_FENCE_START.match(opening.lstrip(" >"))
    attributes = (match["attrs"] if match else None) or ""
    end, names = 0, set()
    while attribute := _ATTRIBUTE.match(attributes, end):
        name = attribute["name"]
        if name in names:
            break
        names.add(name)
        end = attribute.end()
    return attributes[end:].strip()


def _reindent(text: str, position: int, level: int) -> list[str]:
    """Move code to another indentation, as superfences does when it keeps tabs, but also further in.

    Our lists indent what superfences has taken out and will put back.
    """
    if level > position:
        return [" " * (level - position) + line for line in text.split("\n")]
    return [line[position - level :] for line in text.split("\n")]
