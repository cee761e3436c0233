"""The store keeps rows and marks together, gives them back typed and sorted, and survives kills and new layouts."""

import logging
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from pipeline.errors import StoreError
from pipeline.schemas.registry import FOLDED_TABLES, READ_TABLES
from pipeline.store import Store
from pipeline.store.layout import read_schema
from pipeline.validate.split import split_all
from tests.rows import SEEN_AT, rows_of


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path) as opened:
        yield opened


def add(store: Store, *doc_ids: str, **bent: Any) -> None:
    """Store what reading the small document gives, under each of these names; `bent` changes its documents row."""
    read = {doc_id: rows_of(doc_id) for doc_id in doc_ids}
    for rows in read.values():
        rows["documents"][0].update(bent)
    tables = {
        table: pa.Table.from_pylist(
            [{**row, "doc_id": doc_id} for doc_id, rows in read.items() for row in rows[table]],
            schema=read_schema(table),
        )
        for table in READ_TABLES
    }
    marks = [
        {
            "doc_id": doc_id,
            "sha256": "0" * 64,
            "code_digest": "d1",
            "rows_extracted": '{"arms": 1}',
            "ingested_at": SEEN_AT,
            "validated": False,
        }
        for doc_id in doc_ids
    ]
    store.add_extracted(tables, marks)


def accept(store: Store) -> None:
    doc_ids = store.unvalidated()
    parts = split_all(store.extracted(doc_ids))
    store.add_accepted({table: part.accepted for table, part in parts.items()}, doc_ids)


def folded(study_id: str = "S-1", *report_ids: str) -> dict[str, pd.DataFrame]:
    frames = {table: pd.DataFrame(columns=list(model.to_schema().columns)) for table, model in FOLDED_TABLES.items()}
    rows = [{**rows_of(name.rpartition("#")[0])["reports"][0], "study_id": study_id} for name in report_ids]
    frames["reports"] = pd.DataFrame(rows, columns=list(FOLDED_TABLES["reports"].to_schema().columns))
    return frames


def test_rows_come_back_as_they_went_in(store: Store) -> None:
    add(store, "a.txt", published_on=date(2020, 5, 1))
    expected = rows_of("a.txt")
    expected["documents"][0]["published_on"] = date(2020, 5, 1)
    for table, frame in store.extracted(["a.txt"]).items():
        columns = [name for name in frame.columns if name in expected[table][0]]
        rows = frame[columns].astype(object).where(frame[columns].notna(), None).to_dict(orient="records")
        assert rows == expected[table], table


def test_accepted_rows_pass_their_models_as_they_come_back(store: Store) -> None:
    add(store, "a.txt", "b.txt", published_on=None)
    accept(store)
    for table, model in READ_TABLES.items():
        frame = store.frame(table, source="accepted")
        assert len(model.validate(frame, lazy=True)) == 2, table
    assert store.unvalidated() == []


def test_frames_are_sorted_by_key_whatever_the_order_of_writing(store: Store) -> None:
    add(store, "b.txt")
    add(store, "a.txt")
    accept(store)
    assert list(store.frame("documents")["doc_id"]) == ["a.txt", "b.txt"]
    assert list(store.frame("documents", limit=1)["doc_id"]) == ["a.txt"]
    assert (store.count("documents"), store.count("arms", source="extracted")) == (2, 2)


def test_marks_tell_what_was_read(store: Store) -> None:
    add(store, "a.txt")
    (mark,) = store.marks().values()
    assert (mark.sha256, mark.code_digest, mark.ingested_at) == ("0" * 64, "d1", SEEN_AT)


def test_a_forgotten_document_leaves_nothing_behind_and_takes_nothing_else(store: Store) -> None:
    add(store, "a.txt", "b.txt")
    accept(store)
    refusal = {"entity": "arms", "entity_id": None, "reason": "No.", "row": None}
    store.add_refused([{**refusal, "doc_id": d} for d in ("a.txt", "b.txt")], stage="validate", seen_at=SEEN_AT)
    with store.transaction():
        store.forget(["a.txt"])
    for table in READ_TABLES:
        for source in ("extracted", "accepted"):
            assert store.count(table, source=source) == 1, (table, source)
    assert list(store.frame("quarantine")["doc_id"]) == ["b.txt"]
    assert list(store.marks()) == ["b.txt"]


