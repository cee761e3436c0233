"""Only what changed is read, nothing is lost, and one bad document stops no other."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import LexiconError
from pipeline.ingest.folder import FolderScan, scan
from pipeline.schemas.registry import READ_TABLES
from pipeline.stages import ReadSummary, read_changed
from pipeline.store import Store
from tests.readers import read
from tests.rows import SEEN_AT

LATER = SEEN_AT + timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "curated") as opened:
        yield opened


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


def fill(raw: Path, **contents: str) -> None:
    for name, content in contents.items():
        (raw / f"{name}.txt").write_text(content, encoding="utf-8")


def step(store: Store, raw: Path | FolderScan, **given: Any) -> ReadSummary:
    found = raw if isinstance(raw, FolderScan) else scan(raw)
    options = {"code_digest": "d1", "seen_at": SEEN_AT, "workers": 1, "progress": lambda _done, _all: None, **given}
    return read_changed(store, found, reader=read, **options)


def files(done: ReadSummary) -> tuple[int, int, int, int]:
    return done.new, done.changed, done.unchanged, done.removed


def ingested(store: Store) -> dict[str, Any]:
    frame = store.frame("documents", source="extracted") if store.marks() else None
    assert frame is not None
    return dict(zip(frame["doc_id"], frame["ingested_at"], strict=True))


def test_a_second_run_reads_nothing(store: Store, raw: Path) -> None:
    fill(raw, a="one", b="two", c="empty")
    first = step(store, raw)
    assert files(first) == (3, 0, 0, 0)
    assert (first.documents, first.quarantined, first.rows["arms"]) == (2, 1, 2)
    second = step(store, raw, seen_at=LATER)
    assert files(second) == (0, 0, 3, 0)
    assert (second.documents, second.quarantined) == (0, 0)
    assert store.count("quarantine") == 1


def test_what_changed_or_went_away_takes_its_rows_along(store: Store, raw: Path) -> None:
    fill(raw, a="one", b="two", c="three", d="four")
    step(store, raw)
    fill(raw, b="two, mended", e="five")
    (raw / "c.txt").unlink()
    done = step(store, raw, seen_at=LATER)
    assert files(done) == (1, 1, 2, 1)
    documents = store.frame("documents", source="extracted")
    assert dict(zip(documents["doc_id"], documents["title"], strict=True)) == {
        "a.txt": "one",
        "b.txt": "two, mended",
        "d.txt": "four",
        "e.txt": "five",
    }
    assert ingested(store) == {"a.txt": SEEN_AT, "b.txt": LATER, "d.txt": SEEN_AT, "e.txt": LATER}


def test_other_code_reads_again_but_content_keeps_its_time(store: Store, raw: Path) -> None:
    fill(raw, a="one")
    step(store, raw)
    assert files(step(store, raw, code_digest="d2", seen_at=LATER)) == (0, 1, 0, 0)
    assert ingested(store) == {"a.txt": SEEN_AT}
    assert store.unvalidated() == ["a.txt"]


def test_a_renamed_document_is_a_removed_and_a_new_one(store: Store, raw: Path) -> None:
    fill(raw, a="one")
    step(store, raw)
    (raw / "a.txt").rename(raw / "z.txt")
    assert files(step(store, raw)) == (1, 0, 0, 1)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("raise", "The reader failed on this document: ValueError: no such word."),
        ("unknown column", "The reader failed on this document: ValueError: the table arms has no column colour."),
        ("mistyped", "The reader failed on this document: ArrowInvalid:"),
        ("empty", "The file is empty."),
    ],
)
def test_a_document_that_can_not_be_read_stops_no_other(store: Store, raw: Path, content: str, reason: str) -> None:
    fill(raw, a="one", b=content, c="three")
    done = step(store, raw)
    assert (done.documents, done.quarantined) == (2, 1)
    (refused,) = store.frame("quarantine").to_dict(orient="records")
    assert (refused["doc_id"], refused["entity"], refused["seen_at"]) == ("b.txt", "file", SEEN_AT)
    assert str(refused["reason"]).startswith(reason)
    assert files(step(store, raw)) == (0, 0, 3, 0)


def test_an_error_of_ours_stops_the_run_and_leaves_the_store_as_it_was(store: Store, raw: Path) -> None:
    fill(raw, a="one")
    step(store, raw)
    fill(raw, a="one, mended", b="lexicon")
    with pytest.raises(LexiconError, match="Mend it"):
        step(store, raw)
    assert list(store.frame("documents", source="extracted")["title"]) == ["one"]


def test_many_documents_are_read_in_processes_with_the_same_outcome(tmp_path: Path, raw: Path) -> None:
    fill(raw, **{f"d{i:02}": "empty" if i % 7 == 0 else f"text {i}" for i in range(40)})
    with Store.open(tmp_path / "one") as one, Store.open(tmp_path / "two") as two:
        assert step(one, raw, workers=1) == step(two, raw, workers=2)
        for table in READ_TABLES:
            alone, shared = (each.frame(table, source="extracted") for each in (one, two))
            assert alone.equals(shared), table
        assert one.frame("quarantine").equals(two.frame("quarantine"))


def test_a_document_that_kills_its_process_is_refused_and_tried_again(store: Store, raw: Path) -> None:
    fill(raw, **{f"d{i:02}": "die" if i == 11 else f"text {i}" for i in range(20)})
    done = step(store, raw, workers=2)
    assert (done.documents, done.quarantined) == (19, 1)
    (refused,) = store.frame("quarantine").to_dict(orient="records")
    assert (refused["doc_id"], refused["reason"]) == (
        "d11.txt",
        "The reader failed on this document: the process that read it died.",
    )
    fill(raw, d11="well again")
    again = step(store, raw, workers=2)
    assert files(again) == (1, 0, 19, 0)
    assert store.count("quarantine") == 0


def test_a_file_that_goes_away_after_the_scan_is_in_quarantine(store: Store, raw: Path) -> None:
    fill(raw, a="one", b="two")
    step(store, raw)
    found = scan(raw)
    (raw / "b.txt").unlink()
    done = step(store, found)
    assert (files(done), done.quarantined) == ((0, 0, 1, 0), 1)
    assert list(store.frame("quarantine")["doc_id"]) == ["b.txt"]
    assert list(store.marks()) == ["a.txt"]
    fill(raw, b="two")
    step(store, raw)
    assert store.count("quarantine") == 0


def test_what_the_scan_refuses_is_told_once_however_often_it_runs(store: Store, raw: Path) -> None:
    fill(raw, a="one")
    (raw / "gone.txt").symlink_to(raw / "nowhere.txt")
    for _ in range(2):
        assert step(store, raw).quarantined == 1
    assert list(store.frame("quarantine")["doc_id"]) == ["gone.txt"]


def test_progress_counts_files(store: Store, raw: Path) -> None:
    fill(raw, a="one", b="two")
    told: list[tuple[int, int]] = []
    step(store, raw, progress=lambda done, total: told.append((done, total)))
    assert told == [(2, 2)]
