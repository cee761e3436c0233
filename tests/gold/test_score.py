"""The score is 1 for a reader without fault and falls where, and only where, a database is made worse."""

import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.gold import perfect, score

DEVSET = Path(__file__).with_name("devset")
F1 = ("report_f1", "field_f1", "result_f1", "direction_f1", "adverse_event_f1", "dedup_f1")
SHARES = ("p_value_r", "discrepancy_r", "language", "commercial", "quotes_exact", "fields_with_provenance")

PAGE = "甲院纳入20例关节炎患者,12个月后ESR为15±4。乙院共收治9例,血沉下降,未见不良反应。原文写11例。"
GOLD = """
doc: a.txt
language: zh-Hans
commercial_interest: true
reports:
  - {anchor: 甲院纳入20例, study: first, study_type: single_arm_trial, species: human, conditions: [RA], n_enrolled: 20,
     follow_up_max_months: 12, routes: [intravenous], doses: [{min: 1.0e+6, max: 2.0e+6, unit: cells/kg}],
     results: [{outcome: ESR, t: 12, stat: mean, value: 15, sd: 4, p: '<0.05', group: treatment},
               {outcome: other, stat: mean, value: 3}]}
  - {anchor: 乙院共收治9例, study: second, study_type: cohort, species: human, conditions: [RA], n_enrolled: 9,
     directions: [{outcome: ESR, direction: decrease}], adverse_events: [none]}
discrepancies:
  - {kind: self_contradiction, anchor: 原文写11例}
"""
SECOND_PAGE = "有报道说,二十名病人(20例)接受了治疗。"
SECOND_GOLD = """
doc: b.txt
language: zh-Hans
commercial_interest: false
reports:
  - {anchor: 20例, study: first, study_type: unspecified, species: human, conditions: [other], n_enrolled: 20}
discrepancies: []
"""


