"""What kind of study an account tells of, where and by which number."""

from typing import Any

import pytest

from pipeline.extract.accounts.account import Account
from pipeline.extract.fields import design
from pipeline.extract.mentions.sheet import Sheet
from tests.unit.extract.cases import Case, account_of, cases, sheet_of


def read(sheet: Sheet, account: Account, told: bool) -> dict[str, Any]:
    species = design.read_species(sheet, account)
    optional = {
        "n_studies": design.read_n_studies(sheet, account),
        "phase": design.read_phase(sheet, account),
        "institution": design.read_institution(sheet, account),
    }
    return {
        "species": species.value,
        "study_type": design.read_study_type(sheet, account, species.value, told).value,
        "registrations": [found.value for found in design.read_registrations(sheet, account)],
        **{name: found and found.value for name, found in optional.items()},
    }


@cases("fields/design")
def test_the_design_of_an_account(case: Case) -> None:
    sheet = sheet_of(case["text"])
    account = account_of(sheet, story=case.get("story", False))
    keys = set(case) - {"text", "story", "told"}
    found = read(sheet, account, case.get("told", False))
    assert {key: found[key] for key in keys} == {key: case[key] for key in keys}


def test_a_phase_alone_makes_a_design_only_with_patients_or_results() -> None:
    sheet = sheet_of("脐带细胞的一项Ⅱ期临床试验已登记。")
    account = account_of(sheet)
    assert design.read_study_type(sheet, account, "human", told=False).value == "unspecified"
    assert design.read_study_type(sheet, account, "human", told=True).value == "single_arm_trial"


@pytest.mark.parametrize(
    ("text", "age", "sex"),
    [
        ("张女士,34岁,患狼疮多年。", 34, "female"),
        ("陳先生,61歲,患帕金森病。", 61, "male"),
        ("52歳の女性。", 52, "female"),
        ("某患者患狼疮多年。", None, None),
    ],
)
def test_a_story_tells_of_one_person(text: str, age: float | None, sex: str | None) -> None:
    sheet = sheet_of(text)
    found = {name: one.value for name, one in design.read_person(sheet, account_of(sheet, story=True)).items()}
    assert found.pop("n_enrolled") == 1
    expected = {"patient_age_years": age, "patient_sex": sex}
    assert found == {name: value for name, value in expected.items() if value is not None}
