"""Figures as they are told together: '13人(32.5%)' is one cell, '18.4 → 10.8 → 7.9' and '10/11、8/11、7/11' are runs of cells.

'22例中13例' is one figure too: 13, of 22. What a cell measures, when and in whom is decided in `pipeline.extract.results`.
"""

import re
from dataclasses import dataclass, replace

from pipeline.extract.quantity import Quantity
from pipeline.extract.sheet import Sheet, Stretch, inside

DAYS_A_MONTH = 30.44
VALUE_KINDS = ("percent", "fraction", "people", "animals", "measure", "plain")
_IN_BRACKETS = re.compile(r"\s?(?:例|人|名|位)?\s?\(\s?(?:约|占|即)?\s?")
_SLASHED = re.compile(r"\s?(?:,\s?占|,\s?即|\s?/\s?)\s?")
_LIST = re.compile(r"\s?(?:、|/|和|与|及|以及|·|・|同|跟|と|および|ならびに)\s?(?:和)?\s?")
_VERSUS = re.compile(r"\s?(?:对|比|vs\.?|VS\.?|对比|対|:|に対し|versus)\s?", re.IGNORECASE)
_COMMA = re.compile(r"\s?[,;]\s?")
_IN_STEP = re.compile(r"分别|依次|各为|顺次|それぞれ|順に")
_ARROW = re.compile(
    r"(?:→|->|⇒|➔|►|~?から|(?:下降|降低|减少|减低|减轻|缩小|缩短|下调|回落|降|减|跌|升高|上升|增高|增加|增大|增长|提高|提升|上调|回升|延长|攀升|升|增"
    r"|改善|好转|恢复|进步|变|转)了?(?:到了?|至|为|成|回))"
)
# Japanese, where a later time stands between: '65点が3か月後に48点', '25mmだったVASが半年後には9mm'
_WAS_BEFORE = re.compile(r"(?:(?:だった|であった)[^,。、]{0,8})?が、?")
_FROM = re.compile(r"[由从自][^,。;、\d]{0,10}$")  # '由290m到318m'
_BECAME = re.compile(
    r"\s?(?:に|へと?|まで)(?:有意に|大きく|著明に)?(?:なっ|なり|下が|上が|低下|減|増|改善|上昇|短縮|延長|縮小|回復|落ち|伸び)"
)
_NOT_SIGNIFICANT = re.compile(r"[nN]\.? ?[sS]\.?(?![A-Za-z])|有意差なし|差なし|无统计学意义|无显著性?差异|无差异")
_FULL_SCORE = re.compile(r"\s?(?:满分|満点|满点|点満点|分制|点制)")
_ADVERBS = re.compile(
    r"显著|明显|逐渐|逐步|进一步|大幅度?地?|均|都|迅速|快速|稳步|平均|也|已|则|仅|略|轻度|持续|再|有所|有意に|著明に|徐々に|平均で|,(?=后|的)"
)
_BAD_BEFORE = re.compile(
    r"(?:[<>≥≤≧≦＞＜]|大于|小于|不足|不到|超过|多于|少于|低于|高于)\s?=?\s?$|(?<![A-Za-z])[nN]\s?=\s?$"
)
_BAD_AFTER = re.compile(r"\s?(?:以上|以下|以内|及以上|或以上|未満|の?(?:CI|信頼区間)|的?(?:可信区间|置信区间|可信限))")
_TEST_VALUE = re.compile(r"(?:(?<![A-Za-z])(?:OR|RR|HR|MD|WMD|SMD|CI|I2|[tZzFrU])|χ ?2|χ²|x2|X2|I²)\s?[=:]?\s?-?$")
_N_OF = re.compile(r"\s?\((?:n ?= ?|共)?")
_PRESSURES = re.compile(r"\d{2,3} ?/ ?\d{2,3} ?(?:mmHg|毫米汞柱)")  # '120/80mmHg': two values in one
_N_IS = re.compile(r"[nN] ?= ?$")
_IN_BRACKET = re.compile(r"\((?:满分|总分|共|0-)? ?$")
_OF_WHOM = re.compile(
    r"[^,。;:、()]{0,14}?(?:之中|当中|其中|里面|里|中的?|のうち|の中で?|内|うち)[,、]?\s?(?:的|共|约|仅|只|就|已|也|还|の|で|では|は|に|、)*(?:有)?\s?"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure or a count with its percentage: `figures` in order of place."""

    figures: tuple[Quantity, ...]

    @property
    def start(self) -> int:
        return self.figures[0].start

    @property
    def end(self) -> int:
        return self.figures[-1].end


@dataclass(frozen=True, slots=True)
class Run:
    """Cells told in a row. `chain`: from one to the next (→, 由…降到…), else a list; `versus`: one group against the other.

    `leads`, `follows`: two lists of a chain, 'A、B由x、y降至u、v': the first is where it starts, the second where it leads.
    """

    cells: tuple[Cell, ...]
    chain: bool
    versus: bool = False
    leads: bool = False
    follows: bool = False

    @property
    def start(self) -> int:
        return self.cells[0].start

    @property
    def end(self) -> int:
        return self.cells[-1].end


def find_runs(sheet: Sheet, stretch: Stretch) -> list[Run]:
    """The runs of a sentence, in order; ranges, limits and historical figures are no figures of the study."""
    figures = [
        quantity
        for quantity in _values(sheet, stretch)
        if quantity.high is None
        and not quantity.ordinal
        and not (quantity.magnitude and quantity.kind == "plain")  # '以1亿组增加最多': a dose, no value
        and not _is_limit(sheet, stretch, quantity)
        and not _is_size(sheet, quantity)
        and not _is_scale(sheet, quantity)
    ]
    if not figures:
        return []
    named = sheet.within("outcome", stretch.start, stretch.end)  # the 24 of '24h尿蛋白' is part of a name
    figures = [q for q in figures if not any(hit.start <= q.start < hit.end for hit in named)]
    cited = inside(sheet.citations, stretch.start, stretch.end)  # the 15 of '尿蛋白[15]' is a reference
    figures = [q for q in figures if not any(mark.start <= q.start < mark.end for mark in cited)]
    return _runs(sheet, _cells(sheet.text, _with_wholes(sheet.text, figures)))


def _values(sheet: Sheet, stretch: Stretch) -> list[Quantity]:
    """What may be a figure: quantities of the kinds of values; days, where a stay in hospital is told."""
    stays = [h for h in sheet.within("outcome", stretch.start, stretch.end) if h.code == "hospital_stay"]
    if not stays:
        return sheet.numbers(VALUE_KINDS, stretch.start, stretch.end)
    found = sheet.numbers((*VALUE_KINDS, "time"), stretch.start, stretch.end)
    found = [q for q in found if q.kind != "time" or (q.rule == "unit.days" and q.start >= stays[0].end)]
    return [_in_days(q) if q.kind == "time" else q for q in found]


def _in_days(quantity: Quantity) -> Quantity:
    spread = quantity.spread and round(quantity.spread * DAYS_A_MONTH, 2)
    return replace(quantity, kind="measure", value=round(quantity.value * DAYS_A_MONTH, 2), spread=spread, unit="d")


def _with_wholes(text: str, figures: list[Quantity]) -> list[Quantity]:
    """'22例中13例', '30例患者里有12例', '15名のうち7名': the first is the whole that the second is of, and no figure of its own."""
    kept: list[Quantity] = []
    for figure in figures:
        last = kept[-1] if kept else None
        if last and _is_n_of(text, last, figure):
            continue
        if (
            last
            and last.kind == figure.kind == "people"
            and last.of is None
            and figure.value <= last.value
            and _OF_WHOM.fullmatch(text, last.end, figure.start)
        ):
            kept[-1] = replace(figure, of=int(last.value), of_start=last.start)
        else:
            kept.append(figure)
    return kept


def _is_size(sheet: Sheet, quantity: Quantity) -> bool:
    """'细胞组(9例)41.8±4.6': how large a group is, told in a bracket right behind its name."""
    if (
        quantity.kind not in {"people", "animals", "plain"}
        or quantity.spread is not None
        or sheet.text[quantity.end : quantity.end + 1] != ")"
    ):
        return False
    opened = sheet.text.rfind("(", max(0, quantity.start - 4), quantity.start)
    groups = sheet.within("group", opened - 16, opened) if opened >= 0 else []
    return any(group.end == opened for group in groups)


def _is_scale(sheet: Sheet, quantity: Quantity) -> bool:
    """'VAS(100mm)', 'VAS(n=20)', '10点満点': how long a scale is, or how many were measured, told in a bracket right behind the score's name."""
    before = sheet.text[max(0, quantity.start - 5) : quantity.start]
    if _N_IS.search(before) or (quantity.spread is None and _FULL_SCORE.match(sheet.text, quantity.number_end)):
        return True
    if quantity.spread is not None or quantity.kind not in {"measure", "plain"}:
        return False
    bracket = _IN_BRACKET.search(before)
    if bracket is None or sheet.text[quantity.end : quantity.end + 1] != ")":
        return False
    opened = quantity.start - len(before) + bracket.start()
    scores = [h for h in sheet.within("outcome", opened - 24, opened) if h.end == opened]
    more = sheet.numbers(("measure", "plain"), quantity.end, sheet.sentence(quantity.start).end)
    return bool(scores and more) and scores[-1].attributes.get("family") == "score"


def _is_n_of(text: str, last: Quantity, figure: Quantity) -> bool:
    """'(10±4)分(12例, P<0.01)': how many were measured, told in a bracket behind the measurement."""
    measured = last.kind in {"measure", "plain"} or last.spread is not None
    return measured and figure.kind == "people" and bool(_N_OF.fullmatch(text, last.end, figure.start))


def _is_limit(sheet: Sheet, stretch: Stretch, quantity: Quantity) -> bool:
    """'≥8分', '50%以上', '95%CI', 'χ2=5.4': a limit or a value of a test, no figure of the study."""
    before = sheet.text[max(stretch.start, quantity.start - 6) : quantity.start]
    if _PRESSURES.match(sheet.text, quantity.start) or (before.endswith("/") and quantity.unit == "mm[Hg]"):
        return True
    if _BAD_AFTER.match(sheet.text, quantity.end) or _TEST_VALUE.search(before):
        return True
    if _BAD_BEFORE.search(before):
        return not re.search(r"(?:治疗前|移植前|基线)[的(]*$", before)
    return sheet.has("cue", "historical", max(stretch.start, quantity.start - 5), quantity.start)


def _cells(text: str, figures: list[Quantity]) -> list[Cell]:
    cells: list[Cell] = []
    for figure in figures:
        last = cells[-1] if cells else None
        if last and len(last.figures) == 1 and _pairs(text, last.figures[0], figure):
            cells[-1] = Cell((*last.figures, figure))
        else:
            cells.append(Cell((figure,)))
    return cells


def _pairs(text: str, first: Quantity, second: Quantity) -> bool:
    """'13人(32.5%)', '84%(68/81)', '20人复发,占23%' without the outcome between: a count and its share."""
    kinds = {first.kind, second.kind}
    if "percent" not in kinds or not kinds & {"people", "fraction", "animals"}:
        return False
    gap = text[first.end : second.start]
    return bool(_IN_BRACKETS.fullmatch(gap) or _SLASHED.fullmatch(gap))


def _runs(sheet: Sheet, cells: list[Cell]) -> list[Run]:
    runs: list[Run] = []
    for cell in cells:
        last = runs[-1] if runs else None
        link = _link(sheet, last.cells[-1], cell) if last else None
        timed = last is not None and bool(inside(sheet.time_points, last.end, cell.start))
        if last and last.versus and link == "list":
            runs.append(Run((cell,), False))  # '12週40%対10%、52週68%対38%': each pair is a row of its own
        elif last and link and (len(last.cells) == 1 or last.chain or link != "chain" or timed):
            runs[-1] = Run((*last.cells, cell), link == "chain" or last.chain, link == "versus", False, last.follows)
        elif last and link == "chain" and not last.chain:
            runs[-1] = replace(last, leads=True)
            runs.append(Run((cell,), False, follows=True))
        else:
            runs.append(Run((cell,), False))
    return runs


def _link(sheet: Sheet, left: Cell, right: Cell) -> str | None:
    """How a cell follows another: along a chain, in a list, or not at all. P values between do not part them."""
    if {figure.kind for figure in left.figures} != {figure.kind for figure in right.figures} and not _like(left, right):
        return None
    gap = sheet.text[left.end : right.start]
    for p_value in sheet.numbers("p", left.end, right.start):
        gap = gap.replace(sheet.text[p_value.start : p_value.end], "")
    times = [(p.start, p.end) for p in inside(sheet.time_points, left.end, right.start)]
    times += [(h.start, h.end) for h in sheet.within("time_anchor", left.end, right.start)]
    for start, end in times:  # '由52升至1个月时的81、3个月时的91', '45(治疗前)降至12(3个月)'
        gap = gap.replace(sheet.text[start:end], "")
    gap = _NOT_SIGNIFICANT.sub("", gap)
    gap = re.sub(r"\(\s?[、,]?\s?\)|[*△▲#†‡()]", "", gap)
    gap = re.sub(
        r"第(?=$|的)|(?:第?(?:细胞|個|分|时的?|時点|时点|后|後|的|には|では|は|に|で|の時点|每日|每天|日均))+$",
        "",
        _ADVERBS.sub("", gap),
    ).strip()
    if _ARROW.fullmatch(gap) or ((times or _BECAME.match(sheet.text, right.end)) and _WAS_BEFORE.fullmatch(gap)):
        return "chain"
    if gap in {"到", "至"} and _FROM.search(sheet.text[max(0, left.start - 12) : left.start]):
        return "chain"
    if _COMMA.fullmatch(gap):
        if times and left.figures[0].kind == right.figures[0].kind == "people":
            return "list"  # '24週で11例,96週で8例が生存': counts at times of their own, one predicate at the end
        return "list" if _IN_STEP.search(sheet.text, sheet.sentence(left.start).start, left.start) else None
    if _VERSUS.fullmatch(gap):
        return "versus"
    return "list" if _LIST.fullmatch(gap) else None


def _like(left: Cell, right: Cell) -> bool:
    """A plain figure and one with its unit belong together ('2505→858mg')."""
    kinds = {left.figures[0].kind, right.figures[0].kind}
    return len(left.figures) == len(right.figures) == 1 and kinds <= {"plain", "measure"}
