"""Figures as they are told together: '13人(32.5%)' is one cell, '18.4 → 10.8 → 7.9' and '10/11、8/11、7/11' are runs of cells.

'22例中13例' is one figure too: 13, of 22. What a cell measures, when and in whom is decided in `pipeline.extract.findings.results`.
"""

import re
from dataclasses import dataclass, field, replace

from pipeline.extract.findings.statistic import Change
from pipeline.extract.findings.values import SPREAD_OF_MEDIAN, values_in
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet

_ROW_OF_TIMES = 3  # '由41.2、47.8、53.0升到58.1': more figures than groups have
_IN_BRACKETS = re.compile(r"\s?(?:例|人|名|位)?\s?\(\s?(?:约|占|即)?\s?")
_SLASHED = re.compile(r"\s?(?:,\s?占|,\s?即|\s?/\s?|(?:にあたる|に当たる|に相当する|、すなわち|、つまり))\s?")
_LIST = re.compile(r"\s?(?:、|/|和|与|及|以及|·|・|同|跟|と|および|ならびに)\s?(?:和)?\s?")
_VERSUS = re.compile(r"\s?(?:对|比|vs\.?|VS\.?|对比|対|:|に対し|versus)\s?", re.IGNORECASE)
_ONWARD = re.compile(r"[,、]?(?:再|又|进一步)?[到至]")
_SIGN_BEHIND = re.compile(r"(?<=[^-~])\s?[-+↓↑]$")
# 'BASDAI 6.2,输注三个疗程后降到2.9': how often had been treated till then
_AFTER_COURSES = re.compile(
    r"[,、]?(?:又|再)?(?:输注|治疗|移植|注射|回输|打|做|投与|点滴)?了?(?:完)?(?:第?(?:\d|[一二两三四五六])(?:个)?(?:疗程|次|针|回|クール)(?:的)?(?:投与|治療|点滴|治疗|输注)?)(?:之)?(?:后|後|で|に)"
)
_COMMA = re.compile(r"\s?[,;]\s?")
_IN_STEP = re.compile(r"分别|依次|各为|顺次|それぞれ|順に")
_ARROW = re.compile(
    r"(?:→|->|⇒|➔|►|~?から|(?:下降|降低|减少|减低|减轻|减退|缩小|缩短|缩减|下调|下滑|滑落|回落|消退|降|减|跌|掉|落|滑|缩|退"
    r"|升高|上升|增高|增加|增大|增长|提高|提升|上调|上扬|回升|延长|攀升|爬升|拉高|拉长|飙升|升|增|涨|爬|拉|多"
    r"|改善|好转|恢复|回复|进步|恶化|加重|退步|改变|变化|变|转|回|去|行|做)了?(?:到了?|至|为|成|回|返|咗?去))"
)
# Japanese, where a later time stands between: '65点が3か月後に48点', '25mmだったVASが半年後には9mm'
_WAS_BEFORE = re.compile(r"(?:(?:だった|であった)[^,。、]{0,8})?が、?")
_FROM = re.compile(r"[由从自][^,。;、\d]{0,10}$")  # '由290m到318m'
_BECAME = re.compile(
    r"\s?(?:に|へと?|まで)(?:有意に|大きく|著明に)?(?:なっ|なり|下が|上が|低下|減|増|改善|上昇|短縮|延長|縮小|回復|落ち|伸び)"
)
_NAMED_STATISTIC = re.compile(r"\((?:中位数?|中位值|均值|平均值?|中央値|平均)\)")  # '由25分(中位数)降到20分'
_NOT_SIGNIFICANT = re.compile(r"[nN]\.? ?[sS]\.?(?![A-Za-z])|有意差なし|差なし|无统计学意义|无显著性?差异|无差异")
_ADVERBS = re.compile(
    r"显著|明显|逐渐|逐步|进一步|大幅度?地?|均|都|迅速|快速|稳步|平均|也|已|则|仅|略|轻度|持续|再|又|有所|依次|依序|分别|先后|相继|陆续|随后|之后|其后|接着|最后|最终|就|便|才|只剩|微微?|小幅|略微|轻微|稍微?|缓慢|一路|一直|慢慢|渐渐|缓缓|直线|有意に|著明に|徐々に|平均で|,(?=后|的)|[,、](?=再|又|进一步|继而|随后|さらに)|さらに"
)


