"""What is published besides pages: files as they are, and templates that are pages of their own."""

from __future__ import annotations

from collections.abc import Mapping

from mkdocs.commands import build as mkdocs_build
from mkdocs.structure.files import InclusionLevel

from techdigest.incremental.digests import Digest
from techdigest.mkdocs_build.site import Site
from techdigest.mkdocs_build.workshop import Workshop


def publish_assets(site: Site, shop: Workshop, *, in_serve: bool) -> None:
    """Publish the files that are no pages. Raises OSError if one cannot be read."""
    inclusion = InclusionLevel.is_in_serve if in_serve else InclusionLevel.is_included
    for file in site.files:
        if not file.is_documentation_page() and inclusion(file.inclusion):  # type: ignore[no-untyped-call]  # MkDocs does not type it
            shop.copy(file)


def publish_templates(site: Site, shop: Workshop, then: Mapping[str, Digest]) -> dict[str, Digest]:
    """Make the theme's static templates and the site's own; return the digest of each file they make.

    `then` is what an earlier build has made of the same site: it is used again, if all of it is still there.
    """
    if then and all(shop.reuse(dest, digest) for dest, digest in then.items()):
        return dict(then)
    for name in sorted(site.config.theme.static_templates):
        mkdocs_build._build_theme_template(name, site.env, site.files, site.config, site.nav)
    for name in site.config.extra_templates:
        mkdocs_build._build_extra_template(name, site.files, site.config, site.nav)
    staging = shop.outputs.staging
    names = [*site.config.theme.static_templates, *site.config.extra_templates, "sitemap.xml.gz"]
    files = {name: staging / name for name in sorted(names)}
    return {name: shop.keep_made(path.read_bytes()) for name, path in files.items() if path.is_file()}
