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
# Outcomes that stand for many things: equal figures tell something, differing ones nothing.
VAGUE_OUTCOMES = frozenset({"other", "symptoms"})

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


def denominator_of(result: Row, arms: Sequence[Row], n_enrolled: float | None) -> int | None:
    """The number of people that a count or a percentage is of: as stated, else the arm's, else the study's.

    None where it can't be known: an arm of unknown size, or no arm named in a study of several.
    """
    if result.get("denominator"):
        return int(result["denominator"])
    own = next((arm for arm in arms if arm["arm_id"] == result.get("arm_id")), None)
    if own is not None and own.get("n"):
        return int(own["n"])
    return int(n_enrolled) if n_enrolled and len(arms) <= 1 else None


@dataclass(frozen=True, slots=True)
class Told:
    """A result in comparable terms, not rounded. `step`: what the last digit told is worth; 0 for a share of people."""

    outcome: str
    kind: str
    month: int | None
    value: Fraction
    step: Fraction


def told_of(result: Row, arms: Sequence[Row], n_enrolled: float | None) -> Told | None:
    """The result in comparable terms; None where it gives only a direction."""
    if result.get("value") is None:
        return None
    text = f"{result['value']:g}" if isinstance(result["value"], float) else str(result["value"])
    value, step = Fraction(text), _step(text)
    outcome, month = result["outcome"], month_of(result.get("timepoint_months"))
    if result.get("statistic") in ("count", "percent"):
        if result["statistic"] == "count":
            n = denominator_of(result, arms, n_enrolled)
            step = Fraction(0)
            if n is None or value > n:
                return Told(outcome, "count", month, value, step)
            value = value * 100 / n
        if outcome in COMPLEMENTS:
            outcome, value = COMPLEMENTS[outcome], 100 - value
        return Told(outcome, "rate", month, value, step)
    kind = _LEVELS.get(str(result.get("statistic")), "level")
    factor = 1 if kind == "percent_change" else unit_factor(outcome, result.get("unit"), float(value))
    return Told(outcome, kind, month, value * factor, step * factor)


def figure_of(result: Row, arms: Sequence[Row], n_enrolled: float | None) -> Figure | None:
    """The result as a figure, rounded so that equal figures are equal; None where it gives only a direction."""
    told = told_of(result, arms, n_enrolled)
    if told is None:
        return None
    if told.kind == "rate":
        value: float = math.floor(told.value + Fraction(1, 2))
    else:
        value = float(f"{float(told.value):.{_SIGNIFICANT_DIGITS}g}")
    return Figure(told.outcome, told.kind, told.month, value)


def _step(text: str) -> Fraction:
    mantissa, _, exponent = text.partition("e")
    decimals = len(mantissa.partition(".")[2])
    return Fraction(10) ** (int(exponent or 0) - decimals)


def unit_factor(outcome: str, unit: str | None, value: float) -> int:
    """What to multiply a value by to bring it to the unit that figures of its kind are compared in."""
    if unit is None and outcome == "proteinuria_24h":
        return 1000 if abs(value) < _GRAMS_BELOW else 1
    return _UNITS[unit][1] if unit in _UNITS else 1
