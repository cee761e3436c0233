"""Dagster's records under CURATED_DIR."""

import os
import subprocess
import sys

import dagster as dg
import pytest
import yaml
from dagster import DagsterRunStatus

from assets.instance import PROCESS_TAG, open_instance, prepare_home


@dg.job
def nothing():
    pass


@pytest.fixture
def dead_process():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def left_running(curated_dir, process):
    with open_instance(curated_dir) as instance:
        run = instance.create_run_for_job(nothing, status=DagsterRunStatus.STARTED, tags={PROCESS_TAG: str(process)})
    with open_instance(curated_dir) as instance:
        return instance.get_run_by_id(run.run_id).status


def test_the_home_asks_for_no_sign_up_and_sends_nothing(tmp_path):
    settings = yaml.safe_load((prepare_home(tmp_path) / "dagster.yaml").read_text(encoding="utf-8"))

    assert settings["telemetry"]["enabled"] is False
    assert settings["nux"]["enabled"] is False


def test_a_run_whose_process_was_killed_is_closed(tmp_path, dead_process):
    assert left_running(tmp_path, dead_process) == DagsterRunStatus.FAILURE


def test_a_run_whose_process_lives_is_left_alone(tmp_path):
    assert left_running(tmp_path, os.getpid()) == DagsterRunStatus.STARTED


def test_a_folder_that_can_not_be_made_is_an_error_of_the_system(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(OSError, match="file"):
        prepare_home(tmp_path / "file")
