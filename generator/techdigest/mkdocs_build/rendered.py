"""All pages rendered: those that are as they were are put back, the others are made, here or in processes."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from mkdocs.structure.files import File

from techdigest.incremental.digests import Digest, Undigestible, digest_of
from techdigest.incremental.executors import Executor
from techdigest.incremental.stages import Stage
from techdigest.mkdocs_build.in_line import convert_in_line
from techdigest.mkdocs_build.pages import put_back
from techdigest.mkdocs_build.records import say
from techdigest.mkdocs_build.rendering import Kept, Rendered, Unrendered, populate, render
from techdigest.mkdocs_build.site import Site, log
from techdigest.mkdocs_build.workshop import Workshop

#: Below so many pages it takes longer to start processes than to do it here.
FEW = 12


def render_in_line(site: Site, shop: Workshop, stage: Stage) -> None:
    """Render the documents of a site of which a plugin must see each in its turn."""
    for file in site.documents:
        populate(site, site.page(file.src_uri), partial(convert_in_line, shop))
        stage.advance(label=file.src_uri)


def render_all(
    site: Site, shop: Workshop, executor: Executor, stage: Stage, documents: Sequence[File]
) -> tuple[dict[str, Kept], dict[str, Digest | None]]:
    """Render documents; return what is kept of each, and where."""
    keys = {file.src_uri: _key(site, shop, file) for file in documents}
    kept = _unchanged(site, shop, keys)
    missing = [file.src_uri for file in documents if file.src_uri not in kept]
    made = _made(site, executor, [Unrendered(src_uri, shop.memories(src_uri)) for src_uri in missing])
    stage.advance(len(kept), hit=True)
    for file in documents:
        src_uri = file.src_uri
        if src_uri not in kept:
            rendered = next(made)
            kept[src_uri] = rendered.kept
            for digest, part in rendered.parts.items():
                shop.keep_part(digest, part)
            if not shop.was_saved_meanwhile(file):
                shop.keep(keys[src_uri], rendered.kept)
            shop.remember(src_uri, rendered.memories)
            stage.advance(label=src_uri, seconds=rendered.seconds, hit=False)
        say(kept[src_uri].said)
    for file in documents:
        put_back_kept(site, shop, file, kept[file.src_uri])
    return kept, keys


def part(site: Site, shop: Workshop, src_uri: str, digest: Digest) -> bytes:
    """A part of a page's rendering; a cache that has lost it in the meantime costs another rendering."""
    found = shop.part(digest)
    return render(site, Unrendered(src_uri)).parts[digest] if found is None else found


def _made(site: Site, executor: Executor, todo: Sequence[Unrendered]) -> Iterator[Rendered]:
    if len(todo) <= FEW:
        return (render(site, item) for item in todo)
    return executor.map(_render_apart, site, todo)


def _render_apart(site: Site, item: Unrendered) -> Rendered:
    """Render a page, and leave it as it was: what was made of it is kept elsewhere."""
    page = site.page(item.src_uri)
    before = dict(vars(page))
    rendered = render(site, item)
    page.__dict__ = before
    return rendered


def _key(site: Site, shop: Workshop, file: File) -> Digest | None:
    """Where a page's rendering is kept; None where something it depends on cannot be compared."""
    if shop.rendering is None or site.roster.unknown_extensions:
        return None
    page = site.page(file.src_uri)
    try:
        inputs = [(name, digest_of(ask(page))) for name, ask in site.roster.ask("page_inputs")]
        about = (file.src_uri, file.dest_uri, file.inclusion.name, file.generated_by)
        title = site.given_titles.get(file.src_uri)
        return digest_of("render", shop.rendering, about, title, page.is_homepage, shop.source(file), inputs)
    except Undigestible as error:
        log.info(f"{file.src_uri}: made anew by every build, because {error}")
    except OSError:  # rendering says it better
        pass
    return None


def _unchanged(site: Site, shop: Workshop, keys: Mapping[str, Digest | None]) -> dict[str, Kept]:
    """What is kept of the pages of which all that they depend on is as it was."""
    found = shop.store.get_many(key for key in keys.values() if key is not None)
    kept = {}
    for src_uri, key in keys.items():
        if key is not None and (data := found.get(key)) is not None:
            then: Kept = pickle.loads(data)  # noqa: S301 - of our own cache
            if site.lookups.holds(then.trace):
                kept[src_uri] = then
    return kept


def put_back_kept(site: Site, shop: Workshop, file: File, kept: Kept) -> None:
    """Give a page what its rendering has made of it, whether now, elsewhere or in a build before."""
    load = partial(part, site, shop, file.src_uri, kept.body)
    put_back(site.page(file.src_uri), kept.attributes, load, site.files)
