"""What is written beside the pages: feeds, llms.txt, robots.txt and the sitemap's entries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from techdigest.diagnostics import Diagnostic, Diagnostics, Severity
from techdigest.mkdocs_plugin.build import Build
from techdigest.mkdocs_plugin.config import TechDigestConfig
from techdigest.mkdocs_plugin.walk import is_included
from techdigest.site.feeds import feed
from techdigest.site.llms import llms_txt
from techdigest.site.sitemap import Location


def write_beside(build: Build, options: TechDigestConfig, files: Files, diagnostics: Diagnostics) -> None:
    """Write the files that no page stands behind. What the author has put there stays."""
    config = build.config
    if not config.site_url:
        diagnostics.add(_no_site_url(config))
    authors = {file.dest_uri for file in files if is_included(file)}
    for name, text in _texts(build, options):
        path = Path(config.site_dir, name)
        if name not in authors and not path.is_dir():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")


def locations(build: Build, files: Files) -> Iterator[Location]:
    """The pages of the sitemap. Needs a `site_url`."""
    site_url = build.config.site_url or ""
    for file in files.documentation_pages():
        if (page := file.page) is None:
            continue
        exact = [other for other in build.view(page).alternates if other.is_exact]
        yield Location(
            urljoin(site_url, page.url),
            build.changed(page),
            {other.lang: urljoin(site_url, other.url) for other in exact},
            build.catalogue.addresses.default,
        )


def _texts(build: Build, options: TechDigestConfig) -> Iterator[tuple[str, str]]:
    config, catalogue = build.config, build.catalogue
    site_url = config.site_url or ""
    description = config.site_description or ""
    yield (
        "llms.txt",
        llms_txt(catalogue, site_url=site_url, site_name=config.site_name, site_description=description),
    )
    if not site_url:
        return
    for lang in catalogue.addresses.languages:
        text = feed(catalogue, lang, site_url=site_url, site_name=config.site_name, limit=options.feed_limit)
        if text:
            yield catalogue.addresses.feed(lang), text
    if urlsplit(site_url).path in ("", "/"):  # crawlers ask for it at the root of the host only
        yield "robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {urljoin(site_url, 'sitemap.xml')}\n"


def _no_site_url(config: MkDocsConfig) -> Diagnostic:
    return Diagnostic(
        Path(config.config_file_path or "mkdocs.yml").name,
        0,
        "no-site-url",
        "`site_url` is not set: there will be no feeds and no sitemap, which need absolute addresses",
        "Add the address at which the site will be published: `site_url: https://example.org/`.",
        Severity.WARNING,
    )
