"""How often each patient was given cells, as planned: by a schedule, by a count, or in one go.

Schedules go before counts told as a whole ('共4次'), these before counts told beside the treatment; counts told of some
patients only stretch the range.
"""

import re

from pipeline.extract.accounts.account import Account
from pipeline.extract.fields.schedules import Schedule, schedules
from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.sieve import Sieved

_TREAT_NEAR = 14
_NOT_COUNT = re.compile(
    r"(?:每[天日周月年]|半年|\d ?(?:周|天|个月|年)|每\s?\d*\s?(?:天|日|周|个月|月|年)|隔周|第|"
    r"再|住院|复发过?|发作|发病|再発|共?随访|门诊|手术|血浆置换|置换|回访|毎日|週に|月に|(?<!\d)週|毎週|毎月|(?<!\d)月|隔週|隔月|[一1](?:周|星期|个星期))\s?(?:静脉|输|打|注射|给|做|约)?\s?$"
)
_WITHIN = re.compile(
    r"(?<![每隔\d])\d{1,2} ?(?:周|天|个月|年)(?:[内里间]|之内|期间)?(?:一?共|总共)?(?:打|输|注射|做|给)了?\s?$"
)  # '12个月打4次': a total, no frequency
_NOT_COUNTED = re.compile(
    r" ?(?:复发|发作|発作|再発|透析|检查|検査|検診|受診|随访|复查|住院|入院|手术|手術|的?血浆|感染|骨折|流产|起身|起来)"
)
_VISITS = re.compile(r"复查|随访|检查|检测|复诊|回访|検査|採血|受診|通院")
_SINGLE = Sieved(
    r"单次|一次性|只[输打点给注]了?[一1][次针回]|输一次|单剂|单独一次|仅[一1][次针]|単回|一回(?:のみ|だけ)?|1回(?:のみ|だけ|限り)|一度だけ|打了?[一1]针|[一1]针|single"
)
_ANOTHER_DRUG = Sieved(
    r"(?<!联合)(?<![加和与及跟+])(?:玻尿酸|玻璃酸|透明质酸|ヒアルロン酸(?!と|併用|との))|(?:对照|安慰剂|常规|空白|対照|プラセボ|偽薬|非投与)[组群]|另一半|另外一半|残りの半数"
)
_OF_IT = re.compile(r"(?:(?!细胞|細胞|MSC|[例名人])[^,。;()]){0,10}|[^,、。;()]{0,4}\([^()]{0,16}")
_PRICE = re.compile(r"[元円钱费¥$]|块|万日|多少|收费|価格|料金|税")
_FIRST = re.compile(r"第一次|首次|第1次|初回")
_EVERY = re.compile(
    r"每(?!次|人|位|组|例|点|侧)|隔|查|测|检|复诊"
)  # '隔半年左右打一次' tells how often, '各查一次' of visits
_IN_ALL = re.compile(
    r"(?:共|总共|一共|計|合计|合計|连|連|也就是|每人|每例|每位)\s?(?:输|打|注射|给药|做|移植|回输)?了?\s?$"
)
_TOTAL = re.compile(r"(?:共|总共|一共|連続|計|合计|合計|连续?输?|前后|也就是|每人|每例)\s?[^,。;]{0,4}$")
_TIMES_SO_MANY = re.compile(
    r"(?:次|回|kg|个|個|\)|静脉|IV) ?[×xX*] ?(?P<n>[1-9]\d?)(?! ?[×xX*] ?10|\d| ?10\^)(?!\.\d)"
)  # '每周1次×4', '1×10^6/kg ×3'
_AT_A_TIME = re.compile(r"\s?(?:あたり|当たり|につき)?\s?(?:に|の)?(?:合計|約|约|各)?\s?")
_GIVEN_BEHIND = re.compile(r"を?[^,、。;]{0,6}(?:投与|点滴|静注|移植)")
_GIVEN_BEFORE = re.compile(r"[输打注]了?$")
_AS_GROUP = re.compile(
    r" ?(?:(?:を)?(?:入れる|投与(?:する|した|を受けた)?|打つ|打った|点滴(?:する|した)?|受ける|受けた)|注射|输注|移植|治疗|回输)?"
    r"(?:の|的|だけの)?(?:組|组|群|方(?![法案式面向针])|拨)"
)
_FEWEST_GROUPS, _MOST = 2, 60
_GROUP = re.compile(r" ?[^,。;]{0,3}[组群]")
_SIDE_BY_SIDE = re.compile(r" ?(?:跟|与|和|或|或者|及|、|/|または|と|vs)[^,。;\d]{0,3}")


def is_claim(sheet: Sheet, account: Account, stretch: Stretch) -> bool:
    """A background sentence inside an account ('已完成1132例异体移植') tells nothing of its treatment."""
    return not account.counts_in(stretch) and sheet.has("cue", ("cumulative", "background"), stretch.start, stretch.end)


