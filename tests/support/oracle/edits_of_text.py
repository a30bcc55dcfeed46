"""Edits of what pages say: bodies, headings, front matter, translations."""

from __future__ import annotations

import os
import re
from pathlib import Path
from random import Random

from support.oracle.edited import EditedSite, edit, headings, set_field, text_of, write

_PAPERS = ["bloom1970space", "fan2014cuckoo", "nobody2000nothing"]
_TITLES = [
    "《Space/Time Trade-offs in Hash Coding with Allowable Errors》",
    "“Cuckoo Filter: Practically Better Than Bloom”",
    "arXiv:2006.14171",
]
_SECRETS = [
    ("draft", True),
    ("draft", None),
    ("hidden", True),
    ("hidden", None),
    ("password", "x"),
    ("password", None),
]


def _append(site: EditedSite, chance: Random, text: str) -> str:
    page = chance.choice(site.pages())
    write(page, f"{text_of(page).rstrip()}\n\n{text}\n")
    return f"{site.name(page)}: append {text!r}"


def _field(site: EditedSite, chance: Random, name: str, values: list[object], *, notes: bool = True) -> str:
    page, value = chance.choice(site.notes() if notes else site.pages()), chance.choice(values)
    set_field(page, name, value)
    return f"{site.name(page)}: {name} = {value!r}"


@edit
def add_a_sentence(site: EditedSite, chance: Random) -> str:
    number = site.next()
    texts = [
        f"又一句话，第 {number} 句。",
        f"One more sentence, number {number}.",
        f"<b>粗</b>体 &amp; {number} < 5",
    ]
    return _append(site, chance, chance.choice(texts))


@edit
def add_a_formula(site: EditedSite, chance: Random) -> str:
    number = chance.randint(1, 3)  # equal formulas on several pages share their glyphs
    return _append(
        site, chance, chance.choice([f"$x_{number}$", f"$$\\sum_{{i={number}}} i$$", f"$\\frac{{1}}{number}"])
    )


@edit
def link_to_a_heading(site: EditedSite, chance: Random) -> str:
    page, target = chance.choice(site.pages()), chance.choice(site.pages())
    anchors = [anchor for _, anchor in headings(target) if anchor] or ["no-such-anchor"]
    address = os.path.relpath(target, page.parent)
    link = chance.choice([address, f"{address}#{chance.choice(anchors)}", f"{address}#missing"])
    write(page, f"{text_of(page).rstrip()}\n\n见 [{site.next()}]({link})。\n")
    return f"{site.name(page)}: link to {link}"


@edit
def show_a_picture(site: EditedSite, chance: Random) -> str:
    page, picture = chance.choice(site.pages()), chance.choice(site.assets())
    address = os.path.relpath(picture, page.parent)
    write(page, f'{text_of(page).rstrip()}\n\n![{site.next()}]({address} "图")\n')
    return f"{site.name(page)}: show {address}"


@edit
def add_a_fence(site: EditedSite, chance: Random) -> str:
    language = chance.choice(["python", "bash", "yaml", ""])
    return _append(site, chance, f"```{language}\nx = {site.next()}  # 码\n```")


@edit
def add_a_snippet(site: EditedSite, chance: Random) -> str:
    return _append(site, chance, f"```python {{.run id=load-{site.next()}}}\nassert True\n```")


@edit
def cite(site: EditedSite, chance: Random) -> str:
    return _append(site, chance, f"众所周知[@{chance.choice(_PAPERS)}]。")


@edit
def name_a_paper(site: EditedSite, chance: Random) -> str:
    return _append(site, chance, f"参见 {chance.choice(_TITLES)}，第 {site.next()} 页。")


@edit
def name_a_term(site: EditedSite, chance: Random) -> str:
    terms = [
        "指纹（fingerprint）",
        "桶（bucket）",
        "cluster federation（集群联邦）",
        "误报（false positive）",
    ]
    return _append(site, chance, f"{chance.choice(terms)}很要紧。")


@edit
def add_a_footnote(site: EditedSite, chance: Random) -> str:
    number = site.next()
    return _append(site, chance, f"有注[^n{number}]。\n\n[^n{number}]: 注 {number}。")


@edit
def drop_a_paragraph(site: EditedSite, chance: Random) -> str:
    page = chance.choice(site.pages())
    paragraphs = text_of(page).split("\n\n")
    if len(paragraphs) < 3:
        return f"{site.name(page)}: too short to drop a paragraph"
    dropped = paragraphs.pop(chance.randrange(1, len(paragraphs)))
    write(page, "\n\n".join(paragraphs))
    return f"{site.name(page)}: drop {dropped!r}"