@dataclass(slots=True, unsafe_hash=True)
class Cell:
    """One figure or a count with its percentage: `figures` in order of place. Never changed."""

    figures: tuple[Quantity, ...]
    start: int = field(init=False)
    end: int = field(init=False)

    def __post_init__(self) -> None:
        self.start, self.end = self.figures[0].start, self.figures[-1].end


@dataclass(slots=True, unsafe_hash=True)
class Run:
    """Cells told in a row. `chain`: from one to the next (→, 由…降到…), else a list; `versus`: one group against the other.

    `leads`, `follows`: two lists of a chain, 'A、B由x、y降至u、v': the first is where it starts, the second where it leads. `change`: the word
    of change that heads it with other rows (`pipeline.extract.findings.headed_changes`). Never changed.
    """

    cells: tuple[Cell, ...]
    chain: bool
    versus: bool = False
    leads: bool = False
    follows: bool = False
    change: Change | None = None
    side: str = ""  # of two chains set against each other, '4.8→1.1 vs 4.7→2.0': the group whose it is
    start: int = field(init=False)
    end: int = field(init=False)

    def __post_init__(self) -> None:
        self.start, self.end = self.cells[0].start, self.cells[-1].end


def find_runs(sheet: Sheet, stretch: Stretch) -> list[Run]:
    """The runs of a sentence, in order; ranges, limits and historical figures are no figures of the study."""
    return _runs(sheet, _cells(sheet, values_in(sheet, stretch)))


def _cells(sheet: Sheet, figures: list[Quantity]) -> list[Cell]:
    cells: list[Cell] = []
    for figure in figures:
        last = cells[-1] if cells else None
        if last and len(last.figures) == 1 and _pairs(sheet, last.figures[0], figure):
            cells[-1] = Cell((*last.figures, figure))
        else:
            cells.append(Cell((figure,)))
    return cells


def _pairs(sheet: Sheet, first: Quantity, second: Quantity) -> bool:
    """'13人(32.5%)', '84%(68/81)', '20人复发,占23%' without the outcome between: a count and its share; not '33%(6例完全缓解,12例…)'."""
    kinds = {first.kind, second.kind}
    if "percent" not in kinds or not kinds & {"people", "fraction", "animals"}:
        return False
    gap = sheet.text[first.end : second.start]
    if _IN_BRACKETS.fullmatch(gap):
        return second.kind != "people" or not sheet.within("outcome", second.end, second.end + 2)
    return bool(_SLASHED.fullmatch(gap))


def _runs(sheet: Sheet, cells: list[Cell]) -> list[Run]:
    runs: list[Run] = []
    for cell in cells:
        last = runs[-1] if runs else None
        link = _link(sheet, last.cells[-1], cell) if last else None
        timed = last is not None and bool(inside(sheet.time_points, last.end, cell.start))
        if last and link == "list" and (last.versus or (timed and _is_row_of_one_time(sheet, last))):
            runs.append(Run((cell,), False))  # '12週40%対10%、52週68%対38%': each pair is a row of its own
        elif last and link == "versus" and last.chain:
            runs[-1] = replace(last, side="treatment")
            runs.append(Run((cell,), False, side="control"))
        elif last and link and (len(last.cells) == 1 or last.chain or link != "chain" or timed):
            chain = link == "chain" or last.chain
            runs[-1] = Run((*last.cells, cell), chain, link == "versus", False, last.follows, side=last.side)
        elif last and link == "chain" and not last.chain and len(last.cells) >= _ROW_OF_TIMES:
            runs[-1] = Run((*last.cells, cell), True)
        elif last and link == "chain" and not last.chain:
            runs[-1] = replace(last, leads=True)
            runs.append(Run((cell,), False, follows=True))
        else:
            runs.append(Run((cell,), False))
    return runs


def _is_row_of_one_time(sheet: Sheet, run: Run) -> bool:
    """'ベースラインで18.2と18.5、12か月後は19.1と16.0': a row without times inside, and the next time has a row of its own."""
    alone = len(run.cells) > 1 and not run.chain and run.cells[0].figures[0].kind != "people"
    return alone and not inside(sheet.time_points, run.start, run.end)