def test_a_document_is_forgotten_and_read_again_in_one_transaction(store: Store) -> None:
    add(store, "a.txt")
    with store.transaction():
        store.forget(["a.txt"])
        add(store, "a.txt")
    assert store.count("reports", source="extracted") == 1


def test_an_error_inside_a_transaction_undoes_all_of_it(store: Store) -> None:
    def add_and_stop() -> None:
        with store.transaction():
            add(store, "a.txt")
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        add_and_stop()
    assert store.marks() == {}
    assert store.count("documents", source="extracted") == 0


def test_refusals_of_files_never_read_are_said_anew_each_run(store: Store) -> None:
    add(store, "a.txt")
    refusal = {"entity": "file", "entity_id": None, "reason": "No.", "row": '{"x": 1}'}
    store.add_refused([{**refusal, "doc_id": d} for d in ("a.txt", "z.txt")], stage="read", seen_at=SEEN_AT)
    store.forget_unread_refusals()
    left = store.frame("quarantine")
    assert list(left["doc_id"]) == ["a.txt"]
    assert list(left["seen_at"]) == [SEEN_AT]


def test_every_name_of_a_study_is_kept(store: Store) -> None:
    add(store, "a.txt", "b.txt")
    accept(store)
    for study_id in ("S-1", "S-2", "S-1"):
        with store.transaction():
            store.replace_folded(folded(study_id, "a.txt#0", "b.txt#0"))
    assert list(store.frame("reports")["study_id"]) == ["S-1", "S-1"]
    assert store.identities().to_dict(orient="list") == {
        "report_id": ["a.txt#0", "a.txt#0", "b.txt#0", "b.txt#0"],
        "study_id": ["S-1", "S-2", "S-1", "S-2"],
    }


def test_everything_is_there_after_reopening(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        add(store, "a.txt")
    with Store.open(tmp_path) as store:
        assert list(store.marks()) == ["a.txt"]


def test_another_layout_is_made_anew_but_the_names_of_studies_stay(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with Store.open(tmp_path) as store:
        add(store, "a.txt")
        accept(store)
        store.replace_folded(folded("S-1", "a.txt#0"))
        store.connection.execute("UPDATE layout SET version = 'older'")
    with caplog.at_level(logging.WARNING), Store.open(tmp_path) as store:
        assert store.marks() == {}
        assert list(store.identities()["study_id"]) == ["S-1"]
    assert "read again" in caplog.text


def test_a_store_that_another_process_has_open_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    script = f"""
        import sys
        from pathlib import Path
        from pipeline.store import Store
        with Store.open(Path({str(tmp_path)!r})):
            print("open", flush=True)
            sys.stdin.read()
    """
    other = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(StoreError, match=r"Another run has .* open"):
            Store.open(tmp_path, attempts=2, pause=0.01)
    finally:
        other.communicate("")
    with Store.open(tmp_path, attempts=1) as store:
        assert store.marks() == {}


def test_a_file_that_is_no_database_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "store.duckdb").write_text("not a database, only words " * 1000)
    with pytest.raises(StoreError, match="Move it away"):
        Store.open(tmp_path, attempts=1)


def test_a_process_killed_inside_a_transaction_leaves_the_last_state(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        add(store, "a.txt")
    script = f"""
        import os, signal
        from pathlib import Path
        from pipeline.store import Store
        store = Store.open(Path({str(tmp_path)!r}))
        with store.transaction():
            store.forget(["a.txt"])
            os.kill(os.getpid(), signal.SIGKILL)
    """
    assert subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=False).returncode == -9
    with Store.open(tmp_path) as store:
        assert list(store.marks()) == ["a.txt"]
        assert store.count("reports", source="extracted") == 1
