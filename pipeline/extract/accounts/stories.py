"""Patients' stories: where the story of one person opens and ends, and whether anything was given to that person at all."""

import re

from pipeline.extract.accounts import items, persons, signals
from pipeline.extract.accounts.account import Account
from pipeline.extract.accounts.marks import introduces, marks_of
from pipeline.extract.accounts.total import Total
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet

_NAMED = 3
# '护士就要给我挂上,我没敢打', '結局は受けなかった': who was to get cells and did not
_REFUSED = re.compile(
    r"没敢(?:打|做|输)|不敢(?:打|做|输)[,。]|(?:最终|最后|结果|还是)(?:我|他|她|也)?(?:没有?|未)(?:打成?|做成?|输成?|接受)(?!过敏)|没(?:打|做|输)成"
    r"|(?:打|做|输)之前(?:就)?(?:取消|反悔|退款)|(?:結局|最終的に)[^。]{0,8}(?:受けなかった|打たなかった|受けません|やめ(?:た|まし)|見送)"
)
_MANY = 10


def opens_story(sheet: Sheet, current: Account | None, sentence: Stretch) -> bool:
    """A person is introduced, and it is not the one whose story this paragraph tells already."""
    alone = current is None or current.story or is_one_case(current)
    if not (
        persons.person(sheet, sentence)
        or persons.named_patient(sheet, sentence)
        or (alone and (persons.one_patient(sheet, sentence) or (current is None and persons.narrator(sheet, sentence))))
    ):
        return False
    return not (current and current.story and current.sentences[0].passage == sentence.passage)


def is_one_case(account: Account) -> bool:
    """An account of one, not yet told as a story: '当院での1例' over '34歳男性。…'."""
    return not account.story and account.total is not None and account.total.quantity.value == 1


def ends_story(sheet: Sheet, story: Account, sentence: Stretch, total: Total | None) -> bool:
    """A study of many, or of animals, is introduced behind one patient's story; '两个人花了78万' introduces none.

    An item of a list that names a paper ('1) 韩国那个药二期,2018登在…') does so though it counts nobody yet.
    """
    if total is None and items.starts_item(sheet, sentence) and not items.is_part_label(sheet, sentence):
        return {"who", "year", "study"} <= marks_of(sheet, sentence) or (
            bool(inside(sheet.registrations, sentence.start, sentence.end)) and introduces(sheet, sentence) >= _NAMED
        )
    if total is None or total.quantity.value <= 1:
        return False
    if _cites_others(sheet, story, sentence):
        return True
    if sheet.has("cue", "anaphora", sentence.start, total.quantity.start):
        return not total.bare  # '该院牵头的这项研究已完成8例'
    if total.strength < 2:  # '文献では中国の40例の多施設試験が知られる。'
        return not total.bare and total.quantity.value >= _MANY and {"who", "study"} <= marks_of(sheet, sentence)
    if sheet.within("species", sentence.start, sentence.end):
        return True
    marks = introduces(sheet, sentence)
    study = sheet.has("cue", ("study_noun", "publication", "design_word"), sentence.start, sentence.end)
    dated = bool(sheet.numbers(("year", "date"), sentence.start, sentence.end))
    if total.quantity.value >= _MANY and sheet.has("group", ("treatment", "control"), sentence.start, sentence.end):
        return True  # '62例患者里,移植组32例…'
    return (marks >= 2 and (study or dated)) or (is_untreated(sheet, story) and study) or marks >= 5


def _cites_others(sheet: Sheet, story: Account, sentence: Stretch) -> bool:
    """'Keyszer等[9]随访5例…' behind the one patient of [8]."""
    own = {label for mark in inside(sheet.citations, sentence.start, sentence.end) for label in mark.labels}
    told = {label for s in story.sentences for mark in inside(sheet.citations, s.start, s.end) for label in mark.labels}
    return bool(own) and bool(told) and not own & told


def is_untreated(sheet: Sheet, account: Account) -> bool:
    """A person's story in which nobody was given anything: who asks whether cells would help has had none."""
    opening = sheet.sentence(sheet.passage(account.sentences[0]).view_start)
    # '推 某某: 我妈七十二岁想打', '问:我爸62岁,能做吗?' under whatever was told last
    replies = signals.is_reply(sheet, opening) or signals.asks(sheet, opening)
    above = [] if replies else [*account.lead, *account.headings]
    if not account.story:
        return False
    refused = any(_REFUSED.search(sheet.text, s.start, s.end) for s in account.sentences)
    return refused or not any(signals.tells_of_giving(sheet, s) for s in [*account.sentences, *above])
