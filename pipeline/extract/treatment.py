"""What was given to whom: cells, their source and donor, route, dose and how often. One set of facts an account.

Which group a fact belongs to, and the rows of the `arms` table, are made in `pipeline.extract.rows`.
"""

import re
from dataclasses import dataclass, field

from pipeline.extract.account import Account
from pipeline.extract.figures import per_kg_before
from pipeline.extract.found import Found
from pipeline.extract.quantity import Quantity
from pipeline.extract.sheet import Sheet, Stretch, inside

_OWN_MARROW = re.compile(r"(?:患者|病人)?(?:本人|自己|自身)[^,。;]{0,10}?(?:骨髓|脂肪|髂|抽取|采集)")
_TREAT_NEAR = 14
_NOT_COUNT = re.compile(
    r"(?:每[天日周月年]|半年|\d ?(?:周|天|个月|年)|每\s?\d*\s?(?:天|日|周|个月|月|年)|隔周|第|"
    r"再|住院|复发过?|共?随访|门诊|手术|血浆置换|置换|回访|毎日|週に|月に|(?<!\d)週|毎週|毎月|(?<!\d)月|隔週|隔月|[一1](?:周|星期|个星期))\s?(?:静脉|输|打|注射|给|做|约)?\s?$"
)
_SINGLE = re.compile(r"单次|一次性|只输一次|输一次|单剂|単回|一回(?:のみ)?|1回のみ|打一针|一针")
_FIRST = re.compile(r"第一次|首次|第1次|初回")


@dataclass(slots=True)
class Treatment:
    """What an account says was given: values in order of mention, each once."""

    cell_types: list[Found] = field(default_factory=list)
    sources: list[Found] = field(default_factory=list)
    donors: list[Found] = field(default_factory=list)
    routes: list[Found] = field(default_factory=list)
    doses: list[tuple[Found, Found, Found]] = field(default_factory=list)  # lower end, upper end, unit
    infusions: tuple[Found, Found] | None = None  # fewest, most
    interval_days: Found | None = None


def read_treatment(sheet: Sheet, account: Account) -> Treatment:
    """All that an account says of the treatment."""
    treatment = Treatment()
    for stretch in [*account.sentences, *account.shared]:
        if _is_claim(sheet, stretch) and not account.counts_in(stretch):
            continue
        _add_terms(sheet, stretch, "cell_type", treatment.cell_types)
        _add_terms(sheet, stretch, "cell_source", treatment.sources)
        _add_terms(sheet, stretch, "donor", treatment.donors)
        _add_terms(sheet, stretch, "route", treatment.routes)
        own = _OWN_MARROW.search(sheet.text, stretch.start, stretch.end)
        if own and all(found.value != "autologous" for found in treatment.donors):
            treatment.donors.append(Found("autologous", own.start(), own.end(), "treatment.own_cells"))
        _doses(sheet, stretch, treatment)
    treatment.infusions = _infusions(sheet, account)
    if account.paper and not treatment.sources:
        _from_title(sheet, account, treatment)
    return treatment


def _from_title(sheet: Sheet, account: Account, treatment: Treatment) -> None:
    """A paper whose parts are told may name its cells in the title alone."""
    for stretch in [*account.headings, *account.lead]:
        _add_terms(sheet, stretch, "cell_source", treatment.sources)
        _add_terms(sheet, stretch, "donor", treatment.donors)


def _add_terms(sheet: Sheet, stretch: Stretch, kind: str, found: list[Found]) -> None:
    """Add what a stretch names of a kind, each code once."""
    for hit in sheet.within(kind, stretch.start, stretch.end):
        if all(known.value != hit.code for known in found):
            found.append(Found(hit.code, hit.start, hit.end, hit.rule))


def _is_claim(sheet: Sheet, stretch: Stretch) -> bool:
    """A background sentence inside an account ('已完成1132例异体移植') tells nothing of its treatment."""
    return sheet.has("cue", ("cumulative", "background"), stretch.start, stretch.end)


def _doses(sheet: Sheet, stretch: Stretch, treatment: Treatment) -> None:
    by_weight: tuple[int, int] | None = (
        None  # where the words 'per kilogram' begin that stand before a row of doses, and its end so far
    )
    for quantity in sheet.numbers("dose", stretch.start, stretch.end):
        high = quantity.value if quantity.high is None else quantity.high
        if quantity.value < 1e3 or high > 1e12 or quantity.unit is None:
            continue
        start, unit = quantity.start, quantity.unit
        per_kg = per_kg_before(sheet.text, quantity.start) if unit == "cells/kg" else ""
        if per_kg:
            start = quantity.start - len(per_kg)
            by_weight = start, quantity.end
        elif by_weight and unit == "cells" and _DOSE_ROW.fullmatch(sheet.text, by_weight[1], quantity.start):
            start, unit = by_weight[0], "cells/kg"
            by_weight = by_weight[0], quantity.end
        else:
            by_weight = None
        known = [(low.value, top.value, unit.value) for low, top, unit in treatment.doses]
        if (quantity.value, high, unit) in known:
            continue
        words = (start, max(quantity.end, quantity.unit_end), quantity.rule)
        treatment.doses.append((Found(quantity.value, *words), Found(high, *words), Found(unit, *words)))


