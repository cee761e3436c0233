"""What the catalogue shows of a table: its specification, column panel and a preview of its rows.

Turns pandera models and frames into Dagster's words. Reads no store and decides nothing about data.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import dagster as dg
import pandas as pd

from pipeline.schemas.ddl import meaning, sql_type
from pipeline.schemas.registry import TABLES, Model, key
from pipeline.store.store import Source, Store

PREVIEW_ROWS = 5
PREVIEW_WIDTH = 60


def table_spec(table: str, *, group: str, deps: Iterable[str]) -> dg.AssetSpec:
    """The asset of a published table, described and typed by its model."""
    model = TABLES[table]
    return dg.AssetSpec(
        key=table,
        group_name=group,
        deps=list(deps),
        description=meaning(model),
        metadata={"dagster/column_schema": column_schema(model)},
        kinds={"duckdb"},
    )


def column_schema(model: Model) -> dg.TableSchema:
    """The columns of a model for the UI's column panel: type, nullability, key, unit or codes, meaning."""
    schema = model.to_schema()
    columns = [
        dg.TableColumn(
            name=str(name),
            type=sql_type(column),
            description=column.description,
            constraints=dg.TableColumnConstraints(
                nullable=column.nullable, unique=key(model) == (name,), other=_particulars(column.metadata or {})
            ),
        )
        for name, column in schema.columns.items()
    ]
    return dg.TableSchema(columns, dg.TableConstraints([str(rule.error) for rule in schema.checks]))


def table_result(
    store: Store, table: str, *, source: Source | None = None, **metadata: Any
) -> dg.MaterializeResult[None]:
    """What a step reports of a table that it wrote to the store, and `metadata` besides."""
    head = store.frame(table, source=source, limit=PREVIEW_ROWS)
    told = table_metadata(store.count(table, source=source), head)
    return dg.MaterializeResult(asset_key=table, metadata={**told, **metadata})


def table_metadata(row_count: int, rows: pd.DataFrame) -> dict[str, Any]:
    """How many rows a table has and how the first of them look."""
    preview = markdown_table(rows.head(PREVIEW_ROWS))
    return {"dagster/row_count": row_count, "preview": dg.MetadataValue.md(preview)}


def markdown_table(frame: pd.DataFrame) -> str:
    """A frame as a Markdown table, one line a row, long cells cut."""
    if frame.empty:
        return "No rows."
    header = [_cell(name) for name in frame.columns]
    rows = [[_cell(value) for value in row] for row in frame.itertuples(index=False, name=None)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [header, ["---"] * len(header), *rows])


def _cell(value: Any) -> str:
    text = "" if pd.api.types.is_scalar(value) and pd.isna(value) else str(value)
    text = " ".join(text.split())
    if len(text) > PREVIEW_WIDTH:
        text = text[: PREVIEW_WIDTH - 1] + "…"
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def _particulars(metadata: Mapping[str, Any]) -> list[str]:
    """Unit, vocabulary, fixed values and pointed-to table of a column, one short text each."""
    said = {
        "unit": metadata.get("unit"),
        "vocabulary": metadata.get("vocabulary"),
        "one of": ", ".join(metadata.get("values", ())),
        "key of": metadata.get("of"),
    }
    return [f"{name}: {value}" for name, value in said.items() if value]
