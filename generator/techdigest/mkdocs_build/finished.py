"""All pages in their templates: those whose HTML is as it was are left alone, the others are made."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date

from mkdocs.structure.files import File

from techdigest.incremental.digests import Digest, Undigestible, digest_of
from techdigest.incremental.executors import Executor
from techdigest.incremental.stages import Stage
from techdigest.mkdocs_build.records import Said, withheld
from techdigest.mkdocs_build.rendered import FEW, part
from techdigest.mkdocs_build.rendering import Kept
from techdigest.mkdocs_build.site import Site, log
from techdigest.mkdocs_build.templating import Finished, Unfinished, finish, html_of, template_of
from techdigest.mkdocs_build.values import nav_digest, place
from techdigest.mkdocs_build.workshop import Workshop

#: What is kept of a page's HTML: its digest, and what its making logged.
Made = tuple[Digest, tuple[Said, ...]]


def finish_in_line(site: Site, shop: Workshop, stage: Stage) -> None:
    """Make the HTML of all documents, calling each plugin for each page in turn."""
    for file in site.documents:
        shop.write(file.dest_uri, html_of(site, site.page(file.src_uri)))
        stage.advance(label=file.src_uri)


def finish_all(
    site: Site,
    shop: Workshop,
    executor: Executor,
    stage: Stage,
    documents: Sequence[File],
    *,
    kept: Mapping[str, Kept],
) -> Iterator[Made]:
    """Make the HTML of documents, and hand it to the outputs; what they say is not said yet.

    Yields:
        What was made of each document, in their order, up to the first of which a template or handler fails.
    """
    others = _others(site, shop, kept)
    keys = {file.src_uri: _key(site, shop, file, kept, others) for file in documents}
    found = shop.store.get_many(key for key in keys.values() if key is not None)
    hits: dict[str, Made] = {}
    for file in documents:
        data = found.get(keys[file.src_uri] or b"")
        if data is not None:
            then: Made = pickle.loads(data)  # noqa: S301 - of our own cache
            if shop.reuse(file.dest_uri, then[0]):
                hits[file.src_uri] = then
    stage.advance(len(hits), hit=True)
    made = _made(site, shop, executor, [file for file in documents if file.src_uri not in hits], kept)
    for file in documents:
        if (hit := hits.get(file.src_uri)) is not None:
            yield hit
            continue
        finished = next(made)
        shop.write(file.dest_uri, finished.html, finished.digest)
        shop.keep_html(keys[file.src_uri], finished)
        stage.advance(label=file.src_uri, seconds=finished.seconds, hit=False)
        yield finished.digest, finished.said


def _made(
    site: Site, shop: Workshop, executor: Executor, missing: Sequence[File], kept: Mapping[str, Kept]
) -> Iterator[Finished]:
    if len(missing) <= FEW:
        yield from (finish(site, Unfinished(file.src_uri, None)) for file in missing)
        return
    early = _one_of_each_template(site, missing)
    others = [file for file in missing if file.src_uri not in early]
    rest = executor.map(finish, site, _Bodies(site, shop, others, kept))
    for file in missing:
        yield early.pop(file.src_uri) if file.src_uri in early else next(rest)


def _one_of_each_template(site: Site, documents: Sequence[File]) -> dict[str, Finished]:
    """Pages of which processes that are forked later need compile no template, nor does the next build.

    One that fails is left to its turn.
    """
    finished: dict[str, Finished] = {}
    for file in {template_of(site.page(file.src_uri)): file for file in documents}.values():
        with withheld(), suppress(Exception):
            finished[file.src_uri] = finish(site, Unfinished(file.src_uri, None))
    return finished


class _Bodies(Sequence[Unfinished]):
    """The pages to make, each with its body, which is loaded when its turn comes."""

    def __init__(self, site: Site, shop: Workshop, files: Sequence[File], kept: Mapping[str, Kept]) -> None:
        self._site = site
        self._shop = shop
        self._files = files
        self._kept = kept

    def __len__(self) -> int:
        return len(self._files)

    def __getitem__(self, index):  # type: ignore[no-untyped-def]  # slices and numbers, as sequences have
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        src_uri = self._files[index].src_uri
        kept = self._kept.get(src_uri)
        return Unfinished(src_uri, part(self._site, self._shop, src_uri, kept.body) if kept else None)


def _others(site: Site, shop: Workshop, kept: Mapping[str, Kept]) -> Digest | None:
    """A digest of all pages, where templates look at others than their own."""
    looks = shop.templates
    if looks is None or not (looks.sees_all_pages or looks.sees_other_bodies):
        return None
    return digest_of(
        [(file.url, kept[file.src_uri].value) for file in site.documents if file.src_uri in kept]
    )


def _key(
    site: Site, shop: Workshop, file: File, kept: Mapping[str, Kept], others: Digest | None
) -> Digest | None:
    """Where a page's HTML is kept; None where something on it cannot be compared."""
    page = site.page(file.src_uri)
    then = kept.get(file.src_uri)
    looks = shop.templates
    if then is None or shop.rendering is None or looks is None:
        return None
    try:
        inputs = [(name, digest_of(ask(page))) for name, ask in site.roster.ask("template_inputs")]
        about = file.src_uri, file.url, file.inclusion.name, page.canonical_url, page.edit_url
        return digest_of(
            "page",
            (shop.rendering, looks.digest, others),
            (date.today(), page.update_date) if looks.sees_today else None,
            (about, then.value, place(page), nav_digest(site.nav)),
            inputs,
        )
    except Undigestible as error:
        log.info(f"{file.src_uri}: its page is made anew by every build, because {error}")
        return None
