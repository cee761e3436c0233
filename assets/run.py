"""`python -m assets.run`: the whole job once, in this process, and what came of it in plain words.

Says nothing that an asset did not report: the figures are read from the run's own materializations.
"""

import sys
from typing import Any

import dagster as dg

from assets.definitions import build_defs
from assets.instance import open_instance, process_tags
from assets.jobs import evidence_base
from assets.resources import curated_dir_from_environment
from pipeline.errors import StudyfoldError

OUR_ERRORS = {error.__name__ for error in (StudyfoldError, *StudyfoldError.__subclasses__())}
EXAMPLE = "SELECT study_id, study_type, conditions, n_enrolled, n_reports FROM studies ORDER BY n_reports DESC"


def main() -> int:
    """0: published, also where documents went to quarantine. 1: nothing was published, and one line says why."""
    curated_dir = curated_dir_from_environment()
    try:
        with open_instance(curated_dir) as instance:
            job = build_defs().resolve_job_def(evidence_base.name)
            result = job.execute_in_process(instance=instance, raise_on_error=False, tags=process_tags())
    except OSError as error:
        sys.stderr.write(f"Nothing was published: {curated_dir} can't be written to: {error.strerror}.\n")
        return 1
    if not result.success:
        sys.stderr.write(f"Nothing was published: {failure(result)}\n")
        return 1
    sys.stdout.write("\n".join(summary(result)) + "\n")
    return 0


def failure(result: dg.ExecuteInProcessResult) -> str:
    """Why a run failed, in one line: a failed blocking check first, then an error of ours, then any other."""
    for check in result.get_asset_check_evaluations():
        if not check.passed and check.severity == dg.AssetCheckSeverity.ERROR:
            return f"the check '{check.check_name}' of {check.asset_key.to_user_string()} failed: {check.description}"
    for event in result.all_events:
        error = getattr(event.event_specific_data, "error", None)
        if error is not None:
            return _innermost(error)
    return "the run was ended before it was done."


def summary(result: dg.ExecuteInProcessResult) -> list[str]:
    """What was published, as lines."""
    told = _metadata_by_asset(result)
    rows: dict[str, int] = told["evidence_database"]["rows"].value
    database: str = told["evidence_database"]["path"].value
    reasons: list[str] = told["quarantine"]["reasons"].value
    more = told["quarantine"]["different_reasons"].value - len(reasons)
    return [
        "",
        f"Documents {rows['documents']}, reports {rows['reports']}, studies {rows['studies']} "
        f"({told['studies']['conflicts'].value} with a conflict between reports), "
        f"rows in quarantine {rows['quarantine']}",
        *(f"  {reason}" for reason in reasons),
        *([f"  and {more} more reasons, in the table quarantine"] if more else []),
        f"Published {database}",
        f'Try: {sys.executable} -c "import duckdb; '
        f"duckdb.connect({database!r}, read_only=True).sql('{EXAMPLE}').show()\"",
    ]


def _metadata_by_asset(result: dg.ExecuteInProcessResult) -> dict[str, dict[str, Any]]:
    materializations = [event.materialization for event in result.all_events if event.is_step_materialization]
    return {each.asset_key.to_user_string(): dict(each.metadata) for each in materializations}


def _innermost(error: Any) -> str:
    """The message of an error of ours where one stands in the chain of causes; else the deepest, with its class."""
    chain = [error]
    while chain[-1].cause is not None:
        chain.append(chain[-1].cause)
    if chain[-1].cls_name == dg.DagsterExecutionInterruptedError.__name__:
        return "the run was interrupted. What was read so far is kept."
    ours = next((each for each in chain if each.cls_name in OUR_ERRORS), chain[-1])
    return " ".join(ours.message.split()).removeprefix("pipeline.errors.").removeprefix(f"{ours.cls_name}: ")


if __name__ == "__main__":
    sys.exit(main())
