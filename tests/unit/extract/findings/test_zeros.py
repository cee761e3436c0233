"""Counts of none told in words."""

import pytest

from pipeline.extract.findings.zeros import zeros_in
from tests.unit.extract.cases import sheet_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("随访期间无一例复发。", ["无一例"]),
        ("治疗组8例缓解,对照组一例也没有。", ["一例也没有"]),
        ("细胞组无人死亡,对照组3例死亡。", ["无人"]),
        ("随访期间没有死亡。", []),
        ("细胞组无效3例,对照组无效9例。", []),
    ],
)
def test_none_is_a_count_where_it_counts_or_is_compared(text: str, words: list[str]) -> None:
    sheet = sheet_of(text)
    found = zeros_in(sheet, sheet.sentences.items[0])
    assert [sheet.text[zero.start : zero.end] for zero in found] == words
    assert all(zero.value == 0 for zero in found)
