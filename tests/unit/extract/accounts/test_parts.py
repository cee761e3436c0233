"""The labels of a paper's parts, and what they open."""

import pytest

from pipeline.extract.accounts import parts
from tests.unit.extract.cases import Case, cases, sheet_of


@cases("accounts/parts")
def test_the_part_of_a_paper_that_a_label_begins(case: Case) -> None:
    sheet = sheet_of(case["text"])
    first = sheet.sentences.items[0]
    assert parts.part_of(sheet, first) == case["part"]
    assert parts.opens_paper(sheet, first) is case["opens"]


def test_a_paper_speaks_of_its_own_patients_in_the_discussion() -> None:
    sheet = sheet_of("本研究没有设盲。国外的研究则设了盲。")
    assert [parts.names_itself(sheet, s) for s in sheet.sentences] == [True, False]


@pytest.mark.parametrize(
    ("text", "stage", "style"),
    [
        ("【背景】国内患者多。", 1, "【"),
        ("目的:观察疗效。", 1, ":"),
        ("對象與方法:20 位病人。", parts.METHODS, ":"),
        ("【結果】スコアは低下した。", parts.RESULTS, "【"),
        ("Conclusion: 有效。", 4, ":latin"),
        ("【指标】肌酐。", 0, "【"),
        ("结果表明疗效很好。", 0, ""),
    ],
)
def test_how_far_a_summary_has_come_with_a_label(text: str, stage: int, style: str) -> None:
    sheet = sheet_of(text)
    assert parts.stage_of(sheet, sheet.sentences.items[0]) == (stage, style)


@pytest.mark.parametrize(
    ("text", "told"), [("【背景】患者多。", True), ("Background: 少见。", True), ("目的:观察。", False)]
)
def test_a_label_of_the_background(text: str, told: bool) -> None:
    sheet = sheet_of(text)
    assert parts.is_background(sheet, sheet.sentences.items[0]) is told
