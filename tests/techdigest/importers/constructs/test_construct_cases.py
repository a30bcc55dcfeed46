"""Each rule by its cases: `cases/<rule>.md`, three dots a case; the title begins with the dialect.

Below the expected text, lines `@ 3 converted` tell the findings: line of the file, outcome.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from support.importing import applied, context_for
from support.three_dots import Case, read_cases
from techdigest.importers.constructs import RULES
from techdigest.importers.constructs.base import Rule

CASES = Path(__file__).parent / "cases"
BY_NAME = {rule.name: rule for rule in RULES}


def cases() -> list[tuple[Rule, Case]]:
    return [(BY_NAME[path.stem], case) for path in sorted(CASES.glob("*.md")) for case in read_cases(path)]


def ids(each: object) -> str:
    return each.id if isinstance(each, Case) else ""


def dialect_of(case: Case) -> str:
    return case.title.partition(":")[0].strip()


@pytest.mark.parametrize(("rule", "case"), cases(), ids=ids)
def test_a_construct_becomes_what_its_case_says(rule: Rule, case: Case) -> None:
    context = context_for(dialect_of(case))
    text = applied([rule], case.given, context)
    told = [f"@ {finding.line} {finding.outcome}" for finding in context.findings]
    assert "\n".join([text, *told]) == case.expected
    assert {finding.rule for finding in context.findings} <= {rule.name}


@pytest.mark.parametrize(("rule", "case"), cases(), ids=ids)
def test_all_rules_change_nothing_the_second_time(rule: Rule, case: Case) -> None:
    once = applied(RULES, case.given, context_for(dialect_of(case)))
    assert applied(RULES, once, context_for(dialect_of(case))) == once


def test_each_rule_has_cases_and_a_name_of_its_own() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)
    assert {path.stem for path in CASES.glob("*.md")} >= set(names) - {"pasted"}


def test_what_one_rule_wrote_is_not_told_again_by_the_next() -> None:
    context = context_for("hexo")
    applied(RULES, "{% asset_img images/a.png %} {% post_link other %} ![](images/a.png)", context)
    told = [(finding.rule, str(finding.outcome)) for finding in context.findings]
    assert told == [("hexo-asset-img", "converted"), ("hexo-post-link", "converted"), ("image", "converted")]