# '每公斤100万颗20人、200万颗20人', '体重1kgあたり10万個、50万個': what is told by the kilogram first is so in all the row
_DOSE_ROW = re.compile(r"(?:\(?\d{1,3} ?[人例名位]\)?)?(?:、|,|/|和|及|或|与|と|または)")


def _infusions(sheet: Sheet, account: Account) -> tuple[Found, Found] | None:
    """Infusions per patient. Counts told of some patients only ('7例接受了二次') stretch the range; those told of all fix it."""
    planned: list[Found] = []
    partial: list[Found] = []
    each: list[Found] = []  # '1回1億個、2週おきに3回': the first tells how many cells at a time
    for stretch in account.sentences:
        if _is_claim(sheet, stretch) and not account.counts_in(stretch):
            continue
        for match in _SINGLE.finditer(sheet.text, stretch.start, stretch.end):
            planned.append(Found(1, match.start(), match.end(), "treatment.single"))
        for quantity in sheet.numbers("times", stretch.start, stretch.end):
            weekly = _by_the_week(sheet, stretch, quantity)
            if weekly is not None:
                planned.append(weekly)
            elif _counts_infusions(sheet, stretch, quantity):
                found = _each_time(sheet, quantity) or Found(
                    int(quantity.value), quantity.start, quantity.end, quantity.rule
                )
                of_dose, of_some = _is_of_dose(sheet, quantity), _of_some(sheet, account, quantity)
                (each if of_dose else partial if of_some else planned).append(found)
    planned = planned or ([] if partial else each)
    if planned:
        return _as_planned(sheet, planned)
    if partial:
        most = max(partial, key=lambda f: f.value)
        return _first_infusion(sheet, account) or min(partial, key=lambda f: f.value), most
    return None


def _as_planned(sheet: Sheet, planned: list[Found]) -> tuple[Found, Found]:
    """The count told as all of them, else the first; both ends where groups had different counts."""
    totals = [f for f in planned if _TOLD_AS_ALL.search(sheet.text[max(0, f.start - 6) : f.start])]
    first, *others = totals or planned
    side_by_side = [f for f in others if _in_groups(sheet, first, f)]
    if side_by_side:
        return min(first, *side_by_side, key=lambda f: f.value), max(first, *side_by_side, key=lambda f: f.value)
    return first, first


_TOLD_AS_ALL = re.compile(r"(?:共|总共|一共|連続|計|合计|连续?输?|前后)\s?[^,。;]{0,4}$")


def _is_of_dose(sheet: Sheet, quantity: Quantity) -> bool:
    doses = sheet.numbers("dose", quantity.end, quantity.end + 8) if quantity.value == 1 else []
    return bool(doses) and bool(_AT_A_TIME.fullmatch(sheet.text, quantity.end, doses[0].start))


def _by_the_week(sheet: Sheet, stretch: Stretch, quantity: Quantity) -> Found | None:
    """'週2回、4週間', '每周2次,连续4周', '一週兩次打四週': as often as that makes."""
    every = _EACH_WEEK.search(sheet.text, max(stretch.start, quantity.start - 8), quantity.start)
    if every is None or not 1 <= quantity.value <= 7 or quantity.high is not None:
        return None
    span = next(iter(sheet.numbers("time", quantity.end, min(stretch.end, quantity.end + 16))), None)
    if span is None or span.rule != "unit.weeks" or span.high is not None or span.ordinal:
        return None
    if _NOT_SO_LONG.match(sheet.text, span.end) or not _SO_LONG.fullmatch(sheet.text, quantity.end, span.start):
        return None
    times = round(quantity.value * span.value * 4.348)
    return Found(times, every.start(), span.end, "treatment.by_the_week") if times <= 60 else None


_AT_A_TIME = re.compile(r"\s?(?:あたり|当たり|につき)?\s?(?:に|の)?(?:合計|約|各)?\s?")
_EACH_WEEK = re.compile(r"(?:(?<!\d)週|毎週|[每一1](?:周|星期|个星期))に?\s?(?:静脉|输注?|打|注射|给药?|点滴|吊)?\s?$")
_SO_LONG = re.compile(
    r"(?:[,、を ]|间を\d日以上あけて|間を\d日以上あけて|连续|連続|连|共|打|输|输注|给药|治疗|投与|点滴|で)*"
)
_NOT_SO_LONG = re.compile(r"\s?(?:ごと|毎|おき|間?隔|后|後|时|時)")


