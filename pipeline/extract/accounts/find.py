"""Decides which stretches of a page are the account of one study: what opens an account, what goes on with it, what ends it.

The laws, in the order in which they are asked of each sentence:
1. a heading or a numbered item ends the account before it (not the labels of one paper: 目的, 方法, 结果 …); where one item of a list told
   of a study, the next item tells of the next;
2. a patient's story opens where a person with sex and age is introduced;
3. a registry number, or a count of people told as all of a study, opens an account or completes one that lacks it; a bare count does so
   only where the item or the sentence before has just named a study;
4. a study named with its place of publication, or an outcome's rate after treatment, opens an account without a count;
5. a study taken up again by its count ('40例那项') goes on where it was left;
6. background (prevalence, approvals, 'all over the world 1,500 patients') ends an account and opens none;
7. an account without count and number goes no further than its paragraph, unless the next takes it up ('该研究 …');
8. a paper told part by part is one account: its own parts come back to it, and in its introduction and discussion others are told of.
The signals are read in `pipeline.extract.accounts.signals` and `pipeline.extract.accounts.parts`; what is read from an account is not here.
"""

from collections.abc import Collection

from pipeline.extract.accounts import items, papers, parts, sectioning, signals
from pipeline.extract.accounts.account import Account
from pipeline.extract.accounts.announced import turns_out_none
from pipeline.extract.accounts.another import (
    is_another,
    is_firmer,
    is_headed,
    is_next_study,
    is_other_population,
    is_placed_apart,
    leads_to_another,
)
from pipeline.extract.accounts.marks import introduces, marks_of
from pipeline.extract.accounts.merging import merge_by_citation, merge_told_twice
from pipeline.extract.accounts.population import is_labelled, total_in, totals_in
from pipeline.extract.accounts.stories import ends_story, is_one_case, opens_story
from pipeline.extract.accounts.taking_up import at_place, at_site, numbered_by, of_these, returned_to
from pipeline.extract.accounts.telling import Telling
from pipeline.extract.accounts.told_together import is_of_all, taken_up
from pipeline.extract.accounts.total import Total
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet

_NO_PROSE = {"reference", "boilerplate", "table_header", "table_row"}
_AT_START = 3
_LONGEST_NAMING = 2  # how many sentences behind a named study a bare count may stand


def find_accounts(sheet: Sheet, taken: Collection[int] = ()) -> list[Account]:
    """All accounts of a page's prose, in order; those that turn out to say nothing of a study are left to the caller.

    `taken`: passages that a registry's record takes up.
    """
    state = Telling()
    last_passage = -1
    for sentence in sheet.sentences:
        kind = sheet.passage(sentence).kind
        if sentence.passage in taken:
            state.current, state.lead, last_passage = None, [], sentence.passage
            continue
        if kind in _NO_PROSE:
            _between_posts(sheet, state, sentence)
            continue
        new_passage = sentence.passage != last_passage
        last_passage = sentence.passage
        if papers.may_label(sheet, state, sentence, new_passage) and papers.takes_label(sheet, state, sentence):
            if kind == "heading" and state.current is not None:
                state.current.sentences.append(sentence)
                continue
        elif kind == "heading":
            sectioning.take_heading(sheet, state, sentence)
            continue
        elif new_passage:
            sectioning.begin_passage(sheet, state, sentence)
        if papers.leads(sheet, state, sentence):
            continue
        _sentence(sheet, state, sentence, new_passage)
        if new_passage:
            sectioning.keep_name(sheet, state, sentence)
    found = [account for account in state.found if not turns_out_none(sheet, state.found, account)]
    merged = merge_told_twice(sheet, merge_by_citation(sheet, found))
    return sorted(merged, key=lambda account: account.start)


def _between_posts(sheet: Sheet, state: Telling, sentence: Stretch) -> None:
    """The line over a forum's next post ends what the one before it told."""
    if signals.begins_post(sheet, sentence):
        state.current, state.waiting, state.lead = None, None, []


def _sentence(sheet: Sheet, state: Telling, sentence: Stretch, new_passage: bool) -> None:
    """Take a sentence into the account that it belongs to."""
    many = is_of_all(sheet, sentence)
    if many:
        for account in state.found[-many:] if len(state.found) >= many else []:
            account.shared.append(sentence)
        state.current = None
        return
    if not new_passage and not state.structured and items.item_style(sheet, sentence) == "told":
        state.list_item = "told", sentence.start
        state.current, state.lead = None, []
    total = total_in(sheet, sentence)
    if _tells_story(sheet, state, sentence, total):
        return
    _turn(sheet, state, sentence)
    if _takes_up(sheet, state, sentence):
        return
    numbers = [mark.labels[0] for mark in inside(sheet.registrations, sentence.start, sentence.end)]
    if numbers or (total and _may_open(sheet, state, sentence, total)):
        _identified(sheet, state, sentence, total, numbers, new_passage)
    else:
        _unidentified(sheet, state, sentence, new_passage)


def _turn(sheet: Sheet, state: Telling, sentence: Stretch) -> None:
    """'另一项…' leaves the account at hand; '本研究…', in a discussion, comes back to the paper's own."""
    current = state.current
    if current and current.known and not state.in_own_part and signals.is_another(sheet, sentence):
        state.current = None
    if state.paper and state.part == parts.OTHERS and parts.names_itself(sheet, sentence):
        state.current = state.paper


