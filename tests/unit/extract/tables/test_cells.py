"""What one cell of a table says."""

import pytest

from pipeline.extract.tables.cells import (
    group_in,
    holds_figure,
    is_nothing,
    names_cells,
    outcome_in,
    p_in,
    time_in,
    unit_in,
    unit_of_time,
)
from tests.unit.extract.cases import cell_of, near


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("治疗前", 0.0),
        ("投与前", 0.0),
        ("收案", 0.0),
        ("基线SLEDAI", 0.0),
        ("治療後6個月", 6.0),
        ("12週", 2.76),
        ("SLEDAI 6月", 6.0),
        ("DAS28(12w)", 2.76),
        ("W24", 5.52),
        ("d28 总有效", 0.92),
        ("24h尿蛋白", None),
        ("尿蛋白(g/24h)", None),
        ("较基线变化", None),
        ("ベースラインからの変化量", None),
        ("治疗后", None),
    ],
)
def test_when(words: str, months: float | None) -> None:
    time = time_in(*cell_of(words))
    assert (time.value if time else None) == (None if months is None else near(months))


@pytest.mark.parametrize(
    ("words", "months"), [("时间(周)", 0.23), ("随访/月", 1.0), ("時期（日）", 0.033), ("时间", None)]
)
def test_what_a_bare_number_counts(words: str, months: float | None) -> None:
    told = unit_of_time(*cell_of(words))
    assert told == (None if months is None else pytest.approx(months, abs=0.01))


@pytest.mark.parametrize(
    ("words", "is_figure"),
    [
        ("12.4±3.0*", True),
        ("8(40.0%)", True),
        ("3/20", True),
        ("52.1→31.0", True),
        ("6.3±2.0 vs 9.8±2.7", True),
        ("-7.9(-9.0至-6.8)", True),
        ("150(100,210)", True),
        ("<0.01", True),
        ("P", False),
        ("治疗组20例", False),
        ("下降30%以上者", False),
    ],
)
def test_nothing_but_a_figure(words: str, is_figure: bool) -> None:
    assert holds_figure(*cell_of(words)) is is_figure


@pytest.mark.parametrize(
    ("words", "code"), [("联合治疗", "treatment"), ("安慰剂组", "control"), ("対照群(n=20)", "control"), ("复诊", None)]
)
def test_whose(words: str, code: str | None) -> None:
    found = group_in(*cell_of(words))
    assert (found.value if found else None) == code


def test_a_limit_is_no_outcome() -> None:
    assert outcome_in(*cell_of("达标率(HbA1c<7%)")) is None
    hit = outcome_in(*cell_of("HbA1c(%)"))
    assert hit is not None
    assert hit.code == "HbA1c"


@pytest.mark.parametrize(
    ("words", "unit"), [("CRP(mg/L)", "mg/L"), ("白蛋白 g/L", "g/L"), ("IL-6,pg/mL", "pg/mL"), ("VAS", None)]
)
def test_in_what_unit(words: str, unit: str | None) -> None:
    told = unit_in(*cell_of(words))
    assert (told[0] if told else None) == unit


@pytest.mark.parametrize(
    ("words", "p"), [("<0.01", ("<", 0.01)), ("P=0.03", ("=", 0.03)), ("0.77", ("=", 0.77)), ("12", None)]
)
def test_a_p_value(words: str, p: tuple[str, float] | None) -> None:
    told = p_in(*cell_of(words))
    assert (None if told is None else (told.sign, told.value)) == p


def test_nothing_told_and_cells_named() -> None:
    assert [is_nothing(*cell_of(words)) for words in ("-", "—", "NR", "不详", "0")] == [True, True, True, True, False]
    assert [names_cells(*cell_of(words)) for words in ("MSC组", "脐带组", "DMT组")] == [True, True, False]
