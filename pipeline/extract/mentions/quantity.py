"""What a quantity is: the value that the finders of quantities hand on. How one is found is in `figures` and `quantities`."""

from pipeline.records import record

POINTS = "unit.points"
"""The rule of '5ポイント': of a score, or of what is measured in per cent."""


@record
class Quantity:
    """A quantity at [start, end) of the matching view.

    `kind`: people, animals, studies, time (months), age (years), times, percent, dose (cells), measure, fraction, year,
    date, p, other (a figure of no study: money, floors), plain (no unit).
    `value`: the figure; `high`: the upper end of a range; `spread`: the figure behind ±; `of`: a fraction's denominator.
    `unit`: UCUM, or cells and cells/kg; `sign`: a P value's operator.
    """

    start: int
    end: int
    kind: str
    value: float
    rule: str
    high: float | None = None
    spread: float | None = None
    of: int | None = None
    unit: str | None = None
    sign: str | None = None
    ordinal: bool = False
    magnitude: bool = False
    chinese: bool = False
    number_end: int = 0
    unit_end: int = 0  # where the unit ends that a figure shares with those after it ('20、35和50%')
    of_start: int | None = None  # where the whole is told that a count is of ('22例中13例'), if not in a fraction
