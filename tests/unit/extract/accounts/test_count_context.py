"""What stands around a count of people."""

import pytest

from pipeline.extract.accounts.count_context import (
    are_patients,
    group_before,
    in_bracket,
    is_enrolled,
    is_whole,
    may_count,
    outcome_beside,
)
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sheet import Sheet
from tests.unit.extract.cases import sheet_of


def last_count(text: str) -> tuple[Sheet, Quantity]:
    sheet = sheet_of(text)
    return sheet, sheet.numbers(("people", "animals"), 0, len(sheet.text))[-1]


@pytest.mark.parametrize(
    ("text", "counts"), [("共32例患者。", True), ("约3万人。", False), ("第5例患者。", False), ("20~30例患者。", False)]
)
def test_a_study_has_a_whole_number_of_people(text: str, counts: bool) -> None:
    _, quantity = last_count(text)
    assert may_count(quantity) is counts


@pytest.mark.parametrize(
    ("text", "enrolled", "patients"),
    [
        ("共纳入32例。", True, False),
        ("32例患者中途退出。", False, True),
        ("狼疮32例随访一年。", False, True),
        ("32人参加了讲座。", False, False),
    ],
)
def test_who_was_enrolled_and_who_is_a_patient(text: str, enrolled: bool, patients: bool) -> None:
    sheet, quantity = last_count(text)
    sentence, clause = sheet.sentence(quantity.start), sheet.clause(quantity.start)
    assert is_enrolled(sheet, sentence, clause, quantity) is enrolled
    assert are_patients(sheet, clause, quantity) is patients


@pytest.mark.parametrize(
    ("text", "beside"),
    [("13例完全缓解。", True), ("复发9例。", True), ("再発は9例。", True), ("9例患者输注了细胞。", False)],
)
def test_a_count_beside_an_outcome_is_of_those_who_had_it(text: str, beside: bool) -> None:
    sheet, quantity = last_count(text)
    assert outcome_beside(sheet, quantity, sheet.clause(quantity.start)) is beside


def test_a_group_a_bracket_and_a_whole() -> None:
    sheet, quantity = last_count("治疗组45例。")
    found = group_before(sheet, quantity)
    assert found is not None
    assert found.code == "treatment"
    sheet, quantity = last_count("患者45例。")
    assert group_before(sheet, quantity) is None
    sheet, quantity = last_count("共206人(细胞104人)。")
    assert in_bracket(sheet, sheet.sentence(quantity.start), quantity)
    sheet = sheet_of("24例患者中有22例好转。")
    first, second = sheet.numbers("people", 0, len(sheet.text))
    assert (is_whole(sheet, first), is_whole(sheet, second)) == (True, False)
