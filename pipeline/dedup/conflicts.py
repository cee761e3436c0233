"""Values on which the reports of one study differ, with the likeliest cause.

Only what both tell of the same outcome, time and group is compared; what a report leaves out is no conflict. Where a
single report contradicts itself is `contradictions`' matter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.dedup.account import Account
from pipeline.dedup.figures import VAGUE_OUTCOMES, Told, month_of, told_of
from pipeline.dedup.flag import Flag
from pipeline.dedup.values import Row

_FIELDS = ("study_type", "n_enrolled", "n_studies", "phase", "follow_up_max_months", "follow_up_mean_months")
_FIELDS_OF_ARMS = {"cell_sources": "cell_source", "donors": "donor"}
_CONTRADICTORY = frozenset({"study_type", *_FIELDS_OF_ARMS})


def conflicts(accounts: Sequence[Account]) -> list[Flag]:
    """What the accounts of one study differ on: a flag for each account that another contradicts."""
    ordered = sorted(accounts, key=lambda account: account.report_id)
    return sorted({*_field_conflicts(ordered), *_result_conflicts(ordered)})


def _field_conflicts(accounts: Sequence[Account]) -> list[Flag]:
    flags: list[Flag] = []
    for field in (*_FIELDS, *_FIELDS_OF_ARMS):
        told = [(account, value) for account in accounts if (value := _field_value(account, field)) is not None]
        for account, value in told:
            rival = next(((other, its) for other, its in told if _fields_differ(value, its)), None)
            if rival is not None:
                other, its = rival
                detail = f"{account.doc_id} gives {_shown(value)} for {field}, {other.doc_id} gives {_shown(its)}."
                cause = "contradiction" if field in _CONTRADICTORY else "unknown"
                flags.append(account.flag("between_reports", field, cause, detail))
    return flags


def _field_value(account: Account, field: str) -> Any:
    if field in _FIELDS_OF_ARMS:
        return frozenset(arm[_FIELDS_OF_ARMS[field]] for arm in account.arms if arm.get(_FIELDS_OF_ARMS[field])) or None
    value = account.report.get(field)
    if value == "unspecified":
        return None
    return month_of(value) if field.startswith("follow_up") else value


def _fields_differ(a: Any, b: Any) -> bool:
    """Sets differ where neither holds the other: one report may tell less than the other."""
    if isinstance(a, frozenset):
        return not a <= b and not b <= a
    return bool(a != b)


def _shown(value: Any) -> str:
    if isinstance(value, frozenset):
        return " and ".join(sorted(value))
    return f"{value:g}" if isinstance(value, float) else str(value)


@dataclass(frozen=True, slots=True)
class _Point:
    """One result of one account, in comparable terms."""

    account: Account
    result: Row
    told: Told

    @property
    def key(self) -> tuple[str, str, int | None, str | None]:
        """What may be compared: outcome, kind of figure, time and group."""
        return self.told.outcome, self.told.kind, self.told.month, self.account.role_of(self.result)

    @property
    def is_count(self) -> bool:
        return bool(self.result.get("statistic") == "count")

    @property
    def words(self) -> str:
        value = f"{float(self.result['value']):g}"
        if self.result.get("statistic") == "percent":
            return f"{value} %"
        return f"{value} people" if self.is_count else f"{value} {self.result.get('unit') or ''}".strip()


def _result_conflicts(accounts: Sequence[Account]) -> list[Flag]:
    by_key: dict[tuple[str, str, int | None, str | None], dict[str, list[_Point]]] = {}
    for account in accounts:
        for point in _points(account):
            by_key.setdefault(point.key, {}).setdefault(account.report_id, []).append(point)
    flags: list[Flag] = []
    for by_report in by_key.values():
        for points in by_report.values():
            rival = next((others for others in by_report.values() if _points_differ(points, others)), None)
            if rival is not None:
                flags.append(_result_flag(points[0], rival[0]))
    return flags


def _points(account: Account) -> list[_Point]:
    points: list[_Point] = []
    for result in account.results:
        told = told_of(result, account.arms, account.report.get("n_enrolled"))
        if told is not None and told.outcome not in VAGUE_OUTCOMES:
            points.append(_Point(account, result, told))
    return points


def _points_differ(points: Sequence[_Point], others: Sequence[_Point]) -> bool:
    """Whether no value of the one account can be a value of the other."""
    return not any(_can_be_one(a, b) for a in points for b in others)


def _can_be_one(a: _Point, b: _Point) -> bool:
    """Whether two values can be one figure: the same, or one of them rounded or cut off."""
    if a.is_count and b.is_count and a.result["value"] == b.result["value"]:
        # As many people; of how many is only in dispute where both say it.
        return a.told.value == b.told.value or not (a.result.get("denominator") and b.result.get("denominator"))
    coarser = max(a.told.step, b.told.step) if a.told.step != b.told.step else 0
    return abs(a.told.value - b.told.value) <= coarser


def _result_flag(point: _Point, other: _Point) -> Flag:
    outcome = str(point.result["outcome"])
    at = "" if point.told.month is None else f" at month {point.told.month}"
    detail = (
        f"{point.account.doc_id} gives {point.words} for {outcome}{at}, {other.account.doc_id} gives {other.words}."
    )
    place = (point.result["char_start"], point.result["char_end"])
    return point.account.flag("between_reports", outcome, _cause(point, other), detail, place)


def _cause(a: _Point, b: _Point) -> str:
    """The likeliest reason why two values differ, the most certain first."""
    if a.is_count and b.is_count and a.result["value"] == b.result["value"]:
        return "denominator"
    if a.told.step == b.told.step and abs(a.told.value - b.told.value) <= a.told.step:
        return "rounding"
    smaller, greater = sorted((abs(a.told.value), abs(b.told.value)))
    if smaller and greater / smaller in (10, 100, 1000):
        return "unit"
    if _told_for_another_time(a, b) or _told_for_another_time(b, a):
        return "time_point"
    return "typo" if _one_digit_apart(a.words, b.words) else "unknown"


def _told_for_another_time(a: _Point, b: _Point) -> bool:
    """Whether the other account gives this value for another time of the same group."""
    return any(
        point.told.value == a.told.value
        and point.told.month != a.told.month
        and (point.told.outcome, point.told.kind, b.account.role_of(point.result))
        == (a.told.outcome, a.told.kind, a.account.role_of(a.result))
        for point in _points(b.account)
    )


def _one_digit_apart(a: str, b: str) -> bool:
    """'8.6' and '8.8'; a lone digit that differs is just another number."""
    if len(a) != len(b) or sum(sign.isdigit() for sign in a) < 2:
        return False
    return sum(x != y for x, y in zip(a, b, strict=True)) == 1
