"""What a sentence does: each signal on sentences that give it, and on near ones that do not."""

import pytest

from pipeline.extract.accounts import signals
from pipeline.extract.accounts.marks import introduces
from tests.unit.extract.cases import Case, cases, sheet_of


@cases("accounts/signals")
def test_a_sentence_gives_its_signals(case: Case) -> None:
    sheet = sheet_of(case["text"])
    told = {name: value for name, value in case.items() if name != "text"}
    assert {name: bool(getattr(signals, name)(sheet, sheet.sentences.items[0])) for name in told} == told


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("2018年,某某大学的一项临床试验给狼疮患者输注脐带细胞(NCT01234567)。", 6),
        ("一项临床试验给狼疮患者输注脐带细胞。", 3),
        ("后来没有变化。", 0),
    ],
)
def test_the_marks_of_an_introduction_are_counted(text: str, marks: int) -> None:
    sheet = sheet_of(text)
    assert introduces(sheet, sheet.sentences.items[0]) == marks


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [
        ("BASDAI:干细胞组6.1→3.0;常规组6.0→5.1", True),
        ("24小時尿蛋白(g)", True),
        ("尿蛋白の基準値については専門医に相談する必要があるとされています。", False),
        ("结果显示评分下降。", True),
        ("此外,肌酐稳定。", True),
        ("复发者占20%,多见于男性。", True),
        ("狼疮是一种自身免疫病,多见于女性。", False),
        ("细胞从哪里来?", False),
    ],
)
def test_a_paragraph_goes_on_with_the_study_before_it(text: str, goes_on: bool) -> None:
    sheet = sheet_of(text)
    assert signals.goes_on(sheet, sheet.sentences.items[0]) is goes_on


@pytest.mark.parametrize(
    ("heading", "inside"),
    [("治疗效果如何", True), ("安全性", True), ("案例二", False), ("狼疮的疗效", False), ("关于我们", False)],
)
def test_a_heading_of_a_part_stays_inside_the_account(heading: str, inside: bool) -> None:
    sheet = sheet_of(heading)
    assert signals.is_sub_heading(sheet, sheet.sentences.items[0]) is inside
