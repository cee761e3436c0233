"""Lines that name a group or a time and no more: '▍细胞组', '(対照群)', 'A组 (n=30):', '【治疗后6个月】'.

How far such a label reaches is `pipeline.extract.findings`; that it stands inside a study's account, `accounts.signals`.
"""

import re

from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.mentions.timing import TimePoint
from pipeline.lexicon.load import TermHit

ARMS = ("treatment", "control")
SIZE = r"(?:\s?\(?\s?(?:[nN]\s?=\s?)?\d{0,4}\s?(?:例|名|人|位)?\s?\)?)"
_NOTHING = re.compile(r"[\W\d_]{0,4}(?:第?[一二三]、)?")
_LABEL_END = re.compile(rf"(?:患者|病人|的结果|の結果|の成績|成績)?[】)\])」]?{SIZE}\s?[::】)\])」]?\s*")
_ROUND_TIME = re.compile(
    r"[\W_]*(?:第|治疗|治療|术|術|移植|输注|注射|投与|随访|追踪)?(?:后|後|时|時|时点|時点|的结果|の結果|に)?[\W_]*"
)
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


def time_label(sheet: Sheet, index: int) -> TimePoint | None:
    """The one time point that a passage is; None for any other passage."""
    passage = sheet.page.passages[index]
    if passage.view_end - passage.view_start > _LONGEST:
        return None
    points = inside(sheet.time_points, passage.view_start, passage.view_end)
    if len(points) != 1 or len(points[0].months) != 1:
        return None
    before = sheet.text[passage.view_start : points[0].start]
    around = before + sheet.text[points[0].end : passage.view_end]
    return points[0] if _ROUND_TIME.fullmatch(around) else None
