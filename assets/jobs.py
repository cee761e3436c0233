"""The one job: everything, from the raw folder to the published database. When it runs is not said here."""

import dagster as dg

from assets.console import CONSOLE

evidence_base = dg.define_asset_job(
    "evidence_base",
    selection=dg.AssetSelection.all(),
    description="Reads what is new in the raw folder, folds reports into studies and publishes the evidence database.",
    executor_def=dg.in_process_executor,  # the store has one writer, and a process a step would cost seconds each
    config={"loggers": {CONSOLE: {"config": {}}}},
)
