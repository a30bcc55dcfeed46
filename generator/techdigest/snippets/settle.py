"""The last step to a library: setups that can be run, and fingerprints."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from techdigest.diagnostics import Diagnostic, Diagnostics
from techdigest.snippets.fingerprint import fingerprint
from techdigest.snippets.model import Snippet
from techdigest.snippets.setups import SetupError, setup_order
from techdigest.snippets.spelling import nearest


def settle(
    drafts: Mapping[str, Snippet],
    asked: AbstractSet[str],
    private: AbstractSet[str],
    diagnostics: Diagnostics,
) -> tuple[Snippet, ...]:
    """Return the snippets whose setup can be run, with their fingerprints, sorted by id.

    Args:
        drafts: Snippets by id.
        asked: All ids on pages, also of what cannot be run.
        private: Ids of the snippets that only private notes show.
        diagnostics: Gets what is wrong.
    """
    left = dict(sorted(drafts.items()))
    while True:  # what is refused may be the setup of others: so often at most as setups may be long
        setups = {name: draft.setup for name, draft in left.items()}
        wrong = {
            name: why for name, draft in left.items() if (why := _wrong(draft, left, setups, asked, private))
        }
        if not wrong:
            break
        for name, (message, hint) in wrong.items():
            place = left.pop(name).place
            diagnostics.add(Diagnostic(place.path, place.line, "snippet-setup", message, hint))
    return tuple(
        replace(
            snippet,
            fingerprint=fingerprint(
                snippet, [left[other].code for other in setup_order([name], setups)[:-1]]
            ),
        )
        for name, snippet in left.items()
    )


def _wrong(
    snippet: Snippet,
    drafts: Mapping[str, Snippet],
    setups: Mapping[str, tuple[str, ...]],
    asked: AbstractSet[str],
    private: AbstractSet[str],
) -> tuple[str, str] | None:
    """Return what is wrong with a snippet's setup, and what to do about it."""
    for name in snippet.setup:
        other = drafts.get(name)
        if other is None and name in asked:
            return f"its setup, {name}, has an error of its own", f"mend {name} first"
        if other is None:
            near = nearest(name, drafts)
            hint = f"did you mean {near}?" if near else "write the id of a snippet, in this note or another"
            return f"its setup names {name}, but no snippet has that id", hint
        if other.language != snippet.language:
            message = f"its setup, {name}, is {other.language}, but it is {snippet.language} itself"
            return message, "both run in one process: build on a snippet of the same language"
        if name in private and snippet.id not in private:
            return f"its setup, {name}, stands in a private note", "move the setup to a published note"
    try:
        setup_order([snippet.id], setups)
    except SetupError as error:
        return str(error), "let each snippet build on few others, and on none that builds on it"
    return None