_MARKS = re.compile(r"\((?:治疗|投与)?(?:前|后|後)?\s?[、,]?\s?\)|[*△▲#†‡()]")
_WORDS_OF_TIMES = re.compile(
    r"第(?=$|的|嘅|之)|(?:第?(?:细胞|個|分|嘅|时的?|時点|时点|后|後|的|之|には|では|は|に|で|の時点|每日|每天|日均))+$"
)


def _link(sheet: Sheet, left: Cell, right: Cell) -> str | None:
    """How a cell follows another: along a chain, in a list, or not at all. P values between do not part them."""
    alike = {figure.kind for figure in left.figures} == {figure.kind for figure in right.figures}
    if not alike and not _like(left, right) and left.figures[0].kind != right.figures[0].kind:
        return None
    gap = sheet.text[left.end : right.start]
    if gap.isspace() and left.figures[0].spread is not None and right.figures[0].spread is not None:
        return "list"  # 'LVEDD:移植组62.3±5.0 60.1±4.8 58.2±4.9'
    for p_value in sheet.numbers("p", left.end, right.start):
        gap = gap.replace(sheet.text[p_value.start : p_value.end], "")
    times = [(p.start, p.end) for p in inside(sheet.time_points, left.end, right.start)]
    times += [(h.start, h.end) for h in sheet.within("time_anchor", left.end, right.start)]
    for start, end in times:  # '由52升至1个月时的81、3个月时的91', '45(治疗前)降至12(3个月)'
        gap = gap.replace(sheet.text[start:end], "")
    gap = _AFTER_COURSES.sub("", gap)
    gap = _NAMED_STATISTIC.sub("", _NOT_SIGNIFICANT.sub("", SPREAD_OF_MEDIAN.sub("", gap)))
    gap = _WORDS_OF_TIMES.sub("", _ADVERBS.sub("", _MARKS.sub("", gap))).strip()
    gap = _SIGN_BEHIND.sub("", gap)  # '-32.1mm vs -15.7mm'
    if _leads_on(sheet, left, right, gap, timed=bool(times)):
        return "chain"
    if _COMMA.fullmatch(gap):
        if times:  # '第1个月45%、20%,第3个月25%、15%': each time has a row of its own; '24週で11例,96週で8例が生存' share a predicate
            return "list" if left.figures[0].kind == right.figures[0].kind == "people" else None
        return "list" if _IN_STEP.search(sheet.text, sheet.sentence(left.start).start, left.start) else None
    if _VERSUS.fullmatch(gap):
        return "chain" if _is_told_before(sheet, left, timed=bool(times)) else "versus"
    if not alike and not _like(left, right):
        return None  # '0% vs 10.3%(3/29)' are set against each other all the same
    return "list" if _LIST.fullmatch(gap) else None


def _is_told_before(sheet: Sheet, cell: Cell, *, timed: bool) -> bool:
    """'開始時の24点に対し15点', '术前VAS 62对术后38': what a figure before treatment is set against is the later one.

    `timed`: a time stands between the two.
    """
    points = [p for p in inside(sheet.time_points, sheet.clause(cell.start).start, cell.start) if p.anchored]
    if not points:
        return False
    return timed or sheet.text[points[-1].end : cell.start].strip() in {"", "の", "的", "为", "は"}


def _leads_on(sheet: Sheet, left: Cell, right: Cell, gap: str, *, timed: bool) -> bool:
    """Whether the words between two cells lead from one to the next. `timed`: a time stands there, too."""
    if _ARROW.fullmatch(gap) or ((timed or _BECAME.match(sheet.text, right.end)) and _WAS_BEFORE.fullmatch(gap)):
        return True
    if timed and _ONWARD.fullmatch(gap):
        return True  # '由17.9降到11,三个月到7.5'
    if gap not in {"到", "至"}:
        return False
    falls = right.figures[0].value < left.figures[0].value  # '5.5到4.1': no range falls
    return falls or bool(_FROM.search(sheet.text[max(0, left.start - 12) : left.start]))


def _like(left: Cell, right: Cell) -> bool:
    """A plain figure and one with its unit belong together ('2505→858mg')."""
    kinds = {left.figures[0].kind, right.figures[0].kind}
    return len(left.figures) == len(right.figures) == 1 and kinds <= {"plain", "measure"}
