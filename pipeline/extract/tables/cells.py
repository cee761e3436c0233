"""What one cell of a table says: a time, a group, an outcome, a unit, a P value, a figure. Which figure it governs is decided elsewhere."""

import re

from pipeline.extract.findings.criteria import is_criterion
from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import CELLS, Sheet, remembered
from pipeline.lexicon.load import TermHit, matcher
from pipeline.lexicon.units import units
from pipeline.normalize.columns import column_code

FIGURES = {"plain", "measure", "percent", "fraction", "people", "animals"}
_BEFORE = re.compile(
    r"(?:前|收案|入组|纳入|登録|开始|開始|初诊|初診|入院|起始|pre|Pre|PRE|BL|T0|V0|0)(?:值)?(?:\s?\(.{0,12}\))?"
)
_SHORT_TIME = re.compile(
    r"(?:(?:治疗|移植|术|投与|治療|術|注射|输注|移植术|用药)?[后後]?\s?第?\s?)?(?P<number>\d{1,3}(?:\.\d)?)\s?(?:(?P<unit>[dDwWmMyY]|月|年|周|週|天|日)"
    r"(?:[后後末时時目])?|(?P<after>[后後]))"
)
_LABELLED = re.compile(r"(?P<unit>[DWMYdwmy])\s?(?P<number>\d{1,3})")
_LABELLED_FIRST = re.compile(
    r"(?P<unit>[DWMdwm])\s?(?P<number>\d{1,3})(?=\s?[一-鿿ぁ-ん]|\s[A-Za-z]{2})"
)  # 'd28 总有效', 'W24 ACR20'
_FACTORS = {
    "d": 1 / 30.44, "天": 1 / 30.44, "日": 1 / 30.44, "w": 1 / 4.348, "周": 1 / 4.348, "週": 1 / 4.348, "m": 1.0, "月": 1.0, "y": 12.0, "年": 12.0,
}  # fmt: skip
_COMPARED = re.compile(r"(?:较|比|与|和|同|对|从|自|由|vs\.?|from)\s?$", re.IGNORECASE)
_COMPARED_WITH = re.compile(r"\s?(?:から|比|との?|に比|より|相比)")
_UNIT_OF_TIME = re.compile(r"[((,/]\s?(?P<unit>天|日|d|周|週|w|个月|か月|ヶ月|カ月|月|m|年|y)", re.IGNORECASE)
_NOTHING = re.compile(r"[-—–―/~·.\s]*|不详|未[测報报].{0,2}|無|无|NA|N/A|ND|NR", re.IGNORECASE)
_FIGURE_SIGNS = re.compile(
    r"[\s()\[\]%±*#△▲▽▼☆★†‡§¶◇◆□■○●◎※,、/~;<>=≤≥+↑↓^-]|vs\.?|至|から|to|CI|IQR|例|名|人|分|点|cells|->|[→⇒➔►]|[a-dA-D](?![A-Za-z])|[①-⑨]"
)
_P_CELL = re.compile(r"[Pp]?\s?(?P<sign>[<>=≤≥])?\s?(?P<value>0?\.\d+|[01](?:\.0+)?)\s?[*#]{0,3}")
_SIGNS = {"≤": "<", "≥": ">", None: "="}
_TREATED = re.compile(r"细胞|細胞|移植|MSC|SVF|BMC|MNC|HSC|ADSC|外泌体|エクソソーム|exosome", re.IGNORECASE)


def words_of(sheet: Sheet, cell: Stretch) -> str:
    """The words of a cell."""
    return sheet.text[cell.start : cell.end].strip()


def code_of(sheet: Sheet, cell: Stretch) -> str:
    """What a head cell calls its column."""
    return column_code(words_of(sheet, cell))


@remembered
def outcome_in(sheet: Sheet, cell: Stretch) -> TermHit | None:
    """The outcome that a cell names."""
    hits = [hit for hit in sheet.within("outcome", cell.start, cell.end) if not is_criterion(sheet, hit)]
    return hits[0] if hits else None  # '达标率(HbA1c<7%)' is a share of patients, not an HbA1c


def names_outcome(sheet: Sheet, cell: Stretch) -> bool:
    return outcome_in(sheet, cell) is not None


@remembered
def time_in(sheet: Sheet, cell: Stretch, unit: float | None = None) -> Found | None:
    """The time that a cell names: a span, or a word for 'before'. `unit`: months of one, where the head tells ('时间(周)')."""
    for hit in sheet.within("time_anchor", cell.start, cell.end):
        if hit.code == "baseline" and not _is_compared(sheet, hit):
            return Found(0.0, hit.start, hit.end, hit.rule)
    words = words_of(sheet, cell)
    if _BEFORE.fullmatch(words):
        return Found(0.0, cell.start, cell.end, "tables.before")
    named = sheet.within("outcome", cell.start, cell.end)  # the 24 of '24h尿蛋白' is part of a name
    spans = [
        q
        for q in sheet.numbers("time", cell.start, cell.end)
        if q.high is None
        and q.spread is None
        and not any(h.start <= q.start < h.end for h in named)
        and sheet.text[max(cell.start, q.start - 1) : q.start] != "/"  # 'g/24h': what it is counted by
    ]
    if spans:
        return Found(spans[0].value, spans[0].start, spans[0].end, spans[0].rule)
    last = re.split(r"[\s(,:/]", words.rstrip(")"))[-1]  # 'SLEDAI 6月', 'DAS28(12w)'
    short = _SHORT_TIME.fullmatch(last) or _LABELLED.fullmatch(last) or _LABELLED_FIRST.match(words)
    if short and short["unit"]:
        start = cell.start + (0 if short.string == words else sheet.text[cell.start : cell.end].rfind(last))
        months = float(short["number"]) * _FACTORS[short["unit"].lower()]
        return Found(months, start, start + len(short.string), "tables.head_unit")
    if unit is not None and re.fullmatch(r"\d{1,3}(?:\.\d)?", words):
        return Found(float(words) * unit, cell.start, cell.end, "tables.head_unit")
    return None


