"""Values with the words they were read from: what layer two hands on, until rows are made of it."""

from typing import Any

from pipeline.extract.mentions.places import Placed
from pipeline.extract.mentions.quantity import Quantity
from pipeline.lexicon.load import TermHit
from pipeline.records import record


@record
class Found:
    """A value read at [start, end) of the matching view by a rule."""

    value: Any
    start: int
    end: int
    rule: str


@record
class ResultFound:
    """One figure of an outcome. `time`, `group`, `p`: with their words, None where not told. Spans are view places.

    `told_by`: where the word stands that makes the figure a change. `arm`: the how manieth of the arms of its group that are told apart in its
    sentence ('低剂量组、高剂量组均为36%').
    """

    outcome: TermHit
    value: float
    statistic: str
    figure: Quantity
    time: Found | None
    group: Found | None
    unit: str | None
    p: Quantity | None = None
    rule: str = "results.nearest_outcome"
    told_by: tuple[int, int] | None = None
    arm: int = 0
    head: Placed | None = None  # the label that tells its statistic or unit, where the figure itself does not

    @property
    def key(self) -> tuple[str, float | None, str | None, int, str, float]:
        time = self.time.value if self.time else None
        group = self.group.value if self.group else None
        return (self.outcome.code, time, group, self.arm, self.statistic, self.value)
