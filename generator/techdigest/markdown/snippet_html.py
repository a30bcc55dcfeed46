"""The HTML of a snippet: its state and what it proves, the code, and what the records say came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from techdigest.markdown.images import Image
from techdigest.markdown.snippet_marks import claim_in, marks
from techdigest.markdown.snippet_results import results
from techdigest.markdown.snippet_text import text
from techdigest.markdown.snippet_words import WORDS
from techdigest.notes.model import Lang
from techdigest.snippets.model import Snippet, Target
from techdigest.snippets.states import Standing, State


def snippet_html(
    standing: Standing,
    lang: Lang,
    highlight: Callable[[str], str],
    pictures: Mapping[Target, Image],
    address: Callable[[str], str | None] = lambda snippet_id: None,
) -> str:
    """Render a snippet.

    Args:
        standing: The snippet with its records.
        lang: The language of the page.
        highlight: Code to HTML, as the site shows all code.
        pictures: The picture of each record that has one, by target.
        address: Where readers of the page find another snippet, by its id; None where they cannot.
    """
    identifier = text(standing.snippet.id)
    label = WORDS[lang].snippet.format(id=identifier)
    return "".join(
        [
            f'<div class="td-snippet td-snippet--{standing.state}" id="snippet-{identifier}"',
            f' role="group" aria-label="{label}">',
            *_head(standing, lang, address),
            _code(standing.snippet, lang, highlight),
            results(standing, lang, pictures),
            "</div>",
        ]
    )


def _head(standing: Standing, lang: Lang, address: Callable[[str], str | None]) -> Iterator[str]:
    identifier = text(standing.snippet.id)
    yield '<div class="td-snippet__head"><div class="td-snippet__top" data-search-exclude><ul>'
    for mark in marks(standing, lang):
        yield f"<li>{mark.html}</li>"
    yield f'</ul><a class="td-snippet__id" href="#snippet-{identifier}"'
    yield f' title="{WORDS[lang].permalink}">{identifier}</a></div>'
    for target, state in standing.states.items():
        if state is State.FAILED and (message := standing.records[target].result.message):
            yield f'<p class="td-snippet__message" data-search-exclude>{text(message)}</p>'
    yield from _claim(standing, lang)
    for fact in _facts(standing.snippet, lang, address):
        yield f'<p class="td-snippet__fact" data-search-exclude>{fact}</p>'
    yield "</div>"


def _claim(standing: Standing, lang: Lang) -> Iterator[str]:
    claim, spoken = claim_in(standing.snippet, lang)
    if claim:
        # A CPU alone shows a part of what is said of a GPU or a cluster.
        label = WORDS[lang].proves if standing.state is State.VERIFIED else WORDS[lang].claims
        foreign = f' lang="{spoken}"' if spoken != lang else ""
        yield f'<p class="td-snippet__claim"><span data-search-exclude>{label}</span>'
        yield f"<span{foreign}>{text(claim)}</span></p>"


def _facts(snippet: Snippet, lang: Lang, address: Callable[[str], str | None]) -> Iterator[str]:
    """What the snippet needs, and which others it goes on from."""
    words = WORDS[lang]
    if snippet.needs:
        named = (text(words.needed.get(need, "")) or f"<code>{text(need)}</code>" for need in snippet.needs)
        yield words.needs + words.separator.join(named)
    if snippet.setup:
        yield words.builds_on + words.separator.join(_link(other, address(other)) for other in snippet.setup)


def _link(other: str, url: str | None) -> str:
    return f'<a href="{text(url)}">{text(other)}</a>' if url else f"<code>{text(other)}</code>"


def _code(snippet: Snippet, lang: Lang, highlight: Callable[[str], str]) -> str:
    shown = highlight(snippet.code)
    if snippet.is_hidden:
        summary = WORDS[lang].hidden_code.format(lines=snippet.code.count("\n"))
        shown = f'<details class="td-snippet__fold"><summary>{summary}</summary>{shown}</details>'
    return f'<div class="td-snippet__code">{shown}</div>'
