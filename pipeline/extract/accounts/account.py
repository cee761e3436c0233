"""What an account is: one document's telling of one study, as stretches of the page. How accounts are found is in `accounts`."""

from dataclasses import dataclass, field

from pipeline.extract.accounts.total import Total
from pipeline.extract.mentions.sentences import Stretch


@dataclass(slots=True)
class Account:
    """One document's account of one study, while it is being read.

    `sentences`: what tells of it, in order. `lead`: sentences of its section before it (they may name paper and place).
    `headings`: the heading in force above it. `story`: one patient's story.
    """

    sentences: list[Stretch]
    lead: list[Stretch] = field(default_factory=list)
    total: Total | None = None
    registrations: list[str] = field(default_factory=list)
    headings: list[Stretch] = field(default_factory=list)
    story: bool = False
    anaphoric: bool = False
    paper: bool = False  # the page reproduces the paper part by part
    item: tuple[str, int] = ("", -1)  # how the item that it began in is marked, and the passage that begins it
    outer: str = ""  # how the item is marked that holds the one it began in: '2)' over lines with bullets
    section: list[Stretch] = field(default_factory=list)  # the heading that it stands under, and what leads in below it
    shared: list[Stretch] = field(
        default_factory=list
    )  # stands elsewhere and holds for it too: a cell that '〃' repeats

    @property
    def start(self) -> int:
        return min([sentence.start for sentence in self.sentences])

    @property
    def end(self) -> int:
        return max([sentence.end for sentence in self.sentences])

    def counts_in(self, stretch: Stretch) -> bool:
        """Its patients are counted here: whatever else this sentence says (of an approval, a price), it tells of the study."""
        return self.total is not None and stretch.start <= self.total.quantity.start < stretch.end

    @property
    def known(self) -> bool:
        """It has what tells a study from others: a count, a number, a person."""
        return self.total is not None or bool(self.registrations) or self.story
