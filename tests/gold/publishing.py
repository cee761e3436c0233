"""Publishes the gold pages with the real stages and without Dagster: for the gate, and for the figures of the documents."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from pipeline import stages
from pipeline.ingest.folder import scan
from pipeline.lexicon.load import code_digest
from pipeline.store import Store

GOLD = Path(__file__).parent / "devset"
_SEEN_AT = datetime(2026, 1, 1, tzinfo=UTC)


def publish_gold(work: Path, pages: Path = GOLD) -> Path:
    """The database of the pages of a folder, made in the empty folder `work`."""
    raw = work / "raw"
    raw.mkdir(parents=True)
    for page in pages.glob("*.txt"):
        shutil.copyfile(page, raw / page.name)
    with Store.open(work) as store:
        stages.read_changed(
            store, scan(raw), code_digest=code_digest(), seen_at=_SEEN_AT, workers=1, progress=lambda done, total: None
        )
        stages.validate_new(store, seen_at=_SEEN_AT)
        stages.fold(store)
        return stages.publish(store, work).database
