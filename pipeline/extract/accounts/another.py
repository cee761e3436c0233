"""Whether a sentence tells of another study than the account at hand: by its count, its names, its phase, its species, what it cites."""

import re
from itertools import pairwise

from pipeline.extract.accounts import items, signals
from pipeline.extract.accounts.account import Account
from pipeline.extract.accounts.marks import (
    AUTHOR,
    PLACE,
    begins_with_animals,
    institutions,
    introduces,
    marks_of,
    names_in,
    trials,
)
from pipeline.extract.accounts.merging import labels_of
from pipeline.extract.accounts.sites import is_elsewhere
from pipeline.extract.accounts.total import Total
from pipeline.extract.mentions.phases import phase_in
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet

_FEWEST_ARMS = 2
_LONGEST_LEAD = 24  # '随后的III期却没达到终点——164人'
_LONGEST_NAME = 32
# '第Ⅱ/Ⅲ相(JR-031-301):ステロイド抵抗性の25例'
_PHASE_ALONE = re.compile(
    r"\W{0,3}(?:国内|海外)?(?:第\s?[ⅠⅡⅢⅣI1-4一二三四]{1,3}[ab]?(?:/[ⅠⅡⅢⅣI1-4]{1,3}[ab]?)?\s?[相期]|[ⅠⅡⅢⅣ]{1,2}[ab]?(?:/[ⅠⅡⅢⅣ]{1,2}[ab]?)?\s?期)"
    r"(?:临床)?(?:試験|试验|治験|研究)?\s?(?:\([^()]{1,24}\))?\s?:[^,。;、\d]{0,24}$"
)
_NAME_ALONE = re.compile(r"\W{0,3}[^,。;、\d(]{3,24}(?:\([^()]{2,14}\))?[::(]? ?(?:[nN] ?= ?|共|约)?")
_NO_PEOPLE = re.compile(r"[nN] ?= ?\d")
_OTHER_TRIAL = re.compile(r"(?:別の?|异なる|他の)(?:試験|臨床試験|治験)|另(?:外)?一?项[^,。;]{0,12}(?:试验|研究)")
_BREAK = re.compile(r"[。;(]")
_SURE = 2  # so many new names before a count tell of another study


def is_next_study(sheet: Sheet, current: Account, sentence: Stretch, new_passage: bool) -> bool:
    """A study named without a count, in a paragraph or item of its own behind another's account."""
    if (new_passage or begins_with_animals(sheet, sentence)) and _turns_to_animals(sheet, current, sentence):
        return True
    if current.known and not current.story and _is_of_other_cells(sheet, current, sentence):
        return True
    if signals.is_anaphoric(sheet, sentence) or not signals.names_study(sheet, sentence):
        return False
    item = items.starts_item(sheet, sentence)
    if current.known and signals.turns(sheet, sentence) and introduces(sheet, sentence) >= 3:
        return True
    if current.known and _is_other_phase(sheet, current, sentence):
        return True
    return (item or new_passage) and current.known and introduces(sheet, sentence) >= (2 if item else 4)


def leads_to_another(sheet: Sheet, current: Account, sentence: Stretch) -> bool:
    """'一方、中国からは無作為化試験も報告されている。': a paragraph that turns to a study elsewhere, of which it is told next."""
    if (
        not current.known
        or current.story
        or not signals.turns(sheet, sentence)
        or signals.is_anaphoric(sheet, sentence)
    ):
        return False
    told = sheet.numbers(("percent", "people", "measure", "plain", "p"), sentence.start, sentence.end)
    return not told and {"who", "study"} <= marks_of(sheet, sentence)


def _turns_to_animals(sheet: Sheet, current: Account, sentence: Stretch) -> bool:
    """'动物实验上,…小鼠…' in a paragraph of its own behind a study of people."""
    if current.total is None or current.total.quantity.kind == "animals" or current.paper:
        return False
    told = any(sheet.within("species", s.start, s.end) for s in [*current.sentences, *current.lead])
    return not told and bool(sheet.within("species", sentence.start, sentence.end))


def _is_other_phase(sheet: Sheet, current: Account, sentence: Stretch) -> bool:
    """'2020年に始めた第1相は…' behind what was told of a second phase."""
    phase = phase_in(sheet, sentence.start, min(sentence.end, sentence.start + 24))
    told = [phase_in(sheet, s.start, s.end) for s in [*current.lead[-1:], *current.sentences[:2]]]
    parts = {part for other in told if other for part in other.split("/")}
    return phase is not None and bool(parts) and not parts & set(phase.split("/"))


