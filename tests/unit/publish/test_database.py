"""Readers find a complete database at every moment, equal for equal stores, with comments and keys."""

import subprocess
import sys
import textwrap
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from pipeline.errors import PublishError
from pipeline.publish.database import publish_database
from pipeline.schemas.registry import READ_TABLES, TABLES
from pipeline.store import Store
from pipeline.store.layout import read_schema
from pipeline.validate.split import split_all
from tests.rows import SEEN_AT, rows_of


def fill(store: Store, *doc_ids: str) -> None:
    """Put accepted rows of these documents into the store, in this order."""
    for doc_id in doc_ids:
        tables = {
            table: pa.Table.from_pylist([{**row, "doc_id": doc_id} for row in rows], schema=read_schema(table))
            for table, rows in rows_of(doc_id).items()
        }
        store.add_extracted(tables, [])
        parts = split_all(store.extracted([doc_id]))
        store.add_accepted({table: part.accepted for table, part in parts.items()}, [doc_id])
    refusal = {"doc_id": "x.bin", "entity": "file", "entity_id": None, "reason": "Not text.", "row": None}
    store.add_refused([refusal], stage="read", seen_at=SEEN_AT)


def rows_in(file: Path) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect(str(file), read_only=True) as connection:
        return {table: connection.execute(f"FROM {table}").fetchall() for table in TABLES}


def test_all_tables_are_there_with_their_rows(tmp_path: Path) -> None:
    target = tmp_path / "evidence.duckdb"
    with Store.open(tmp_path) as store:
        fill(store, "a.txt")
        counts = publish_database(store, target)
        again = publish_database(store, target)
    rows = rows_in(target)
    assert counts == again == {table: len(found) for table, found in rows.items()}
    assert (counts["documents"], counts["quarantine"], counts["studies"]) == (1, 1, 0)
    assert counts["vocabulary"] > 200
    assert sorted(path.name for path in tmp_path.iterdir()) == ["evidence.duckdb", "store.duckdb"]


def test_columns_are_described_and_keys_kept(tmp_path: Path) -> None:
    target = tmp_path / "evidence.duckdb"
    with Store.open(tmp_path) as store:
        publish_database(store, target)
    with duckdb.connect(str(target), read_only=True) as connection:
        undescribed = connection.execute(
            "SELECT column_name FROM duckdb_columns() WHERE comment IS NULL AND NOT internal"
        )
        assert undescribed.fetchall() == []
        keys = connection.execute(
            "SELECT constraint_column_names FROM duckdb_constraints() "
            "WHERE table_name = 'documents' AND constraint_type = 'PRIMARY KEY'"
        )
        assert keys.fetchall() == [(["doc_id"],)]


def test_equal_stores_give_equal_tables_whatever_their_history(tmp_path: Path) -> None:
    for name, order in (("one", ["a.txt", "b.txt", "c.txt"]), ("two", ["c.txt", "a.txt", "b.txt"])):
        with Store.open(tmp_path / name) as store:
            fill(store, *order)
            store.connection.execute("DELETE FROM quarantine")
            publish_database(store, tmp_path / name / "evidence.duckdb")
    assert rows_in(tmp_path / "one" / "evidence.duckdb") == rows_in(tmp_path / "two" / "evidence.duckdb")


def test_a_reader_in_another_process_reads_on_while_a_new_one_is_published(tmp_path: Path) -> None:
    target = tmp_path / "evidence.duckdb"
    script = f"""
        import duckdb, sys
        connection = duckdb.connect({str(target)!r}, read_only=True)
        for _ in sys.stdin:
            print(connection.execute("SELECT count(*) FROM documents").fetchall()[0][0], flush=True)
    """
    with Store.open(tmp_path) as store:
        fill(store, "a.txt")
        publish_database(store, target)
        reader = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert reader.stdin is not None
        assert reader.stdout is not None
        print(file=reader.stdin, flush=True)
        assert reader.stdout.readline() == "1\n"
        fill(store, "b.txt")
        publish_database(store, target)
        assert reader.communicate("\n")[0] == "1\n"
    assert len(rows_in(target)["documents"]) == 2


def test_rows_that_break_a_key_leave_the_last_database(tmp_path: Path) -> None:
    target = tmp_path / "evidence.duckdb"
    with Store.open(tmp_path) as store:
        fill(store, "a.txt")
        publish_database(store, target)
        store.connection.execute("INSERT INTO accepted.documents FROM accepted.documents")
        with pytest.raises(PublishError, match="still stands"):
            publish_database(store, target)
        assert store.count("documents") == 2
    assert len(rows_in(target)["documents"]) == 1
    assert not (tmp_path / "evidence.duckdb.new").exists()


def test_leavings_of_a_killed_run_and_of_a_writing_reader_do_no_harm(tmp_path: Path) -> None:
    target = tmp_path / "evidence.duckdb"
    (tmp_path / "evidence.duckdb.new").write_text("half a database")
    (tmp_path / "evidence.duckdb.wal").write_text("somebody's log")
    with Store.open(tmp_path) as store:
        fill(store, "a.txt")
        publish_database(store, target)
    assert len(rows_in(target)["arms"]) == 1


def test_a_quote_in_the_path_is_only_a_letter(tmp_path: Path) -> None:
    folder = tmp_path / "o'brien; DROP"
    with Store.open(folder) as store:
        publish_database(store, folder / "evidence.duckdb")
    assert set(rows_in(folder / "evidence.duckdb")) >= set(READ_TABLES)
