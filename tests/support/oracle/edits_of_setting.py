"""Edits of what stands around the notes: configuration, templates, domains, papers, records."""

from __future__ import annotations

import re
from random import Random
from typing import Any

from support.oracle.edited import EditedSite, edit, text_of, write
from support.oracle.site import CONFIG, record_snippets

_EXTENSIONS: list[Any] = [
    "abbr",
    "admonition",
    "sane_lists",
    "smarty",
    {"toc": {"permalink": "§"}},
    {"toc": {"toc_depth": 2}},
]
_OPTIONS: list[tuple[str, list[Any]]] = [
    ("languages", [["zh-Hans", "en"], ["zh-Hans", "zh-Hant", "en"], ["en", "zh-Hans"], ["zh-Hans"]]),
    ("latest", [1, 3, 10]),
    ("feed_limit", [1, 4]),
    ("code_math", [True, False]),
    ("allow_scripts", [True, False]),
    ("notes_dir", ["notes", "notes/cuckoo"]),
    ("papers_file", ["papers.bib", "other.bib"]),
    ("unpublished", [["records/"], ["records/", "assets/data.csv"], []]),
]
_SETTINGS: list[tuple[str, list[Any]]] = [
    ("site_name", ["小站", "大站 & Co"]),
    ("site_url", ["https://example.org/", "https://example.org/sub/", None]),
    ("site_description", ["一句话", None]),
    ("site_author", ["谁", None]),
    ("copyright", ["© <b>us</b>", None]),
    ("use_directory_urls", [True, False]),
    ("extra_css", [["assets/site.css"], []]),
    ("extra", [{"note": "一"}, {"note": "二"}, {}]),
    ("repo_url", ["https://example.com/r", None]),
    ("exclude_docs", ["gang.md\n", None]),
    ("not_in_nav", ["/*\n", None]),
    (
        "nav",
        [
            CONFIG["nav"],
            [{"别处": "notes/bloom.md"}, "about.md"],
            ["nowhere.md", {"外面": "https://example.com/"}],
            None,
        ],
    ),
    (
        "validation",
        [CONFIG["validation"], {"links": {"anchors": "ignore"}}, {"links": {"not_found": "ignore"}}],
    ),
]


@edit
def change_a_setting(site: EditedSite, chance: Random) -> str:
    name, values = chance.choice(_SETTINGS)
    value = chance.choice(values)

    def change(settings: dict[str, Any]) -> None:
        settings.pop(name, None)
        if value is not None:
            settings[name] = value

    site.settings(change)
    return f"mkdocs.yml: {name} = {value!r}"


@edit
def change_an_option(site: EditedSite, chance: Random) -> str:
    name, values = chance.choice(_OPTIONS)
    value = chance.choice(values)
    site.settings(lambda settings: settings["plugins"][0]["techdigest"].update({name: value}))
    return f"mkdocs.yml: techdigest's {name} = {value!r}"


@edit
def change_the_extensions(site: EditedSite, chance: Random) -> str:
    some = chance.sample(_EXTENSIONS, chance.randint(0, 2))
    kept = [one for one in CONFIG["markdown_extensions"] if isinstance(one, str)]
    site.settings(lambda settings: settings.update(markdown_extensions=[*kept, *some]))
    return f"mkdocs.yml: markdown_extensions end with {some!r}"


@edit
def turn_search_off_or_on(site: EditedSite, chance: Random) -> str:
    def change(settings: dict[str, Any]) -> None:
        plugins = settings["plugins"]
        settings["plugins"] = plugins[:1] if len(plugins) > 1 else [*plugins, "cjksearch"]

    site.settings(change)
    return "mkdocs.yml: cjksearch turned off, or on"


@edit
def change_a_template(site: EditedSite, chance: Random) -> str:
    path = site.root / "overrides/partials/copyright.html"
    number = site.next()
    if path.exists() and chance.random() < 0.3:
        path.unlink()
        return "overrides: no copyright.html"
    write(path, f'<p class="md-copyright">{number} {{{{ page.title if page else "" }}}}</p>\n')
    return f"overrides: copyright.html says {number}"


@edit
def add_a_template(site: EditedSite, chance: Random) -> str:
    name, number = chance.choice(["plain.html", "tag.html", "partials/td/note-tags.html"]), site.next()
    path = site.root / "overrides" / name
    if path.exists():
        path.unlink()
        return f"overrides: no {name}"
    extends = "" if "/" in name else '{% extends "main.html" %}'
    write(path, f"{extends}{{% block announce %}}{number}{{% endblock %}}")
    return f"overrides: {name} says {number}"


@edit
def add_a_theme_file(site: EditedSite, chance: Random) -> str:
    write(site.root / "overrides/assets/extra.js", f"// {site.next()}\n")
    return "overrides: assets/extra.js"


