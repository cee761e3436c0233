"""A reported result as a figure that can be compared across reports, whatever words and units it was told in.

Survival 84 % and mortality 16 % are one figure, so are 13/40 and 32.5 %, 2.24 g and 2240 mg a day. What agreement of
figures is worth is settled in `settings`; disagreement is told by `conflicts`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from pipeline.dedup.values import Row

# Told either way round; the left is told as its complement.
COMPLEMENTS = {"overall_survival": "mortality"}

# unit -> (unit that figures are compared in, factor)
_UNITS = {
    "g/(24.h)": ("mg/(24.h)", 1000),
    "g/dL": ("g/L", 10),
    "10*3/uL": ("10*9/L", 1),
    "10*4/uL": ("10*9/L", 10),
}
# 24-hour urine protein told without a unit: no group of patients loses 20 g, nor so little as 20 mg.
_GRAMS_BELOW = 20

_LEVELS = {"mean": "level", "median": "level", "mean_change": "change", "percent_change": "percent_change"}
_SIGNIFICANT_DIGITS = 3


@dataclass(frozen=True, slots=True, order=True)
class Figure:
    """One comparable figure. `month` is rounded; None where no time is told. `value` is rounded as its kind asks."""

    outcome: str
    kind: str  # 'rate' (% of people), 'count' (people of an unknown number), 'level', 'change', 'percent_change'
    month: int | None
    value: float

    @property
    def key(self) -> str:
        """What was measured and when."""
        return f"{self.outcome}|{self.kind}@{self.month}"

    @property
    def fingerprint(self) -> str:
        """What was measured and how much, without the time."""
        return f"{self.outcome}|{self.kind}={self.value:g}"

    @property
    def dated_fingerprint(self) -> str:
        return f"{self.key}={self.value:g}"

    @property
    def telling(self) -> bool:
        """Whether another study is unlikely to give the same figure: 'none' and 'all' are told of everything."""
        if self.kind == "rate":
            return 0 < self.value < 100
        return self.value > 2 if self.kind == "count" else self.value != 0


def month_of(months: float | None) -> int | None:
    """Months as reports can be compared in: 48 and 52 weeks stay apart, 0.92 and 1 do not."""
    return None if months is None else math.floor(months + 0.5)


def denominator_of(result: Row, arms: Sequence[Row], n_enrolled: int | None) -> int | None:
    """The number of people that a count or a percentage is of: as stated, else the arm's, else the study's.

    None where it can't be known: an arm of unknown size, or no arm named in a study of several.
    """
    if result.get("denominator"):
        return int(result["denominator"])
    if result.get("arm_id") is not None:
        own = [arm for arm in arms if arm["arm_id"] == result["arm_id"]]
        if own and own[0].get("n"):
            return int(own[0]["n"])
        return n_enrolled if len(arms) <= 1 else None
    return n_enrolled if len(arms) <= 1 else None


def figure_of(result: Row, arms: Sequence[Row], n_enrolled: int | None) -> Figure | None:
    """The result as a figure; None where it gives only a direction."""
    value, statistic, outcome = result.get("value"), result.get("statistic"), result["outcome"]
    if value is None:
        return None
    month = month_of(result.get("timepoint_months"))
    exact = Fraction(str(value))
    if statistic in ("count", "percent"):
        n = denominator_of(result, arms, n_enrolled)
        if statistic == "count":
            if n is None or exact > n:
                return Figure(outcome, "count", month, float(exact))
            exact = exact * 100 / n
        if outcome in COMPLEMENTS:
            outcome, exact = COMPLEMENTS[outcome], 100 - exact
        return Figure(outcome, "rate", month, math.floor(exact + Fraction(1, 2)))
    kind = _LEVELS.get(str(statistic), "level")
    if kind != "percent_change":
        exact *= unit_factor(outcome, result.get("unit"), float(exact))
    return Figure(outcome, kind, month, float(f"{float(exact):.{_SIGNIFICANT_DIGITS}g}"))


def unit_factor(outcome: str, unit: str | None, value: float) -> int:
    """What to multiply a value by to bring it to the unit that figures of its kind are compared in."""
    if unit is None and outcome == "proteinuria_24h":
        return 1000 if abs(value) < _GRAMS_BELOW else 1
    return _UNITS[unit][1] if unit in _UNITS else 1
