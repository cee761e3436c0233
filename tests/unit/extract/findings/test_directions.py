"""Outcomes told to rise, fall or stay, where no figure is given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.findings.directions import DirectionFound, direction_of, read_directions
from tests.unit.extract.cases import Case, account_of, cases, near, sheet_of

OUTCOMES = {
    "肌酐": "creatinine",
    "尿素氮": "BUN",
    "尿蛋白": "proteinuria",
    "补体C3": "C3",
    "血小板": "PLT",
    "血沉": "ESR",
}


def read(text: str, *, story: bool = False) -> list[DirectionFound]:
    sheet = sheet_of(text)
    return read_directions(sheet, account_of(sheet, story=story))


@cases("findings/directions")
def test_the_directions_of_an_account(case: Case) -> None:
    found = [(d.outcome.code, d.direction, d.time and d.time.value) for d in read(case["text"], story="story" in case)]
    expected = [(*told[:2], near(told[2]) if len(told) > 2 else None) for told in case["directions"]]
    assert found == expected


def test_the_p_value_behind_a_direction_is_its_own() -> None:
    first, second = read("治疗后6个月尿蛋白下降(P<0.05),补体C4水平升高。")
    assert first.p is not None
    assert (first.p.sign, first.p.value, second.p) == ("<", 0.05, None)


@pytest.mark.parametrize(
    ("outcome", "code", "direction"),
    [
        ("肌酐", "improve", "decrease"),
        ("肌酐", "worsen", "increase"),
        ("补体C3", "improve", "increase"),
        ("补体C3", "worsen", "decrease"),
        ("补体C3", "no_change", "no_change"),
        ("补体C3", "decrease", "decrease"),
    ],
)
def test_better_is_a_way(outcome: str, code: str, direction: str) -> None:
    (hit,) = sheet_of(outcome).terms["outcome"]
    assert direction_of(hit, code) == direction


@given(st.lists(st.sampled_from(sorted(OUTCOMES)), min_size=1, max_size=5, unique=True), st.sampled_from("、和与"))
def test_all_outcomes_of_a_row_take_its_direction(names: list[str], sign: str) -> None:
    found = read(f"输注后{sign.join(names)}下降。")
    assert [(d.outcome.code, d.direction) for d in found] == [(OUTCOMES[name], "decrease") for name in names]
