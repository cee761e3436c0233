"""Words around an adverse event that deny it, take it out of a denial, or deny no more than an increase."""

import pytest

from pipeline.extract.findings.event_denial import denial_around, denies_increase, is_denied, is_excepted
from tests.unit.extract.cases import sheet_of


def _asked(ask: object, text: str) -> list[bool]:
    sheet = sheet_of(text)
    return [ask(sheet, sheet.sentence(hit.start), hit) for hit in sheet.terms["adverse_event"]]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("未见发热、皮疹。", [True, True]),
        ("未见发热,头痛。", [True, True]),
        ("發熱、皮疹均未出現。", [True, True]),
        ("発熱や頭痛は認めなかった。", [True, True]),
        ("2例发热,头痛没有。", [False, True]),
        ("発熱2例、頭痛はなし。", [False, True]),
        ("发热2例,无需处理。", [False]),
        ("副作用が少なく安全である。", [False]),
        ("肺炎20例の患者。", [False]),
        ("未来可能出现发热。", [False]),
    ],
)
def test_what_is_denied(text: str, denied: list[bool]) -> None:
    assert _asked(is_denied, text) == denied


@pytest.mark.parametrize(
    ("text", "excepted"),
    [("除低热外无不良反应。", [True, False]), ("発熱以外に副作用はない。", [True, False]), ("排除感染。", [False])],
)
def test_what_is_taken_out_of_a_denial(text: str, excepted: list[bool]) -> None:
    assert _asked(is_excepted, text) == excepted


@pytest.mark.parametrize("text", ["没看到肿瘤增多。", "並發症並無增多。", "有害事象に差はなかった。"])
def test_an_increase_denied_denies_no_event(text: str) -> None:
    assert _asked(denies_increase, text) == [True]
    assert _asked(is_denied, text) == [False]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("缓解8例,未见不良反应。", "未见不良反应"),
        ("输注顺利,不良反应:无。", "不良反应:无"),
        ("未见发热,头痛等不良反应。", "未见发热,头痛等不良反应。"),
    ],
)
def test_the_words_of_a_denial_hold_the_denial(text: str, words: str) -> None:
    sheet = sheet_of(text)
    clause, end = denial_around(sheet, sheet.terms["adverse_event"].items[-1])
    assert sheet.text[clause.start : end] == words