def read_infusions(sheet: Sheet, account: Account) -> tuple[Found, Found] | None:
    """Infusions per patient, fewest and most. Counts told of some patients only ('7例接受了二次') stretch the range; those told of all fix it."""
    by_group = _by_group(sheet, account)
    if by_group:
        return by_group
    scheduled, planned, partial = _told(sheet, account)
    if scheduled:
        return scheduled, scheduled
    if planned:
        planned.sort(key=lambda f: f.start)
        totals = [f for f in planned if _TOTAL.search(sheet.text[max(0, f.start - 6) : f.start])]
        first, *others = totals or planned
        side_by_side = [f for f in others if _told_beside(sheet, first, f)]
        if side_by_side:
            return min(first, *side_by_side, key=lambda f: f.value), max(first, *side_by_side, key=lambda f: f.value)
        return first, first
    if partial:
        most = max(partial, key=lambda f: f.value)
        return _first_infusion(sheet, account) or min(partial, key=lambda f: f.value), most
    return None


def _by_group(sheet: Sheet, account: Account) -> tuple[Found, Found] | None:
    """'打一针组9人,打两针组9人', '1回入れる組、2回入れる組', '1回の群と週1回で4回の群': groups named by how often they were given cells."""
    told: list[Found] = []
    for stretch in account.sentences:
        counts = sheet.numbers("times", stretch.start, stretch.end)
        told += [
            Found(int(quantity.value), quantity.start, quantity.end, quantity.rule)
            for quantity in counts
            if quantity.high is None and not quantity.ordinal and _AS_GROUP.match(sheet.text, quantity.end, stretch.end)
        ]
    if len({found.value for found in told}) < _FEWEST_GROUPS or any(
        not 1 <= int(found.value) <= _MOST for found in told
    ):
        return None
    return min(told, key=lambda found: found.value), max(told, key=lambda found: found.value)


def _told(sheet: Sheet, account: Account) -> tuple[Found | None, list[Found], list[Found]]:
    """The first schedule; where there is none, the counts told of all and those told of some."""
    planned: list[Found] = []
    partial: list[Found] = []
    for stretch in account.sentences:
        if is_claim(sheet, account, stretch):
            continue
        for schedule in schedules(sheet.text, stretch.start, stretch.end):
            if _gives_cells(sheet, account, stretch, schedule) and not _of_another_drug(sheet, stretch, schedule.start):
                return _scheduled(schedule), [], []
        planned += _single(sheet, stretch)
        for quantity in sheet.numbers("times", stretch.start, stretch.end):
            if _counts_infusions(sheet, stretch, quantity) and not _of_another_drug(sheet, stretch, quantity.start):
                ends = (quantity.value,) if quantity.high is None else (quantity.value, quantity.high)
                found = [Found(int(end), quantity.start, quantity.end, quantity.rule) for end in ends]
                (partial if _of_some(sheet, account, quantity) else planned).extend(found)
    return None, planned, partial


def _single(sheet: Sheet, stretch: Stretch) -> list[Found]:
    """'单次', '打一针': but not by what one costs."""
    return [
        Found(1, match.start(), match.end(), "treatment.single")
        for match in _SINGLE.finditer(sheet.text, stretch.start, stretch.end)
        if not _PRICE.search(sheet.text, max(stretch.start, match.start() - 8), min(stretch.end, match.end() + 8))
        and not _of_another_drug(sheet, stretch, match.start())
    ]


def _of_another_drug(sheet: Sheet, stretch: Stretch, place: int) -> bool:
    """'一半打玻尿酸(每周1针,共3针)', '对照组每周一针连打五针': told of what the others got, in one breath or in the bracket behind it."""
    others = [match.end() for match in _ANOTHER_DRUG.finditer(sheet.text, stretch.start, place)]
    return bool(others) and bool(_OF_IT.fullmatch(sheet.text, others[-1], place))


_TREATMENT = ("route", "cell_type", "cell_source")


def _scheduled(schedule: Schedule) -> Found:
    return Found(schedule.count, schedule.start, schedule.end, "treatment.schedule")


def _gives_cells(sheet: Sheet, account: Account, stretch: Stretch, schedule: Schedule) -> bool:
    """Whether cells were given so: they, their way in or a dose are told in the sentence, and last of the treated, not of controls."""
    if not 1 <= schedule.count <= 60:
        return False
    beside = min(stretch.end, schedule.end + _TREAT_NEAR)
    given = (
        sheet.names(_TREATMENT, stretch.start, beside)
        or sheet.numbers("dose", stretch.start, beside)
        or (account.story and sheet.has("cue", "treatment", stretch.start, beside))
    )
    groups = sheet.within("group", stretch.start, schedule.start)
    return bool(given) and not (groups and groups[-1].code == "control" and len(groups) > 1)


