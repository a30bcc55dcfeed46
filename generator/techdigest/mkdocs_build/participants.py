"""Which plugins take part in an incremental build, which are pure, and which must be called for every page.

A plugin takes part by the methods of `Participant`, of which it may leave out any. One that has handlers of
page events, takes no part and is not declared pure is called for every page in MkDocs' own order, and what
comes before and after its handlers is cached all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol, runtime_checkable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from techdigest.incremental.digests import Digest
from techdigest.incremental.lookups import Answer, Lookups
from techdigest.mkdocs_build.adapters import adapter_of
from techdigest.mkdocs_build.extensions import unknown_extensions

RENDERING = ("pre_page", "page_read_source", "page_markdown", "page_content")
TEMPLATING = ("page_context", "post_page")
#: Events in which a plugin may do what nothing tells us of; without any such handler a build can be skipped.
SITE = ("pre_build", "files", "nav", "env", "pre_template", "template_context", "post_template", "post_build")


class Participant(Protocol):
    """What a plugin tells of its work on pages. Inputs must have a digest: plain values and the like."""

    #: Set by the build before `on_files`: the plugin's own cached work, and what works in processes.
    cache: Any
    executor: Any
    #: Set for `on_post_build`: takes path and content of a file, and writes it only if the site lacks it.
    publish: Callable[[str, bytes], None] | None
    #: Set before pages are rendered: where the plugin notes what it asks for.
    lookups: Lookups | None
    #: True if the plugin's handler of `page_context` collects the same as `page_results`.
    collects_in_templates: bool

    def is_complete(self, config: MkDocsConfig) -> bool:
        """Whether what the plugin writes outside the site is still there; asked before `on_config`."""

    def answers(self) -> Mapping[str, Answer]:
        """By kind of question, what answers the questions that rendering notes in `lookups`."""

    def refresh_page(self, page: Page) -> bool:
        """Between two builds of a preview: read the source of a page again, which was edited.

        False if more than this page must be made before it can be shown at all: it has another address, or is
        not published any more.
        """

    def before_page(self, page: Page) -> None:
        """Called before the handlers of a page that is rendered, in the process that renders it."""

    def page_inputs(self, page: Page) -> object:
        """What rendering a page depends on besides its source, the configuration and what it looks up."""

    def site_inputs(self) -> object:
        """What pages may show besides their own source and what they can see of each other.

        Where this has not changed, and no source but a few, `page_inputs` is asked for these alone.
        """

    def page_memory(self, page: Page) -> object:
        """What makes it quicker to render the page again when it has changed; can be pickled."""

    def recall_page(self, page: Page, memory: Any) -> None:
        """Called after `before_page` with what `page_memory` last returned, if that is still there."""

    def page_results(self, page: Page) -> object:
        """What the plugin keeps of a rendered page; can be pickled."""

    def forget_page_results(self) -> None:
        """Called before the results of all pages are handed over."""

    def take_page_results(self, page: Page, digest: Digest, load: Callable[[], Any]) -> None:
        """The results of a page, made now or before; called for every page, in their order."""

    def template_inputs(self, page: Page) -> object:
        """What the handlers of `page_context` and `post_page` put on a page."""


@runtime_checkable
class _TakesPart(Protocol):
    def template_inputs(self, page: Page) -> object: ...


@dataclass
class Roster:
    """The plugins of a site.

    Attributes:
        config: The site's configuration.
        pure: The names of those that the site declares pure.
    """

    config: MkDocsConfig
    pure: frozenset[str]

    @cached_property
    def participants(self) -> Mapping[str, Any]:
        """Those that take part, by name: the plugins themselves, or what speaks for one that we know."""
        found = {}
        for name, plugin in self.config.plugins.items():
            if isinstance(plugin, _TakesPart):
                found[name] = plugin
            elif (adapter := adapter_of(plugin)) is not None:
                found[name] = adapter
        return found

    @cached_property
    def renders_apart(self) -> bool:
        """Whether a page can be rendered, or left as it was, without calling anyone for the others."""
        return not self._unknown(RENDERING)

    @cached_property
    def templates_apart(self) -> bool:
        """The same for what comes after rendering."""
        return not self._unknown((*TEMPLATING, "env"))

    @cached_property
    def leaves_no_trace(self) -> bool:
        """Whether a build in which nothing has changed need not be run at all."""
        return not (
            self._unknown((*RENDERING, *TEMPLATING, *SITE)) or self.unknown_extensions or self._declared(SITE)
        )

    @cached_property
    def is_finished_by_us(self) -> bool:
        """Whether no plugin looks at the finished site that we do not know."""
        return not (self._unknown(("post_build",)) or self._declared(("post_build",)))

    @cached_property
    def unknown_extensions(self) -> list[str]:
        """The Markdown extensions of which nobody says that they make of a page what its text says."""
        unknown = unknown_extensions(self.config.markdown_extensions)
        return [name for name in unknown if name not in self.pure]

    def notices(self) -> Iterator[str]:
        """What the site's own plugins switch off, in words."""
        rendering, templating = self._unknown(RENDERING), self._unknown((*TEMPLATING, "env"))
        for name in sorted({*rendering, *templating}):
            parts = ["its handlers run for every page"] * (name in rendering)
            parts += ["the templates of all pages are rendered anew"] * (name in templating)
            yield f"{name!r} is not known to be pure: {', and '.join(parts)}. If it is, list it under `pure`."

        for name in self.unknown_extensions:
            yield (
                f"The Markdown extension {name!r} is not known to be pure: all pages are rendered anew. "
                "If it is, list it under `pure`."
            )

    @contextmanager
    def publishing(self, publish: Callable[[str, bytes], None]) -> Iterator[None]:
        """Let participants publish files; only meanwhile, as this does not travel to other processes."""
        for participant in self.participants.values():
            participant.publish = publish
        try:
            yield
        finally:
            for participant in self.participants.values():
                participant.publish = None

    def ask(self, method: str, *, collecting: bool = True) -> Iterator[tuple[str, Callable[..., Any]]]:
        """Yield the methods of this name that participants have.

        Without `collecting`, those are left out that collect in their handlers of `page_context` as well.
        """
        for name, participant in self.participants.items():
            found = getattr(participant, method, None)
            if found is not None and (collecting or not getattr(participant, "collects_in_templates", False)):
                yield name, found

    def _unknown(self, events: Iterable[str]) -> list[str]:
        """The plugins and hooks that have such handlers and of which nothing is known."""
        known = self.participants.keys() | self.pure | _PURE
        return sorted(self._handling(events) - known)

    def _declared(self, events: Iterable[str]) -> list[str]:
        """Those that are declared pure, which is said of their work on pages, not on the site."""
        return sorted(self._handling(events) & self.pure - self.participants.keys())

    def _handling(self, events: Iterable[str]) -> set[str]:
        """The plugins and hooks that have handlers of some of these events."""
        plugins = self.config.plugins
        return {
            plugins._event_origins.get(method, "a hook")
            for event in events
            for method in plugins.events[event]
        }


#: Plugins of MkDocs and Material whose handlers of these events only read the page and the configuration.
_PURE = frozenset({"material/offline", "offline", "material/info", "info"})
