"""Differences are grouped by what they are about and by the rule at fault; held-out pages are counted, not shown."""

from pathlib import Path

import duckdb
import pytest

from tests.gold import differences, perfect, score

PAGE = "本组共12例,随访6个月。"
GOLD = """
doc: {doc}
language: zh-Hans
commercial_interest: false
reports:
  - {{anchor: 共12例, study: first, study_type: cohort, species: human, conditions: [RA], n_enrolled: 12,
     follow_up_max_months: 6, directions: [{{outcome: ESR, direction: decrease}}]}}
discrepancies: []
"""


@pytest.fixture
def gold_dir(tmp_path: Path) -> Path:
    for doc in ("d01", "k01"):
        (tmp_path / f"{doc}.txt").write_text(PAGE, encoding="utf-8")
        (tmp_path / f"{doc}.yaml").write_text(GOLD.format(doc=f"{doc}.txt"), encoding="utf-8")
    return tmp_path


def test_groups_name_the_field_and_the_rule(tmp_path: Path, gold_dir: Path) -> None:
    db = tmp_path / "evidence.duckdb"
    perfect.build(db, gold_dir)
    with duckdb.connect(str(db)) as con:
        con.execute("UPDATE reports SET n_enrolled = 6")
        con.execute("UPDATE provenance SET rule = 'population.total' WHERE field = 'n_enrolled'")
        con.execute("DELETE FROM results")
    _, found = score.score(db, [gold_dir])
    fields = differences.by_field(found)
    with duckdb.connect(str(db)) as con:
        at_fault = differences.by_rule(con, found)
    assert {name: len(group) for name, group in fields.items()} == {"direction: ESR missed": 2, "field: n_enrolled": 2}
    assert {name: len(group) for name, group in at_fault.items()} == {"population.total": 2}
    text = differences.lines(at_fault, examples=3)
    assert text[0].split() == ["2", "population.total"]
    assert len(text) == 2
    assert "d01.txt" in text[1]
    assert "k01.txt" not in "".join(text)
