"""Decides which stretches of a page are the account of one study: what opens an account, what goes on with it, what ends it.

The laws, in the order in which they are asked of each sentence:
1. a heading ends the account before it (not the labels of one paper: 目的, 方法, 结果 …);
2. a patient's story opens where a person with sex and age is introduced;
3. a registry number, or a count of people told as all of a study, opens an account or completes one that lacks it;
4. a study named with its place of publication, or an outcome's rate after treatment, opens an account without a count;
5. background (prevalence, approvals, 'all over the world 1,500 patients') ends an account and opens none;
6. an account without count and number goes no further than its paragraph, unless the next takes it up ('该研究 …').
What is read from an account is not here.
"""

import re
from dataclasses import dataclass, field

from pipeline.extract.population import Total, total_in
from pipeline.extract.sheet import Sheet, Stretch, inside
from pipeline.lexicon.load import TermHit

_STORY = re.compile(
    r"(?:[一-鿿×xX*某]{1,4}(?:女士|先生|小姐|大姐|阿姨|大叔|大爷|奶奶|某某?)|患者|患儿|病人|男性|女性|さん|男児|女児|男|女)"
    r"[^。;\n]{0,14}?(?P<age>\d{1,3})\s?(?:岁|歳)"
)
_STRUCTURE = re.compile(
    r"[\[【<(]?\s?(?:\d(?:\.\d)*\s?)?(?:研究)?(?:目\s?的|方\s?法|结\s?果|结\s?论|背\s?景|讨\s?论|目\s?標|結\s?果|結\s?論|考\s?察|資料と方法|资料与方法|对象与方法"
    r"|一般资料|临床资料|Objective|Methods?|Results?|Conclusions?|Background|摘\s?要|Abstract|要\s?旨|疗效|安全性?)[\]】>)]?\s?(?:[::]|\s|$)",
    re.IGNORECASE,
)
_ITEM = re.compile(r"案例|病例|研究|试验|症例|試験|[Cc]ase|文献|论文")


@dataclass(slots=True)
class Account:
    """One document's account of one study, while it is being read.

    `sentences`: what tells of it, in order. `lead`: sentences of its section before it (they may name paper and place).
    `heading`: the terms of condition in force above it. `story`: one patient's story.
    """

    sentences: list[Stretch]
    lead: list[Stretch] = field(default_factory=list)
    total: Total | None = None
    registrations: list[str] = field(default_factory=list)
    headings: list[Stretch] = field(default_factory=list)
    story: bool = False
    anaphoric: bool = False
    closed: bool = False

    @property
    def start(self) -> int:
        return self.sentences[0].start

    @property
    def end(self) -> int:
        return self.sentences[-1].end

    @property
    def known(self) -> bool:
        """It has what tells a study from others: a count, a number, a person."""
        return self.total is not None or bool(self.registrations) or self.story


@dataclass(slots=True)
class _State:
    current: Account | None = None
    lead: list[Stretch] = field(default_factory=list)
    headings: list[Stretch] = field(default_factory=list)
    item: bool = False
    found: list[Account] = field(default_factory=list)

    def open(self, sentence: Stretch, total: Total | None, *, story: bool = False, anaphoric: bool = False) -> Account:
        account = Account([sentence], self.lead, total, [], list(self.headings), story, anaphoric)
        self.found.append(account)
        self.current, self.lead = account, []
        return account


def find_accounts(sheet: Sheet) -> list[Account]:
    """All accounts of a page's prose, in order; those that turn out to say nothing of a study are left to the caller."""
    state = _State()
    last_passage = -1
    for sentence in sheet.sentences:
        passage = sheet.passage(sentence)
        if passage.kind in {"reference", "boilerplate", "table_header", "table_row"}:
            state.current = None if passage.kind == "table_row" else state.current
            continue
        new_passage = sentence.passage != last_passage
        last_passage = sentence.passage
        if passage.kind == "heading" and not _is_structure(sheet, sentence):
            _heading(sheet, state, sentence)
            continue
        if new_passage:
            _new_passage(sheet, state, sentence)
        _sentence(sheet, state, sentence)
    return _merge_by_citation(sheet, state.found)


def _is_structure(sheet: Sheet, sentence: Stretch) -> bool:
    return bool(_STRUCTURE.match(sheet.text, sentence.start))


