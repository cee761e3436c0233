"""Phases of trials in three scripts, and stages of diseases that are none."""

import pytest

from pipeline.extract.mentions.phases import phase_code, phase_in
from tests.unit.extract.cases import sheet_of


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("Ⅱa期临床试验。", "2a"),
        ("這是一項第二期臨床試驗。", "2"),
        ("第Ⅰ/Ⅱ相試験。", "1/2"),
        ("二期b的双盲随机试验。", "2b"),
        ("一/二期隨機試驗。", "1/2"),
        ("Ib/IIa 期(2017年)。", "1b/2a"),
        ("フェーズ1/2試験。", "1/2"),
        ("フェーズⅡ。", "2"),
        ("P2試験。", "2"),
        ("第三相臨床。", "3"),
        ("phase 2b trial", "2b"),
        ("进入三期临床。", "3"),
        ("三期今年(2025年)8月揭盲。", "3"),
        ("第二個三期ADMIRE-CD。", "3"),
        ("膝骨关节炎二期2022年就公布了。", "2"),
        ("右膝退化二到三期,打过玻尿酸。", None),
        ("第三期杂志公布。", None),
        ("3期狼疮肾炎患者12例。", None),
        ("CKD 3期患者。", None),
        ("Ⅲ期压疮患者。", None),
        ("GOLD Ⅲ期患者。", None),
        ("2019年第2期。", None),
    ],
)
def test_the_phase_of_a_trial(text: str, phase: str | None) -> None:
    assert phase_in(sheet_of(text), 0, len(text)) == phase


@pytest.mark.parametrize(("quote", "phase"), [("第Ⅱa期", "2a"), ("Ⅰ/Ⅱ期", "1/2"), ("第2相", "2"), ("患者", None)])
def test_a_quote_read_again(quote: str, phase: str | None) -> None:
    assert phase_code(quote) == phase