@pytest.fixture
def gold_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    for name, text, gold in (("a", PAGE, GOLD), ("b", SECOND_PAGE, SECOND_GOLD)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        (folder / f"{name}.yaml").write_text(gold, encoding="utf-8")
    return folder


@pytest.fixture
def database(tmp_path: Path, gold_dir: Path) -> Path:
    db = tmp_path / "evidence.duckdb"
    perfect.build(db, gold_dir)
    return db


def spoil(db: Path, sql: str) -> None:
    with duckdb.connect(str(db)) as con:
        con.execute(sql)


def figures_below_one(db: Path, gold_dir: Path) -> set[str]:
    figures, _ = score.score(db, [gold_dir])
    return {name for name in (*F1, *SHARES) if figures[name] < 1}


def test_a_perfect_database_scores_one_on_every_gold_file(tmp_path: Path) -> None:
    perfect.build(tmp_path / "perfect.duckdb", DEVSET)
    figures, differences = score.score(tmp_path / "perfect.duckdb", [DEVSET])
    assert differences == []
    assert {name: figures[name] for name in (*F1, *SHARES)} == dict.fromkeys((*F1, *SHARES), 1.0)
    assert figures["documents"] == len(list(DEVSET.glob("*.txt")))
    assert figures["documents_missing"] == 0


def test_a_database_without_rows_scores_nothing(tmp_path: Path, gold_dir: Path) -> None:
    perfect.write(tmp_path / "empty.duckdb", perfect.Tables(list))
    figures, _ = score.score(tmp_path / "empty.duckdb", [gold_dir])
    assert {name: figures[name] for name in F1} == dict.fromkeys(F1, 0.0)
    assert figures["quotes_exact"] == figures["fields_with_provenance"] == figures["language"] == 0
    assert figures["documents_missing"] == 2


@pytest.mark.parametrize(
    ("damage", "falling"),
    [
        (
            "INSERT INTO reports BY NAME SELECT * REPLACE ('invented' AS report_id, 40 AS char_start, 45 AS char_end, "
            "NULL AS n_enrolled, NULL AS follow_up_max_months) FROM reports WHERE n_enrolled = 9",
            {"report_f1", "field_f1"},
        ),
        ("UPDATE reports SET n_enrolled = 10 WHERE n_enrolled = 9", {"field_f1"}),
        ("UPDATE arms SET dose_max = 3e6 WHERE dose_max IS NOT NULL", {"field_f1"}),
        ("UPDATE results SET value = 51 WHERE value = 15", {"result_f1"}),
        ("UPDATE results SET dispersion = 5 WHERE value = 15", {"result_f1"}),
        ("UPDATE results SET timepoint_months = 6 WHERE value = 15", {"result_f1"}),
        ("UPDATE results SET arm_id = replace(arm_id, 'treatment', 'control')", {"result_f1"}),
        ("UPDATE results SET p_operator = '>' WHERE value = 15", {"p_value_r"}),
        ("UPDATE results SET value = 4 WHERE outcome = 'other'", set()),
        ("UPDATE results SET direction = 'increase' WHERE direction = 'decrease'", {"direction_f1"}),
        ("UPDATE adverse_events SET event = 'fever'", {"adverse_event_f1"}),
        ("UPDATE reports SET study_id = 'one'", {"dedup_f1"}),
        ("UPDATE reports SET study_id = report_id", {"dedup_f1"}),
        ("UPDATE results SET quote = '甲院纳入21例' WHERE value = 15", {"quotes_exact"}),
        ("UPDATE results SET char_start = char_start + 1 WHERE value = 15", {"quotes_exact"}),
        ("DELETE FROM provenance WHERE field = 'n_enrolled'", {"fields_with_provenance"}),
        ("UPDATE documents SET language = 'ja'", {"language"}),
        ("UPDATE documents SET commercial_interest = true", {"commercial"}),
        ("DELETE FROM discrepancies", {"discrepancy_r"}),
    ],
)
def test_one_fault_lowers_its_own_figures_alone(database: Path, gold_dir: Path, damage: str, falling: set[str]) -> None:
    assert figures_below_one(database, gold_dir) == set()
    spoil(database, damage)
    assert figures_below_one(database, gold_dir) == falling


def test_an_invented_report_costs_precision_and_a_lost_one_recall(database: Path, gold_dir: Path) -> None:
    spoil(database, "INSERT INTO reports BY NAME SELECT * REPLACE ('x' AS report_id) FROM reports WHERE n_enrolled = 9")
    figures, differences = score.score(database, [gold_dir])
    assert (figures["report_p"], figures["report_r"]) == (0.75, 1.0)
    assert [row.name for row in differences if row.kind == "report"] == ["invented"]
    spoil(database, "DELETE FROM reports WHERE report_id = 'x' OR n_enrolled = 9")
    figures, differences = score.score(database, [gold_dir])
    assert figures["report_p"] == 1.0
    assert figures["report_r"] == pytest.approx(2 / 3, abs=1e-4)
    assert [row.name for row in differences if row.kind == "report"] == ["missed"]


def test_studies_wrongly_merged_cost_precision_and_wrongly_split_recall(database: Path, gold_dir: Path) -> None:
    spoil(database, "UPDATE reports SET study_id = 'one'")
    merged, _ = score.score(database, [gold_dir])
    assert (merged["dedup_r"], merged["dedup_p"]) == (1.0, pytest.approx(1 / 3, abs=1e-4))
    spoil(database, "UPDATE reports SET study_id = report_id")
    split, _ = score.score(database, [gold_dir])
    assert (split["dedup_r"], split["dedup_p"]) == (0.0, 1.0)


def test_the_command_prints_figures_and_fails_where_a_need_is_not_met(database: Path, gold_dir: Path) -> None:
    command = [sys.executable, str(Path(score.__file__)), str(database), str(gold_dir)]
    good = subprocess.run([*command, "--json", "--need", "report_f1=1"], capture_output=True, text=True, check=False)
    assert good.returncode == 0, good.stderr
    assert json.loads(good.stdout)["headline"] == 1.0
    spoil(database, "DELETE FROM reports WHERE n_enrolled = 9")
    bad = subprocess.run([*command, "--errors=5", "--need=report_r=0.9"], capture_output=True, text=True, check=False)
    assert bad.returncode == 1
    assert "REPORT MISSED" in bad.stdout
    assert "falls short: report_r=0.9 (is 0.6667)" in bad.stdout