def _heading(sheet: Sheet, state: _State, sentence: Stretch) -> None:
    if _story_age(sheet, sentence):
        state.open(sentence, None, story=True)
        return
    current = state.current
    if current is not None and (current.known or state.item) and _is_sub_heading(sheet, sentence):
        return
    pending = current is not None and current.anaphoric and not current.known
    in_story = (
        current is not None
        and current.story
        and not re.match(
            r"\W{0,3}(?:案例|病例|症例|[0-9一二三四五六七八九十])", sheet.text[sentence.start : sentence.end]
        )
    )
    if not pending and not in_story:
        state.current = None
    state.lead = []
    state.item = bool(_ITEM.search(sheet.text, sentence.start, sentence.end))
    if sheet.within("condition", sentence.start, sentence.end) or not state.headings:
        state.headings = [sentence]


def _is_sub_heading(sheet: Sheet, sentence: Stretch) -> bool:
    """A heading inside an account: of its results, its safety, a picture; it names no condition and numbers no case."""
    if re.match(
        r"\W{0,3}(?:案例|病例|症例|(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?[、.]|第[一二三四五六七八九十])",
        sheet.text[sentence.start : sentence.end],
    ):
        return False
    return bool(_PART_OF_ACCOUNT.search(sheet.text, sentence.start, sentence.end)) and not sheet.within(
        "condition", sentence.start, sentence.end
    )


_PART_OF_ACCOUNT = re.compile(
    r"效果|疗效|结果|結果|安全|有效性|生存率|缓解|数据|不良|随访|調節|调节|图\s?\d|表\s?\d|△|方法|结论|分析"
)


def _new_passage(sheet: Sheet, state: _State, sentence: Stretch) -> None:
    current = state.current
    if current is None:
        return
    if _is_background(sheet, sentence):
        state.current = None
        return
    if current.story:
        if _is_general_claim(sheet, sentence):
            state.current = None
        return
    if _is_structure(sheet, sentence) or sheet.has("cue", "anaphora", sentence.start, sentence.end):
        return
    if not (current.known or current.anaphoric or state.item) or not _goes_on(sheet, sentence):
        state.current = None


def _is_general_claim(sheet: Sheet, sentence: Stretch) -> bool:
    """'干细胞疗法可有效缓解症状 …': of the therapy, no longer of the patient."""
    start, end = sentence.start, sentence.end
    cells = sheet.within("cell_type", start, start + 12)
    return (
        bool(cells)
        and sheet.has("cue", "modal", start, end)
        and not sheet.numbers(("times", "time", "date", "people"), start, end)
    )


def _goes_on(sheet: Sheet, sentence: Stretch) -> bool:
    """Whether a new paragraph still tells of the study before it: it gives figures, times or its patients, or says 'the results'."""
    passage = sheet.passage(sentence)
    start, end = passage.view_start, passage.view_end
    if _DEFINITION.match(sheet.text, start, end):
        return False
    if sheet.numbers(("p", "percent", "measure", "fraction", "people", "dose", "times", "animals"), start, end):
        return True
    return bool(inside(sheet.time_points, start, end)) or bool(_CONTINUES.match(sheet.text, start, end))


_DEFINITION = re.compile(
    r"[一-鿿A-Za-z()]{2,20}?(?:是(?:一种|一类|.{0,12}的一种|由|最|全球|常见)|又称|又叫|とは|は、?[^。]{0,20}(?:疾患|病気))"
)
_CONTINUES = re.compile(
    r"\W{0,3}(?:\(?\d\)|[①-⑨]|结果|結果|结论|研究|该|本|这|此外|同时|随访|治疗后|术后|移植后|患者|其中|不良|安全|值得注意|另外|改善|与|。|-|•|主要)"
)


def _sentence(sheet: Sheet, state: _State, sentence: Stretch) -> None:
    if _story_age(sheet, sentence) and not (
        state.current and state.current.story and state.current.sentences[-1].passage == sentence.passage
    ):
        state.open(sentence, None, story=True)
        return
    if state.current and state.current.story:
        state.current.sentences.append(sentence)
        return
    numbers = [mark.labels[0] for mark in inside(sheet.registrations, sentence.start, sentence.end)]
    total = total_in(sheet, sentence)
    if total or numbers:
        _identified(sheet, state, sentence, total, numbers)
        return
    if state.current is not None and _is_other_population(sheet, state.current, sentence):
        state.open(sentence, None)
    elif state.current is not None:
        state.current.sentences.append(sentence)
    elif _names_study(sheet, sentence):
        anaphoric = sheet.has("cue", "anaphora", sentence.start, sentence.start + 12)
        state.open(sentence, None, anaphoric=anaphoric)
    elif _is_background(sheet, sentence):
        state.lead = []
    else:
        state.lead.append(sentence)