@edit
def rename_a_domain(site: EditedSite, chance: Random) -> str:
    path, number = site.docs / "domains.yml", site.next()
    write(
        path,
        re.sub(
            r"zh-Hans: (云计算|算法)\d*",
            rf"zh-Hans: \g<1>{number}",
            text_of(path),
            count=chance.randint(1, 2),
        ),
    )
    return f"domains.yml: a name with {number}"


@edit
def change_keywords(site: EditedSite, chance: Random) -> str:
    path, word = site.docs / "domains.yml", chance.choice(["bloom", "hash", "pod", "联邦", "指纹"])
    write(path, re.sub(r"keywords: \[", f"keywords: [{word}, ", text_of(path), count=chance.randint(1, 2)))
    return f"domains.yml: the keyword {word}"


@edit
def add_a_domain(site: EditedSite, chance: Random) -> str:
    path, number = site.docs / "domains.yml", site.next()
    write(
        path,
        f"{text_of(path)}d{number}:\n  names: {{zh-Hans: 域, en: D{number}}}\n  keywords: [插入, insert]\n",
    )
    return f"domains.yml: add d{number}"


@edit
def break_or_mend_the_domains(site: EditedSite, chance: Random) -> str:
    return _break_or_mend(site, "domains.yml", "cloud: [\n")


def _break_or_mend(site: EditedSite, name: str, broken: str) -> str:
    path = site.docs / name
    if (sound := site.sound.pop(path, None)) is not None:
        path.write_bytes(sound)
        return f"{name}: mend it"
    site.sound[path] = path.read_bytes()
    write(path, text_of(path) + broken)
    return f"{name}: break it"


@edit
def break_or_mend_the_papers(site: EditedSite, chance: Random) -> str:
    return _break_or_mend(site, "papers.bib", "@article{half,\n  title = {Never {closed},\n")


@edit
def change_a_paper(site: EditedSite, chance: Random) -> str:
    path, number = site.docs / "papers.bib", site.next()
    field, value = chance.choice(
        [
            ("title", f"A Title of {number} Words"),
            ("author", f"Bloom, Burton H. and Birch, B{number}"),
            ("year", str(1950 + number % 50)),
            ("doi", f"10.1145/{number}.{number}"),
        ]
    )
    values = list(re.finditer(rf"^  {field} *= \{{(.*)\}},?$", text_of(path), re.MULTILINE))
    if not values:
        return f"papers.bib: no {field} to change"
    old = chance.choice(values)[0]
    write(path, text_of(path).replace(old, f"  {field} = {{{value}}},", 1))
    return f"papers.bib: {old.strip()} becomes {field} = {value}"


@edit
def add_an_alias_of_a_paper(site: EditedSite, chance: Random) -> str:
    """A title that pages name already, or none."""
    path = site.docs / "papers.bib"
    alias = chance.choice(["布谷鸟过滤器", "Gang scheduling", f"无人提到的题名 {site.next()}"])
    write(path, text_of(path).replace("  year ", f"  aliases = {{{alias}}},\n  year ", 1))
    return f"papers.bib: the alias {alias}"


@edit
def add_or_remove_a_paper(site: EditedSite, chance: Random) -> str:
    path, entry = (
        site.docs / "papers.bib",
        "\n@misc{huang2020closer,\n  title = {A Closer Look},\n  eprint = {2006.14171},\n}\n",
    )
    text = text_of(path)
    if entry in text:
        write(path, text.replace(entry, ""))
        return "papers.bib: without huang2020closer"
    write(path, text + entry)
    return "papers.bib: with huang2020closer"


@edit
def run_the_snippets(site: EditedSite, chance: Random) -> str:
    number = site.next()
    result = chance.choice([{}, {"output": f"{number}\n"}, {"status": "failed", "message": f"no {number}"}])
    record_snippets(site.root, **result)
    return f"record all snippets with {result!r}"


@edit
def change_the_code_of_a_snippet(site: EditedSite, chance: Random) -> str:
    for page in site.pages():
        if re.search(r"^assert .+$", text_of(page), re.MULTILINE):
            number = site.next()
            write(
                page,
                re.sub(r"^assert .+$", f"assert {number} > 0", text_of(page), count=1, flags=re.MULTILINE),
            )
            return f"{site.name(page)}: the snippet asserts {number} > 0"
    return "no snippet to change"


@edit
def delete_a_record(site: EditedSite, chance: Random) -> str:
    records = sorted((site.docs / "records").rglob("*.json"))
    if not records:
        return "no record to delete"
    path = chance.choice(records)
    path.unlink()
    return f"{site.name(path)}: delete"
