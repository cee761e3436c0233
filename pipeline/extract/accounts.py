"""Decides which stretches of a page are the account of one study: what opens an account, what goes on with it, what ends it.

The laws, in the order in which they are asked of each sentence:
1. a heading or a numbered item ends the account before it (not the labels of one paper: 目的, 方法, 结果 …);
2. a patient's story opens where a person with sex and age is introduced;
3. a registry number, or a count of people told as all of a study, opens an account or completes one that lacks it;
4. a study named with its place of publication, or an outcome's rate after treatment, opens an account without a count;
5. background (prevalence, approvals, 'all over the world 1,500 patients') ends an account and opens none;
6. abstract, methods and results of the page's one paper are told of its own study, whatever they count;
7. an account without count and number goes no further than its paragraph, unless the next takes it up ('该研究 …').
The signals are read in `pipeline.extract.signals`; what is read from an account is not here.
"""

import re
from dataclasses import dataclass, field

from pipeline.extract import signals
from pipeline.extract.account import Account
from pipeline.extract.merging import labels_of, merge_by_citation, merge_told_twice
from pipeline.extract.population import Total, total_in
from pipeline.extract.sections import Paper, find_paper
from pipeline.extract.sheet import Sheet, Stretch, inside

_ITEM = re.compile(r"案例|病例|研究|试验|症例|試験|[Cc]ase|文献|论文")


@dataclass(slots=True)
class _State:
    current: Account | None = None
    lead: list[Stretch] = field(default_factory=list)
    headings: list[Stretch] = field(default_factory=list)
    item: bool = False  # the section is one case of a list ('临床案例一')
    labelled: bool = True  # labels (目的, 方法 …) may tell the parts of a paper; not where its sections are known
    structured: bool = False  # the parts of one paper are being told ('目的 … 方法 …')
    structure_start: int = 0
    found: list[Account] = field(default_factory=list)

    def open(self, sentence: Stretch, total: Total | None, *, story: bool = False, anaphoric: bool = False) -> Account:
        own = [s for s in self.lead if s.start >= self.structure_start] if self.structured else []
        lead = [s for s in self.lead if s not in own]
        account = Account([*own, sentence], lead, total, [], list(self.headings), story, anaphoric, self.structured)
        self.found.append(account)
        self.current, self.lead = account, []
        return account


def find_accounts(sheet: Sheet) -> list[Account]:
    """All accounts of a page's prose, in order; those that turn out to say nothing of a study are left to the caller."""
    paper = find_paper(sheet)
    own = _own_study(sheet, paper) if paper else None
    state = _State(found=[own] if own else [], labelled=paper is None)
    last_passage = -1
    for sentence in sheet.sentences:
        kind = sheet.passage(sentence).kind
        if kind in {"reference", "boilerplate", "table_header", "table_row"}:
            continue
        new_passage = sentence.passage != last_passage
        last_passage = sentence.passage
        if paper and paper.holds(sentence.passage):
            state.current, state.lead, state.structured = None, [], False
            continue
        if own and paper and sentence.passage >= paper.end and _returns_to(sheet, own, sentence):
            own.sentences.append(sentence)
            continue
        if kind == "heading" and not (state.labelled and signals.is_structure(sheet, sentence)):
            _heading(sheet, state, sentence)
            continue
        if new_passage:
            _new_passage(sheet, state, sentence)
        _sentence(sheet, state, sentence, new_passage)
    return merge_told_twice(sheet, merge_by_citation(sheet, state.found))


def _own_study(sheet: Sheet, paper: Paper) -> Account | None:
    """The account of a paper's own study: the count that its abstract gives for all goes before that of its methods; None where they hold no sentence."""
    parts: dict[str, list[Stretch]] = {"abstract": [], "methods": [], "results": []}
    lead: list[Stretch] = []
    for sentence in sheet.sentences:
        if sheet.passage(sentence).kind in {"reference", "boilerplate", "table_header", "table_row"}:
            continue
        if paper.holds(sentence.passage):
            part = (
                "results"
                if sentence.passage >= paper.results
                else "methods"
                if sentence.passage >= paper.methods
                else "abstract"
            )
            parts[part].append(sentence)
        elif sentence.passage < min([*paper.abstract, paper.methods]):
            lead.append(sentence)
    told = [*parts["abstract"], *parts["methods"], *parts["results"]]
    totals = [[total for s in part if (total := total_in(sheet, s))] for part in (*parts.values(), lead)]
    total = next((max(of_part, key=lambda t: t.strength) for of_part in totals if of_part), None)
    numbers = [mark.labels[0] for s in told for mark in inside(sheet.registrations, s.start, s.end)]
    headings = [s for s in lead if sheet.passage(s).kind == "heading"]
    return Account(told, lead, total, list(dict.fromkeys(numbers)), headings, paper=True) if told else None


