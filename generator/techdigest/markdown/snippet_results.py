"""What the records of a snippet say: plot, figures, output. Nothing stale is shown without that word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from techdigest.markdown.images import Image
from techdigest.markdown.snippet_marks import claim_in, details, targets, where
from techdigest.markdown.snippet_numbers import number, with_unit
from techdigest.markdown.snippet_text import text
from techdigest.markdown.snippet_words import WORDS
from techdigest.notes.model import Lang
from techdigest.snippets.model import Target
from techdigest.snippets.record_model import Record, RecordedMetric
from techdigest.snippets.states import Standing, State

_SHORT = 8  # lines of output that are shown without being asked for
_METRIC = "metric:"  # begins a line of output that is in the table


def results(standing: Standing, lang: Lang, pictures: Mapping[Target, Image]) -> str:
    """Render the records: the one that tells most in full, stale ones and the others folded."""
    shown = []
    for position, target in enumerate(targets(standing)):
        body = "".join(_record(standing, target, lang, pictures.get(target)))
        is_stale = standing.states[target] is State.STALE
        if is_stale or position > 0:
            words = WORDS[lang]
            template = words.stale_results if is_stale else words.other_results
            summary = template.format(where=text(where(standing.records[target])))
            body = f'<details class="td-snippet__fold"><summary>{summary}</summary>{body}</details>'
        shown.append(f'<div class="td-snippet__record">{body}</div>')
    return f'<div class="td-snippet__results" data-search-exclude>{"".join(shown)}</div>' if shown else ""


def _record(standing: Standing, target: Target, lang: Lang, picture: Image | None) -> Iterator[str]:
    record, state = standing.records[target], standing.states[target]
    stale = WORDS[lang].stale_mark if state is State.STALE else ""
    if picture:
        yield _figure(standing, record, lang, picture, stale)
    if record.result.metrics:
        yield _table(record.result.metrics, lang, stale)
    yield from _output(record, lang, stale, is_open=state is State.FAILED)
    facts = WORDS[lang].separator.join(_facts(record, lang))
    yield f'<p class="td-snippet__facts">{stale}{text(facts)}</p>'


def _figure(standing: Standing, record: Record, lang: Lang, picture: Image, stale: str) -> str:
    claim, _ = claim_in(standing.snippet, lang)
    alternative = text(claim or WORDS[lang].snippet.format(id=standing.snippet.id))
    separator = WORDS[lang].separator
    caption = separator.join([where(record), *details(standing.snippet, record, lang)])
    size = f' width="{picture.width}" height="{picture.height}"' if picture.width and picture.height else ""
    source = text(picture.src)
    return (
        f'<figure class="td-figure td-snippet__plot"><a class="td-figure__zoom" href="{source}">'
        f'<img src="{source}" alt="{alternative}"{size} loading="lazy" decoding="async"></a>'
        f"<figcaption>{stale}{text(caption)}</figcaption></figure>"
    )


def _table(metrics: tuple[RecordedMetric, ...], lang: Lang, stale: str) -> str:
    words = WORDS[lang]
    has_samples = any(metric.n > 1 for metric in metrics)
    heads = (
        [words.metric, words.median, words.runs, words.spread] if has_samples else [words.metric, words.value]
    )
    rows = "".join(_row(metric, has_samples=has_samples) for metric in metrics)
    return (
        '<table class="td-metrics"><thead><tr>'
        + "".join(f'<th scope="col">{stale if not i else ""}{head}</th>' for i, head in enumerate(heads))
        + f"</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(metric: RecordedMetric, *, has_samples: bool) -> str:
    cells = [with_unit(metric.median, metric.unit)]
    if has_samples:
        cells += [str(metric.n), number(metric.iqr) if metric.n > 1 else "–"]
    values = "".join(f"<td>{text(cell)}</td>" for cell in cells)
    return f'<tr><th scope="row">{text(metric.name)}</th>{values}</tr>'


def _output(record: Record, lang: Lang, stale: str, *, is_open: bool) -> Iterator[str]:
    lines = record.result.output.rstrip().splitlines()
    shown = [line for line in lines if not line.startswith(_METRIC)]
    if not any(line.strip() for line in shown):
        return
    words = WORDS[lang]
    total = record.result.output_lines - (len(lines) - len(shown))
    is_short = len(shown) <= _SHORT
    template = words.output_lines if not is_short else words.output
    if total > len(shown):
        template = words.output_cut
    summary = stale + template.format(lines=number(max(total, len(shown))), shown=len(shown))
    opened = " open" if is_open or is_short else ""
    body = text("\n".join(shown))
    yield f'<details class="td-snippet__fold"{opened}><summary>{summary}</summary>'
    yield f'<pre class="td-snippet__output" tabindex="0"><samp>{body}</samp></pre></details>'


def _facts(record: Record, lang: Lang) -> Iterator[str]:
    words, result = WORDS[lang], record.result
    if result.asserts_total:
        yield words.asserts.format(reached=result.asserts_reached or 0, total=result.asserts_total)
    yield words.seconds.format(seconds=number(round(record.run.seconds, 1)))
    if record.commit:
        yield words.commit.format(commit=record.commit[:7])
