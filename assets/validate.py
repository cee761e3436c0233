"""From extracted rows to accepted and refused ones: group validate."""

from collections.abc import Iterator

import dagster as dg

from assets.metadata import table_result, table_spec
from assets.resources import Clock, WorkingStore
from pipeline import stages
from pipeline.schemas.registry import READ_TABLES

TABLES = tuple(table for table in READ_TABLES if table not in {"documents", "passages", "reports"})
REASONS_SHOWN = 20


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            "accepted_reports",
            group_name="validate",
            deps=["extracted_rows"],
            description="Reports that passed validation, not yet folded into studies.",
            kinds={"duckdb"},
        ),
        *(table_spec(table, group="validate", deps=["extracted_rows"]) for table in TABLES),
        table_spec("quarantine", group="validate", deps=["extracted_rows"]),
    ],
)
def validate(
    context: dg.AssetExecutionContext, working_store: WorkingStore, clock: Clock
) -> Iterator[dg.MaterializeResult[None]]:
    """Checks every new row against its table and its quote; what fails goes to quarantine with a reason."""
    store = working_store.store
    done = stages.validate_new(store, seen_at=clock.now())
    context.log.info(f"validate   {done}")
    yield dg.MaterializeResult(
        "accepted_reports", metadata={"dagster/row_count": store.count("reports", source="accepted")}
    )
    for table in TABLES:
        yield table_result(store, table)
    counts = store.frame("quarantine").groupby(["entity", "reason"]).size().sort_values(ascending=False, kind="stable")
    reasons = [f"{count} x {entity}: {reason}" for (entity, reason), count in counts.head(REASONS_SHOWN).items()]
    yield table_result(store, "quarantine", reasons=reasons, different_reasons=len(counts))