@edit
def swap_two_letters_unseen(site: EditedSite, chance: Random) -> str:
    """Neither the size of the file nor its time tells of this."""
    page = chance.choice(site.pages())
    before, text = page.stat(), text_of(page)
    places = [match.start() for match in re.finditer(r"[一-鿿](?=[一-鿿])", text)]
    if places:
        at = chance.choice(places)
        text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    write(page, text)
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    return f"{site.name(page)}: swap two letters, keep size and time"


@edit
def change_a_heading(site: EditedSite, chance: Random) -> str:
    """Others may link to it, search and glossary lead to it, and a record may stand below it."""
    page = chance.choice(site.pages())
    found = headings(page)
    if not found:
        return f"{site.name(page)}: no heading to change"
    line, anchor = chance.choice(found)
    number = site.next()
    old = line + (f" {{#{anchor}}}" if anchor else "")
    new = chance.choice(
        [f"{line} {number} {{#{anchor or 'at'}}}", f"{line} {number}", f"{line} {{#a{number}}}"]
    )
    write(page, text_of(page).replace(f"{old}\n", f"{new}\n", 1))
    return f"{site.name(page)}: heading {old!r} becomes {new!r}"


@edit
def retitle(site: EditedSite, chance: Random) -> str:
    return _field(
        site, chance, "title", [f"新标题 {site.next()}", f"A <new> title & {site.next()}", None], notes=False
    )


@edit
def retag(site: EditedSite, chance: Random) -> str:
    return _field(site, chance, "tags", [["filter"], ["filter", f"新 {site.next()}"], ["C++", "c"], [], None])


@edit
def change_domains(site: EditedSite, chance: Random) -> str:
    return _field(
        site,
        chance,
        "domains",
        [["cloud"], ["algorithms", "cloud"], ["cloud computing"], ["nowhere"], [], None],
    )


@edit
def redate(site: EditedSite, chance: Random) -> str:
    day = f"2026-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}"
    return _field(site, chance, chance.choice(["date", "updated"]), [day, None, "gestern"])


@edit
def change_the_series(site: EditedSite, chance: Random) -> str:
    return _field(site, chance, "series", ["filters", "另一个系列", None])


@edit
def describe(site: EditedSite, chance: Random) -> str:
    return _field(site, chance, "description", [f"说的是第 {site.next()} 件事。", None], notes=False)


@edit
def hide_or_show(site: EditedSite, chance: Random) -> str:
    page, (name, value) = chance.choice(site.pages()), chance.choice(_SECRETS)
    set_field(page, name, value)
    return f"{site.name(page)}: {name} = {value!r}"


@edit
def change_the_slug(site: EditedSite, chance: Random) -> str:
    return _field(site, chance, "slug", [f"moved-{site.next()}", "bloom", None])


@edit
def change_aliases(site: EditedSite, chance: Random) -> str:
    return _field(
        site, chance, "aliases", [[f"/old/{site.next()}/"], ["/bloom/"], ["/2019/cuckoo/"], ["别名"], None]
    )


@edit
def change_the_language(site: EditedSite, chance: Random) -> str:
    return _field(site, chance, "lang", ["en", "zh-Hans", "zh-TW", "klingon", None], notes=False)


@edit
def change_the_papers(site: EditedSite, chance: Random) -> str:
    return _field(site, chance, "papers", [[name] for name in _PAPERS] + [None])


@edit
def change_the_template(site: EditedSite, chance: Random) -> str:
    return _field(site, chance, "template", ["plain.html", None], notes=False)


@edit
def add_an_unknown_field(site: EditedSite, chance: Random) -> str:
    return _field(site, chance, chance.choice(["tgas", "weather"]), ["rain", "sun", None])


@edit
def translate(site: EditedSite, chance: Random) -> str:
    page = chance.choice(site.pages())
    other = page.with_name(f"{page.name.split('.')[0]}.{chance.choice(['en', 'zh-Hant', 'zh-Hans'])}.md")
    return _add(
        site, other, f"---\ntitle: Translation {site.next()}\n---\n\nTranslated 過濾器, {site.next()}.\n"
    )


@edit
def add_a_note(site: EditedSite, chance: Random) -> str:
    number = site.next()
    tags = chance.choice(["[filter]", "[digest]", "[新]"])
    path = site.docs / chance.choice(["notes", "notes/2026", "."]) / f"added-{number}.md"
    return _add(
        site,
        path,
        f"---\ntitle: 新笔记 {number}\ndate: 2026-07-1{number % 10}\ntags: {tags}\n---\n\n讲 hash。\n",
    )


def _add(site: EditedSite, path: Path, text: str) -> str:
    if len(site.pages()) > 15:
        return "the site is full: nothing is added"
    if path.exists() or path.is_symlink():
        return f"{site.name(path)} is there already"
    write(path, text)
    return f"{site.name(path)}: add"
