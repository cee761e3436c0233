"""A table as a grid: what stands over each column, and the cells of each row in their columns. How one is found is in `grids`."""

import re
from dataclasses import dataclass

from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.tables.cells import code_of
from pipeline.records import record

Cell = Stretch | None

DITTO = re.compile(r"(?:[〃″\"“”]{1,2}|同上|同前|同左|々|上に同じ|ditto)", re.IGNORECASE)
"""A cell that repeats the one above; where more follows ('〃/每周1次'), it repeats a part."""

_STUDY_COLUMNS = {
    "condition", "reference", "design", "cells", "dose", "infusions", "route", "follow_up", "year", "number", "patients",
    "comparator", "registration", "outcome", "adverse_events", "endpoint",
}  # fmt: skip
_MANY_COLUMNS = 5
_NAMING = {"condition", "reference", "registration", "year", "number", "design"}


@record
class GridRow:
    """A row's cells by column; None where it has none. `blocks`: the lines that head it; `repeated`: columns told by the row above;
    `notes`: lines below it that say more of it.
    """

    cells: tuple[Cell, ...]
    blocks: tuple[Stretch, ...] = ()
    repeated: frozenset[int] = frozenset()
    notes: tuple[Stretch, ...] = ()

    @property
    def own(self) -> list[Stretch]:
        """The cells that stand in this row itself."""
        return [cell for i, cell in enumerate(self.cells) if cell is not None and i not in self.repeated]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `columns`: the head cells over each column, top first; `captions`: the lines above it; `first`, `last`: its passages."""

    columns: tuple[tuple[Stretch, ...], ...]
    codes: tuple[str, ...]
    rows: tuple[GridRow, ...]
    captions: tuple[Stretch, ...]
    first: int
    last: int
    named_persons: bool = False

    @property
    def of_studies(self) -> bool:
        """Each row is a study: it says how many it took, or its registry number, beside what was given to whom."""
        codes = set(self.codes)
        if "person" in codes or not codes & _NAMING:
            return False
        if not codes & {"n", "registration", "patients"}:  # the count may stand in a cell with the disease
            return len(codes & _STUDY_COLUMNS) >= _MANY_COLUMNS and not codes & {"time", "group", "item", "p"}
        return len(codes & _STUDY_COLUMNS) >= (3 if codes & {"time", "group", "item", "p"} else 2)

    @property
    def of_persons(self) -> bool:
        """Each row is a patient: a column of their ages or numbers says so, or their names in the first column."""
        return self.named_persons or ("person" in self.codes and "n" not in self.codes)


def column_kind(sheet: Sheet, column: list[Stretch]) -> str:
    """What a column is: by the first of its heads that says so."""
    codes = [code_of(sheet, cell) for cell in column]
    return next((code for code in codes if code not in {"other", "measure", "unit"}), codes[0] if codes else "other")
