"""What is being told at one place of a page: the state that is handed from sentence to sentence while accounts are looked for."""

from dataclasses import dataclass, field

from pipeline.extract.accounts import parts
from pipeline.extract.accounts.account import Account
from pipeline.extract.accounts.total import Total
from pipeline.extract.mentions.sentences import Stretch


@dataclass(slots=True)
class Telling:
    """What is being told at one place of a page: the account at hand, its section, its item, its paper."""

    current: Account | None = None
    waiting: Account | None = None  # a paragraph that says nothing of a study stands behind it
    lead: list[Stretch] = field(default_factory=list)
    headings: list[Stretch] = field(default_factory=list)
    item: bool = False  # the section is one case of a list ('临床案例一')
    list_item: tuple[str, int] = ("", -1)  # how the item at hand is marked ('(1)', '①', '▼'), and where it begins
    outer: str = ""  # how the last item was marked that is no bullet
    paper: Account | None = None  # the account of the paper whose parts are being told
    structured: bool = False  # the parts of one paper are being told ('目的 … 方法 …')
    part: str = parts.OWN  # the kind of the paper's part at hand
    structure_start: int = 0
    summary: bool = False  # of the paper only the summary has been told, its labels inside paragraphs
    background: bool = (
        False  # of a summary, what comes before its aim: it leads to the paper's account and is none of it
    )
    stage: int = 0  # how far the paper's summary has come: from its aim to its conclusion
    label_style: str = ""  # how the labels of the paper's summary are set: '【', ':'
    label_passage: int = -1  # where the last of its labels stands
    number_passage: int = -1  # where the number stands alone under which the paper is printed
    title: int = -1  # the passage that is a paper's title: it leads to the account and opens none
    part_style: str = ""  # how the headings of the paper's parts are numbered
    section: list[Stretch] = field(default_factory=list)  # the heading in force, and what it leads in with
    named: dict[str, Account] = field(default_factory=dict)  # by the names of their items ('1)急性肝衰竭:…')
    found: list[Account] = field(default_factory=list)

    def open(self, sentence: Stretch, total: Total | None, *, story: bool = False, anaphoric: bool = False) -> Account:
        """Begin an account; what was told before it in its section is its lead."""
        own_part = self.structured and self.part == parts.OWN and self.paper is None and not story
        own = [s for s in self.lead if s.start >= self.structure_start] if own_part else []
        lead = [s for s in self.lead if s not in own]
        account = Account([*own, sentence], lead, total, [], list(self.headings), story, anaphoric, own_part)
        account.item, account.outer = self.list_item, self.outer
        account.section = list(self.section) if self._heads(sentence) and not (story or self.structured) else []
        self.found.append(account)
        if own_part:
            self.paper = account
        self.current, self.lead = account, []
        return account

    def _heads(self, sentence: Stretch) -> bool:
        """The section's heading holds for the study told first in it, and for those listed with it, a line each."""
        told = [account for account in self.found if self.section and account.start > self.section[0].start]
        return not told or (len(told[-1].sentences) == 1 and sentence.passage == told[-1].sentences[0].passage + 1)

    @property
    def in_own_part(self) -> bool:
        """In a part of a paper that tells of its own study."""
        return self.structured and self.part == parts.OWN

    def leave_paper(self) -> None:
        """What comes is no longer the paper's."""
        self.structured, self.paper, self.part, self.part_style = False, None, parts.OWN, ""
        self.stage, self.label_style, self.label_passage = 0, "", -1
