from __future__ import annotations

from pathlib import Path

import pytest

from techdigest.diagnostics import Diagnostics
from techdigest.domains.taxonomy import Taxonomy

CONTENT = Path(__file__).parents[3] / "content"

TEXT = """\
cloud:
  names: {zh-Hans: 云计算, zh-Hant: 雲端, en: Cloud}
  synonyms: [cloud native, k8s]
  keywords: [kubernetes, 集群]
soft-skills:
  names: {zh-Hans: 软技能, en: Soft skills}
deep-learning:
  names: {en: Deep learning}
  parent: machine-learning
machine-learning: 机器学习
"""


def load(tmp_path: Path, text: str | bytes) -> tuple[Taxonomy, list[str]]:
    path = tmp_path / "domains.yml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = Diagnostics()
    return Taxonomy.load(path, found), [diagnostic.render() for diagnostic in found]


def test_domains_keep_their_order_names_and_keywords(tmp_path: Path) -> None:
    taxonomy, found = load(tmp_path, TEXT)
    assert found == []
    assert [domain.id for domain in taxonomy.domains] == [
        "cloud",
        "soft-skills",
        "deep-learning",
        "machine-learning",
    ]
    assert taxonomy.by_id["cloud"].keywords == ("kubernetes", "集群")
    assert taxonomy.by_id["deep-learning"].parent == "machine-learning"


def test_a_name_is_in_the_language_asked_for_or_in_the_next_best(tmp_path: Path) -> None:
    taxonomy, _ = load(tmp_path, TEXT)
    assert taxonomy.name("cloud", "zh-Hant") == "雲端"
    assert taxonomy.name("soft-skills", "zh-Hant") == "软技能"
    assert taxonomy.name("deep-learning", "zh-Hans") == "Deep learning"
    assert taxonomy.name("machine-learning", "en") == "机器学习"
    assert taxonomy.name("unheard-of", "en") == "unheard-of"


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("cloud", "cloud"),
        ("CLOUD", "cloud"),
        ("Ｃｌｏｕｄ", "cloud"),
        ("雲計算", "cloud"),
        ("cloud-native", "cloud"),
        ("K8s", "cloud"),
        ("Soft Skill", "soft-skills"),
        ("soft_skills", "soft-skills"),
        ("軟技能", "soft-skills"),
        ("機器學習", "machine-learning"),
        ("Quantum", None),
        ("", None),
        ("!!!", None),
    ],
)
def test_names_are_understood_in_any_script_case_and_number(
    tmp_path: Path, text: str, domain: str | None
) -> None:
    taxonomy, _ = load(tmp_path, TEXT)
    assert taxonomy.resolve(text) == domain


def test_the_nearest_name_is_found_for_a_typo(tmp_path: Path) -> None:
    taxonomy, _ = load(tmp_path, TEXT)
    assert taxonomy.nearest("Clud") in {"cloud", "Cloud"}
    assert taxonomy.nearest("Deep Lerning") in {"deep-learning", "Deep learning"}
    assert taxonomy.nearest("机器学") == "机器学习"
    assert taxonomy.nearest("Quantum") is None


def test_no_file_means_no_domains_and_no_complaint(tmp_path: Path) -> None:
    found = Diagnostics()
    assert Taxonomy.load(tmp_path / "domains.yml", found) == Taxonomy()
    assert list(found) == []


def test_broken_yaml_is_one_diagnostic(tmp_path: Path) -> None:
    taxonomy, found = load(tmp_path, "cloud:\n\tnames: x\n")
    assert taxonomy == Taxonomy()
    assert found == [
        "domains.yml:2: error[domains-yaml] not valid YAML: found character '\\t' that cannot start any "
        "token; there are no domains\n"
        "    hint: Write `id:` lines with `names:` and `keywords:` below, indented by spaces."
    ]


def test_what_is_odd_in_an_entry_is_reported_and_the_rest_used(tmp_path: Path) -> None:
    taxonomy, found = load(
        tmp_path,
        "Big Data:\n  names: {fr: Données}\n  colour: red\n"
        "cloud:\n  synonyms: [big data]\n  parent: sky\nx: [1]\n",
    )
    assert [domain.id for domain in taxonomy.domains] == ["big-data", "cloud", "x"]
    assert [text.split("\n")[0].replace("warning[domains-entry] ", "") for text in found] == [
        "domains.yml:1: big-data has a name in 'fr'",
        "domains.yml:1: big-data has an unknown key 'colour'",
        "domains.yml:1: the id 'Big Data' cannot be part of an address; big-data is used instead",
        "domains.yml:4: 'big data' names both big-data and cloud; it is taken as big-data",
        "domains.yml:4: the parent 'sky' is no domain",
        "domains.yml:7: x is a list",
    ]


def test_our_own_taxonomy_is_sound_and_named_in_three_languages() -> None:
    found = Diagnostics()
    taxonomy = Taxonomy.load(CONTENT / "domains.yml", found)
    assert [diagnostic.render() for diagnostic in found] == []
    assert len(taxonomy.domains) >= 12
    for domain in taxonomy.domains:
        assert set(domain.names) == {"zh-Hans", "zh-Hant", "en"}
        assert len(domain.keywords) >= 20
        assert any(keyword.isascii() for keyword in domain.keywords)
        assert any(not keyword.isascii() for keyword in domain.keywords)