def is_placed_apart(sheet: Sheet, current: Account, sentence: Stretch, total: Total, *, new_passage: bool) -> bool:
    """A place or a phase other than those of the account at hand stands at the head of the count."""
    return is_elsewhere(sheet, current, sentence, total, new_passage=new_passage) or _is_next_phase(
        sheet, current, sentence, total
    )


def _is_next_phase(sheet: Sheet, current: Account, sentence: Stretch, total: Total) -> bool:
    """'三期196例没有达到…' behind what was told of a second phase: nothing but another phase stands before the count."""
    start, count = sentence.start, total.quantity.start
    alone = count - start <= _LONGEST_LEAD and not _BREAK.search(sheet.text, start, count)
    return alone and _is_other_phase(sheet, current, sentence)


def _is_of_other_cells(sheet: Sheet, current: Account, sentence: Stretch) -> bool:
    """'今年4月又启动了CAR-NK细胞治疗儿童SLE的项目' behind what was told of CAR-T cells: a dated study with cells of another kind."""
    own = set(sheet.codes("cell_type", sentence.start, sentence.end))
    told = {code for s in [*current.lead, *current.sentences] for code in sheet.codes("cell_type", s.start, s.end)}
    gives = sheet.has("cue", ("treatment", "enrolment"), sentence.start, sentence.end)
    return bool(own and told and not own & told and gives) and {"year", "condition"} <= marks_of(sheet, sentence)


def is_another(
    sheet: Sheet, current: Account, sentence: Stretch, total: Total, *, new_passage: bool, own_part: bool
) -> bool:
    """Whether a count told as all of a study is another study's than the account at hand."""
    announced = sheet.has("cue", "opening", sentence.start, total.quantity.start + 12)
    item = items.starts_item(sheet, sentence) and not own_part
    marks = introduces(sheet, sentence)
    if current.total is None:
        animals = any(sheet.within("species", s.start, s.end) for s in current.sentences)
        if animals and not current.known and total.quantity.kind == "people":
            return not sheet.within("species", sentence.start, sentence.end)
        return (announced and _has_results(sheet, current)) or (item and current.known)
    if total.quantity.value == current.total.quantity.value and not item:
        return new_passage and marks >= 3 and not signals.is_anaphoric(sheet, sentence) and not own_part
    dated = bool(sheet.numbers(("year", "date"), sentence.start, sentence.end))
    if _are_its_arms(sheet, current, sentence, total) or (signals.is_anaphoric(sheet, sentence) and not dated):
        return False
    if own_part:
        return _is_another_in_paper(sheet, current, sentence, total, new_passage=new_passage)
    return is_placed_apart(sheet, current, sentence, total, new_passage=new_passage) or _is_new(
        sheet, current, sentence, total, new_passage=new_passage, announced=announced
    )


def _is_another_in_paper(sheet: Sheet, current: Account, sentence: Stretch, total: Total, *, new_passage: bool) -> bool:
    """In a part of a paper that tells of its own study: a count of another, by what it cites or how it is numbered."""
    numbered = items.starts_item(sheet, sentence) and new_passage
    return (
        _cites_other(sheet, current, sentence)
        or _OTHER_TRIAL.search(sheet.text, sentence.start, total.quantity.start) is not None
        or (numbered and total.strength >= 2 and introduces(sheet, sentence) >= 3)
        or (numbered and _is_of_other_disease(sheet, current, sentence))
        or _is_other_species(sheet, current, total)
    )


def _is_new(
    sheet: Sheet, current: Account, sentence: Stretch, total: Total, *, new_passage: bool, announced: bool
) -> bool:
    """Enough speaks for a count being of a study of its own."""
    item, marks = items.starts_item(sheet, sentence), introduces(sheet, sentence)
    if item or _cites_other(sheet, current, sentence):
        return total.strength >= 2 or marks >= 2 or (not item and bool(_own_names(sheet, current, sentence, total)))
    if new_passage and marks >= 2 and (total.strength >= 2 or marks >= 3):
        return True
    if _is_other_species(sheet, current, total):
        return total.strength >= 2 or begins_with_animals(sheet, sentence)
    own = _own_names(sheet, current, sentence, total)
    headed = bool(own) and is_headed(sheet, sentence, total)
    dated = bool(sheet.numbers(("year", "date"), sentence.start, sentence.end))
    if current.total and total.quantity.value < current.total.quantity.value and not (announced or headed):
        firm = total.strength >= 2 and ((marks >= 2 and bool(own)) or marks >= (3 if dated else 4))
        return firm or len(own) >= _SURE or _is_single_case(sheet, sentence, total)
    return (total.strength >= 2 and marks >= 1) or announced or bool(own)


