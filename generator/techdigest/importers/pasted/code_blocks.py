"""Code among pasted lines: between fences, beside the numbers of its lines, or only by how it looks."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from techdigest.importers.pasted.code import by_label, is_code, may_be_code, weight
from techdigest.importers.pasted.cursor import ITEM, Cursor
from techdigest.importers.pasted.gutters import may_be_first_number, numbered_code
from techdigest.importers.pasted.headings import scheme_of
from techdigest.importers.pasted.model import Block, Kind, Line

_FILE = re.compile(r"([\w./-]{1,80}\.[A-Za-z]{1,10}|Dockerfile|Makefile)\s*(?:view raw|Copy|复制|複製)?")
_HOSTED = re.compile(r"view raw([\w./-]{1,80}) hosted with ❤ by GitHub")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})\s*([\w+#-]*)[^`]*")
_CLOSING_FENCE = re.compile(r"`{3,}|~{3,}")
_MOST_FENCES = 8  # that are looked at for the one that closes another
_MOST_LOOKS = 500  # for code in the rest of a run, so that time grows with the text
_SAMPLE = 400  # lines of a run that tell whether it is code


@lru_cache(maxsize=1 << 13)
def file_name(words: str) -> str:
    """Return the name of a file that stands alone, as above code; empty for other words."""
    match = _FILE.fullmatch(words)
    return match[1] if match else ""


def may_be_fence(text: str) -> bool:
    """Whether a line with this text may open a fence."""
    return _FENCE.fullmatch(text) is not None


def may_be_numbered(text: str) -> bool:
    """Whether code with numbers beside its lines may begin with this text: the first number, or a name."""
    return may_be_first_number(text) or bool(file_name(text.strip()))


class CodeBlocks(Cursor):
    """Takes code where it begins."""

    def __init__(self, lines: list[Line]) -> None:
        super().__init__(lines)
        self._no_code_until = 0  # the end of a run that was looked at
        self._looks = _MOST_LOOKS
        self._fences = [i for i, line in enumerate(lines) if _CLOSING_FENCE.fullmatch(line.words)]

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
        if (named := file_name(self.lines[start].words)) and start + 1 < len(self.lines):
            name, start = named, start + 1
        found = numbered_code(self.lines, start)
        if found is None or not found.code:
            return False
        self._look_for_code_again()
        label = self.lines[start - 1] if name else None
        self._add(Block(Kind.CODE, found.code, name=name, label=label, rule="pasted-gutter", why=found.why))
        self.at = found.end
        return True

    def _code(self) -> bool:
        end = self._run()
        if self._no_code_until == end:
            return False
        self._no_code_until = end
        run = self.lines[self.at : end]
        if len(run) == 1 and weight(run[0].text) < 1:
            return False
        label = ""
        if len(run) > 1 and may_be_code([line.text for line in run[1:_SAMPLE]]):
            name = file_name(run[0].words)
            if name or (label := by_label(run[0].words)):
                self._add_code(run[1:], label, name)
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

    def _look_for_code_again(self) -> None:
        if self._looks:
            self._looks -= 1
            self._no_code_until = 0
