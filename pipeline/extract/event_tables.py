"""Tables of adverse events: an event a row, how many had it beside; an event that nobody of the treated had is none."""

from pipeline.extract.events import EventFound
from pipeline.extract.grid import Grid, GridRow
from pipeline.extract.quantity import Quantity
from pipeline.extract.sheet import Sheet, Stretch
from pipeline.extract.table_cells import figures_in, group_in, holds_figure, is_nothing
from pipeline.lexicon.load import TermHit

_FEWEST_EVENTS = 2


def tells_events(sheet: Sheet, grid: Grid) -> bool:
    """Whether a table's rows are adverse events: its head or its caption says so, and its rows name them."""
    if grid.of_studies or grid.of_persons or not grid.columns:
        return False
    above = [*grid.captions, *grid.columns[0]]
    named = grid.codes[0] == "adverse_events" or any(
        sheet.has("adverse_event", ("any", "serious"), cell.start, cell.end) for cell in above
    )
    return named and sum(bool(_events(sheet, row)) for row in grid.rows) >= _FEWEST_EVENTS


def read_event_table(sheet: Sheet, grid: Grid) -> list[EventFound]:
    """The events of a table that at least one of the treated had."""
    control = {i for i, column in enumerate(grid.columns) if any(_is_control(sheet, cell) for cell in column)}
    found: list[EventFound] = []
    for row in grid.rows:
        for hit in _events(sheet, row):
            counts = [
                figure
                for i, cell in enumerate(row.cells)
                if i and cell is not None and i not in control and grid.codes[i] != "p"
                for figure in _counts(sheet, cell)
            ]
            if any(figure.value > 0 for figure in counts):
                first = next(figure for figure in counts if figure.value > 0)
                found.append(EventFound(hit.code, hit, first if first.kind != "percent" else None))
    return found


def _events(sheet: Sheet, row: GridRow) -> list[TermHit]:
    """The events that a row's first cell names."""
    label = next((cell for cell in row.cells if cell is not None), None)
    if label is None or holds_figure(sheet, label):
        return []
    return [
        hit
        for hit in sheet.within("adverse_event", label.start, label.end)
        if hit.code not in {"any", "none", "serious"}
    ][:1]


def _counts(sheet: Sheet, cell: Stretch) -> list[Quantity]:
    return [] if is_nothing(sheet, cell) else figures_in(sheet, cell)[:1]


def _is_control(sheet: Sheet, cell: Stretch) -> bool:
    group = group_in(sheet, cell)
    return group is not None and group.value == "control"
