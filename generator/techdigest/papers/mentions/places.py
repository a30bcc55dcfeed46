"""Where in a note a span stands: line, column, section, digest item, and the sentence around it."""

from __future__ import annotations

from bisect import bisect_right

from techdigest.notes.headings import headings_of
from techdigest.notes.model import Note
from techdigest.papers.mentions.candidates import Block, Candidate
from techdigest.papers.mentions.sentences import sentence_around
from techdigest.papers.model import Mention

_LONGEST = 300  # characters of what a mention quotes


class Places:
    """The lines, sections and items of a note."""

    def __init__(self, note: Note) -> None:
        self._note = note
        self._starts = [0]
        for line in note.body.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        headings = headings_of(note.body)
        first = next((heading for heading in headings if heading.level == 1), None)
        self.first_heading = first.title if first else ""
        self.line_of_title = note.body_line + first.line - 1 if first else 1
        self.column_of_title = 1
        sections = [heading for heading in headings if heading.level >= 2]
        self._section_lines = [heading.line for heading in sections]
        self._sections = [heading.title for heading in sections]
        ends = [heading.line for heading in headings if heading.level <= 2]
        self._items = [(item.line, item.anchor) for item in note.items]
        self._item_lines = [line for line, _ in self._items]
        self._ends = ends

    def mention(self, block: Block, candidate: Candidate) -> Mention:
        """A candidate of a block as a mention of the note."""
        start, end = block.offset + candidate.start, block.offset + candidate.end
        number = bisect_right(self._starts, start) - 1
        body_line = number + 1
        return Mention(
            path=self._note.path,
            line=self._note.body_line + number,
            column=start - self._starts[number] + 1,
            form=candidate.form,
            text=self._note.body[start : min(end, start + _LONGEST)],
            id=candidate.id,
            title=candidate.title,
            key=candidate.key,
            heading=self._section(body_line),
            item=self._item(body_line),
            sentence="" if block.kind == "heading" else sentence_around(self._note.body, block, candidate),
            locator=candidate.locator,
        )

    def _section(self, line: int) -> str:
        place = bisect_right(self._section_lines, line) - 1
        return self._sections[place] if place >= 0 else ""

    def _item(self, line: int) -> str:
        place = bisect_right(self._item_lines, line) - 1
        if place < 0:
            return ""
        start, anchor = self._items[place]
        section = bisect_right(self._ends, line) - 1
        return anchor if section >= 0 and self._ends[section] == start else ""
