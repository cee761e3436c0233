"""What the assets need from outside: folders, workers, the working store, the clock.

The one place that reads the environment and the clock.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
from pydantic import PrivateAttr

from pipeline.errors import StudyfoldError
from pipeline.store import Store


class RawFolder(dg.ConfigurableResource):
    """The folder that people and crawlers drop documents into."""

    path: str

    @property
    def directory(self) -> Path:
        return Path(self.path)


class CuratedFolder(dg.ConfigurableResource):
    """The folder that everything is kept in and published to."""

    path: str

    @property
    def directory(self) -> Path:
        return Path(self.path)


class Readers(dg.ConfigurableResource):
    """How many processes read documents at the same time, as told; looked at when a run needs it, not while code loads."""

    workers: str

    @property
    def count(self) -> int:
        if not self.workers.isdecimal() or int(self.workers) < 1:
            raise StudyfoldError(
                f"WORKERS is '{self.workers}': set it to a whole number of processes, 1 or more, or leave it out."
            )
        return int(self.workers)


class Clock(dg.ConfigurableResource):
    """The time of day."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class WorkingStore(dg.ConfigurableResource):
    """The working store under the curated folder, open from the first step of a run to its last."""

    curated_dir: str
    _store: Store = PrivateAttr()

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["WorkingStore"]:
        with Store.open(Path(self.curated_dir)) as store:
            self._store = store
            yield self

    @property
    def store(self) -> Store:
        return self._store


def curated_dir_from_environment() -> Path:
    """CURATED_DIR, default data/curated."""
    return Path(os.environ.get("CURATED_DIR", "data/curated")).absolute()


def resources_for(raw_dir: Path, curated_dir: Path, *, workers: str) -> dict[str, dg.ConfigurableResource]:
    """The resources of a run over these folders."""
    return {
        "raw_folder": RawFolder(path=str(raw_dir)),
        "curated_folder": CuratedFolder(path=str(curated_dir)),
        "readers": Readers(workers=workers),
        "working_store": WorkingStore(curated_dir=str(curated_dir)),
        "clock": Clock(),
    }


def resources_from_environment() -> dict[str, dg.ConfigurableResource]:
    """The resources that RAW_DIR (default data/raw), CURATED_DIR and WORKERS (default: every core) name."""
    return resources_for(
        Path(os.environ.get("RAW_DIR", "data/raw")).absolute(),
        curated_dir_from_environment(),
        workers=os.environ.get("WORKERS") or str(os.cpu_count() or 1),
    )
