"""Papers that front matter and headings' attributes declare, and a note that is about a paper as a whole."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from techdigest.notes.model import Note
from techdigest.papers.identifiers import parse_id
from techdigest.papers.mentions.index import TitleIndex
from techdigest.papers.mentions.places import Places
from techdigest.papers.mentions.wholes import find_whole
from techdigest.papers.model import Mention, Paper


def find_in_front_matter(note: Note, titles: TitleIndex) -> Iterator[Mention]:
    """Yield `papers:` of front matter and of items' headings, entry or not, and papers among `sources:`."""
    line = note.front_lines.get("papers", 1)
    for name in dict.fromkeys(note.front.papers):
        paper, paper_id = titles.registry.find(name), parse_id(name)
        title = name if paper_id is None and (paper is None or paper.key != name) else None
        yield Mention(note.path, line, 1, "front-matter", name[:300], paper_id, title, _key(paper))
    lines = note.body.split("\n")
    for item in note.items:
        for name in item.papers:
            paper, paper_id = titles.registry.find(name), parse_id(name)
            yield Mention(
                note.path,
                note.body_line + item.line - 1,
                lines[item.line - 1].find(name) + 1,
                "front-matter",
                name[:300],
                paper_id,
                None,
                _key(paper),
                heading=item.title,
                item=item.anchor,
            )
    line = note.front_lines.get("sources", note.front_lines.get("source", 1))
    for source in note.front.sources:
        paper_id, paper = parse_id(source.url), titles.registry.by_url(source.url)
        if paper is None and source.title:
            found = find_whole(titles, source.title)
            paper = found[2] if found else None
        if paper or paper_id:
            text = source.title or source.url
            yield Mention(note.path, line, 1, "front-matter", text[:300], paper_id, source.title, _key(paper))


def find_note_title(note: Note, titles: TitleIndex, places: Places) -> Mention | None:
    """The paper whose title is the note's own: its title, its first heading, or its file's name."""
    stem = posixpath.basename(note.path).partition(".")[0]
    folder = posixpath.basename(posixpath.dirname(note.path))
    name = folder if stem.lower() in ("index", "readme") else stem
    for text, line, column in (
        (note.title, note.front_lines.get("title", places.line_of_title), places.column_of_title),
        (places.first_heading, places.line_of_title, places.column_of_title),
        (name.replace("_", "_ "), 1, 1),
    ):
        found = find_whole(titles, text) if text else None
        if found:
            start, end, paper = found
            place = 1 if "title" in note.front_lines and text == note.title else column
            return Mention(note.path, line, place, "note-title", text[:300], None, text[start:end], paper.key)
    return None


def _key(paper: Paper | None) -> str | None:
    return paper.key if paper else None
