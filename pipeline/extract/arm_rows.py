"""Makes rows of a report's arms: what each group of patients got, with the words of each value beside its row.

One row for each cell source, donor or dose told side by side, and the comparator's row where there is a control group. How rows are
written with their provenance is `pipeline.extract.rows`.
"""

from typing import Any

from pipeline.extract.fields.treatment import Treatment
from pipeline.extract.mentions.found import Found
from pipeline.extract.report import Report
from pipeline.records import Row

ArmRow = tuple[Row, list[tuple[str, Found]]]
_VALUES = ("n", "cell_type", "cell_source", "donor", "dose_min", "dose_max", "dose_unit")
_PLAN = ("n_infusions_min", "n_infusions_max", "interval_days")
_OF_BIRTH = {"umbilical_cord", "cord_blood", "placenta", "amnion"}
_BESIDE = 1
_ALONE = {"systematic_review", "case_report"}


def arm_rows(report: Report, report_id: str, has_control: bool) -> tuple[list[ArmRow], dict[str, str]]:
    """The rows of a report's arms, each with its values as found, and the ids of the arms by group."""
    given = report.treatment
    n_arms = max(1, len(given.sources), len(given.donors), len(given.doses))
    rows = [_intervention(report, report_id, index, n_arms) for index in range(n_arms)]
    ids = {"treatment": f"{report_id}/arm0"}
    if has_control and report.fields["study_type"].value not in _ALONE:
        ids["control"] = f"{report_id}/control"
        rows.append(_comparator(report, report_id, ids["control"]))
    return rows, ids


def _intervention(report: Report, report_id: str, index: int, n_arms: int) -> ArmRow:
    given = report.treatment
    dose = given.doses[index] if index < len(given.doses) else given.doses[0] if len(given.doses) == 1 else None
    values: dict[str, Found | None] = {
        "cell_type": given.cell_types[0] if given.cell_types else None,
        "cell_source": _of(given.sources, index),
        "donor": _donor(given, index),
        **dict(zip(("dose_min", "dose_max", "dose_unit"), dose or (None, None, None), strict=True)),
        **dict(zip(("n_infusions_min", "n_infusions_max"), given.infusions or (None, None), strict=True)),
        "interval_days": given.interval_days,
        "n": report.arm_sizes.get("treatment") if n_arms == 1 else None,
    }
    row: dict[str, Any] = {"arm_id": f"{report_id}/arm{index}", "report_id": report_id, "role": "intervention"}
    row |= {name: found.value if found else None for name, found in values.items()}
    row["routes"] = [route.value for route in given.routes]
    told = [(name, found) for name, found in values.items() if found]
    return row, [*told, *(("routes", route) for route in given.routes)]


def _comparator(report: Report, report_id: str, arm_id: str) -> ArmRow:
    size = report.arm_sizes.get("control")
    row: Row = dict.fromkeys((*_VALUES, *_PLAN)) | {"arm_id": arm_id, "report_id": report_id, "role": "comparator"}
    return row | {"routes": [], "n": size.value if size else None}, [("n", size)] if size else []


def _donor(given: Treatment, index: int) -> Found | None:
    """The donor of an arm's cells; '自体骨髓' beside cord cells says nothing of the cord cells, which are nobody's own."""
    donor = _of(given.donors, index)
    source = _of(given.sources, index)
    if donor is None or source is None or donor.value != "autologous" or len(given.sources) == 1:
        return donor
    beside = next((other for other in given.sources if 0 <= other.start - donor.end <= _BESIDE), None)
    return None if source.value in _OF_BIRTH and beside is not None and beside is not source else donor


def _of(values: list[Found], index: int) -> Found | None:
    """The value of an arm: its own where several are told side by side, the only one else."""
    if index < len(values):
        return values[index]
    return values[0] if len(values) == 1 else None
