"""Which outcome a figure belongs to, and what stands between two words."""

import pytest

from pipeline.extract.cells import find_runs
from pipeline.extract.nearest import gap_between, is_criterion, is_negated, outcome_of
from tests.unit.extract.cases import Case, cases, sheet_of


@cases("nearest")
def test_the_outcome_of_a_row_of_figures(case: Case) -> None:
    sheet = sheet_of(case["text"])
    sentence = sheet.sentences.items[0]
    runs = find_runs(sheet, sentence)
    found = outcome_of(sheet, sentence, runs[-1], None) if runs else None
    assert (found and found.code) == case["outcome"]


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


def test_times_groups_and_filler_fill_no_gap() -> None:
    text = "总有效率在6个月时治疗组为80%,甲乙丙丁80%。"
    sheet = sheet_of(text)
    end = sheet.terms["outcome"].items[0].end
    assert gap_between(sheet, end, sheet.text.index("80%")) <= 2
    assert gap_between(sheet, end, sheet.text.rindex("80%")) >= 4
