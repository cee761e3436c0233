"""A count that stands for all of a study. Which count does is `pipeline.extract.accounts.population`."""

from pipeline.extract.mentions.quantity import Quantity
from pipeline.records import record


@record
class Total:
    """A count told as all of a study. `strength`: 2 where words say so, 1 where it may also be a part.

    `bare`: nothing but its place speaks for it.
    """

    quantity: Quantity
    strength: int
    rule: str
    bare: bool = False
