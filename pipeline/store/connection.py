"""Opens the store's DuckDB file: one process at a time, no extension fetched from anywhere."""

import time
from pathlib import Path

import duckdb

from pipeline.errors import StoreError

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def connect(file: Path, *, attempts: int, pause: float) -> duckdb.DuckDBPyConnection:
    """A connection that writes. Waits `pause` seconds between `attempts` while another process has the file open.

    Raises StoreError where it stays locked or is no file that this version of DuckDB reads.
    """
    for attempt in range(1, attempts + 1):
        try:
            connection = duckdb.connect(str(file), config=_CONFIG)
        except duckdb.IOException as error:
            if "lock" not in str(error):
                raise _unreadable(file, error) from error
            if attempt < attempts:
                time.sleep(pause)
        except duckdb.Error as error:
            raise _unreadable(file, error) from error
        else:
            connection.execute("SET TimeZone = 'UTC'")  # or timestamps would come back in the zone of the machine
            return connection
    raise StoreError(f"Another run has {file} open. Wait until it is done, or end it, and run again.")


def _unreadable(file: Path, error: duckdb.Error) -> StoreError:
    first_line = str(error).partition("\n")[0]
    return StoreError(
        f"{file} can't be opened ({first_line}). Move it away and run again: it is made anew from the files."
    )
