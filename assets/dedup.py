"""From reports to studies: group dedup."""

from collections.abc import Iterator

import dagster as dg

from assets import validate
from assets.metadata import table_result, table_spec
from assets.resources import WorkingStore
from pipeline import stages

# documents and passages are looked at too; they stand further up in the graph
SOURCES = ("accepted_reports", *validate.TABLES)
# each table with what it is made from; a table stands after its sources
LINEAGE = {
    "report_matches": SOURCES,
    "reports": ("accepted_reports", "report_matches"),
    "studies": ("reports",),
    "study_aliases": ("studies",),
    "study_relations": ("studies",),
    "discrepancies": ("reports", "studies"),
}


@dg.multi_asset(specs=[table_spec(table, group="dedup", deps=deps) for table, deps in LINEAGE.items()])
def fold(context: dg.AssetExecutionContext, working_store: WorkingStore) -> Iterator[dg.MaterializeResult[None]]:
    """Folds the reports of one study into one row, and finds what they disagree on."""
    done = stages.fold(working_store.store)
    context.log.info(f"dedup      {done}")
    for table in LINEAGE:
        told = {"conflicts": done.conflicts} if table == "studies" else {}
        yield table_result(working_store.store, table, **told)