def _is_compared(sheet: Sheet, hit: TermHit) -> bool:
    """'较基线变化', 'ベースラインからの変化': what is compared with, not when."""
    before, behind = sheet.text[max(0, hit.start - 3) : hit.start], sheet.text[hit.end : hit.end + 4]
    return bool(_COMPARED.search(before) or _COMPARED_WITH.match(behind))


def unit_of_time(sheet: Sheet, cell: Stretch) -> float | None:
    """'时间(周)': what a bare number below it counts, in months."""
    match = _UNIT_OF_TIME.search(words_of(sheet, cell))
    return _FACTORS[match["unit"].lower()[-1]] if match else None


def is_time_word(sheet: Sheet, cell: Stretch) -> bool:
    """A cell that tells when, though not to the month: '治疗后'."""
    return time_in(sheet, cell) is not None or code_of(sheet, cell) == "time"


@remembered
def group_in(sheet: Sheet, cell: Stretch) -> Found | None:
    """The arm that a cell names, by the lexicon's words."""
    for hit in sheet.within("group", cell.start, cell.end):
        if hit.code in {"treatment", "control"}:
            return Found(hit.code, hit.start, hit.end, hit.rule)
    words = words_of(sheet, cell)
    for hit in matcher("group").find(
        re.sub(r"\s?\(.*", "", words) + "组"
    ):  # a column of groups leaves the 组 away: '联合治疗'
        if hit.code in {"treatment", "control"}:
            return Found(hit.code, cell.start, cell.end, "tables.group_label")
    return None


def names_cells(sheet: Sheet, cell: Stretch) -> bool:
    """A group named by what it got, and that is cells."""
    return bool(_TREATED.search(words_of(sheet, cell))) or sheet.names(CELLS, cell.start, cell.end)


def unit_in(sheet: Sheet, cell: Stretch) -> tuple[str, str, Stretch] | None:
    """'IL-6(pg/mL)', 'CRP,mg/L': the unit in a label's brackets or behind its comma, with its kind and place."""
    for match in re.finditer(r"[(,/\[]\s?| ", sheet.text[cell.start : cell.end]):
        start = cell.start + match.end()
        hit = units().match(sheet.text, start)
        if hit and hit[1] <= cell.end and hit[0].unit and hit[0].kind in {"measure", "percent"}:
            return hit[0].unit, hit[0].kind, Stretch(start, hit[1], cell.passage)
    return None


def p_in(sheet: Sheet, cell: Stretch) -> Quantity | None:
    """A P value that fills its cell, with P before it or without."""
    told = sheet.numbers("p", cell.start, cell.end)
    if told and told[0].end <= cell.end:  # 'P' alone is no value, though one stands in the next cell
        return told[0]
    match = _P_CELL.fullmatch(words_of(sheet, cell))
    if match is None:
        return None
    sign = match["sign"]
    return Quantity(
        cell.start, cell.end, "p", float(match["value"]), "tables.p_column", sign=_SIGNS.get(sign, sign), number_end=cell.end
    )  # fmt: skip


def figures_in(sheet: Sheet, cell: Stretch) -> list[Quantity]:
    """The figures of a cell, those in an outcome's name left out."""
    named = sheet.within("outcome", cell.start, cell.end)
    return [
        q
        for q in inside(sheet.quantities, cell.start, cell.end)
        if q.kind in FIGURES and not q.ordinal and not any(h.start <= q.start < h.end for h in named)
    ]


@remembered
def holds_figure(sheet: Sheet, cell: Stretch) -> bool:
    """Whether a cell is nothing but a figure: '12.4±3.0*', '8(40.0%)', '3/20', '<0.01'."""
    figures = figures_in(sheet, cell)
    if not figures:
        return p_in(sheet, cell) is not None
    if cell.end - cell.start > 40:
        return False
    told = sorted([*figures, *sheet.numbers("p", cell.start, cell.end)], key=lambda quantity: quantity.start)
    rest = sheet.text[cell.start : told[0].start]
    for before, after in zip(told, [*told[1:], None], strict=True):
        rest += sheet.text[before.end : after.start if after else cell.end]
    return not _FIGURE_SIGNS.sub("", rest)


def is_nothing(sheet: Sheet, cell: Stretch) -> bool:
    """A dash, or a word for 'not stated'."""
    return bool(_NOTHING.fullmatch(words_of(sheet, cell)))
