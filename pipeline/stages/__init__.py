"""The steps of a run, each a function over the store with its own transactions and a summary in figures.

Dagster's assets call these and nothing else. What a step means (reading, folding, publishing) is in its own part.
"""

from pipeline.stages.conservation import Balance, conservation
from pipeline.stages.fold import FoldSummary, fold
from pipeline.stages.publish import PublishSummary, publish
from pipeline.stages.read import ReadSummary, read_changed
from pipeline.stages.validate import ValidateSummary, validate_new

__all__ = [
    "Balance",
    "FoldSummary",
    "PublishSummary",
    "ReadSummary",
    "ValidateSummary",
    "conservation",
    "fold",
    "publish",
    "read_changed",
    "validate_new",
]
