"""All mentions of a note: its body block by block, its front matter and its title."""

from __future__ import annotations

from techdigest.diagnostics import Diagnostics
from techdigest.notes.front_matter import read_front_matter
from techdigest.notes.headings import headings_of
from techdigest.notes.items import read_items
from techdigest.notes.model import Note
from techdigest.papers.mentions.blocks import blocks_of
from techdigest.papers.mentions.forms import find_in_block
from techdigest.papers.mentions.front import find_in_front_matter, find_note_title
from techdigest.papers.mentions.index import title_index
from techdigest.papers.mentions.places import Places
from techdigest.papers.model import Mention
from techdigest.papers.registry import Registry


def find_mentions(note: Note, registry: Registry) -> tuple[Mention, ...]:
    """Return every place at which a note names a paper, in the order of the file; front matter comes last.

    Places that give an identifier or, beyond doubt, a title are mentions also where the registry has no
    entry for them. Linear in the length of the note.
    """
    titles = title_index(registry)
    places = Places(note)
    title = find_note_title(note, titles, places)
    found = [title] if title else []
    for block in blocks_of(note.body, titles):
        for candidate in find_in_block(block):
            mention = places.mention(block, candidate)
            if title and (mention.line, mention.key) == (title.line, title.key):
                continue
            found.append(mention)
    found.sort(key=lambda mention: (mention.line, mention.column))
    return (*found, *find_in_front_matter(note, titles))


def scan_text(text: str, path: str, registry: Registry) -> tuple[Mention, ...]:
    """Return the mentions in the text of any Markdown file, front matter included."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    diagnostics = Diagnostics()
    file = read_front_matter(text, path, diagnostics)
    headings = headings_of(file.body)
    note = Note(
        path=path,
        key=path,
        slug="",
        lang="en",
        title=file.front.title or next((heading.title for heading in headings if heading.level == 1), ""),
        body=file.body,
        body_line=file.body_line,
        front=file.front,
        extra=file.extra,
        items=read_items(file.body, path=path, body_line=file.body_line, diagnostics=diagnostics),
        front_lines=file.lines,
    )
    return find_mentions(note, registry)
