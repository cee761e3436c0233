"""Whether anything got lost: files, rows and reports are counted where they come in and where they end up."""

from dataclasses import dataclass

from pipeline.ingest.folder import FolderScan
from pipeline.schemas.registry import READ_TABLES
from pipeline.store import Store

_FILES = """
SELECT (SELECT count(*) FROM accepted.documents)
     + (SELECT count(*) FROM quarantine WHERE entity IN ('file', 'documents'))
"""
_EXTRACTED = "SELECT coalesce(sum((rows_extracted ->> ?)::BIGINT), 0) FROM readings"
_REFUSED = "SELECT count(*) FROM quarantine WHERE entity = ?"
_IN_ONE_STUDY = """
SELECT count(*) FROM (
  SELECT report_id FROM folded.reports JOIN folded.studies USING (study_id) GROUP BY report_id HAVING count(*) = 1
) AS placed JOIN accepted.reports USING (report_id)
"""


@dataclass(frozen=True, slots=True)
class Balance:
    """What came in and what was found of it later."""

    came_in: int
    found: int

    @property
    def holds(self) -> bool:
        return self.came_in == self.found


def conservation(store: Store, scan: FolderScan) -> dict[str, Balance]:
    """The balances of a run that was validated and folded.

    `files`: in the folder; in documents or quarantine. `rows of <table>`: extracted; accepted or in quarantine.
    `reports`: accepted; in exactly one study.
    """
    balances = {"files": Balance(len(scan.files) + len(scan.refused), _number(store, _FILES))}
    for table in READ_TABLES:
        kept = store.count(table, source="accepted") + _number(store, _REFUSED, table)
        balances[f"rows of {table}"] = Balance(_number(store, _EXTRACTED, table), kept)
    balances["reports"] = Balance(store.count("reports", source="accepted"), _number(store, _IN_ONE_STUDY))
    return balances


def _number(store: Store, query: str, *values: str) -> int:
    return int(store.connection.execute(query, list(values)).fetchall()[0][0])