def is_headed(sheet: Sheet, sentence: Stretch, total: Total) -> bool:
    """'SCOT试验75人(…)', 'HALT-MS:24位病人', '解放军总医院:45例…': nothing but a study's name stands before its count."""
    start, end = sentence.start, total.quantity.start
    if _PHASE_ALONE.match(sheet.text, start, end):
        return True
    if end - start > _LONGEST_NAME or not _NAME_ALONE.fullmatch(sheet.text, start, end):
        return False
    named = trials(sheet, start, end) or any(institutions(sheet, start, end)) or AUTHOR.search(sheet.text, start, end)
    return bool(named) or (bool(PLACE.search(sheet.text, start, end)) and sheet.has("cue", "study_noun", start, end))


def _are_its_arms(sheet: Sheet, current: Account, sentence: Stretch, total: Total) -> bool:
    """'随机分两拨:21例打细胞,21例照常' behind a study of 42: the counts add up to those it has."""
    counts = [q.value for q in sheet.numbers(("people", "animals"), sentence.start, sentence.end)]
    told, own = current.total.quantity.value if current.total else None, total.quantity.value
    if own not in counts[:_FEWEST_ARMS] or any(one + other == own for one, other in pairwise(counts)):
        return False
    return any(sum(counts[:many]) == told for many in (_FEWEST_ARMS, _FEWEST_ARMS + 1))


def _is_of_other_disease(sheet: Sheet, current: Account, sentence: Stretch) -> bool:
    """'2)溃疡性结肠炎:另纳入18例' behind '1)肝硬化:…': a paper tells of its studies disease by disease."""
    own = items.item_diseases(sheet, sentence)
    told = {code for s in current.sentences for code in items.item_diseases(sheet, s)}
    return bool(own) and bool(told) and not own & told


def _own_names(sheet: Sheet, current: Account, sentence: Stretch, total: Total) -> list[str]:
    """What stands before the count and names a study, but not the one at hand: another year, place, author or phase."""
    told = " ".join(sheet.text[s.start : s.end] for s in [*current.lead[-2:], *current.sentences])
    return [name for name in names_in(sheet, sentence.start, total.quantity.start) if name not in told]


def _is_single_case(sheet: Sheet, sentence: Stretch, total: Total) -> bool:
    """'以及一例个案,…' behind a study of many."""
    return total.quantity.value == 1 and sheet.has("study_type", "case_report", sentence.start, sentence.end)


def _is_other_species(sheet: Sheet, current: Account, total: Total) -> bool:
    """Animals behind people, or people behind animals: counted as such, or in a sentence that names the animal ('マウス(n=24)')."""
    if current.total is None:
        return False
    told, own = (_counted(sheet, count.quantity) for count in (current.total, total))
    return {told, own} == {"people", "animals"}


def _counted(sheet: Sheet, quantity: Quantity) -> str:
    sentence = sheet.sentence(quantity.start)
    named = quantity.unit is None and _NO_PEOPLE.search(sheet.text, quantity.start - 4, quantity.end)
    return "animals" if named and sheet.within("species", sentence.start, sentence.end) else quantity.kind


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


def is_other_population(sheet: Sheet, current: Account, sentence: Stretch) -> bool:
    """'此外,对于重症难治性患者,有效率达…': another population than that of an account which never said how many it had."""
    if current.known or not sheet.has("cue", "besides", sentence.start, sentence.start + 4):
        return False
    return bool(sheet.numbers("percent", sentence.start, sentence.end)) and bool(signals.rates(sheet, sentence))


def is_firmer(sheet: Sheet, account: Account, total: Total) -> bool:
    """What the text says of a study goes before what its heading does."""
    told = account.total
    return (
        told is not None
        and not _are_its_arms(sheet, account, sheet.sentence(total.quantity.start), total)
        and total.strength > 1
        and sheet.passage(sheet.sentence(told.quantity.start)).kind == "heading"
    )
