"""Cut pasted lines into blocks, where blank lines stand between paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right

from techdigest.importers.pasted.boilerplate import PICTURE
from techdigest.importers.pasted.code import by_label, is_code, may_be_code, weight
from techdigest.importers.pasted.cursor import DISPLAY, ITEM, Cursor
from techdigest.importers.pasted.gutters import numbered_code
from techdigest.importers.pasted.headings import is_certain, may_be_heading, scheme_of
from techdigest.importers.pasted.joining import joined
from techdigest.importers.pasted.model import Block, Kind, Line, width
from techdigest.importers.pasted.tables import cells_of, marked_rows, rows_of, tabbed_rows

_FILE = re.compile(r"([\w./-]{1,80}\.[A-Za-z]{1,10}|Dockerfile|Makefile)\s*(?:view raw|Copy|复制|複製)?")
_HOSTED = re.compile(r"view raw([\w./-]{1,80}) hosted with ❤ by GitHub")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})\s*([\w+#-]*)[^`]*")
_ATX = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*")
_PICTURE_AHEAD = re.compile(
    r"[如见見][下上右左]?[图圖]|[下上][图圖]|(?:figure|picture|image|diagram)s? below|as shown", re.I
)
_MOST_FORMULA_LINES = 40
_MOST_LOOKS = 500  # for code in the rest of a run, so that time grows with the text
_SAMPLE = 400  # lines of a run that tell whether it is code
_MOST_FENCES = 8  # that are looked at for the one that closes another
_CLOSING_FENCE = re.compile(r"`{3,}|~{3,}")


class Blocks(Cursor):
    """Reads blocks from lines, one after the other; looks at each line a bounded number of times."""

    def __init__(self, lines: list[Line]) -> None:
        super().__init__(lines)
        self._no_code_until = 0  # the end of a run that was looked at
        self._looks = _MOST_LOOKS
        self._fences = [i for i, line in enumerate(lines) if _CLOSING_FENCE.fullmatch(line.words)]
        self._takers = (
            self._fenced,
            self._numbered,
            self._formula,
            self._marked_table,
            self._code,
            self._table,
            self._item,
        )  # the first that knows the line takes it

    def read(self) -> list[Block]:
        """Return the blocks."""
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.words:
                self.at += 1
            elif line.words == PICTURE:
                self._add(Block(Kind.PICTURE, [line], rule="pasted-lost-picture"))
                self.at += 1
            elif not any(take() for take in self._takers):
                self._text()
        return joined(self.blocks)

    def _fenced(self) -> bool:
        opening = _FENCE.fullmatch(self.lines[self.at].text)
        if opening is None:
            return False
        ahead = bisect_right(self._fences, self.at)
        for end in self._fences[ahead : ahead + _MOST_FENCES]:
            if self.lines[end].words.startswith(opening[1]):
                code = self.lines[self.at + 1 : end]
                self._add(
                    Block(Kind.CODE, code or [self.lines[self.at]], language=opening[2], rule="pasted-fence")
                )
                if not code:
                    self.blocks.pop()
                self.at = end + 1
                return True
        return False

    def _numbered(self) -> bool:
        name, start = "", self.at
        if (match := _FILE.fullmatch(self.lines[start].words)) and start + 1 < len(self.lines):
            name, start = match[1], start + 1
        found = numbered_code(self.lines, start)
        if found is None or not found.code:
            return False
        self._look_for_code_again()
        label = self.lines[start - 1] if name else None
        self._add(Block(Kind.CODE, found.code, name=name, label=label, rule="pasted-gutter", why=found.why))
        self.at = found.end
        return True

    def _formula(self) -> bool:
        line = self.lines[self.at]
        if DISPLAY.fullmatch(line.words) and not ITEM.match(line.text):
            end = self.at + 1
        elif line.words in ("\\[", "$$"):
            closing = "\\]" if line.words == "\\[" else "$$"
            ahead = self.lines[self.at + 1 : self.at + 1 + _MOST_FORMULA_LINES]
            length = next((i for i, each in enumerate(ahead, 2) if each.words == closing), 0)
            if not length:
                return False
            end = self.at + length
        else:
            return False
        self._look_for_code_again()
        self._add(
            Block(Kind.FORMULA, self.lines[self.at : end], level=self._depth(line), rule="pasted-formula")
        )
        self.at = end
        return True

    def _look_for_code_again(self) -> None:
        if self._looks:
            self._looks -= 1
            self._no_code_until = 0

    def _code(self) -> bool:
        if self._no_code_until == self._run():
            return False
        self._no_code_until = self._run()
        run = self.lines[self.at : self._run()]
        label = ""
        if len(run) > 1 and may_be_code([line.text for line in run[1:_SAMPLE]]):
            name = _FILE.fullmatch(run[0].words)
            if name or (label := by_label(run[0].words)):
                self._add_code(run[1:], label, name[1] if name else "")
                return True
        if (ITEM.match(run[0].text) and run[0].words[0] in "•◦▪‣●○■·–") or not self._is_code(run):
            return False
        hosted = _HOSTED.fullmatch(run[-1].words)
        self._add_code(run[:-1] if hosted else run, "", hosted[1] if hosted else "")
        return True

    def _is_code(self, run: list[Line]) -> bool:
        texts = [line.text for line in run[:_SAMPLE]]
        if is_code(texts):
            return not (len(run) == 1 and scheme_of(run[0].words)[0])
        if any(weight(text) < 1 for text in texts):
            return False
        rest = self.at + len(run) + 1  # comments alone are code where code follows
        following: list[str] = []
        while rest + len(following) < len(self.lines) and self.lines[rest + len(following)].words:
            following.append(self.lines[rest + len(following)].text)
            if len(following) > 5:
                break
        return bool(following) and is_code(following)

    def _add_code(self, lines: list[Line], language: str, name: str) -> None:
        self.at = self._run()
        if lines:
            why = "" if language or name else "no fence marked it as code"
            self._add(
                Block(
                    Kind.CODE, lines, self._depth(lines[0]), "", language, name, rule="pasted-code", why=why
                )
            )

    def _marked_table(self) -> bool:
        if "|" not in self.lines[self.at].words or self.at + 1 >= len(self.lines):
            return False
        end = self.at
        while end < len(self.lines) and "|" in self.lines[end].words:
            end += 1
            if end == self.at + 2 and not marked_rows(self.lines[self.at : end]):
                return False
        rows = marked_rows(self.lines[self.at : end])
        if rows:
            self._add(Block(Kind.TABLE, self.lines[self.at : end], rows=rows, rule="pasted-table"))
            self.at = end
        return bool(rows)

    def _table(self) -> bool:
        end = self.at
        mark = "\t" if "\t" in self.lines[end].words else "|" if self.lines[end].words.endswith("|") else ""
        if not mark:
            return False
        while end < len(self.lines) and (
            "\t" in self.lines[end].words if mark == "\t" else _is_cell(self.lines[end].words)
        ):
            end += 1
        lines = self.lines[self.at : end]
        rows = tabbed_rows(lines) if mark == "\t" else rows_of(cells_of(lines))
        if not rows:
            return False
        why = "" if mark == "\t" else f"one cell stood on each line; {len(rows[0])} columns fit best"
        self._add(Block(Kind.TABLE, lines, self._open_depth(), rows=rows, rule="pasted-table", why=why))
        self.at = end
        return True

    def _item(self) -> bool:
        line = self.lines[self.at]
        match = ITEM.match(line.text)
        if match is None or self._is_numbered_heading(match):
            return False
        end = self.at + 1
        while end < len(self.lines) and self.lines[end].words and not self._begins_block(end):
            end += 1
        indent = len(match[1].expandtabs(4))
        while self._indents and self._indents[-1] > indent:
            self._indents.pop()
        if not self._indents or self._indents[-1] < indent:
            self._indents.append(indent)
        first = Line(line.number, match[4] or "")
        marker = f"{match[3]}." if match[3] else "-"
        rest = [each for each in [first, *self.lines[self.at + 1 : end]] if each.words]
        if rest:
            self.blocks.append(Block(Kind.ITEM, rest, len(self._indents) - 1, marker, rule="pasted-list"))
        self.at = end
        return True

    def _is_numbered_heading(self, match: re.Match[str]) -> bool:
        """Whether `1. …` at the margin is a heading: nothing of a list stands around it."""
        if not match[3] or match[1] or not match[4] or not may_be_heading(match[4]):
            return False
        if self.at and self.lines[self.at - 1].words:
            return False
        after = self.lines[self.at + 1 : self.at + 3]
        if not after or after[0].words:
            return False
        return (
            len(after) == 2
            and bool(after[1].words)
            and after[1].indent == 0
            and not _next_number(after[1], match)
        )

    def _text(self) -> None:
        start = self.at
        self.at += 1
        while self.at < self._run() and not self._begins_block(self.at):
            self.at += 1
        lines = self.lines[start : self.at]
        atx = _ATX.fullmatch(lines[0].words)
        depth = self._depth(lines[0])
        is_alone = len(lines) == 1 and not depth and self.at >= self._run()
        if len(lines) == 1 and atx:
            heading = [Line(lines[0].number, atx[2])]
            self._add(Block(Kind.HEADING, heading, max(len(atx[1]), 2), rule="pasted-heading"))
        elif is_alone and self._is_caption(lines[0].words):
            why = "a picture seems to have stood here, of which only these words came along"
            self._add(Block(Kind.PICTURE, lines, name=lines[0].words, rule="pasted-caption", why=why))
        elif is_alone and may_be_heading(lines[0].words):
            why = "" if is_certain(lines[0].words) else "no mark said that this is a heading"
            self._add(Block(Kind.HEADING, lines, rule="pasted-heading", why=why))
        else:
            self._add(Block(Kind.TEXT, lines, depth, rule="pasted-text"))

    def _is_caption(self, words: str) -> bool:
        before = self.blocks[-1] if self.blocks else None
        return (
            before is not None
            and before.kind is Kind.TEXT
            and bool(_PICTURE_AHEAD.search(before.lines[-1].words[-120:]))
            and not is_certain(words)
            and not scheme_of(words)[0]
            and width(words) < 40
            and words[-1] not in "。.:："
        )


def _is_cell(words: str) -> bool:
    return words.endswith("|") and not words.startswith("| ")


def _next_number(line: Line, match: re.Match[str]) -> bool:
    following = ITEM.match(line.text)
    return following is not None and following[3] is not None and int(following[3]) == int(match[3]) + 1
