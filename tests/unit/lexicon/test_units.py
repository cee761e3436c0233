"""Every unit reads its own cases, each with the figure 5, and misses its near misses, as reading finds quantities."""

import pytest
import yaml

from pipeline.extract.mentions.quantities import find_quantities
from pipeline.extract.mentions.quantity import Quantity
from pipeline.lexicon.load import HERE
from pipeline.lexicon.units import UnitEntry, units

ENTRIES = [
    UnitEntry.model_validate(entry) for entry in yaml.safe_load((HERE / "units.yaml").read_text("utf-8"))["units"]
]
KINDS = {"people", "animals", "studies", "time", "age", "times", "percent", "dose", "measure", "other"}


# The laboratory counts are read by a pattern of their own, which cites 'unit.count': no rule of the file.
def read_by(entry: UnitEntry, text: str) -> list[Quantity]:
    return [quantity for quantity in find_quantities(text) if quantity.rule == entry.id]


@pytest.mark.parametrize("entry", [pytest.param(entry, id=entry.id) for entry in ENTRIES])
def test_a_unit_reads_its_cases_and_misses_its_near_misses(entry: UnitEntry) -> None:
    five = 5 / 4.348 if entry.weeks else 5 * entry.factor + entry.attributes.get("plus", 0)
    assert [text for text in entry.reads if [q.value for q in read_by(entry, text)] != [pytest.approx(five)]] == []
    assert [text for text in entry.misses if read_by(entry, text)] == []
    assert entry.kind in KINDS


def test_ids_are_unique() -> None:
    assert len({entry.id for entry in ENTRIES}) == len(ENTRIES)


@pytest.mark.parametrize(
    ("text", "unit", "end"),
    [
        ("mg/24h", "unit.mg_24h", 6),  # the longest surface wins over mg
        ("mg/kg", "unit.daily_dose", 5),
        ("个月后", "unit.months", 2),
        ("名。", "unit.persons", 1),
    ],
)
def test_the_longest_unit_wins(text: str, unit: str, end: int) -> None:
    found = units().match(text, 0)
    assert found is not None
    assert (found[0].id, found[1]) == (unit, end)


@pytest.mark.parametrize("text", ["mgx", "L型", "周龄", "例次", "分钟", ""])
def test_a_unit_ends_its_word_and_heeds_its_guards(text: str) -> None:
    """Letters go on to another word; '周龄' is an age, '例次' counts no people."""
    found = units().match(text, 0)
    assert found is None or found[0].id not in {
        "unit.milligram",
        "unit.weeks",
        "unit.people",
        "unit.persons",
        "unit.score",
    }
