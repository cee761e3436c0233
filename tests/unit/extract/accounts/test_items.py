"""How the items of a list are marked and named."""

import pytest

from pipeline.extract.accounts import items
from tests.unit.extract.cases import Case, cases, sheet_of


@cases("accounts/items")
def test_a_sentence_gives_its_signals(case: Case) -> None:
    sheet = sheet_of(case["text"])
    told = {name: value for name, value in case.items() if name != "text"}
    assert {name: bool(getattr(items, name)(sheet, sheet.sentences.items[0])) for name in told} == told


@pytest.mark.parametrize(
    ("text", "name", "diseases"),
    [
        ("1)肝硬化:共纳入36例患者。", "肝硬化", {"CIRRHOSIS"}),
        ("(2) SLE", "SLE", {"SLE"}),
        ("②安全性:未见不良反应。", None, set()),
        ("狼疮:共纳入36例患者。", None, set()),
        ("1)共纳入36例肝硬化患者,随访一年,未见不良反应。", None, set()),
    ],
)
def test_the_name_of_an_item_and_the_diseases_in_it(text: str, name: str | None, diseases: set[str]) -> None:
    sheet = sheet_of(text)
    sentence = sheet.sentences.items[0]
    assert items.item_name(sheet, sentence) == name
    assert items.item_diseases(sheet, sentence) == diseases
