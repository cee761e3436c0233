"""When: the times of a row of figures."""

import pytest

from pipeline.extract.findings.cells import find_runs
from pipeline.extract.findings.in_step import times_of
from pipeline.extract.findings.scope import Scope
from tests.unit.extract.cases import near, sheet_of


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("治疗后1、3、6个月,缓解率分别为20%、35%、50%。", [1, 3, 6]),
        ("6か月後にSLEDAIは12.4→5.1。", [0, 6]),
        ("SLEDAI评分12.4→5.1。", [0, None]),
        ("6个月时缓解率为40%。", [6]),
        ("治疗后1、3、6个月的缓解率约为40%。", [None]),
        ("PLT由52升至1个月时的81、3个月时的91×10^9/L。", [0, 1, 3]),
    ],
)
def test_times_and_figures_go_in_step(text: str, months: list[float | None]) -> None:
    sheet = sheet_of(text)
    sentence = sheet.sentences.items[0]
    (run,) = find_runs(sheet, sentence)
    times = times_of(sheet, sentence, run, Scope())
    assert [time and time.value for time in times] == [near(month) for month in months]
