"""The working store: rows between the stages, and the mark of what was done with which content.

One writer; a step writes its rows and its mark in one transaction, so a killed run leaves the step done or undone.
What rows mean, and what is read or folded, is decided elsewhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

import duckdb
import pandas as pd
import pyarrow as pa

from pipeline.errors import StoreError
from pipeline.records import Row
from pipeline.schemas.ddl import arrow_schema
from pipeline.schemas.registry import FOLDED_TABLES, READ_TABLES, TABLES, key
from pipeline.store.connection import connect
from pipeline.store.frames import to_arrow, to_frame
from pipeline.store.layout import QUARANTINE_SCHEMA, READINGS_SCHEMA, prepare, read_schema

FILE = "store.duckdb"
Source = Literal["extracted", "accepted", "folded", "main"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What was read last from a document: the digest of its bytes and of the code, and when its content came in."""

    sha256: str
    code_digest: str
    ingested_at: datetime


class Store:
    """The DuckDB file under the curated folder. Close it, or use it in a `with` statement."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    @classmethod
    def open(cls, curated_dir: Path, *, attempts: int = 20, pause: float = 0.5) -> Self:
        """Open the store of a curated folder, or make it. Raises StoreError where another run keeps it open."""
        try:
            curated_dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"The folder {curated_dir} can't be made: {error.strerror}. Grant write access."
            ) from error
        connection = connect(curated_dir / FILE, attempts=attempts, pause=pause)
        prepare(connection)
        return cls(connection)

    def close(self) -> None:
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is written at the end, or not at all."""
        self.connection.begin()
        try:
            yield
        except BaseException:  # an interrupted run too must leave nothing half done
            self.connection.rollback()
            raise
        self.connection.commit()

    # What was read

    def marks(self) -> dict[str, Mark]:
        """The documents that were read, with what was read of them."""
        found = self.connection.execute("SELECT doc_id, sha256, code_digest, ingested_at FROM readings").fetchall()
        return {doc_id: Mark(*rest) for doc_id, *rest in found}

    def forget(self, doc_ids: Sequence[str]) -> None:
        """Take all rows of these documents away, and their marks."""
        if not doc_ids:
            return
        of_documents = "WHERE doc_id IN (SELECT unnest(?::TEXT[]))"
        for table in READ_TABLES:
            self.connection.execute(f"DELETE FROM extracted.{table} {of_documents}", [list(doc_ids)])
            self.connection.execute(f"DELETE FROM accepted.{table} {of_documents}", [list(doc_ids)])
        self.connection.execute(f"DELETE FROM quarantine {of_documents}", [list(doc_ids)])
        self.connection.execute(f"DELETE FROM readings {of_documents}", [list(doc_ids)])

    def forget_unread_refusals(self) -> None:
        """Take away what was said of files that were never read: each run says it anew."""
        self.connection.execute(
            "DELETE FROM quarantine WHERE doc_id IS NULL OR doc_id NOT IN (SELECT doc_id FROM readings)"
        )

    def add_extracted(self, tables: Mapping[str, pa.Table], marks: Sequence[Row]) -> None:
        """Add rows as they were read, with `doc_id`, and the marks of their documents (rows of `readings`)."""
        for table, rows in tables.items():
            self._insert(f"extracted.{table}", rows)
        self._insert("readings", pa.Table.from_pylist(list(marks), schema=READINGS_SCHEMA))

    def add_refused(self, rows: Sequence[Row], *, stage: str, seen_at: datetime) -> None:
        """Add quarantine rows; each may have a `sha256`, and gets `stage` and `seen_at`."""
        complete = [{"sha256": None, **row, "stage": stage, "seen_at": seen_at} for row in rows]
        self._insert("quarantine", pa.Table.from_pylist(complete, schema=QUARANTINE_SCHEMA))

    # What was validated

    def unvalidated(self) -> list[str]:
        """The documents whose rows were not looked at yet."""
        found = self.connection.execute("SELECT doc_id FROM readings WHERE NOT validated ORDER BY doc_id").fetchall()
        return [doc_id for (doc_id,) in found]

    def extracted(self, doc_ids: Sequence[str]) -> dict[str, pd.DataFrame]:
        """The rows of these documents as they were read: every read table, with `doc_id`."""
        frames = {}
        for table in READ_TABLES:
            query = f"FROM extracted.{table} WHERE doc_id IN (SELECT unnest(?::TEXT[])) ORDER BY ALL"
            frames[table] = to_frame(self.connection.sql(query, params=[list(doc_ids)]).to_arrow_table())
        return frames

    def add_accepted(self, frames: Mapping[str, pd.DataFrame], doc_ids: Sequence[str]) -> None:
        """Add accepted rows (with `doc_id`) and mark their documents as validated."""
        for table, frame in frames.items():
            self._insert(f"accepted.{table}", to_arrow(frame, read_schema(table)))
        self.connection.execute(
            "UPDATE readings SET validated = true WHERE doc_id IN (SELECT unnest(?::TEXT[]))", [list(doc_ids)]
        )

    # What was folded

    def identities(self) -> pd.DataFrame:
        """Every name that a study was ever given: report_id, study_id."""
        query = "SELECT report_id, study_id FROM study_identity ORDER BY ALL"
        return to_frame(self.connection.sql(query).to_arrow_table())

    def replace_folded(self, frames: Mapping[str, pd.DataFrame]) -> None:
        """Put new rows in the place of all folded ones, and keep the names that they give to studies."""
        for table, model in FOLDED_TABLES.items():
            self.connection.execute(f"DELETE FROM folded.{table}")
            self._insert(f"folded.{table}", to_arrow(frames[table], arrow_schema(table, model)))
        self.connection.execute(
            "INSERT INTO study_identity SELECT report_id, study_id, ingested_at "
            "FROM folded.reports JOIN accepted.documents USING (doc_id) ON CONFLICT DO NOTHING"
        )

    # Looking at tables

    def frame(self, table: str, *, source: Source | None = None, limit: int | None = None) -> pd.DataFrame:
        """The rows of a table with the columns of its model, by its key; the published ones unless `source` is said."""
        query = f"{self.select(table, source)} {'' if limit is None else 'LIMIT ?'}"
        rows = self.connection.sql(query, params=[] if limit is None else [limit])
        return to_frame(rows.to_arrow_table())

    def count(self, table: str, *, source: Source | None = None) -> int:
        """How many rows a table has."""
        (count,) = self.connection.execute(f"SELECT count(*) FROM {_place(table, source)}").fetchall()[0]
        return int(count)

    def select(self, table: str, source: Source | None = None) -> str:
        """The query for the rows of a table: the columns of its model, in the order of its key."""
        model = READ_TABLES[table] if source in {"extracted", "accepted"} else TABLES[table]
        columns = ", ".join(f'"{name}"' for name in model.to_schema().columns)
        order = ", ".join(f'"{name}"' for name in key(model)) or "ALL"
        return f"SELECT {columns} FROM {_place(table, source)} ORDER BY {order}"

    def _insert(self, place: str, rows: pa.Table) -> None:
        if rows.num_rows:
            self.connection.register("incoming", rows)
            self.connection.execute(f"INSERT INTO {place} BY NAME FROM incoming")
            self.connection.unregister("incoming")


def _place(table: str, source: Source | None) -> str:
    """Where the rows of a table lie: `source`, or where the published ones come from."""
    if source is None:
        source = "folded" if table in FOLDED_TABLES else "accepted" if table in READ_TABLES else "main"
    return f"{source}.{table}"
