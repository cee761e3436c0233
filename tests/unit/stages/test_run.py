"""From files to the published database: nothing is lost, and any history leads to the same tables."""

import json
import tempfile
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import StudyfoldError
from pipeline.ingest.folder import FolderScan, scan
from pipeline.schemas.registry import TABLES
from pipeline.stages import conservation, fold, publish, read_changed, validate_new
from pipeline.stages.fold import _checked
from pipeline.store import Store
from tests.readers import read
from tests.rows import SEEN_AT


def run(curated: Path, raw: Path, contents: Mapping[str, str], *, runs: int = 0) -> FolderScan:
    """One whole run over a folder that holds exactly `contents`."""
    raw.mkdir(parents=True, exist_ok=True)
    for file in raw.iterdir():
        file.unlink()
    for name, content in contents.items():
        (raw / name).write_text(content, encoding="utf-8")
    seen_at = SEEN_AT + timedelta(days=runs)
    found = scan(raw)
    with Store.open(curated) as store:
        read_changed(
            store, found, code_digest="d1", seen_at=seen_at, workers=1, progress=lambda _d, _t: None, reader=read
        )
        validate_new(store, seen_at=seen_at)
        fold(store)
        publish(store, curated)
        broken = {name: balance for name, balance in conservation(store, found).items() if not balance.holds}
    assert broken == {}
    return found


def published(curated: Path) -> dict[str, list[tuple[object, ...]]]:
    """All published rows but for the times of the runs, reports and studies without the names of studies."""
    leave_out = {"documents": ["ingested_at"], "quarantine": ["seen_at"]}
    named = {table: [c for c in model.to_schema().columns if c == "study_id"] for table, model in TABLES.items()}
    with duckdb.connect(str(curated / "evidence.duckdb"), read_only=True) as connection:
        tables = {}
        for table in TABLES:
            hidden = [*leave_out.get(table, []), *named[table]]
            exclude = f"EXCLUDE ({', '.join(hidden)})" if hidden else ""
            if table != "study_aliases":
                tables[table] = connection.execute(f"SELECT * {exclude} FROM {table} ORDER BY ALL").fetchall()
    return tables


def test_validation_parts_new_rows_once(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.txt").write_text("good", encoding="utf-8")
    (raw / "b.txt").write_text("bad report", encoding="utf-8")
    with Store.open(tmp_path) as store:
        read_changed(
            store, scan(raw), code_digest="d", seen_at=SEEN_AT, workers=1, progress=lambda _d, _t: None, reader=read
        )
        done = validate_new(store, seen_at=SEEN_AT)
        assert (done.extracted["reports"], done.accepted["reports"], done.quarantined["reports"]) == (2, 1, 1)
        assert (done.accepted["arms"], done.quarantined["arms"]) == (1, 1)
        assert (done.accepted["passages"], done.quarantined["passages"]) == (2, 0)
        assert validate_new(store, seen_at=SEEN_AT).extracted == {}
        assert store.count("reports", source="accepted") == 1
        refused = store.frame("quarantine").set_index("entity").loc["reports"]
        assert json.loads(str(refused["row"]))["study_type"] == "tale"
        balances = conservation(store, scan(raw))
        assert balances["rows of reports"].holds
        assert not balances["reports"].holds  # not folded yet


def test_a_whole_run_publishes_every_kind_of_row(tmp_path: Path) -> None:
    run(tmp_path / "c", tmp_path / "raw", {"a.txt": "good", "b.txt": "bad report", "c.txt": "empty"})
    rows = published(tmp_path / "c")
    assert len(rows["documents"]) == 2
    assert len(rows["reports"]) == len(rows["studies"]) == 1
    assert {row[1] for row in rows["quarantine"]} >= {"file", "reports", "arms", "provenance"}
    assert (tmp_path / "c" / "README.md").is_file()


def test_an_empty_folder_publishes_empty_tables(tmp_path: Path) -> None:
    run(tmp_path / "c", tmp_path / "raw", {})
    assert {table for table, rows in published(tmp_path / "c").items() if rows} == {"vocabulary"}


_CONTENTS = st.dictionaries(
    st.sampled_from(["a.txt", "b.txt", "c.txt"]), st.sampled_from(["good", "other", "empty", "bad report", "raise"])
)


@settings(max_examples=8, deadline=None)
@given(st.lists(_CONTENTS, min_size=1, max_size=3))
def test_any_history_gives_the_tables_of_a_run_from_scratch(history: list[dict[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, contents in enumerate(history):
            run(folder / "grown", folder / "raw", contents, runs=number)
        run(folder / "scratch", folder / "raw", history[-1])
        assert published(folder / "grown") == published(folder / "scratch")


def test_a_study_keeps_its_name_while_documents_come_and_go(tmp_path: Path) -> None:
    def names() -> dict[str, str]:
        with duckdb.connect(str(tmp_path / "c" / "evidence.duckdb"), read_only=True) as connection:
            return dict(connection.execute("SELECT report_id, study_id FROM reports").fetchall())

    run(tmp_path / "c", tmp_path / "raw", {"b.txt": "good"})
    first = names()["b.txt#0"]
    run(tmp_path / "c", tmp_path / "raw", {"a.txt": "good", "b.txt": "good"})
    assert names()["b.txt#0"] == first
    run(tmp_path / "c", tmp_path / "raw", {"a.txt": "good"})
    run(tmp_path / "c", tmp_path / "raw", {"a.txt": "good", "b.txt": "good"})
    assert names()["b.txt#0"] == first


def test_summaries_read_as_one_line(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.txt").write_text("good", encoding="utf-8")
    with Store.open(tmp_path) as store:
        done = read_changed(
            store, scan(raw), code_digest="d", seen_at=SEEN_AT, workers=1, progress=lambda _d, _t: None, reader=read
        )
        assert str(done) == "1 new, 0 changed, 0 unchanged, 0 removed; 11 rows of 1 documents read, 0 refused"
        assert str(validate_new(store, seen_at=SEEN_AT)) == "11 new rows accepted, 0 refused"
        assert str(fold(store)).startswith("1 reports of 1 studies, 0 of them in conflict;")
        assert str(publish(store, tmp_path)).endswith(" tables: " + str(tmp_path / "evidence.duckdb"))


def test_folded_rows_that_break_a_rule_stop_the_run_in_plain_words() -> None:
    rows = pd.DataFrame([{"study_id": "S-1", "former_study_id": "S-1"}])
    with pytest.raises(StudyfoldError, match="a study is no alias of itself"):
        _checked("study_aliases", rows)
