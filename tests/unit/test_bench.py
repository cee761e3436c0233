"""The measurement counts what can be read, and tells speed by documents of the usual length."""

import json
from functools import lru_cache

import pytest

from bench.run import Figures, _forget, measure


def test_only_documents_that_can_be_read_are_measured() -> None:
    page = "研究纳入20例系统性红斑狼疮患者,静脉输注脐带间充质干细胞。"
    figures = measure({"a.txt": page.encode(), "b.pdf": b"%PDF-1.7"})
    assert (figures.documents, figures.characters, figures.bytes) == (1, len(page), len(page.encode()))
    assert list(figures.seconds) == ["floor", "ingest", "normalize", "extract", "validate", "read"]


def test_nothing_to_read_is_said() -> None:
    with pytest.raises(SystemExit, match="none of the documents can be read"):
        measure({"b.pdf": b"%PDF-1.7"})


def test_speed_is_told_by_the_usual_length_and_by_the_floor() -> None:
    figures = Figures(10, 90_000, 30_000, {"floor": 0.01, "read": 0.1})
    told = json.loads(figures.as_json())
    assert told["documents_per_second"] == pytest.approx(100)
    assert told["documents_of_2000_characters_per_second"] == pytest.approx(150)
    assert told["read_to_floor"] == pytest.approx(10)
    assert "150.0 documents of 2,000 characters a second, 10.0 x floor" in figures.as_lines()


def test_what_is_remembered_of_documents_is_forgotten_and_rules_are_kept() -> None:
    bounded, unbounded = lru_cache(maxsize=8)(abs), lru_cache(maxsize=None)(abs)
    bounded(-1), unbounded(-1)
    _forget()
    assert (bounded.cache_info().currsize, unbounded.cache_info().currsize) == (0, 1)
