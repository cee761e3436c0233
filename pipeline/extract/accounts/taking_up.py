"""Which account told before a sentence goes back to: by its place among those told, by where it was done, by its count, by its number.

Each answer is one account or None; what becomes of it is decided in `pipeline.extract.accounts.find`.
"""

from pipeline.extract.accounts import signals
from pipeline.extract.accounts.account import Account
from pipeline.extract.accounts.count_context import is_whole
from pipeline.extract.accounts.marks import marks_of
from pipeline.extract.accounts.population import total_in
from pipeline.extract.accounts.sites import told_at
from pipeline.extract.accounts.telling import Telling
from pipeline.extract.accounts.told_together import place_told
from pipeline.extract.accounts.total import Total
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet

_LONGEST_NUMBER_LINE = 40
_FEWEST_IN_A_ROW = 2


def at_place(sheet: Sheet, state: Telling, sentence: Stretch) -> Account | None:
    """The account that a sentence takes up by its place among those told in its paragraph, or in the one before it."""
    place = place_told(sheet, sentence)
    if place is None or not state.found:
        return None
    passage = state.found[-1].sentences[0].passage
    row = [account for account in state.found if account.sentences[0].passage == passage and account.known]
    if sentence.passage - passage > 1 or len(row) < _FEWEST_IN_A_ROW or not -len(row) <= place < len(row):
        return None
    own = total_in(sheet, sentence)
    told = row[place].total
    other = own is not None and not own.bare and told is not None and own.quantity.value > told.quantity.value
    return None if other else row[place]


def at_site(sheet: Sheet, state: Telling, sentence: Stretch) -> Account | None:
    """The account that a sentence takes up by the place where it was done; not where it counts other patients."""
    told = None if state.structured else told_at(sheet, state.found, state.current, sentence)
    if told is None or told.total is None or signals.is_background(sheet, sentence):
        return None
    own = total_in(sheet, sentence)
    whole = told.total.quantity.value
    return told if own is None or own.quantity.value == whole or (own.bare and own.quantity.value < whole) else None


def returned_to(state: Telling, total: Total | None) -> Account | None:
    """'综上,40例患者 …': a paper comes back to its own patients behind a look at others'."""
    if total is None or state.paper is None or state.paper.total is None:
        return None
    return state.paper if state.paper.total.quantity.value == total.quantity.value else None


def of_these(sheet: Sheet, state: Telling, total: Total) -> Account | None:
    """'48名中31名が…': of those that the account told last counted; no study of its own."""
    last = state.found[-1] if state.found else None
    if last is None or last.story or last.total is None or last.total.quantity.value != total.quantity.value:
        return None
    return last if is_whole(sheet, total.quantity) else None


def numbered_by(sheet: Sheet, state: Telling, sentence: Stretch, total: Total | None) -> Account | None:
    """A line that is a registry number and its label, at a page's foot: it numbers the page's one study."""
    bare = marks_of(sheet, sentence) <= {"number", "study"} and sentence.end - sentence.start <= _LONGEST_NUMBER_LINE
    known = [state.paper] if state.paper else [account for account in state.found if account.known]
    if known and known[0].sentences[0].passage < state.number_passage:
        return None  # of the paper printed before
    if total is not None or not bare or len(known) != 1 or known[0].registrations or known[0].story:
        return None
    return known[0]
