"""The dictionary tells of every column, and the tracked file is the one that the models give."""

from pathlib import Path

import pytest

from pipeline.publish.dictionary import TRACKED, dictionary, main, write_dictionary
from pipeline.schemas.registry import TABLES


def test_every_table_and_column_stands_in_it() -> None:
    sections = dictionary().split("\n## ")[1:]
    assert [section.partition("\n")[0] for section in sections] == list(TABLES)
    for section, model in zip(sections, TABLES.values(), strict=True):
        for name, column in model.to_schema().columns.items():
            assert f"| `{name}` | " in section
            assert str(column.description) in section


def test_a_row_of_it_reads_plainly() -> None:
    assert "| `n_studies` | INTEGER | studies | yes | Studies that a review included; reviews only. |" in dictionary()
    assert "| `outcome` | TEXT | vocabulary: outcome | no |" in dictionary()
    assert "Report that gives the result. → `reports` |" in dictionary()


def test_the_tracked_file_is_up_to_date() -> None:
    assert TRACKED.read_text(encoding="utf-8") == dictionary()
    assert main(["--check"]) == 0


def test_check_tells_a_stale_file_and_writing_mends_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "README.md"
    file.write_text("old", encoding="utf-8")
    assert main(["--check"], file=file) == 1
    assert "not up to date" in capsys.readouterr().err
    assert main([], file=file) == 0
    assert main(["--check"], file=file) == 0


def test_an_equal_file_is_not_written_again(tmp_path: Path) -> None:
    file = write_dictionary(tmp_path)
    before = file.stat().st_mtime_ns
    assert write_dictionary(tmp_path).stat().st_mtime_ns == before
