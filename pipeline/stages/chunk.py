"""Reads a handful of documents and gives their rows as Arrow: what a worker process does between two hand-overs.

A document that the reader fails on is refused, with what went wrong; it never stops the others. Touches no disk.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

import pyarrow as pa

from pipeline.errors import StudyfoldError
from pipeline.reasons import Reason, refused_file
from pipeline.records import Reading, Row
from pipeline.schemas.registry import READ_TABLES
from pipeline.store.layout import read_schema

Reader = Callable[[str, bytes], Reading]
_LONGEST_DETAIL = 200


@dataclass(frozen=True, slots=True)
class Job:
    """A document to read. `ingested_at`: when this content was first read."""

    doc_id: str
    content: bytes
    sha256: str
    ingested_at: datetime


@dataclass(frozen=True, slots=True)
class Rows:
    """What was read from some documents.

    `tables`: rows of every read table, with `doc_id`. `refused`: quarantine rows with `sha256`, without `seen_at`.
    `extracted`: for each document how many rows of each table were read, the refused ones among them.
    """

    tables: dict[str, pa.Table]
    refused: list[Row] = field(default_factory=list)
    extracted: dict[str, dict[str, int]] = field(default_factory=dict)


def read_chunk(jobs: Sequence[Job], *, reader: Reader) -> Rows:
    """Read these documents."""
    with _collector_paused():
        return together(_read(job, reader) for job in jobs)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Reading makes thousands of small objects and no reference cycles: to look for cycles costs a tenth of its time."""
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()


def together(parts: Iterable[Rows]) -> Rows:
    """The rows of all parts, each table in one piece: many small pieces are slow to hand over and to store."""
    parts = list(parts)
    empty = {table: read_schema(table).empty_table() for table in READ_TABLES}
    pieces = {table: [none, *(part.tables[table] for part in parts)] for table, none in empty.items()}
    return Rows(
        {table: pa.concat_tables(found).combine_chunks() for table, found in pieces.items()},
        [row for part in parts for row in part.refused],
        {doc_id: counts for part in parts for doc_id, counts in part.extracted.items()},
    )


def failed(doc_id: str, detail: str) -> Row:
    """The quarantine row of a document that the reader failed on."""
    return refused_file(doc_id, Reason.READER_FAILED.sentence(" ".join(detail.split())[:_LONGEST_DETAIL]))


def _read(job: Job, reader: Reader) -> Rows:
    """The rows of one document; the refusal of the whole document where the reader fails or its rows fit no table."""
    try:
        reading = reader(job.doc_id, job.content)
        tables = {table: _table(table, reading, job) for table in READ_TABLES}
    except StudyfoldError:  # a broken rule file, say: no document could be read
        raise
    except Exception as error:  # whatever one page does to the reader, the other pages are read
        reading = Reading(job.doc_id, {}, (failed(job.doc_id, f"{type(error).__name__}: {error}"),))
        tables = {table: read_schema(table).empty_table() for table in READ_TABLES}
    refused = [{**row, "sha256": job.sha256} for row in reading.refused]
    return Rows(tables, refused, {job.doc_id: _counts(reading)})


def _table(table: str, reading: Reading, job: Job) -> pa.Table:
    """The rows of one table. Raises where a row has another column or a value of another type than the table."""
    schema = read_schema(table)
    rows = [{**row, "doc_id": job.doc_id} for row in reading.rows.get(table, ())]
    if table == "documents":
        rows = [{**row, "ingested_at": job.ingested_at} for row in rows]
    if unknown := {name for row in rows for name in row} - set(schema.names):
        raise ValueError(f"the table {table} has no column {min(unknown)}")
    return pa.Table.from_pylist(rows, schema=schema)


def _counts(reading: Reading) -> dict[str, int]:
    counts = {table: len(rows) for table, rows in reading.rows.items()}
    for row in reading.refused:
        counts[row["entity"]] = counts.get(row["entity"], 0) + 1
    return counts