def _each_time(sheet: Sheet, quantity: Quantity) -> Found | None:
    """'第0、7天各输一次': as many infusions as days."""
    if quantity.value != 1 or not _EACH.search(sheet.text[max(0, quantity.start - 8) : quantity.start]):
        return None
    clause = sheet.clause(quantity.start)
    rows = inside(sheet.time_points, clause.start, quantity.start)
    days = sum(len(p.months) for p in rows)
    return Found(days, rows[0].start, quantity.end, "treatment.each_day") if days > 1 else None


_EVERY = re.compile(
    r"每(?!次|人|位|组|例|点|侧)|隔|查|测|检|复诊"
)  # '隔半年左右打一次' tells how often, '各查一次' of visits
_IN_ALL = re.compile(r"(?:共|总共|一共|計|合计|連)\s?(?:输|打|注射|给药|做|移植|回输)?了?\s?$")
_TIMES_SO_MANY = re.compile(
    r"(?:次|回|kg|个|個|\)|静脉|IV) ?[×xX*] ?(?P<n>[1-9]\d?)(?! ?[×xX*] ?10|\d| ?10\^)(?!\.\d)"
)  # '每周1次×4', '1×10^6/kg ×3'
_MULTIPLIED = re.compile(r"[次回] ?[×xX*] ?$")  # '週1回×4回'
_EACH = re.compile(r"各[^,。查测]{0,4}(?:输|打|注|给|移植|静滴|回输)[^,。]{0,4}$")


def _in_groups(sheet: Sheet, one: Found, other: Found) -> bool:
    """'随机分为输1次与输2次两组': counts of groups told side by side."""
    between = sheet.text[one.end : other.start]
    return len(between) <= 6 and bool(re.search(r"组|群", sheet.text[other.end : other.end + 6]))


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
    if _NOT_COUNT.search(sheet.text[max(stretch.start, quantity.start - 10) : quantity.start]):
        return False
    start, end = max(stretch.start, quantity.start - _TREAT_NEAR - 10), min(stretch.end, quantity.end + _TREAT_NEAR)
    if quantity.value == 1 and _EVERY.search(sheet.text, sheet.clause(quantity.start).start, quantity.start):
        return False
    before = sheet.text[max(stretch.start, quantity.start - 4) : quantity.start]
    if _IN_ALL.search(before) or _MULTIPLIED.search(before):
        return True
    near = (
        sheet.has("cue", "treatment", start, end)
        or sheet.within("route", start, end)
        or sheet.within("cell_type", start, end)
    )
    return bool(near) and not sheet.within("outcome", max(stretch.start, quantity.start - 5), quantity.start)


def _of_some(sheet: Sheet, account: Account, quantity: Quantity) -> bool:
    """Whether a count is told of some of the patients: a count of people below the total stands in its clause."""
    clause = sheet.clause(quantity.start)
    people = sheet.numbers("people", clause.start, clause.end)
    total = account.total.quantity.value if account.total else None
    return any(total is None or person.value < total for person in people)


def infusions_of_cell(sheet: Sheet, cell: Stretch, bare: bool) -> tuple[Found, Found] | None:
    """How often, as a table's cell says it: '4', '1~2次', '每4周1次共4次'. `bare`: a figure without 次 counts too."""
    kinds = {"times", "plain"} if bare else {"times"}
    counts = [
        q for q in inside(sheet.quantities, cell.start, cell.end) if q.kind in kinds and q.value <= 60 and not q.ordinal
    ]
    multiplied = _TIMES_SO_MANY.search(sheet.text, cell.start, cell.end)
    if multiplied and not bare:
        found = Found(int(multiplied["n"]), multiplied.start("n"), multiplied.end("n"), "table.infusions")
        return found, found
    total = [q for q in counts if _IN_ALL.search(sheet.text[max(cell.start, q.start - 4) : q.start])]
    single = [q for q in counts if not _EVERY.search(sheet.text, cell.start, q.start)]
    if not (total or single):
        return None
    first = (total or single)[0]
    most = first.value if first.high is None else first.high
    return (
        Found(int(first.value), first.start, first.end, "table.infusions"),
        Found(int(most), first.start, first.end, "table.infusions"),
    )


def doses_of_cell(sheet: Sheet, cell: Stretch, head: str) -> list[tuple[Found, Found, Found]]:
    """Doses without a unit of their own under a head that names it: '每次剂量(个/kg)'."""
    unit = "cells/kg" if re.search(r"/ ?kg|/公斤|每公斤", head, re.IGNORECASE) else "cells"
    doses = []
    for quantity in inside(sheet.quantities, cell.start, cell.end):
        high = quantity.value if quantity.high is None else quantity.high
        if quantity.kind == "plain" and quantity.value >= 1e5 and high <= 1e12:
            words = (quantity.start, quantity.end, "table.dose")
            doses.append((Found(quantity.value, *words), Found(high, *words), Found(unit, *words)))
    return doses
