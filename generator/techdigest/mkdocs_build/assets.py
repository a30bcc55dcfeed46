"""What is published besides pages: files as they are, and templates that are pages of their own."""

from __future__ import annotations

from mkdocs.commands import build as mkdocs_build
from mkdocs.structure.files import InclusionLevel

from techdigest.mkdocs_build.site import Site
from techdigest.mkdocs_build.workshop import Workshop


def publish_assets(site: Site, shop: Workshop, *, in_serve: bool) -> None:
    """Publish the files that are no pages. Raises OSError if one cannot be read."""
    inclusion = InclusionLevel.is_in_serve if in_serve else InclusionLevel.is_included
    for file in site.files:
        if not file.is_documentation_page() and inclusion(file.inclusion):  # type: ignore[no-untyped-call]  # MkDocs does not type it
            shop.copy(file)


def publish_templates(site: Site) -> None:
    """Write the theme's static templates and the site's own into the folder of this build."""
    for name in site.config.theme.static_templates:
        mkdocs_build._build_theme_template(name, site.env, site.files, site.config, site.nav)
    for name in site.config.extra_templates:
        mkdocs_build._build_extra_template(name, site.files, site.config, site.nav)