def _identified(sheet: Sheet, state: _State, sentence: Stretch, total: Total | None, numbers: list[str]) -> None:
    """A sentence with a study's count or number: it completes the account at hand or opens the next one."""
    current = state.current
    fresh = current is None
    if current is not None:
        other_number = bool(numbers) and bool(current.registrations) and not set(numbers) & set(current.registrations)
        fresh = other_number or (total is not None and _is_another(sheet, current, sentence, total))
    account = state.open(sentence, total) if fresh or current is None else current
    if not fresh:
        account.sentences.append(sentence)
        if total is not None and account.total is None:
            account.total = total
    account.registrations += [number for number in numbers if number not in account.registrations]


def _is_another(sheet: Sheet, current: Account, sentence: Stretch, total: Total) -> bool:
    """Whether a count told as all of a study is another study's than the account at hand."""
    announced = sheet.has("cue", "opening", sentence.start, total.quantity.start + 12)
    if current.total is None:
        return announced and _has_results(sheet, current)
    if total.quantity.value == current.total.quantity.value:
        return False
    if total.quantity.value < current.total.quantity.value and not announced:
        return False
    return total.strength >= 2 or announced


def _has_results(sheet: Sheet, account: Account) -> bool:
    return any(
        sheet.numbers(("percent", "fraction"), s.start, s.end) and sheet.within("outcome", s.start, s.end)
        for s in account.sentences
    )


def _is_other_population(sheet: Sheet, current: Account, sentence: Stretch) -> bool:
    """'此外,对于重症难治性患者,有效率达…': another population than that of an account which never said how many it had."""
    if current.known or not sheet.has("cue", "besides", sentence.start, sentence.start + 4):
        return False
    return bool(sheet.numbers("percent", sentence.start, sentence.end)) and bool(_rates(sheet, sentence))


def _names_study(sheet: Sheet, sentence: Stretch) -> bool:
    """A sentence that tells of one study without saying how many took part."""
    start, end = sentence.start, sentence.end
    if _is_background(sheet, sentence):
        return False
    treats = bool(sheet.within("cell_type", start, end) or sheet.within("cell_source", start, end))
    if _rates(sheet, sentence) and sheet.numbers("percent", start, end) and treats:
        return True
    if sheet.has("cue", "anaphora", start, start + 12) and sheet.has("cue", "treatment", start, end):
        return True
    named = bool(sheet.numbers(("year", "date"), start, end)) or bool(INSTITUTION.search(sheet.text, start, end))
    if not named or sheet.has("cue", "cumulative", start, end):
        return False
    told = sheet.has("cue", ("publication", "study_noun"), start, end) and sheet.has("cue", "study_noun", start, end)
    doing = bool(TEAM.search(sheet.text, start, end)) and sheet.has("cue", "treatment", start, end)
    return (told or doing) and treats


INSTITUTION = re.compile(
    r"[一-鿿A-Za-z]{2,20}?(?:大学|大學|医院|医学院|研究所|医科大|病院|医大|クリニック)(?:[一-鿿]{0,12}?(?:医院|中心|科|研究所|学院|病院))?"
)
TEAM = re.compile(r"(?:教授|团队|主任|学者|グループ)")


def _rates(sheet: Sheet, sentence: Stretch) -> list[TermHit]:
    return [
        hit for hit in sheet.within("outcome", sentence.start, sentence.end) if hit.attributes.get("family") == "rate"
    ]


def _is_background(sheet: Sheet, sentence: Stretch) -> bool:
    """Prevalence, approvals, totals over all the world: facts, not a study."""
    return sheet.has("cue", ("cumulative", "prevalence", "background"), sentence.start, sentence.end) and not inside(
        sheet.registrations, sentence.start, sentence.end
    )


def _story_age(sheet: Sheet, sentence: Stretch) -> re.Match[str] | None:
    """A person introduced with sex and age, near the sentence's start: '丘女士 57岁', '患者,女,34岁'."""
    match = _STORY.search(sheet.text, sentence.start, min(sentence.end, sentence.start + 40))
    if match is None or sheet.numbers("people", sentence.start, match.end()):
        return None
    return match if re.search(r"[男女]|士|先生|小姐|姐|姨|さん", match.group()) else None


def _merge_by_citation(sheet: Sheet, accounts: list[Account]) -> list[Account]:
    """An account that named the paper ('… 发布了一项Ⅲ期临床研究[3]') and one that counts its patients, citing the same [3]."""
    kept: list[Account] = []
    for account in accounts:
        kept.append(account)
        labels = _labels(sheet, account)
        for other in kept[:-1]:
            if other.known != account.known and labels & _labels(sheet, other):
                known, unknown = (account, other) if account.known else (other, account)
                known.lead = [*unknown.lead, *unknown.sentences, *known.lead]
                kept = [a for a in kept if a is not unknown]
                break
    return kept


def _labels(sheet: Sheet, account: Account) -> set[str]:
    return {
        label for s in account.sentences for mark in inside(sheet.citations, s.start, s.end) for label in mark.labels
    }