def _returns_to(sheet: Sheet, own: Account, sentence: Stretch) -> bool:
    """'综上,40例患者 …': the discussion comes back to the paper's own patients."""
    total = total_in(sheet, sentence)
    same = total is not None and own.total is not None and total.quantity.value == own.total.quantity.value
    return same and not inside(sheet.citations, sentence.start, sentence.end)


def _heading(sheet: Sheet, state: _State, sentence: Stretch) -> None:
    if signals.person(sheet, sentence):
        state.open(sentence, None, story=True)
        return
    current = state.current
    if current is not None and (current.known or state.item) and signals.is_sub_heading(sheet, sentence):
        if signals.is_outcome_label(sheet, sentence):
            current.sentences.append(sentence)
        return
    pending = current is not None and current.anaphoric and not current.known
    in_story = current is not None and current.story and not signals.starts_item(sheet, sentence)
    if not pending and not in_story:
        state.current = None
    state.lead, state.structured = [sentence], False
    total = total_in(sheet, sentence)
    if total is not None and not pending and not in_story and signals.introduces(sheet, sentence) >= 1:
        state.open(sentence, total)
    state.item = bool(_ITEM.search(sheet.text, sentence.start, sentence.end))
    if sheet.within("condition", sentence.start, sentence.end) or not state.headings:
        state.headings = [sentence]


def _new_passage(sheet: Sheet, state: _State, sentence: Stretch) -> None:
    """What a new paragraph does to the account at hand."""
    current = state.current
    if state.labelled and signals.is_structure(sheet, sentence):
        if not state.structured:
            state.structured, state.structure_start = True, sentence.start
        return
    if current is None:
        return
    if signals.is_background(sheet, sentence):
        state.current = None
    elif current.story:
        state.current = None if signals.is_general_claim(sheet, sentence) else current
    elif signals.is_anaphoric(sheet, sentence) or state.structured:
        return
    elif not (current.known or current.anaphoric or state.item) or not signals.goes_on(sheet, sentence):
        state.current = None


def _sentence(sheet: Sheet, state: _State, sentence: Stretch, new_passage: bool) -> None:
    total = total_in(sheet, sentence)
    if _tells_story(sheet, state, sentence, total):
        return
    if state.current and state.current.known and not state.structured and signals.is_another(sheet, sentence):
        state.current = None
    current = state.current
    numbers = [mark.labels[0] for mark in inside(sheet.registrations, sentence.start, sentence.end)]
    if total or numbers:
        _identified(sheet, state, sentence, total, numbers, new_passage)
    elif signals.one_patient(sheet, sentence) and current is None:
        state.open(sentence, None, story=True)
    elif current is not None and _is_other_population(sheet, current, sentence):
        state.open(sentence, None)
    elif current is not None and not _is_next_study(sheet, current, sentence, new_passage):
        current.sentences.append(sentence)
    elif signals.names_study(sheet, sentence):
        state.open(sentence, None, anaphoric=signals.is_anaphoric(sheet, sentence))
    elif signals.is_background(sheet, sentence):
        state.lead = []
    else:
        state.lead.append(sentence)


def _tells_story(sheet: Sheet, state: _State, sentence: Stretch, total: Total | None) -> bool:
    """Take a sentence into a patient's story, a new one or the one at hand; False where it belongs to none."""
    if _opens_story(sheet, state, sentence):
        state.open(sentence, None, story=True)
        return True
    if not (state.current and state.current.story):
        return False
    if _ends_story(sheet, sentence, total):
        state.current = None
        return False
    state.current.sentences.append(sentence)
    return True


