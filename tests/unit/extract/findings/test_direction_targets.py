"""Which outcomes a direction word belongs to."""

import pytest

from pipeline.extract.findings.direction_targets import is_of_control, targets_of
from tests.unit.extract.cases import Case, cases, sheet_of


@cases("findings/direction_targets")
def test_the_outcomes_of_a_word(case: Case) -> None:
    sheet = sheet_of(case["text"])
    words = sheet.terms["direction"].items
    at = sheet.text.rindex(case["word"])
    index = next(i for i, word in enumerate(words) if word.start <= at < word.end)
    word, before = words[index], words[:index]
    sentence = sheet.sentence(word.start)
    floor = before[-1].end if before else sentence.start
    found = targets_of(sheet, sentence, word, floor, sentence.end)
    assert [hit.code for hit in found] == case["targets"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("对照组肌酐下降。", True),
        ("對照組肌酐下降。", True),
        ("プラセボ群ではクレアチニンが低下した。", True),
        ("肌酐较对照组下降。", False),
        ("治疗组肌酐下降,对照组不详。", False),
        ("投与群ではプラセボ群に比べクレアチニンが低下した。", False),
        ("クレアチニンは対照群より低下した。", False),
    ],
)
def test_what_is_told_of_the_control_group_alone(text: str, told: bool) -> None:
    sheet = sheet_of(text)
    assert is_of_control(sheet, sheet.terms["direction"].items[0]) is told
