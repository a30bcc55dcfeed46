"""Join the fences of all pages into snippets: one for all languages of a note."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from techdigest.diagnostics import Diagnostic, Diagnostics, Severity
from techdigest.notes.model import LANGUAGES, Lang, Note
from techdigest.snippets.attributes import is_id, read_attributes
from techdigest.snippets.join import Shown, join
from techdigest.snippets.library import SnippetLibrary
from techdigest.snippets.model import Fence, Snippet
from techdigest.snippets.settle import settle

_Groups = dict[tuple[str, str], list[Shown]]  # by the key of the note, and the id


def gather(
    fences: Mapping[str, Sequence[Fence]],
    notes: Iterable[Note],
    content_dir: Path,
    diagnostics: Diagnostics,
    *,
    default_lang: Lang = "zh-Hans",
) -> SnippetLibrary:
    """Return the snippets that can be run. A fence with an error gets a diagnostic and is none of them.

    Args:
        fences: The runnable fences by the path of their page, in its order.
        notes: The notes and pages, for their languages and for which are translations of which.
        content_dir: Where files that snippets read are looked for.
        diagnostics: Gets what is wrong.
        default_lang: The language whose pages hold the code.
    """
    pages = sorted(notes, key=lambda note: _rank(note, default_lang))
    groups: _Groups = defaultdict(list)
    lost = sum(_read(note, fences.get(note.path, ()), groups, diagnostics) for note in pages)
    drafts: dict[str, Snippet] = {}
    owners: dict[str, Fence] = {}
    codes: dict[tuple[str, str], str] = {}
    for (_, name), group in sorted(groups.items(), key=lambda item: _order(item[1])):
        main = _main(group)
        owner = owners.setdefault(name, main.fence)
        if owner is not main.fence:
            diagnostics.add(_twice(main.fence, owner))
            continue
        _report_missing(main, group, pages, diagnostics)
        codes |= {(shown.fence.path, name): main.fence.code for shown in group if shown.may_show(main)}
        draft = join(main, group, content_dir, diagnostics)
        if draft is not None:
            drafts[name] = draft
    public = {note.path for note in pages if not note.is_private}
    private = {
        name for name, draft in drafts.items() if public.isdisjoint(place.path for place in draft.places)
    }
    snippets = settle(drafts, frozenset(owners), private, diagnostics)
    return SnippetLibrary(
        snippets, len(groups) + lost, frozenset(private & {snippet.id for snippet in snippets}), codes
    )


def _rank(note: Note, default_lang: Lang) -> tuple[bool, bool, int, str]:
    """Who holds the code: public pages before private ones, and the default language's before others."""
    return note.is_private, note.lang != default_lang, LANGUAGES.index(note.lang), note.path


def _order(group: list[Shown]) -> tuple[bool, str, int]:
    """Who keeps an id that several notes use."""
    main = _main(group)
    return main.note.is_private, main.fence.path, main.fence.line


def _main(group: list[Shown]) -> Shown:
    """The fence that holds the code; the first where none does."""
    return next((shown for shown in group if shown.fence.code), group[0])


def _read(note: Note, fences: Sequence[Fence], groups: _Groups, diagnostics: Diagnostics) -> int:
    """Put the fences of a page into their groups; return how many have no id of their own."""
    first: dict[str, Fence] = {}
    lost = 0
    for fence in fences:
        attributes = read_attributes(fence, diagnostics)
        if not is_id(fence.id):
            lost += 1
        elif fence.id in first:
            diagnostics.add(_twice(fence, first[fence.id]))
            lost += 1
        else:
            first[fence.id] = fence
            groups[note.key, fence.id].append(Shown(note, fence, attributes))
    return lost


def _twice(fence: Fence, owner: Fence) -> Diagnostic:
    message = f"the snippet at {owner.path}:{owner.line} has the id {fence.id} already"
    hint = "give this one another id, unique in the whole content folder"
    return Diagnostic(fence.path, fence.line, "snippet-id-twice", message, hint)


def _report_missing(main: Shown, group: list[Shown], pages: list[Note], diagnostics: Diagnostics) -> None:
    """Report each published translation that does not show a published snippet."""
    showing = {shown.fence.path for shown in group}
    for note in pages:
        if note.key == main.note.key and not (
            note.is_private or main.note.is_private or note.path in showing
        ):
            diagnostics.add(
                Diagnostic(
                    note.path,
                    0,
                    "snippet-missing",
                    f"this translation does not show the snippet {main.fence.id} of {main.at}",
                    f"add ```{main.fence.language} {{.run id={main.fence.id}}} and the closing fence, "
                    "without code: the page will show the other's",
                    Severity.WARNING,
                )
            )