def _told_beside(sheet: Sheet, one: Found, other: Found) -> bool:
    """'随机分为输1次与输2次两组', '1次治疗组、3次治疗组', '1回または2回': counts of groups told side by side."""
    if one.start == other.start:  # '2~4次'
        return True
    between = sheet.text[one.end : other.start]
    if _SIDE_BY_SIDE.fullmatch(between):
        return True
    groups = _GROUP.match(sheet.text, other.end) and (len(between) <= 6 or _GROUP.match(sheet.text, one.end))
    return bool(groups) and len(between) <= 30


def _first_infusion(sheet: Sheet, account: Account) -> Found | None:
    """'第一次细胞治疗', '首次': everybody had one, some had more."""
    for stretch in account.sentences:
        match = _FIRST.search(sheet.text, stretch.start, stretch.end)
        if match:
            return Found(1, match.start(), match.end(), "treatment.first_infusion")
    return None


def _counts_infusions(sheet: Sheet, stretch: Stretch, quantity: Quantity) -> bool:
    if not 1 <= quantity.value <= 60 or quantity.value != int(quantity.value) or quantity.ordinal:
        return False
    before = sheet.text[max(stretch.start, quantity.start - 10) : quantity.start]
    if _NOT_COUNT.search(before) and not (quantity.value > 1 and _WITHIN.search(before)):
        return False
    if _NOT_COUNTED.match(sheet.text, quantity.end) or _VISITS.search(
        sheet.text, max(stretch.start, quantity.start - 8), quantity.start
    ):
        return False
    start, end = max(stretch.start, quantity.start - _TREAT_NEAR - 10), min(stretch.end, quantity.end + _TREAT_NEAR)
    if quantity.value == 1 and _EVERY.search(sheet.text, sheet.clause(quantity.start).start, quantity.start):
        return False
    if quantity.value == 1 and _is_each(sheet, quantity):
        return False
    if _PRICE.search(sheet.text, quantity.start, min(stretch.end, quantity.end + 8)):
        return False
    if _IN_ALL.search(sheet.text[max(stretch.start, quantity.start - 4) : quantity.start]):
        return True
    near = (
        _GIVEN_BEFORE.search(sheet.text[max(stretch.start, quantity.start - 2) : quantity.start])
        or sheet.has("cue", "treatment", start, end)
        or sheet.names(_TREATMENT, start, end)
    )
    return bool(near) and not sheet.within("outcome", max(stretch.start, quantity.start - 5), quantity.start)


def _is_each(sheet: Sheet, quantity: Quantity) -> bool:
    """'一次4000万个', '1回合計1億個を、2週おきに': the dose of each time, no count; but '1回1億個静脈内投与した' is one infusion."""
    doses = sheet.numbers("dose", quantity.end, quantity.end + 8)
    if not doses or not _AT_A_TIME.fullmatch(sheet.text, quantity.end, doses[0].start):
        return False
    return not _GIVEN_BEHIND.match(sheet.text, doses[0].end)


def _of_some(sheet: Sheet, account: Account, quantity: Quantity) -> bool:
    """Whether a count is told of some of the patients: a count of people below the total stands in its clause."""
    clause = sheet.clause(quantity.start)
    people = sheet.numbers("people", clause.start, clause.end)
    total = account.total.quantity.value if account.total else None
    return any(total is None or person.value < total for person in people)


def infusions_of_cell(sheet: Sheet, cell: Stretch, bare: bool) -> tuple[Found, Found] | None:
    """How often, as a table's cell says it: '4', '1~2次', '每4周1次共4次'. `bare`: a figure without 次 counts too."""
    for schedule in schedules(sheet.text, cell.start, cell.end):
        found = _scheduled(schedule)
        return found, found
    kinds = {"times", "plain"} if bare else {"times"}
    counts = [
        q for q in inside(sheet.quantities, cell.start, cell.end) if q.kind in kinds and q.value <= 60 and not q.ordinal
    ]
    multiplied = _TIMES_SO_MANY.search(sheet.text, cell.start, cell.end)
    if multiplied and not bare:
        found = Found(int(multiplied["n"]), multiplied.start("n"), multiplied.end("n"), "table.infusions")
        return found, found
    total = [q for q in counts if _IN_ALL.search(sheet.text[max(cell.start, q.start - 4) : q.start])]
    single = [q for q in counts if not _EVERY.search(sheet.text, cell.start, q.start) and not _is_each(sheet, q)]
    if not (total or single):
        once = _SINGLE.search(sheet.text, cell.start, cell.end)
        if once is None:
            return None
        found = Found(1, once.start(), once.end(), "treatment.single")
        return found, found
    first = (total or single)[0]
    most = first.value if first.high is None else first.high
    return (
        Found(int(first.value), first.start, first.end, "table.infusions"),
        Found(int(most), first.start, first.end, "table.infusions"),
    )
