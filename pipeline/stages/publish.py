"""The step from the store to what users read: the evidence database and its dictionary."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.publish.database import publish_database
from pipeline.publish.dictionary import write_dictionary
from pipeline.store import Store

FILE = "evidence.duckdb"


@dataclass(frozen=True, slots=True)
class PublishSummary:
    """Where the database lies and how many rows each of its tables has; where the dictionary lies."""

    database: Path
    dictionary: Path
    rows: dict[str, int]

    def __str__(self) -> str:
        return f"{sum(self.rows.values())} rows in {len(self.rows)} tables: {self.database}"


def publish(store: Store, curated_dir: Path) -> PublishSummary:
    """Put a new database in the place of the last one, and the dictionary beside it."""
    database = curated_dir / FILE
    rows = publish_database(store, database)
    return PublishSummary(database, write_dictionary(curated_dir), rows)
