from pathlib import Path

import pytest

from pipeline.errors import RawFolderError
from pipeline.ingest.folder import read_bytes, scan


def test_files_are_found_at_any_depth_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "b.txt").write_bytes(b"two")
    (tmp_path / "a.txt").write_bytes(b"one")
    found = scan(tmp_path)
    assert [(file.doc_id, file.size, read_bytes(file)) for file in found.files] == [
        ("a.txt", 3, b"one"),
        ("site/b.txt", 3, b"two"),
    ]
    assert found.refused == ()


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config.txt").write_bytes(b"x")
    (tmp_path / ".DS_Store").write_bytes(b"x")
    assert scan(tmp_path).files == ()


def test_links_that_leave_the_folder_or_lead_nowhere_are_refused_and_links_inside_are_read(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (tmp_path / "secret.txt").write_bytes(b"x")
    (raw / "a.txt").write_bytes(b"x")
    (raw / "inside.txt").symlink_to(raw / "a.txt")
    (raw / "outside.txt").symlink_to(tmp_path / "secret.txt")
    (raw / "nowhere.txt").symlink_to(raw / "gone.txt")
    found = scan(raw)
    assert [file.doc_id for file in found.files] == ["a.txt", "inside.txt"]
    assert [(row["doc_id"], row["entity"]) for row in found.refused] == [
        ("nowhere.txt", "file"),
        ("outside.txt", "file"),
    ]
    assert "outside the folder" in found.refused[1]["reason"]


def test_a_linked_folder_is_refused_as_one_entry(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "up").symlink_to(tmp_path, target_is_directory=True)
    assert [row["doc_id"] for row in scan(raw).refused] == ["up"]


def test_a_missing_folder_is_told_with_its_mend(tmp_path: Path) -> None:
    with pytest.raises(RawFolderError, match="create it"):
        scan(tmp_path / "nowhere")
