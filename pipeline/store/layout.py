"""How the store is laid out: its schemas and tables, and the version that tells one layout from another.

`extracted` holds rows as they were read (NULLs anywhere), `accepted` those that passed validation, `folded` what
folding made of them. Each row of the first two has the `doc_id` that it was read from, also where its table has none.
These tables have no keys: the models look after them, and DuckDB's index may refuse a row that is put back in the
transaction that took it away.
"""

import hashlib
import logging
from functools import cache

import duckdb
import pyarrow as pa

from pipeline.schemas.ddl import arrow_schema, column_lines
from pipeline.schemas.registry import FOLDED_TABLES, READ_TABLES, TABLES, Model

_log = logging.getLogger(__name__)

# The names that studies were given outlive every change of layout: `study_identity` is never dropped.
_IDENTITY = """
CREATE TABLE IF NOT EXISTS study_identity (
  report_id TEXT NOT NULL, study_id TEXT NOT NULL, first_seen TIMESTAMPTZ NOT NULL, PRIMARY KEY (report_id, study_id)
)"""
_VERSION = "CREATE TABLE IF NOT EXISTS layout (version TEXT NOT NULL)"
_READINGS = """
CREATE TABLE readings (
  doc_id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, code_digest TEXT NOT NULL, rows_extracted JSON NOT NULL,
  ingested_at TIMESTAMPTZ NOT NULL, validated BOOLEAN NOT NULL
)"""
READINGS_SCHEMA = pa.schema(
    [
        ("doc_id", pa.string()),
        ("sha256", pa.string()),
        ("code_digest", pa.string()),
        ("rows_extracted", pa.string()),
        ("ingested_at", pa.timestamp("us", tz="UTC")),
        ("validated", pa.bool_()),
    ]
)
QUARANTINE_SCHEMA = pa.schema([*arrow_schema("quarantine"), ("stage", pa.string()), ("sha256", pa.string())])


@cache
def read_schema(table: str) -> pa.Schema:
    """The Arrow schema of the rows of a read table, with `doc_id`."""
    schema = arrow_schema(table, READ_TABLES[table])
    return schema if "doc_id" in schema.names else schema.append(pa.field("doc_id", pa.string()))


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables, or make them anew where they were laid out by another version."""
    statements = _statements()
    version = hashlib.sha256("\n".join(statements).encode()).hexdigest()[:16]
    connection.execute(_VERSION)
    found = connection.execute("SELECT version FROM layout").fetchall()
    if found == [(version,)]:
        return
    if found:
        _log.warning("The store was laid out by another version of Studyfold: every document is read again.")
    connection.begin()
    for schema in ("extracted", "accepted", "folded"):
        connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
    connection.execute("DROP TABLE IF EXISTS quarantine")
    connection.execute("DROP TABLE IF EXISTS readings")
    for statement in statements:
        connection.execute(statement)
    connection.execute("DELETE FROM layout")
    connection.execute("INSERT INTO layout VALUES (?)", [version])
    connection.commit()


def _statements() -> list[str]:
    read = [
        _create_read(schema, table, model)
        for schema in ("extracted", "accepted")
        for table, model in READ_TABLES.items()
    ]
    folded = [
        f"CREATE TABLE folded.{table} ({', '.join(column_lines(model))})" for table, model in FOLDED_TABLES.items()
    ]
    quarantine = [*column_lines(TABLES["quarantine"]), "stage TEXT NOT NULL", "sha256 TEXT"]
    return [
        *(f"CREATE SCHEMA {schema}" for schema in ("extracted", "accepted", "folded")),
        *read,
        *folded,
        f"CREATE TABLE quarantine ({', '.join(quarantine)})",
        _READINGS,
        _IDENTITY,
    ]


def _create_read(schema: str, table: str, model: Model) -> str:
    lines = column_lines(model, not_null=schema == "accepted")
    if "doc_id" not in model.to_schema().columns:
        lines.append("doc_id TEXT NOT NULL")
    return f"CREATE TABLE {schema}.{table} ({', '.join(lines)})"
