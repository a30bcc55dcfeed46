"""Edits of files as such: renamed, moved, deleted, restored, touched, linked, broken."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from random import Random

from support.oracle.edited import EditedSite, edit, text_of, write
from support.oracle.site import png

_BROKEN: dict[str, Callable[[str], bytes]] = {
    "front matter that is no YAML": lambda text: b"---\ntitle: [\n---\n" + text.encode("utf-8", "replace"),
    "text that is not UTF-8": lambda text: text.encode("utf-8", "replace") + b"\xff\xfe",
    "an empty file": lambda text: b"",
    "a fence that does not end": lambda text: text.encode("utf-8", "replace") + b"\n````\n",
}


def _move(site: EditedSite, old: Path, new: Path) -> str:
    if new.exists() or new.is_symlink():
        return f"{site.name(new)} is there already"
    new.parent.mkdir(parents=True, exist_ok=True)
    old.rename(new)
    return f"{site.name(old)} becomes {site.name(new)}"


@edit
def rename(site: EditedSite, chance: Random) -> str:
    page = chance.choice(site.pages())
    _stem, suffix = page.name.split(".", 1)
    return _move(
        site, page, page.with_name(f"{chance.choice([f'renamed-{site.next()}', 'README', 'index'])}.{suffix}")
    )


@edit
def move(site: EditedSite, chance: Random) -> str:
    page = chance.choice(site.pages())
    return _move(
        site, page, site.docs / chance.choice(["notes", "notes/2026", "guide", "notes/cuckoo"]) / page.name
    )


@edit
def move_a_folder(site: EditedSite, chance: Random) -> str:
    folders = [
        path for path in sorted((site.docs / "notes").rglob("*")) if path.is_dir() and not path.is_symlink()
    ]
    if not folders:
        return "no folder to move"
    folder = chance.choice(folders)
    return _move(site, folder, folder.with_name(f"{folder.name}-{site.next()}"))


@edit
def delete(site: EditedSite, chance: Random) -> str:
    if len(site.pages()) < 6:
        return "the site is small: nothing is deleted"
    path = chance.choice(site.pages() + site.assets())
    site.gone[path] = path.read_bytes()
    path.unlink()
    return f"{site.name(path)}: delete"


@edit
def restore(site: EditedSite, chance: Random) -> str:
    paths = [path for path in site.gone if not path.exists() and not path.is_symlink()]
    if not paths:
        return "nothing to restore"
    path = chance.choice(paths)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(site.gone.pop(path))
    return f"{site.name(path)}: restore"


@edit
def touch(site: EditedSite, chance: Random) -> str:
    for path in site.pages():
        path.touch()
    return "touch all pages"


@edit
def set_the_time_back(site: EditedSite, chance: Random) -> str:
    page = chance.choice(site.pages())
    write(page, text_of(page).rstrip() + f"\n\n很久以前 {site.next()}。\n")
    os.utime(page, (10**9, 10**9))
    return f"{site.name(page)}: append, and date to 2001"


@edit
def swap_contents(site: EditedSite, chance: Random) -> str:
    one, other = chance.choice(site.pages()), chance.choice(site.pages())
    spare = one.with_name("spare")
    one.rename(spare)
    (other if other != one else spare).rename(one)
    if other != one:
        spare.rename(other)
    return f"{site.name(one)} and {site.name(other)} change places"


@edit
def link_instead(site: EditedSite, chance: Random) -> str:
    """One page is a symbolic link to another, to nowhere, or out of the folder."""
    if len(site.pages()) < 6:
        return "the site is small: no page becomes a link"
    page = chance.choice(site.pages())
    targets = [str(other) for other in site.pages() if other != page]
    target = chance.choice([*targets, "nowhere.md", str(site.root / "mkdocs.yml")])
    site.gone[page] = page.read_bytes()
    page.unlink()
    page.symlink_to(os.path.relpath(target, page.parent) if target != "nowhere.md" else target)
    return f"{site.name(page)}: link to {os.path.relpath(target, site.root)}"


@edit
def unlink(site: EditedSite, chance: Random) -> str:
    links = [path for path in sorted(site.docs.rglob("*")) if path.is_symlink()]
    for path in links:
        path.unlink()
    return f"remove {len(links)} links"


@edit
def break_a_page(site: EditedSite, chance: Random) -> str:
    page, how = chance.choice(site.pages()), chance.choice(sorted(_BROKEN))
    site.sound.setdefault(page, page.read_bytes())
    page.write_bytes(_BROKEN[how](text_of(page)))
    return f"{site.name(page)}: break it: {how}"


@edit
def mend(site: EditedSite, chance: Random) -> str:
    for path, content in site.sound.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    mended = sorted(map(site.name, site.sound))
    site.sound.clear()
    return f"mend {mended}"


@edit
def redraw_a_picture(site: EditedSite, chance: Random) -> str:
    pictures = [path for path in site.assets() if path.suffix == ".png"]
    if not pictures:
        return "no picture to draw"
    path, width, shade = chance.choice(pictures), chance.choice([40, 50]), chance.randint(0, 255)
    path.write_bytes(png(width, 30, shade))
    return f"{site.name(path)}: {width} pixels wide, shade {shade}"


@edit
def change_an_asset(site: EditedSite, chance: Random) -> str:
    assets = [path for path in site.assets() if path.suffix != ".png"]
    if not assets:
        return "no asset to change"
    path = chance.choice(assets)
    path.write_bytes(path.read_bytes() + f"/* {site.next()} */\n".encode())
    return f"{site.name(path)}: add a line"


@edit
def move_an_asset(site: EditedSite, chance: Random) -> str:
    """What a build has may get another name, or that of one that gets another name itself."""
    assets = site.assets()
    if not assets:
        return "no asset to move"
    one, other = chance.choice(assets), chance.choice(assets)
    how = chance.choice(["rename", "copy", "swap"])
    new = one.with_name(f"moved-{site.next()}{one.suffix}")
    if how == "copy":
        new.write_bytes(one.read_bytes())
    else:
        one.rename(new)
    if how == "swap" and one != other:
        other.rename(one)
        new.rename(other)
        new = other
    return f"{site.name(one)}: {how}: {site.name(new)}"


@edit
def add_an_asset(site: EditedSite, chance: Random) -> str:
    path = site.docs / chance.choice(
        ["assets/data.csv", "notes/cuckoo/kick.png", "bloom/index.html", "assets/new.csv"]
    )
    if path.exists() or path.is_symlink() or any(parent.is_file() for parent in path.parents):
        return f"{site.name(path)} is there already"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(png(30, 30) if path.suffix == ".png" else f"added {site.next()}\n".encode())
    return f"{site.name(path)}: add"
