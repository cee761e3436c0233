"""A value with the words it was read from: what layer two hands on, until rows are made of it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Found:
    """A value read at [start, end) of the matching view by a rule."""

    value: Any
    start: int
    end: int
    rule: str
