"""All of Dagster's definitions in one place: what `workspace.yaml` and `[tool.dg]` load."""

from collections.abc import Mapping
from typing import Any

import dagster as dg

from assets import checks, dedup, ingest, publish, validate
from assets.console import CONSOLE, plain_console
from assets.jobs import evidence_base
from assets.resources import resources_from_environment
from assets.schedules import daily
from assets.sensors import raw_folder_changed
from pipeline.lexicon.load import code_digest


def build_defs(*, resource_overrides: Mapping[str, Any] | None = None) -> dg.Definitions:
    """The definitions; `resource_overrides` replaces resources by name, as tests do with folders of their own."""
    version = code_digest()  # the UI marks what was read by other rules
    read = ingest.read.map_asset_specs(lambda spec: spec.replace_attributes(code_version=version))
    return dg.Definitions(
        assets=[ingest.raw_files, read, validate.validate, dedup.fold, publish.codes, publish.publish],
        asset_checks=[*checks.schema_checks, *checks.conservation_checks],
        jobs=[evidence_base],
        schedules=[daily],
        sensors=[raw_folder_changed],
        resources={**resources_from_environment(), **(resource_overrides or {})},
        executor=dg.in_process_executor,
        loggers={CONSOLE: plain_console},
    )


defs = build_defs()
