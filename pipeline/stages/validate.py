"""The step from extracted to accepted rows: every row of a document not looked at yet is accepted or refused."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from pipeline.store import Store
from pipeline.validate.split import split_all

_BATCH_DOCUMENTS = 2000


@dataclass(frozen=True, slots=True)
class ValidateSummary:
    """Rows of each table that were looked at just now: how many there were, how many passed, how many did not."""

    extracted: dict[str, int]
    accepted: dict[str, int]
    quarantined: dict[str, int]

    def __str__(self) -> str:
        return f"{sum(self.accepted.values())} new rows accepted, {sum(self.quarantined.values())} refused"


def validate_new(store: Store, *, seen_at: datetime) -> ValidateSummary:
    """Part the rows of every document that was read since the last time, a batch a transaction.

    `seen_at`: the time of this run; goes with the refused rows.
    """
    extracted: Counter[str] = Counter()
    accepted: Counter[str] = Counter()
    quarantined: Counter[str] = Counter()
    waiting = store.unvalidated()
    for start in range(0, len(waiting), _BATCH_DOCUMENTS):
        doc_ids = waiting[start : start + _BATCH_DOCUMENTS]
        frames = store.extracted(doc_ids)
        parts = split_all(frames)
        with store.transaction():
            store.add_accepted({table: part.accepted for table, part in parts.items()}, doc_ids)
            refused = [row for part in parts.values() for row in part.refused]
            store.add_refused(refused, stage="validate", seen_at=seen_at)
        extracted.update({table: len(frame) for table, frame in frames.items()})
        accepted.update({table: len(part.accepted) for table, part in parts.items()})
        quarantined.update({table: len(part.refused) for table, part in parts.items()})
    return ValidateSummary(dict(extracted), dict(accepted), dict(quarantined))
