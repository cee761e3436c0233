"""How far the name of a group, or of a time, reaches beyond its own sentence: the lines below its label, its paragraph, its sentence's halves.

The laws:
1. a line that is a group's name and no more ('▍细胞组', '(対照群)', 'A组 (n=30):') holds for the lines below it, until the next such line or
   a heading;
2. a paragraph that begins with a group's name and a colon ('治疗组:…') speaks of that group to its end;
3. behind a semicolon the sentence goes on with the one group that stands at its beginning ('细胞组A由…降至…;B由…升至…').
A sentence that names a group itself is of that group (`pipeline.extract.findings.groups`).
"""

import re

from pipeline.extract.mentions.line_labels import ARMS, SIZE, first_group, group_label, time_label
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.mentions.timing import TimePoint
from pipeline.lexicon.load import TermHit

_COLON = re.compile(rf"(?:\([^()]{{1,30}}\))?{SIZE}\s?[::】]")
_GOES_ON = ";"
_LINES_BELOW = 6
_LONGEST_LINE = 80


def group_over(sheet: Sheet, last: int, over: TermHit | None, passage: int) -> TermHit | None:
    """The group whose label stands over a passage; `last`: the passage read before, `over`: the label in force there."""
    first = last + 1 if last >= 0 else passage
    for index in range(first, passage + 1):
        label = group_label(sheet, index)
        if label is not None or sheet.page.passages[index].kind == "heading":
            over = label
    return over


def time_over(sheet: Sheet, passage: int) -> TimePoint | None:
    """The time whose label stands right over a passage, or over lines that were read with it: '【3个月】' over 'WOMAC …', 'VAS …'."""
    for index in range(passage - 1, max(-1, passage - 1 - _LINES_BELOW), -1):
        label = time_label(sheet, index)
        if label is not None or sheet.page.passages[index].kind == "heading":
            return label
        if sheet.page.passages[index].view_end - sheet.page.passages[index].view_start > _LONGEST_LINE:
            return None
    return None


def group_carried(sheet: Sheet, sentence: Stretch, before: TermHit | None) -> TermHit | None:
    """The group that what stands behind a sentence goes on with, where it names none; `before`: that in force in the sentence itself."""
    if not sheet.within("group", sentence.start, sentence.end):
        return before
    start = sheet.passage(sentence).view_start
    if sentence.start == start:
        named = first_group(sheet, start, sentence.end)
        if named is not None and _COLON.match(sheet.text, named.end, sentence.end):
            return named
    codes = {code for code in sheet.codes("group", sentence.start, sentence.end) if code in ARMS}
    if not sheet.text[sentence.start : sentence.end].rstrip().endswith(_GOES_ON):
        return before if not codes else None
    return first_group(sheet, sentence.start, sentence.end) if len(codes) == 1 else before if not codes else None
