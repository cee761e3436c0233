"""Which outcome a figure belongs to."""

import pytest

from pipeline.extract.findings.cells import find_runs
from pipeline.extract.findings.criteria import is_criterion, is_negated
from pipeline.extract.findings.nearest import outcomes_of
from pipeline.extract.findings.scope import Scope
from tests.unit.extract.cases import Case, cases, sheet_of


@cases("findings/nearest")
def test_the_outcome_of_a_row_of_figures(case: Case) -> None:
    sheet = sheet_of(case["text"])
    sentence = sheet.sentences.items[0]
    runs = find_runs(sheet, sentence)
    floor = runs[-2].end if len(runs) > 1 else sentence.start
    found = outcomes_of(sheet, sentence, runs[-1], (floor, sentence.end), Scope()) if runs else None
    assert (found and found[0].code) == case["outcome"]


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("随访期间未见复发。", True),
        ("随访期间有复发。", False),
        ("再発なし。", True),
        ("未见发热,随后复发。", False),
        ("クレアチニンに変化はなかった。", False),
    ],
)
def test_a_negation_right_beside_an_outcome_negates_it(text: str, negated: bool) -> None:
    sheet = sheet_of(text)
    assert is_negated(sheet, sheet.terms["outcome"].items[0]) is negated


@pytest.mark.parametrize(("text", "criterion"), [("SLEDAI≥8", True), ("LVEF<40%", True), ("SLEDAI为8分", False)])
def test_a_limit_makes_a_criterion(text: str, criterion: bool) -> None:
    sheet = sheet_of(f"患者的{text}。")
    assert is_criterion(sheet, sheet.terms["outcome"].items[0]) is criterion
