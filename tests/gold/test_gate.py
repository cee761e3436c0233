"""The gate: the real pipeline reads every gold page, and no figure may fall below its floor in `floors.yaml`."""

import hashlib
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.gold.publishing import GOLD, UNSEEN, WRITTEN, publish_gold
from tests.gold.score import score

HERE = Path(__file__).parent
RAW = HERE.parents[1] / "data" / "raw"
FLOORS: dict[str, Any] = yaml.safe_load((HERE / "floors.yaml").read_text(encoding="utf-8"))
FIGURES = (
    *("report_f1", "field_f1", "result_f1", "direction_f1", "adverse_event_f1", "dedup_f1"),
    *("quotes_exact", "fields_with_provenance", "language", "commercial"),
)
SETS = ("seeds", "devset", "written", "unseen")

Figures = dict[str, dict[str, Any]]


def gold_digest() -> str:
    """One digest over the names and the bytes of all gold files."""
    digest = hashlib.sha256()
    for path in sorted(path for pages in (GOLD, WRITTEN, UNSEEN) for path in pages.iterdir()):
        digest.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


@pytest.fixture(scope="session")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """The figures of each set of gold files, each read and published by itself; the five documents with the dev set."""
    published = {pages: publish_gold(tmp_path_factory.mktemp("gold"), pages) for pages in (GOLD, WRITTEN, UNSEEN)}
    seeds = tmp_path_factory.mktemp("seeds")
    for page in RAW.glob("*.txt"):
        annotation = page.with_suffix(".yaml").name
        shutil.copyfile(GOLD / annotation, seeds / annotation)
    return {
        "seeds": score(published[GOLD], [seeds])[0],
        "devset": score(published[GOLD], [GOLD])[0],
        "written": score(published[WRITTEN], [WRITTEN])[0],
        "unseen": score(published[UNSEEN], [UNSEEN])[0],
    }


def test_the_gold_files_are_those_that_the_floors_were_measured_on() -> None:
    digest = gold_digest()
    assert digest == FLOORS["gold_sha256"], (
        "The gold files changed. Run the gate, check that every floor in tests/gold/floors.yaml still says what is "
        f"wanted of the new files, then set gold_sha256 there to {digest}."
    )


def test_every_figure_of_every_set_has_a_floor() -> None:
    assert {name: set(FLOORS[name]) for name in SETS} == {name: set(FIGURES) for name in SETS}


def test_no_gold_page_is_missing(figures: Figures) -> None:
    assert {name: figures[name]["documents_missing"] for name in SETS} == dict.fromkeys(SETS, 0)
    assert figures["seeds"]["documents"] == len(list(RAW.glob("*.txt")))


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("gold_set", SETS)
def test_no_figure_falls_below_its_floor(figures: Figures, gold_set: str, figure: str) -> None:
    value, floor = figures[gold_set][figure], FLOORS[gold_set][figure]
    assert value >= floor, (
        f"{figure} on {gold_set} is {value}, below its floor of {floor} (tests/gold/floors.yaml). "
        "See what differs: make differences"
    )
