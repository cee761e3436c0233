"""What is in force at one place of an account, handed from figure to figure: the time, the outcome, the group, the rows told last.

How it is used is told where it is: `in_step`, `groups`, `nearest`, `outcome_rows`.
"""

from dataclasses import dataclass, field

from pipeline.extract.findings.statistic import Change
from pipeline.extract.mentions.found import Found, ResultFound
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.timing import TimePoint
from pipeline.lexicon.load import TermHit


@dataclass(slots=True)
class Scope:
    """What is in force at a place of an account."""

    time: TimePoint | None = None
    outcome: TermHit | None = None
    group: TermHit | None = None
    over: TermHit | None = None  # the group whose label stands over the paragraph
    passage: int = -1
    arms: tuple[
        tuple[Found, ...], ...
    ] = ()  # the rows of three and more groups that the account names side by side, in order
    schedules: tuple[TimePoint, ...] = ()  # the rows of times at which the account says that it measured
    row_kept: tuple[Found | None, ...] = ()  # the last long row of times told with figures, wherever in the account
    in_whom: Found | None = None  # the one group of the figures told last
    told_to: int = -1  # where the figures told last end
    row_of_times: tuple[Found | None, ...] = ()  # the times of the last figures that went in step with times in a row
    both: int = -1  # where words for both groups stand that a pair of figures was last given to
    groups: tuple[Found | None, ...] = ()  # of the last row of figures that several groups shared
    past: tuple[Found | None, ...] = ()  # the row of times before `steps`
    steps: tuple[Found | None, ...] = ()  # the times of the last figures told along or one by one
    row: tuple[
        TermHit, ...
    ] = ()  # the outcomes of the figures told last, in a row or one by one, since a group was named
    cycled: bool = False  # the row has been told again from its first outcome on
    row_told: int = -1  # where the figures of `row` were told last
    told: dict[int, ResultFound] = field(
        default_factory=dict
    )  # what was told last of each outcome, by the place of its name
    aside: Quantity | None = (
        None  # the last figure that no outcome was found for: its like without an outcome goes with it
    )
    change: Change | None = None  # the word of change that heads the figures told last: '平均降幅:低剂量组…,高剂量组…'
