"""Which language a piece of a page is in: kana first, then characters that only one of the three writes.

Off-the-shelf detectors fail on short CJK text. The sets come from the old national encodings: each holds the
characters that its country writes. A piece without a telling character is undetermined and inherits.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

from pipeline.normalize.script import to_simplified
from pipeline.records import record

SIMPLIFIED = "zh-Hans"
TRADITIONAL = "zh-Hant"
JAPANESE = "ja"
MIXED = "mul"
UNDETERMINED = "und"

_HAN = range(0x4E00, 0xA000)
_KANA = (*range(0x3041, 0x3097), *range(0x30A1, 0x30FB), *range(0xFF66, 0xFF9E))  # not the middle dot, not the bar
_WRITTEN = re.compile(f"[{''.join(map(chr, _KANA))}\\u4e00-\\u9fff]+")
_JAPANESE_KANA_SHARE = 0.2  # Japanese prose has 0.4 and more, telegraphic table cells 0.2; a borrowed name has less
_JAPANESE_PAGE_SHARE = 0.6  # of the characters of telling passages
_LONGEST_KANJI_RUN = 25  # more kanji without one kana is Chinese even on a Japanese page
_MIXED_LANGUAGE_SHARE = 0.2
_MIXED_SCRIPT_SHARE = 0.3


@record
class Signs:
    """How many characters of a text tell of a language.

    `simplified`: in Chinese, Simplified alone (Japanese may share it); `never_japanese`: those that Japanese lacks.
    """

    han: int
    kana: int
    simplified: int
    traditional: int
    japanese: int
    never_japanese: int

    @property
    def kana_share(self) -> float:
        return self.kana / (self.han + self.kana) if self.kana else 0.0


def signs(text: str) -> Signs:
    """The telling characters of `text`, counted."""
    return _counted(text.translate(_marks()))


def _counted(marks: str) -> Signs:
    kana, simplified, both = marks.count("k"), marks.count("s"), marks.count("b")
    traditional, japanese = marks.count("t"), marks.count("j")
    han = both + simplified + traditional + japanese + marks.count("h")
    return Signs(han, kana, simplified + both, traditional, japanese, simplified)


def passage_language(text: str) -> str:
    """'zh-Hans', 'zh-Hant', 'ja', or 'und' where nothing tells."""
    return _language(signs(text))


def _language(found: Signs) -> str:
    if _is_japanese(found):
        return JAPANESE
    if found.simplified == found.traditional:
        return UNDETERMINED
    return SIMPLIFIED if found.simplified > found.traditional else TRADITIONAL


def passage_languages(texts: Sequence[str]) -> list[str]:
    """The language of each passage of a page, in order; what tells nothing takes its neighbour's, then the page's.

    On a Japanese page, or under a Japanese line, a few kanji that Japanese writes too are taken for Japanese.
    """
    marks = "".join(texts).translate(_marks())
    ends = list(accumulate(map(len, texts)))
    counted = [_counted(marks[start:end]) for start, end in zip([0, *ends], ends, strict=False)]
    alone = [_language(found) for found in counted]
    japanese_page = _is_japanese_page(texts, alone)
    found: list[str] = []
    for told, language in zip(counted, alone, strict=True):
        after_japanese = japanese_page or (bool(found) and found[-1] == JAPANESE)
        if after_japanese and language != JAPANESE and _could_be_japanese(told):
            language = UNDETERMINED
        if language == UNDETERMINED and japanese_page:
            language = JAPANESE
        found.append(language if language != UNDETERMINED else (found[-1] if found else UNDETERMINED))
    return _fill_start(found)


def page_language(passages: Sequence[tuple[str, str]]) -> str:
    """The language of a page from its prose, given as (language, text): 'mul' where a good share is in another."""
    counts: dict[str, int] = {}
    for language in (SIMPLIFIED, TRADITIONAL, JAPANESE):
        told = "\n".join(text for written_in, text in passages if written_in == language)
        counts[language] = sum(map(len, _WRITTEN.findall(told)))
    total = sum(counts.values())
    if total == 0:
        return UNDETERMINED
    chinese = counts[SIMPLIFIED] + counts[TRADITIONAL]
    if min(chinese, counts[JAPANESE]) >= _MIXED_LANGUAGE_SHARE * total:
        return MIXED
    if counts[JAPANESE] > chinese:
        return JAPANESE
    if min(counts[SIMPLIFIED], counts[TRADITIONAL]) >= _MIXED_SCRIPT_SHARE * total:
        return MIXED
    return SIMPLIFIED if counts[SIMPLIFIED] >= counts[TRADITIONAL] else TRADITIONAL


def _is_japanese(found: Signs) -> bool:
    if found.kana_share >= _JAPANESE_KANA_SHARE:
        return True
    rare_in_chinese = found.kana + found.japanese
    return rare_in_chinese > 0 and found.never_japanese == 0 and found.kana + 4 * found.japanese >= 0.1 * found.han


def _could_be_japanese(found: Signs) -> bool:
    return found.never_japanese * 10 <= found.han and found.han <= _LONGEST_KANJI_RUN


def _is_japanese_page(texts: Sequence[str], languages: Sequence[str]) -> bool:
    length = sum(len(text) for text, language in zip(texts, languages, strict=True) if language != UNDETERMINED)
    japanese = sum(len(text) for text, language in zip(texts, languages, strict=True) if language == JAPANESE)
    return japanese > _JAPANESE_PAGE_SHARE * length


def _fill_start(found: list[str]) -> list[str]:
    """What stands before the first telling passage takes that passage's language, Simplified where none tells."""
    first = next((language for language in found if language != UNDETERMINED), SIMPLIFIED)
    return [first if language == UNDETERMINED else language for language in found]


@cache
def _marks() -> list[str]:
    """A letter for each character, by its code: k kana, s Simplified only, b Simplified or Japanese, t Traditional, j Japanese.

    A list, for `str.translate` looks a code up there three times as fast as in a dict; codes behind its end stay as they are.
    """
    table = [chr(code) for code in range(_KANA[-1] + 1)]
    for code in _KANA:
        table[code] = "k"
    for code in _HAN:
        table[code] = _mark(chr(code))
    for letter in "ksbtjh":  # a Latin letter of the text must not be taken for a mark
        table[ord(letter)] = " "
    return table


def _mark(character: str) -> str:
    """The letter for one Han character, by the countries that write it; h where all do, or none that is asked for."""
    simplified, japanese = _written_in(character, "gb2312"), _written_in(character, "cp932")
    traditional = _written_in(character, "big5")
    if simplified and not traditional:
        return "b" if japanese else "s"
    if traditional and not simplified:
        return "t"
    if japanese and not simplified and not traditional:
        # 裏 and 爲 are in no Chinese set of the time, yet they are Chinese variants: OpenCC knows them
        return "j" if to_simplified(character) == character else "t"
    return "h"


def _written_in(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
