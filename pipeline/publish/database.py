"""Writes `evidence.duckdb`: every table of the contract with its comments and keys, whole or not at all.

The new file is made beside the old one and takes its place by a rename: who has the old one open reads on in it, and
a killed run leaves the old one. Nothing is decided about rows here.
"""

import os
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.errors import PublishError
from pipeline.lexicon import vocabulary
from pipeline.schemas.ddl import arrow_schema, comments, create_table
from pipeline.schemas.registry import TABLES
from pipeline.store import Store

_WITHIN = "evidence.main"


def publish_database(store: Store, target: Path) -> dict[str, int]:
    """Put a new database with all tables of the store in the place of `target`. Returns the rows of each table.

    Rows lie in the order of their keys, so equal stores give equal tables. Raises PublishError where the file can't
    be written or the rows break a key.
    """
    new = target.with_name(f"{target.name}.new")
    try:
        _remove(new)
        rows = _write(store, new)
        _flush(new)
        _remove_log(target)
        new.replace(target)
        _flush(target.parent)
    except (OSError, duckdb.Error) as error:
        _remove(new)
        first_line = str(error).partition("\n")[0]
        raise PublishError(f"{target} can't be written ({first_line}). The last published one still stands.") from error
    return rows


def _write(store: Store, file: Path) -> dict[str, int]:
    connection = store.connection
    connection.execute("ATTACH ? AS evidence", [str(file)])
    try:
        connection.register("codes", pa.Table.from_pylist(vocabulary.rows(), schema=arrow_schema("vocabulary")))
        for table, model in TABLES.items():
            connection.execute(create_table(table, model, within=_WITHIN))
            rows = 'FROM codes ORDER BY "kind", "code"' if table == "vocabulary" else store.select(table)
            connection.execute(f"INSERT INTO {_WITHIN}.{table} BY NAME {rows}")
            for comment in comments(table, model, within=_WITHIN):
                connection.execute(comment)
        connection.execute("CHECKPOINT evidence")
        return {
            table: connection.execute(f"SELECT count(*) FROM {_WITHIN}.{table}").fetchall()[0][0] for table in TABLES
        }
    finally:
        connection.unregister("codes")
        connection.execute("DETACH evidence")


def _remove(file: Path) -> None:
    file.unlink(missing_ok=True)
    _remove_log(file)


def _remove_log(file: Path) -> None:
    """A write-ahead log that somebody's writing session left beside a database must not be played into the next one."""
    file.with_name(f"{file.name}.wal").unlink(missing_ok=True)


def _flush(path: Path) -> None:
    """Make sure that a file's content, or a folder's entries, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
