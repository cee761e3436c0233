"""Tables of adverse events: an event a row, how many had it beside; an event that nobody of the treated had is none."""

from pipeline.extract.findings.events import EventFound
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.tables.cells import figures_in, group_in, holds_figure, is_nothing
from pipeline.extract.tables.grid import Grid, GridRow
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
    in_rows = sum(bool(_events(sheet, _label(row))) for row in grid.rows)
    in_heads = sum(bool(_events(sheet, column[-1])) for column in grid.columns if column)
    return named and max(in_rows, in_heads) >= _FEWEST_EVENTS


def read_event_table(sheet: Sheet, grid: Grid) -> list[EventFound]:
    """The events of a table that at least one of the treated had."""
    control = {i for i, column in enumerate(grid.columns) if any(_is_control(sheet, cell) for cell in column)}
    found: list[EventFound] = []
    for row in grid.rows:
        label = _label(row)
        if label is None or _is_control(sheet, label) or holds_figure(sheet, label):
            continue
        in_row = _events(sheet, label)
        for i, cell in enumerate(row.cells):
            if cell is None or cell is label or i in control or grid.codes[i] == "p":
                continue
            hits = in_row or (_events(sheet, grid.columns[i][-1]) if grid.columns[i] else [])
            counts = [figure for figure in _counts(sheet, cell) if figure.value > 0]
            found += [
                EventFound(hit.code, hit, counts[0] if counts[0].kind != "percent" else None) for hit in hits if counts
            ]
    return found


def _label(row: GridRow) -> Stretch | None:
    return next((cell for cell in row.cells if cell is not None), None)


def _events(sheet: Sheet, label: Stretch | None) -> list[TermHit]:
    """The event that a label names."""
    hits = sheet.within("adverse_event", label.start, label.end) if label is not None else []
    return [hit for hit in hits if hit.code not in {"any", "none", "serious"}][:1]


def _counts(sheet: Sheet, cell: Stretch) -> list[Quantity]:
    return [] if is_nothing(sheet, cell) else figures_in(sheet, cell)[:1]


def _is_control(sheet: Sheet, cell: Stretch) -> bool:
    group = group_in(sheet, cell)
    return group is not None and group.value == "control"
