"""When the job runs because the raw folder changed. What changed in it is the job's matter."""

import hashlib
import os
from pathlib import Path

import dagster as dg

from assets.jobs import evidence_base
from assets.resources import RawFolder


@dg.sensor(
    job=evidence_base,
    minimum_interval_seconds=10,
    description="Starts a run when a file of the raw folder came, went or changed.",
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def raw_folder_changed(context: dg.SensorEvaluationContext, raw_folder: RawFolder) -> dg.SensorResult | dg.SkipReason:
    """Cursor: how many changes were seen, and the folder's digest then. The count is there because a folder that goes
    back to an earlier state needs a run again, and Dagster starts only one run a key.
    """
    if not raw_folder.directory.is_dir():
        return dg.SkipReason(f"There is no folder {raw_folder.directory}.")
    seen, _, known_digest = (context.cursor or "0:").partition(":")
    digest = folder_digest(raw_folder.directory)
    if digest == known_digest:
        return dg.SkipReason("The raw folder has not changed.")
    cursor = f"{int(seen) + 1}:{digest}"
    return dg.SensorResult(run_requests=[dg.RunRequest(run_key=cursor)], cursor=cursor)


def folder_digest(folder: Path) -> str:
    """A digest of the name, size and modification time of everything in the folder."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        try:
            stat = path.lstat()
        except FileNotFoundError:  # gone since it was listed: the next look will tell
            continue
        if not path.is_dir():
            digest.update(os.fsencode(path.relative_to(folder)) + f"\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
