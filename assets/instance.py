"""The home of Dagster's own records, under CURATED_DIR, shared by `make run` and `make ui`.

Knows nothing of assets or tables.
"""

import os
import shutil
from pathlib import Path

from dagster import DagsterInstance, DagsterRunStatus, RunsFilter

SETTINGS = Path(__file__).with_name("dagster.yaml")
HOME = ".dagster"
PROCESS_TAG = "studyfold/process"


def prepare_home(curated_dir: Path) -> Path:
    """The folder of Dagster's records in `curated_dir`, made where missing. Raises OSError where it can't be."""
    home = curated_dir / HOME
    home.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(SETTINGS, home / SETTINGS.name)
    return home


def open_instance(curated_dir: Path) -> DagsterInstance:
    """Dagster's records in `curated_dir`. Runs whose process was killed are closed: else they'd hold the queue."""
    instance = DagsterInstance.from_config(str(prepare_home(curated_dir)))
    for run in instance.get_runs(filters=RunsFilter(statuses=[DagsterRunStatus.STARTED])):
        process = run.tags.get(PROCESS_TAG)
        if process is not None and not _is_alive(int(process)):
            instance.report_run_failed(run, "The process of this run was killed.")
    return instance


def process_tags() -> dict[str, str]:
    """Tags of a run executed in this process."""
    return {PROCESS_TAG: str(os.getpid())}


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
