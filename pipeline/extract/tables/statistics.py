"""What the labels of a cell say of its figure: mean or median, count or share, level or change.

Which labels a cell has is for the readers of tables; what becomes of its figures for `pipeline.extract.tables.figures`.
"""

import re

from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.extract.tables.cells import unit_in, words_of
from pipeline.lexicon.load import TermHit
from pipeline.records import record

RATES = {"rate", "symptom", "event"}
_PERCENT = re.compile(r"%|率|割合|百分比|percent", re.IGNORECASE)
_COUNT = re.compile(r"例数|人数|例\b|\bn\b|\(n\)|[((]例|[((]人|名|例[((/]|症例数", re.IGNORECASE)
MEDIAN = re.compile(r"中位|中央値|median|IQR|Q1|P25|M\s?\(|四分位", re.IGNORECASE)
_CHANGE = re.compile(r"变化|改变|差值|変化|增减|増減|Δ|降幅|升幅|[Cc]hange")
_AMOUNT = re.compile(
    r"(?:变化|改变|変化|增减|増減)(?:的?[值量率幅値])|差值|Δ|降幅|升幅|(?:较|与|从|比|自)(?:基线|治疗前|入组|术前)\S{0,8}(?:变化|改变)"
    r"|(?:ベースライン|前値|[投治][与療]前)からの変化|[Cc]hanges? from"
)
_FALL = re.compile(r"下降|降低|减少|降幅|減少|低下|缩小|[Dd]ecrease|[Rr]eduction")
_RISE = re.compile(r"升高|上升|增加|升幅|提高|增長|上昇|増加|[Ii]ncrease")
_BY = re.compile(r"值|率|幅|量|了|%|[((]|$")
_SIGN = re.compile(r"(?P<sign>[-+↑↓])\s?$")
_EDGE = re.compile(r"[\n\t|]")


@record
class Labels:
    """What the labels of a cell say; `words`: the labels, nearest first; `captions`: those of them that stand above the table.

    `later`: when 'after treatment' is, where no label says it; `share`: a head elsewhere that says of what the brackets of the table are.
    """

    outcome: TermHit | None
    time: Found | None
    group: Found | None
    words: tuple[Stretch, ...]
    captions: tuple[Stretch, ...] = ()
    later: Found | None = None
    share: Stretch | None = None


def statistic_of(
    sheet: Sheet, labels: Labels, outcome: TermHit, figure: Quantity, *, alone: bool, share: bool
) -> tuple[str | None, int, Stretch | None]:
    """What kind of figure it is, its sign, and the label that says so; None where the outcome can have no such figure."""
    rate = outcome.attributes.get("family") in RATES and not _is_measured(sheet, labels, outcome, figure, share)
    if figure.kind in {"people", "animals", "fraction"}:
        return ("count" if rate else None), 1, None
    before = sheet.text[max(0, figure.start - 2) : figure.start]
    signed = _SIGN.search(_EDGE.split(before)[-1])  # a dash that fills the cell before, or above, is no sign
    changes = change_labels(sheet, labels)
    change = next(iter(changes), None)
    if signed or change:
        falls = signed["sign"] in "-↓" if signed else any(_FALL.search(words_of(sheet, label)) for label in changes)
        of_percent = figure.kind == "percent" or (change is not None and "%" in words_of(sheet, change))
        relative = of_percent and figure.spread is None and not rate and outcome.attributes.get("unit") != "%"
        statistic = "percent_change" if relative else "mean_change"  # an LVEF is itself told in per cent
        return statistic, -1 if falls else 1, change
    if figure.kind == "percent":
        return ("percent" if rate else "mean"), 1, None
    percent = label_with(sheet, labels, _PERCENT)
    count = label_with(sheet, labels, _COUNT)
    if rate and figure.spread is None:
        whole = figure.value == int(figure.value)
        percent = percent or (labels.share if share else None)
        if share or (alone and percent and not (count and whole)):
            return "percent", 1, percent
        return ("count", 1, count) if whole else (("percent", 1, percent) if percent else (None, 1, None))
    median = label_with(sheet, labels, MEDIAN)
    return ("median", 1, median) if median else ("mean", 1, None)


def _is_measured(sheet: Sheet, labels: Labels, outcome: TermHit, figure: Quantity, share: bool) -> bool:
    """A figure of what else is counted: '无痛行走距离(m)', a stay in days, '腰痛 68.9 26.5 20.0' in points of a scale."""
    if outcome.attributes.get("unit") == "d":
        return True
    if any((unit := unit_in(sheet, label)) is not None and unit[1] == "measure" for label in labels.words[:2]):
        return True
    points = "." in sheet.text[figure.start : figure.end]
    return outcome.attributes.get("family") == "symptom" and not share and points


def label_with(sheet: Sheet, labels: Labels, pattern: re.Pattern[str]) -> Stretch | None:
    return next((label for label in labels.words if pattern.search(words_of(sheet, label))), None)


def change_labels(sheet: Sheet, labels: Labels) -> list[Stretch]:
    """The labels that say by how much: '变化', 'DAS28下降(分)'; a caption must mean amounts: '较基线的变化', not '治疗前后变化'."""
    by = [label for label in labels.words[:3] if _tells_by(words_of(sheet, label))]
    return by + [
        label
        for label in labels.words
        if _CHANGE.search(words := words_of(sheet, label)) and (label not in labels.captions or _AMOUNT.search(words))
    ]


def _tells_by(words: str) -> bool:
    match = _FALL.search(words) or _RISE.search(words)
    return match is not None and _BY.match(words, match.end()) is not None and len(words) <= 16
