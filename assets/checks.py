"""What must hold of the tables before anything is published: one schema check a table, and that no row is lost."""

from collections.abc import Mapping

import dagster as dg
import pandas as pd
from pandera.errors import SchemaErrors

from assets.resources import WorkingStore
from pipeline import stages
from pipeline.ingest.folder import FolderScan
from pipeline.lexicon import vocabulary
from pipeline.schemas.registry import TABLES, Model
from pipeline.stages import Balance
from pipeline.store import Store

# substring counts code points, from 1
MISQUOTED = """
SELECT count(*) FROM (
  SELECT doc_id, char_start, char_end, quote FROM accepted.provenance
  UNION ALL SELECT doc_id, char_start, char_end, quote FROM accepted.results
  UNION ALL SELECT doc_id, char_start, char_end, quote FROM accepted.adverse_events
  UNION ALL SELECT doc_id, char_start, char_end, quote FROM accepted.facts
) AS quoted JOIN accepted.documents USING (doc_id)
WHERE quote IS DISTINCT FROM substring(text, char_start + 1, char_end - char_start)
"""


def schema_check(table: str) -> dg.AssetChecksDefinition:
    """The check that the stored rows of `table` are what its model says; nothing is published where it fails."""
    asset, name = _place(table)

    @dg.asset_check(
        asset=asset, name=name, blocking=True, description=f"Every row of {table} keeps the rules of its table."
    )
    def check(working_store: WorkingStore) -> dg.AssetCheckResult:
        fault = schema_fault(TABLES[table], _rows(working_store.store, table))
        return dg.AssetCheckResult(passed=fault is None, description=fault)

    return check


def schema_fault(model: Model, rows: pd.DataFrame) -> str | None:
    """How many rows break the rules of their table, and the first such rule; None where none does."""
    try:
        model.validate(rows, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases
        first = cases.iloc[0]
        broken = cases["index"].nunique() or len(rows)
        return f"{broken} of {len(rows)} rows break the rule '{first['check']}' on {first['column'] or 'the table'}."
    return None


def _place(table: str) -> tuple[str, str]:
    """The asset that a table's schema check belongs to, and the check's name there."""
    # rows of these two are accepted one step after the step that reads them
    return ("accepted_reports", f"{table}_schema") if table in {"documents", "passages"} else (table, "schema")


def _rows(store: Store, table: str) -> pd.DataFrame:
    return pd.DataFrame(vocabulary.rows()) if table == "vocabulary" else store.frame(table)


@dg.asset_check(asset="quarantine", blocking=True, additional_ins={"raw_files": dg.AssetIn("raw_files")})
def nothing_is_lost(raw_files: FolderScan, working_store: WorkingStore) -> dg.AssetCheckResult:
    """Every file is in documents or in quarantine, and every extracted row in its table or in quarantine."""
    balances = stages.conservation(working_store.store, raw_files)
    return balance_result({name: each for name, each in balances.items() if name != "reports"})


@dg.asset_check(asset="studies", blocking=True, additional_ins={"raw_files": dg.AssetIn("raw_files")})
def every_report_is_in_one_study(raw_files: FolderScan, working_store: WorkingStore) -> dg.AssetCheckResult:
    """Every accepted report belongs to exactly one study."""
    return balance_result({"reports": stages.conservation(working_store.store, raw_files)["reports"]})


@dg.asset_check(asset="provenance", blocking=True)
def quotes_are_slices(working_store: WorkingStore) -> dg.AssetCheckResult:
    """Every quote is its slice of the document's text, letter for letter."""
    [(count,)] = working_store.store.connection.execute(MISQUOTED).fetchall()
    fault = f"{count} quotes are not what stands at their place in the document." if count else None
    return dg.AssetCheckResult(passed=fault is None, description=fault)


def balance_result(balances: Mapping[str, Balance]) -> dg.AssetCheckResult:
    """Passed where as much was found as came in, of everything."""
    faults = [
        f"{each.came_in} {name} came in, {each.found} were found" for name, each in balances.items() if not each.holds
    ]
    metadata = {name: each.came_in for name, each in balances.items()}
    return dg.AssetCheckResult(passed=not faults, description="; ".join(faults) or None, metadata=metadata)


schema_checks = [schema_check(table) for table in TABLES]
conservation_checks = [nothing_is_lost, every_report_is_in_one_study, quotes_are_slices]
