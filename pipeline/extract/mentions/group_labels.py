"""Lines that are the name of a group and no more: '▍细胞组', '(対照群)', 'A组 (n=30):'.

How far such a label reaches is `pipeline.extract.findings.group_scopes`; that it stands inside a study's account, `accounts.signals`.
"""

import re

from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.load import TermHit

ARMS = ("treatment", "control")
SIZE = r"(?:\s?\(?\s?(?:[nN]\s?=\s?)?\d{0,4}\s?(?:例|名|人|位)?\s?\)?)"
_NOTHING = re.compile(r"[\W\d_]{0,4}(?:第?[一二三]、)?")
_LABEL_END = re.compile(rf"(?:患者|病人|的结果|の結果|の成績|成績)?[】)\])」]?{SIZE}\s?[::】)\])」]?\s*")
_LONGEST = 24


def first_group(sheet: Sheet, start: int, end: int) -> TermHit | None:
    """The group whose name begins a stretch, signs and numbers aside; None where something else begins it."""
    hits = [hit for hit in sheet.within("group", start, end) if hit.code in ARMS]
    return hits[0] if hits and _NOTHING.fullmatch(sheet.text, start, hits[0].start) else None


def group_label(sheet: Sheet, index: int) -> TermHit | None:
    """The group whose name a passage is; None for any other passage."""
    passage = sheet.page.passages[index]
    if passage.view_end - passage.view_start > _LONGEST:
        return None
    named = first_group(sheet, passage.view_start, passage.view_end)
    if named is None or not _LABEL_END.fullmatch(sheet.text, named.end, passage.view_end):
        return None
    return named
