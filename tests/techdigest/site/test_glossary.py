"""The glossary: which terms notes give, in which script, and where its links lead."""

from __future__ import annotations

from dataclasses import replace

from support.site_library import catalogue, note
from techdigest.notes.model import Lang, Note
from techdigest.site.glossary import located
from techdigest.site.listings import listing_views
from techdigest.site.plain import listing_markdown
from techdigest.site.terms import note_terms
from techdigest.site.views import TermRow, View

TEXTS: dict[Lang, str] = {
    "zh-Hans": "开头。\n\n## 定理\n\n这里是度量学习（metric learning）。\n\n```\n代码（source code）\n```",
    "zh-Hant": "開頭。\n\n## 定理\n\n這裡是度量學習（metric learning）。",
    "en": "Beginning.\n\n## Theorem\n\nThis is metric learning.",
}


def written(slug: str, lang: Lang, body: str) -> Note:
    return replace(note(slug, lang, text=body), body=body)


def translations() -> list[Note]:
    return [written("a", lang, body) for lang, body in TEXTS.items()]


def views(notes: list[Note]) -> dict[str, View]:
    return listing_views(replace(catalogue(*notes), terms=note_terms(notes)), latest=1)


def rows(view: View) -> list[TermRow]:
    return [row for group in view.terms for row in group.rows]


def test_a_term_has_both_scripts_and_leads_to_the_section_in_the_language_of_the_page() -> None:
    shown = views(translations())
    simplified, traditional = ("度量学习", "zh-Hans"), ("度量學習", "zh-Hant")
    for source, url, lang, heading in (
        ("glossary/index.md", "a/", "zh-Hans", "定理"),
        ("zh-Hant/glossary/index.md", "zh-Hant/a/", "zh-Hant", "定理"),
        ("en/glossary/index.md", "en/a/", "en", "Theorem"),
    ):
        term = next(row for row in rows(shown[source]) if row.latin == "metric learning")
        assert term.anchor == "term-metric-learning"
        assert set(term.chinese) == {simplified, traditional}
        assert term.chinese[0] == (traditional if lang == "zh-Hant" else simplified)
        assert [(place.url, place.heading, place.lang) for place in term.places] == [(url, heading, lang)]


def test_terms_stand_under_their_first_letter_in_order() -> None:
    text = "按最大余额法（largest remainder）和度量学习（metric learning），用发布层（launch layer）。"
    groups = views([written("a", "zh-Hans", text), written("a", "en", text)])["en/glossary/index.md"].terms
    assert [(group.letter, [row.latin for row in group.rows]) for group in groups] == [
        ("L", ["largest remainder", "launch layer"]),
        ("M", ["metric learning"]),
    ]


def test_code_explains_no_terms() -> None:
    assert "source code" not in {pair.latin for pair in note_terms(translations())}


def test_tags_and_titles_of_translations_give_terms() -> None:
    notes = [
        note("a", "zh-Hans", title="调度框架：一个 pod", tags=("k8s", "长尾分布")),
        note("a", "en", title="The scheduling framework: a pod", tags=("k8s", "heavy tail")),
        replace(note("b", "en"), body="A scheduling framework.", text="A scheduling framework."),
    ]
    notes[1] = replace(notes[1], body="The scheduling framework is old.")
    found = {(pair.han, pair.latin) for pair in note_terms(notes)}
    assert found == {("调度框架", "scheduling framework"), ("长尾分布", "heavy tail")}


def test_without_terms_there_is_no_glossary_and_nothing_links_to_it() -> None:
    shown = views([written("a", "zh-Hans", "没有术语。")])
    assert not any("glossary" in source for source in shown)
    assert {view.glossary_url for view in shown.values()} == {""}
    assert {view.glossary_url for view in views(translations()).values()} == {
        "glossary/",
        "zh-Hant/glossary/",
        "en/glossary/",
    }


def test_links_lead_to_sections_once_their_anchors_are_known() -> None:
    groups = views(translations())["en/glossary/index.md"].terms
    anchors = {("notes/a/index.en.md", "Theorem"): "theorem"}
    there = located(groups, lambda path, heading: anchors.get((path, heading)))
    assert there[0].rows[0].places[0].url == "en/a/#theorem"
    assert located(groups, lambda path, heading: None) == groups


def test_other_themes_get_the_glossary_as_plain_lists() -> None:
    text = listing_markdown(views(translations())["en/glossary/index.md"], lambda url: f"/{url}")
    assert "## M" in text
    assert '<span lang="zh-Hans">度量学习</span> <span lang="zh-Hant">度量學習</span>' in text
    assert 'href="/en/a/"' in text


def test_the_order_of_notes_does_not_matter() -> None:
    notes = translations()
    assert views(notes) == views(notes[::-1])
