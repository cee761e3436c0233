"""From the store to what users read: group publish."""

from collections.abc import Iterator

import dagster as dg
import pandas as pd

from assets.metadata import table_metadata, table_spec
from assets.resources import CuratedFolder, WorkingStore
from pipeline import stages
from pipeline.lexicon.vocabulary import rows as rows_of_vocabulary
from pipeline.schemas.registry import TABLES


@dg.multi_asset(specs=[table_spec("vocabulary", group="publish", deps=[])])
def codes() -> dg.MaterializeResult[None]:
    """The codes of the rules, as a table."""
    rows = pd.DataFrame(rows_of_vocabulary())
    return dg.MaterializeResult(metadata=table_metadata(len(rows), rows))


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            "evidence_database",
            group_name="publish",
            deps=list(TABLES),
            description="evidence.duckdb with every table: what users read. It is replaced as a whole, never half.",
            kinds={"duckdb"},
        ),
        dg.AssetSpec(
            "data_dictionary",
            group_name="publish",
            deps=["evidence_database"],
            description="What each table and column of the evidence database means.",
            kinds={"markdown"},
        ),
    ],
)
def publish(
    context: dg.AssetExecutionContext, working_store: WorkingStore, curated_folder: CuratedFolder
) -> Iterator[dg.MaterializeResult[None]]:
    """Writes a new database beside the last one and puts it in its place."""
    done = stages.publish(working_store.store, curated_folder.directory)
    context.log.info(f"publish    {done}")
    told = {"path": dg.MetadataValue.path(done.database), "rows": done.rows}
    yield dg.MaterializeResult("evidence_database", metadata=told)
    yield dg.MaterializeResult("data_dictionary", metadata={"path": dg.MetadataValue.path(done.dictionary)})
