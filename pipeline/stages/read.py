"""The step from files to extracted rows: reads what is new or changed, forgets what went away.

Work is keyed by content: a document is read again when its bytes or the reading code changed. Each batch is written
with its marks in one transaction, so a killed run goes on where it stopped.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from pipeline.ingest.folder import FolderScan, RawFile, read_bytes
from pipeline.read import read_document
from pipeline.reasons import Reason, refused_file
from pipeline.records import Row
from pipeline.stages.chunk import Job, Reader, Rows, failed, read_chunk, together
from pipeline.stages.pool import Pool
from pipeline.store import Store
from pipeline.store.store import Mark

_BATCH_FILES = 2000
_BATCH_BYTES = 32_000_000
_CHUNK = 16
_WORTH_A_POOL = 8


@dataclass(frozen=True, slots=True)
class ReadSummary:
    """What a reading step did.

    `new`, `changed` (other bytes, or the same under other code), `unchanged`, `removed`: files. `documents`: read just
    now. `quarantined`: rows refused just now, files that could not be read among them. `rows`: by table.
    """

    new: int
    changed: int
    unchanged: int
    removed: int
    documents: int
    quarantined: int
    rows: dict[str, int]

    def __str__(self) -> str:
        return (
            f"{self.new} new, {self.changed} changed, {self.unchanged} unchanged, {self.removed} removed; "
            f"{sum(self.rows.values())} rows of {self.documents} documents read, {self.quarantined} refused"
        )


@dataclass(slots=True)
class _Batch:
    """Files looked at together. `refused`: those that went away, or lost their permission, since the scan."""

    jobs: list[Job] = field(default_factory=list)
    refused: list[Row] = field(default_factory=list)
    n_files: int = 0
    n_bytes: int = 0


def read_changed(
    store: Store,
    scan: FolderScan,
    *,
    code_digest: str,
    seen_at: datetime,
    workers: int,
    progress: Callable[[int, int], None],
    reader: Reader = read_document,
) -> ReadSummary:
    """Bring the extracted rows up to what lies in the folder.

    Args:
        store: gets the rows, the refusals and the marks.
        scan: the folder's files, and the refusals of what can't be read from it.
        code_digest: of the reading code and its rules.
        seen_at: the time of this run; becomes `ingested_at` of content not read before.
        workers: processes to read in; 1 reads in this one, and so do a few files.
        progress: is told how many of how many files were looked at, after each batch.
        reader: what reads one document; pure, and a function of a module (processes look it up by name).

    """
    marks = store.marks()
    gone = sorted(marks.keys() - {file.doc_id for file in scan.files})
    with store.transaction():
        store.forget(gone)
        store.forget_unread_refusals()
        store.add_refused(scan.refused, stage="scan", seen_at=seen_at)
    files = Counter(removed=len(gone))
    rows: Counter[str] = Counter()
    n_refused, n_looked_at = len(scan.refused), 0
    with Pool(partial(read_chunk, reader=reader), workers=workers) as pool:
        for batch in _batches(scan.files, marks, code_digest, seen_at):
            read = _read_batch(batch, pool, in_processes=workers > 1 and len(batch.jobs) >= _WORTH_A_POOL)
            _write(store, batch, read, marks, code_digest=code_digest, seen_at=seen_at)
            n_changed = sum(job.doc_id in marks for job in batch.jobs)
            files["new"] += len(batch.jobs) - n_changed
            files["changed"] += n_changed
            files["unchanged"] += batch.n_files - len(batch.jobs) - len(batch.refused)
            rows.update({table: found.num_rows for table, found in read.tables.items()})
            n_refused += len(batch.refused) + len(read.refused)
            n_looked_at += batch.n_files
            progress(n_looked_at, len(scan.files))
    return ReadSummary(
        files["new"], files["changed"], files["unchanged"], files["removed"], rows["documents"], n_refused, dict(rows)
    )


def _batches(
    files: tuple[RawFile, ...], marks: Mapping[str, Mark], code_digest: str, seen_at: datetime
) -> Iterator[_Batch]:
    """The files in batches that fit into memory, with the contents of those that must be read."""
    batch = _Batch()
    for file in files:
        batch.n_files += 1
        try:
            content = read_bytes(file)
        except OSError as error:
            batch.refused.append(_unreadable(file, error))
        else:
            sha256 = hashlib.sha256(content).hexdigest()
            mark = marks.get(file.doc_id)
            known = mark is not None and mark.sha256 == sha256
            if mark is None or not known or mark.code_digest != code_digest:
                batch.jobs.append(Job(file.doc_id, content, sha256, mark.ingested_at if mark and known else seen_at))
                batch.n_bytes += len(content)
        if batch.n_files >= _BATCH_FILES or batch.n_bytes >= _BATCH_BYTES:
            yield batch
            batch = _Batch()
    if batch.n_files:
        yield batch


def _read_batch(batch: _Batch, pool: Pool[Job, Rows], *, in_processes: bool) -> Rows:
    """The rows of a batch. A document that kills its process is refused."""
    if not in_processes:
        return pool.here(batch.jobs)
    parts = pool.map(batch.jobs, chunk=_CHUNK)
    return together(_lost(jobs) if rows is None else rows for jobs, rows in parts)


def _lost(jobs: Sequence[Job]) -> Rows:
    """Refusals in the place of rows. No `extracted` means no mark: the next run, on a freer machine, tries again."""
    refused = [{**failed(job.doc_id, "the process that read it died"), "sha256": job.sha256} for job in jobs]
    return Rows(together([]).tables, refused)


def _write(
    store: Store, batch: _Batch, read: Rows, marks: Mapping[str, Mark], *, code_digest: str, seen_at: datetime
) -> None:
    """Put what was read in the place of what was read before, with its marks."""
    if not batch.jobs and not batch.refused:
        return
    handled = [*(job.doc_id for job in batch.jobs), *(row["doc_id"] for row in batch.refused)]
    with store.transaction():
        store.forget([doc_id for doc_id in handled if doc_id in marks])
        store.add_extracted(
            read.tables,
            [
                {
                    "doc_id": job.doc_id,
                    "sha256": job.sha256,
                    "code_digest": code_digest,
                    "rows_extracted": json.dumps(read.extracted[job.doc_id], sort_keys=True),
                    "ingested_at": job.ingested_at,
                    "validated": False,
                }
                for job in batch.jobs
                if job.doc_id in read.extracted
            ],
        )
        store.add_refused([*batch.refused, *read.refused], stage="read", seen_at=seen_at)


def _unreadable(file: RawFile, error: OSError) -> Row:
    return refused_file(file.doc_id, Reason.UNREADABLE.sentence(error.strerror or "it went away"))
