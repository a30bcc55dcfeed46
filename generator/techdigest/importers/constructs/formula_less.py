"""`$x<y$`: a reader of HTML sees a tag begin; `$x< y$` is the same formula."""

from __future__ import annotations

import re
from collections.abc import Iterator

from techdigest.importers.body import Body, Edit
from techdigest.importers.constructs.base import Context, Rule
from techdigest.importers.model import Outcome
from techdigest.notes.fences import lines_of

# Each repetition is bounded or stops at its own opening mark.
_FORMULA = re.compile(
    r"(?P<code>(?<!`)(?P<ticks>`{1,6})(?!`)[^\n]{1,2000}?(?<!`)(?P=ticks)(?!`))"
    r"|(?<!\\)\$\$[^$]{1,20000}\$\$"
    r"|(?<![\\$A-Za-z0-9])\$(?=[^\s$])[^$\n]{1,1000}(?<=[^\s\\])\$(?![\d$])"
)
_LESS = re.compile(r"<(?=[A-Za-z/!?])")


def _apply(body: Body, context: Context) -> None:
    body.edit(_edits(body, context))


def _edits(body: Body, context: Context) -> Iterator[Edit]:
    code = {line.number for line in lines_of(body.text) if line.is_code}
    number = done = 0
    for match, line in body.find(_FORMULA, everywhere=True):
        number += body.text.count("\n", done, match.start())
        done = match.start()
        if match["code"] is None and number + 1 not in code and _LESS.search(match[0]):
            context.found(Outcome.CONVERTED, line, match[0])
            yield match.start(), match.end(), _LESS.sub("< ", match[0])


RULE = Rule("formula-less", "`$x<y$` becomes `$x< y$`, in which no tag begins.", _apply, needs=("<",))