def _opens_story(sheet: Sheet, state: _State, sentence: Stretch) -> bool:
    """A person is introduced, and it is not the one whose story this paragraph tells already."""
    if state.structured or not (signals.person(sheet, sentence) or signals.named_patient(sheet, sentence)):
        return False
    current = state.current
    return not (current and current.story and current.sentences[-1].passage == sentence.passage)


def _ends_story(sheet: Sheet, sentence: Stretch, total: Total | None) -> bool:
    """A study of many is introduced behind one patient's story."""
    many = total is not None and total.strength >= 2 and total.quantity.value > 1
    return many and signals.introduces(sheet, sentence) >= 2


def _is_next_study(sheet: Sheet, current: Account, sentence: Stretch, new_passage: bool) -> bool:
    """A study named without a count, in a paragraph or item of its own behind another's account."""
    if signals.is_anaphoric(sheet, sentence) or not signals.names_study(sheet, sentence):
        return False
    item = signals.starts_item(sheet, sentence)
    return (item or new_passage) and current.known and signals.introduces(sheet, sentence) >= (2 if item else 4)


def _identified(
    sheet: Sheet, state: _State, sentence: Stretch, total: Total | None, numbers: list[str], new_passage: bool
) -> None:
    """A sentence with a study's count or number: it completes the account at hand or opens the next one."""
    current = state.current = _returned_to(state, total) or state.current
    fresh = current is None
    if current is not None:
        other_number = bool(numbers) and bool(current.registrations) and not set(numbers) & set(current.registrations)
        fresh = other_number or (total is not None and _is_another(sheet, state, current, sentence, total, new_passage))
    account = state.open(sentence, total) if fresh or current is None else current
    if not fresh:
        account.sentences.append(sentence)
        if total is not None and account.total is None:
            account.total = total
    account.registrations += [number for number in numbers if number not in account.registrations]


def _returned_to(state: _State, total: Total | None) -> Account | None:
    """'综上,40例患者 …': a paper comes back to its own patients behind a look at others'."""
    if total is None or not state.structured:
        return None
    papers = (a for a in state.found if a.paper and a.total and a.total.quantity.value == total.quantity.value)
    return next(papers, None)


def _is_another(
    sheet: Sheet, state: _State, current: Account, sentence: Stretch, total: Total, new_passage: bool
) -> bool:
    """Whether a count told as all of a study is another study's than the account at hand."""
    announced = sheet.has("cue", "opening", sentence.start, total.quantity.start + 12)
    item = signals.starts_item(sheet, sentence) and not state.structured
    marks = signals.introduces(sheet, sentence)
    if current.total is None:
        return (announced and _has_results(sheet, current)) or (item and current.known)
    if total.quantity.value == current.total.quantity.value and not item:
        return new_passage and marks >= 3 and not signals.is_anaphoric(sheet, sentence) and not state.structured
    dated = bool(sheet.numbers(("year", "date"), sentence.start, sentence.end))
    if (signals.is_anaphoric(sheet, sentence) and not dated) or (
        state.structured and not _cites_other(sheet, current, sentence)
    ):
        return False
    if item or _cites_other(sheet, current, sentence):
        return total.strength >= 2 or marks >= 2
    if new_passage and marks >= 2 and (total.strength >= 2 or marks >= 3):
        return True
    if total.quantity.value < current.total.quantity.value and not announced:
        return total.strength >= 2 and marks >= (3 if dated else 4)
    return total.strength >= 2 or announced


def _cites_other(sheet: Sheet, current: Account, sentence: Stretch) -> bool:
    """The sentence cites papers, and none that the account at hand cites."""
    own = {label for mark in inside(sheet.citations, sentence.start, sentence.end) for label in mark.labels}
    told = labels_of(sheet, current)
    return bool(own) and bool(told) and not own & told


def _has_results(sheet: Sheet, account: Account) -> bool:
    return any(
        sheet.numbers(("percent", "fraction"), s.start, s.end) and sheet.within("outcome", s.start, s.end)
        for s in account.sentences
    )


def _is_other_population(sheet: Sheet, current: Account, sentence: Stretch) -> bool:
    """'此外,对于重症难治性患者,有效率达…': another population than that of an account which never said how many it had."""
    if current.known or not sheet.has("cue", "besides", sentence.start, sentence.start + 4):
        return False
    return bool(sheet.numbers("percent", sentence.start, sentence.end)) and bool(signals.rates(sheet, sentence))