def _unidentified(sheet: Sheet, state: Telling, sentence: Stretch, new_passage: bool) -> None:
    """A sentence without a study's count or number: it goes on with the account at hand, names a study, or leads to the next."""
    current = state.current
    if current is not None and is_other_population(sheet, current, sentence):
        state.open(sentence, None)
    elif current is not None and not is_next_study(sheet, current, sentence, new_passage):
        if new_passage and leads_to_another(sheet, current, sentence):
            state.current, state.lead = None, [sentence]
        else:
            current.sentences.append(sentence)
    elif not state.in_own_part and (
        signals.names_study(sheet, sentence) or (state.item and signals.is_case_told(sheet, sentence, state.lead))
    ):
        state.open(sentence, None, anaphoric=signals.is_anaphoric(sheet, sentence))
    else:
        state.current = None
        state.lead = [] if signals.is_background(sheet, sentence) else [*state.lead, sentence]
        if state.section and not any(account.start > state.section[0].start for account in state.found):
            state.section += [sentence] if items.item_style(sheet, state.section[0]) else []


def _takes_up(sheet: Sheet, state: Telling, sentence: Stretch) -> bool:
    """'35例那篇…' goes on with the account of that count, or opens it; '前者…', '2番目は…' with the one told at that place."""
    by_place = at_place(sheet, state, sentence) or at_site(sheet, state, sentence)
    if by_place is not None:
        by_place.sentences.append(sentence)
        state.current = by_place
        return True
    count = taken_up(sheet, sentence)
    if count is None:
        return False
    told = next((a for a in state.found if a.total and a.total.quantity.value == count), None)
    if told is not None:
        told.sentences.append(sentence)
        state.current = told
        return True
    own = next((t for t in totals_in(sheet, sentence) if t.quantity.value == count), None)
    if own is not None and introduces(sheet, sentence) >= 2:
        state.open(sentence, own)
    return own is not None and state.current is not None


def _may_open(sheet: Sheet, state: Telling, sentence: Stretch, total: Total) -> bool:
    """A count that words speak for may always; a bare one only where a study was just named, or lacks its count."""
    if not total.bare or sentence.start in sheet.told_apart or signals.is_another(sheet, sentence):
        return True
    current = state.current
    if current is not None and current.total is None:
        return not current.story
    if is_headed(sheet, sentence, total) or (current is None and is_labelled(sheet, total)):
        return True
    if current is not None:
        begins = sentence.start == sheet.passage(sentence).view_start
        return not state.structured and is_placed_apart(sheet, current, sentence, total, new_passage=begins)
    own = marks_of(sheet, sentence)
    first = total.quantity.start - sentence.start <= _AT_START  # '▍澳洲团队(2019)' and below it '30人分三组,…'
    in_summary = state.label_passage == sentence.passage and 0 < state.stage <= parts.METHODS
    methods = first or in_summary  # '【対象】当科で治療した12例(頚髄8例、…)': the first count of the part
    if (items.starts_item(sheet, sentence) and len(own) >= 2) or (state.in_own_part and not state.paper and methods):
        return True  # '2)某医院慢加急性肝衰,24 vs 19,…'; '[方法]二重盲検。163例(投与108例、…'
    if len(state.lead) > _LONGEST_NAMING or not state.lead:
        return False
    named = own
    for stretch in state.lead:
        named |= marks_of(sheet, stretch)
    return len(named) >= 3 or (len(named) >= 2 and (bool(own) or first))


def _tells_story(sheet: Sheet, state: Telling, sentence: Stretch, total: Total | None) -> bool:
    """Take a sentence into a patient's story, a new one or the one at hand; False where it belongs to none."""
    if not state.in_own_part and opens_story(sheet, state.current, sentence):
        announced = state.current is not None and is_one_case(state.current)
        if announced and state.current is not None:
            state.current.story, state.current.total = True, None
            state.current.sentences.append(sentence)
        else:
            state.open(sentence, None, story=True)
        return True
    if not (state.current and state.current.story):
        return False
    if ends_story(sheet, state.current, sentence, total):
        state.current = None
        return False
    state.current.sentences.append(sentence)
    return True


def _identified(
    sheet: Sheet, state: Telling, sentence: Stretch, total: Total | None, numbers: list[str], new_passage: bool
) -> None:
    """A sentence with a study's count or number: it completes the account at hand or opens the next one."""
    again = of_these(sheet, state, total) if total is not None and state.current is None else None
    current = state.current = (
        returned_to(state, total) or again or state.current or numbered_by(sheet, state, sentence, total)
    )
    fresh = current is None
    if current is not None:
        other_number = bool(numbers) and bool(current.registrations) and not set(numbers) & set(current.registrations)
        begins = new_passage or bool(_topic_of(sheet, current, sentence))
        fresh = other_number or (total is not None and _is_another(sheet, state, current, sentence, total, begins))
    if fresh and current is not None:
        topic = _topic_of(sheet, current, sentence)
        current.sentences = [s for s in current.sentences if s not in topic]
        state.lead += topic
    account = state.open(sentence, total) if fresh or current is None else current
    if not fresh:
        account.sentences.append(sentence)
        if total is not None and (account.total is None or is_firmer(sheet, account, total)):
            account.total = total
    account.registrations += [number for number in numbers if number not in account.registrations]


def _topic_of(sheet: Sheet, current: Account, sentence: Stretch) -> list[Stretch]:
    """'脐带的。' at the head of the paragraph that tells of the next study leads to that; the account at hand has it as yet."""
    topic = [s for s in current.sentences if s.passage == sentence.passage]
    if len(topic) == len(current.sentences) or len(topic) > _LONGEST_NAMING:
        return []
    if any(inside(sheet.quantities, s.start, s.end) for s in topic):
        return []
    return topic


def _is_another(
    sheet: Sheet, state: Telling, current: Account, sentence: Stretch, total: Total, new_passage: bool
) -> bool:
    apart = sentence.start in sheet.told_apart
    return apart or is_another(sheet, current, sentence, total, new_passage=new_passage, own_part=state.in_own_part)
