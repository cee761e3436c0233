"""Where a sentence says that a study was done, by the word that it begins with: '海外で…', '国内の治験は22人', '当院で…', '韩国做过…'.

A page that tells of studies place by place names each place once, with a count and no word of enrolment: the place alone parts one study
from the next, and brings the page back to one. What accounts make of it is decided in `pipeline.extract.accounts.find`.
"""

import re
from collections.abc import Sequence

from pipeline.extract.accounts.account import Account
from pipeline.extract.accounts.marks import PLACE, marks_of
from pipeline.extract.accounts.total import Total
from pipeline.extract.mentions.phases import phase_in
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet

_LED_TO = re.compile(
    r"\W{0,3}(?:[答A][::]\s?)?(?:(?:一方|また|なお|さらに|そして|此外|另外|而|但|其次|然后|接着|至于)[、,]?)?在?"
)
# '日本からは20人が参加': a part of the patients; '美国人', '中国患者': who they are
_OF_THESE = re.compile(
    r"から|人|籍|裔|(?:的|の)?(?:患者|病人)|(?:的|の)?(?:[^,。、]{0,6})(?:[药薬]|FDA|承认|批准|認可|指南|ガイドライン)"
)
_LONGEST = 8
_FROM_HERE = ("own", "home", "abroad")
_TELLING = ("people", "percent", "fraction", "animals")


def site_of(sheet: Sheet, sentence: Stretch) -> str | None:
    """The place that a sentence begins with, by its code or, of a country or a city, by its name."""
    led = _LED_TO.match(sheet.text, sentence.start, sentence.end)
    start = led.end() if led else sentence.start
    hit = next((hit for hit in sheet.within("site", start, start + _LONGEST) if hit.start == start), None)
    if hit is not None:
        return None if _OF_THESE.match(sheet.text, hit.end) else hit.code
    place = PLACE.search(sheet.text, start, min(sentence.end, start + _LONGEST))
    if place is None or place.start() != start or phase_in(sheet, start, place.end() + 1):
        return None
    return None if _OF_THESE.match(sheet.text, place.end()) else place.group()


def is_elsewhere(sheet: Sheet, current: Account, sentence: Stretch, total: Total, *, new_passage: bool) -> bool:
    """The first count of a sentence is told of another place than the account at hand began with.

    A paragraph of its own that begins at home, abroad or in the writer's hospital needs no place told before it.
    """
    own = site_of(sheet, sentence)
    if own is None or current.story:
        return False
    first = sheet.numbers(("people", "animals"), sentence.start, sentence.end)[:1]
    if not first or first[0].start != total.quantity.start:
        return False
    told = {site_of(sheet, s) for s in [*current.lead[-1:], *current.sentences]} - {None}
    named = any(own in sheet.text[s.start : s.end] for s in current.sentences)
    turned = bool(told) or (new_passage and own in _FROM_HERE)
    return turned and own not in told and not named


def told_at(sheet: Sheet, found: Sequence[Account], current: Account | None, sentence: Stretch) -> Account | None:
    """The one account of the page that began at the place which this sentence begins with: '国内治験では22人中、…2人'."""
    own = site_of(sheet, sentence)
    if own not in _FROM_HERE or not sheet.numbers(_TELLING, sentence.start, sentence.end):
        return None
    if marks_of(sheet, sentence) & {"year", "number", "condition", "cells"}:
        return None  # '国内では2019年に脊髄損傷13例の…': the next one there
    here = [account for account in found if not account.story and site_of(sheet, account.sentences[0]) == own]
    return here[0] if len(here) == 1 and here[0] is not current and here[0].known else None
