"""What the plugin does its work with. It takes most of a second to import, and a build that finds nothing
changed never looks at it."""

from __future__ import annotations

from techdigest.markdown.context import PageSource, RenderContext
from techdigest.markdown.extension import TechDigestExtension
from techdigest.math.engine import Typeset
from techdigest.math.typesetter import Formula, Typesetter
from techdigest.mkdocs_plugin.build import Build
from techdigest.mkdocs_plugin.inputs import answers, names_of, page_inputs, site_inputs
from techdigest.mkdocs_plugin.meta import note_meta, page_meta, read_meta
from techdigest.mkdocs_plugin.nav import navigations
from techdigest.mkdocs_plugin.output import locations, write_beside
from techdigest.mkdocs_plugin.page_source import page_source
from techdigest.mkdocs_plugin.source_lines import source_lines
from techdigest.mkdocs_plugin.study import Study
from techdigest.mkdocs_plugin.walk import gather_files
from techdigest.notes.items import annotate
from techdigest.site.sitemap import sitemap

__all__ = [
    "Build",
    "Formula",
    "PageSource",
    "RenderContext",
    "Study",
    "TechDigestExtension",
    "Typeset",
    "Typesetter",
    "annotate",
    "answers",
    "gather_files",
    "locations",
    "names_of",
    "navigations",
    "note_meta",
    "page_inputs",
    "page_meta",
    "page_source",
    "read_meta",
    "site_inputs",
    "sitemap",
    "source_lines",
    "write_beside",
]
