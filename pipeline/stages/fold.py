"""The step from accepted reports to studies: hands all accepted rows to the folding and keeps what it gives."""

from dataclasses import dataclass

import pandas as pd
from pandera.errors import SchemaErrors

from pipeline.dedup.fold import fold_reports
from pipeline.errors import StudyfoldError
from pipeline.schemas.registry import FOLDED_TABLES, READ_TABLES
from pipeline.store import Store


@dataclass(frozen=True, slots=True)
class FoldSummary:
    """How many there are after folding. `conflicts`: studies whose reports give different values."""

    studies: int
    reports: int
    conflicts: int
    discrepancies: int
    aliases: int

    def __str__(self) -> str:
        return (
            f"{self.reports} reports of {self.studies} studies, {self.conflicts} of them in conflict; "
            f"{self.discrepancies} discrepancies"
        )


def fold(store: Store) -> FoldSummary:
    """Fold the reports of one study into one row, over all documents, in one transaction.

    Raises StudyfoldError where folding gives rows that break the rules of their table; nothing is written then.
    """
    frames = {table: store.frame(table, source="accepted") for table in READ_TABLES}
    given = fold_reports(frames, store.identities())
    folded = {table: _checked(table, given[table]) for table in FOLDED_TABLES}
    with store.transaction():
        store.replace_folded(folded)
    return FoldSummary(
        studies=len(folded["studies"]),
        reports=len(folded["reports"]),
        conflicts=int(folded["studies"]["has_conflict"].sum()),
        discrepancies=len(folded["discrepancies"]),
        aliases=len(folded["study_aliases"]),
    )


def _checked(table: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows, typed. These rows were made here and read nowhere: a faulty one is our fault, and stops the run."""
    try:
        return FOLDED_TABLES[table].validate(rows, lazy=True)
    except SchemaErrors as error:
        first = error.failure_cases.iloc[0]
        raise StudyfoldError(
            f"Folding gave rows of {table} that break the rule '{first['check']}' on {first['column']}. Nothing was "
            "written; this is a fault of pipeline.dedup, please report it."
        ) from error
