"""The static files of a theme, listed once: Material alone has more than ten thousand."""

from __future__ import annotations

import pickle

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from techdigest.incremental.digests import digest_of
from techdigest.mkdocs_build.values import own_folders
from techdigest.mkdocs_build.workshop import Workshop


def add_theme_files(files: Files, env: jinja2.Environment, config: MkDocsConfig, shop: Workshop) -> None:
    """What `Files.add_files_from_theme` does, from a kept list where all folders are of known packages."""
    dirs = config.theme.dirs
    if own_folders(dirs):
        files.add_files_from_theme(env, config)
        return
    key = digest_of("theme", shop.code, dirs, sorted(config.theme.static_templates))
    data = shop.store.get(key)
    names: list[tuple[str, str]] = pickle.loads(data) if data else []  # noqa: S301 - of our own cache
    if data is None:
        found = Files([])
        found.add_files_from_theme(env, config)
        names = [(file.src_uri, str(file.src_dir)) for file in found]
        shop.keep(key, names)
    for name, folder in names:
        if files.get_file_from_path(name) is None:
            files.append(File(name, folder, config.site_dir, config.use_directory_urls))
