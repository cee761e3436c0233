"""Tables of adverse events: which events the treated had."""

from pipeline.extract.tables.events import read_event_table, tells_events
from pipeline.extract.tables.grids import find_grids
from tests.unit.extract.cases import Case, cases, sheet_of


@cases("tables/events")
def test_the_events_of_a_table(case: Case) -> None:
    sheet = sheet_of(case["text"])
    tables = [grid for grid in find_grids(sheet) if tells_events(sheet, grid)]
    if not case["events"]:
        assert not tables
        return
    found = {event.code: event.n and event.n.value for grid in tables for event in read_event_table(sheet, grid)}
    assert found == case["events"]
