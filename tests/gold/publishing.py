"""The sets of gold pages, and how they are published with the real stages and without Dagster: for the gate and the README."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from pipeline import stages
from pipeline.ingest.folder import scan
from pipeline.lexicon.load import code_digest
from pipeline.store import Store

HERE = Path(__file__).parent
GOLD = HERE / "devset"
WRITTEN = HERE / "written"  # written for this project in the manner of such pages, to build rules on
UNSEEN = HERE / "unseen"  # written likewise, to measure on: no rule is written with a look at them
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
