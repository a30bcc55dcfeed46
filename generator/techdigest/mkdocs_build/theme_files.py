"""The static files of a theme; packages are searched once: Material alone has ten thousand files."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from techdigest.incremental.digests import digest_of
from techdigest.mkdocs_build.values import own_folders
from techdigest.mkdocs_build.workshop import Workshop


def add_theme_files(files: Files, config: MkDocsConfig, shop: Workshop) -> None:
    """What `Files.add_files_from_theme` does, from a kept list for folders of packages that we know."""
    dirs = config.theme.dirs
    own = own_folders(dirs)
    packaged = [folder for folder in dirs if folder not in own]
    key = digest_of("theme", shop.code, packaged, sorted(config.theme.static_templates))
    data = shop.store.get(key)
    names: list[str] = pickle.loads(data) if data else _names(packaged, config)  # noqa: S301 - of our own cache
    if data is None:
        shop.keep(key, names)
    for name in sorted({*names, *_names(own, config)}):
        folder = next((folder for folder in dirs if Path(folder, name).is_file()), None)
        if folder is not None and files.get_file_from_path(name) is None:
            files.append(File(name, folder, config.site_dir, config.use_directory_urls))


def _names(folders: Sequence[str], config: MkDocsConfig) -> list[str]:
    """The static files in some of the folders of a theme."""
    found = Files([])
    if folders:
        found.add_files_from_theme(Environment(loader=FileSystemLoader(folders)), config)  # noqa: S701 - renders nothing
    return [file.src_uri for file in found]
