"""What was given to whom: cells, their source and donor, route, dose and how often. One set of facts an account.

Which group a fact belongs to, and the rows of the `arms` table, are made in `pipeline.extract.rows`.
"""

import re
from dataclasses import dataclass, field

from pipeline.extract.accounts.account import Account
from pipeline.extract.accounts.items import item_style
from pipeline.extract.fields.infusions import is_claim, read_infusions
from pipeline.extract.mentions.figures import per_kg_before
from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import CELLS, Sheet
from pipeline.lexicon.load import TermHit
from pipeline.lexicon.sieve import Sieved

_OWN_MARROW = Sieved(r"(?:患者|病人)?(?:本人|自己|自身)[^,。;]{0,10}?(?:骨髓|脂肪|髂|抽取|采集)")
# '同種臍帯由来ではなく', '而不是骨髓': what was not given
_NOT_BEHIND = re.compile(r"(?:の?(?:間葉系)?(?:幹)?細胞|MSC)?(?:では|で)(?:なく(?!ても)|ない)")
_NOT_BEFORE = re.compile(r"(?:而不是|而非|并非|并不是|不是|不用|不再用|没有用)(?:来自|取自|用|使用|异体|自体)?\s?$")
# '造血幹細胞移植後のGVHDにMSCを', '造血干细胞移植后发生的GVHD': why patients need the cells that the study gave
_BEFORE_ALL = re.compile(r"移植(?:术|術)?(?:后|後)")

_COUNTS_BEHIND = re.compile(r" ?(?:[,、。;()/]|$|每[档组]|的剂量|剂量|细胞|細胞|一针|一次|打|输|注)")
_MONEY = re.compile(
    r"[元円¥$]|块|费|价|钱|市值|投资|融资|销售|营收|成本|账上|资金|阅读|播放|粉丝|浏览|人气|每年|全国|全球|約?万人"
)
_POPULATION = re.compile(r"(?:患者|病人|人口|ユーザー|用户)[^,。;、]{0,6}$")
_FIGURE_END = re.compile(r"[\d⁰¹²³⁴⁵⁶⁷⁸⁹]")
_LEADS_IN = 4
_BELOW = 2  # passages from what leads in to the account


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


_GIVEN = (*CELLS, "donor", "route")


def read_treatment(sheet: Sheet, account: Account) -> Treatment:
    """All that an account says of the treatment."""
    treatment = Treatment()
    for stretch in [*account.sentences, *account.shared]:
        if is_claim(sheet, account, stretch):
            continue
        if sheet.names(_GIVEN, stretch.start, stretch.end):
            _add_terms(sheet, stretch, "cell_type", treatment.cell_types)
            _add_terms(sheet, stretch, "cell_source", treatment.sources)
            _add_terms(sheet, stretch, "donor", treatment.donors)
            _add_terms(sheet, stretch, "route", treatment.routes)
        own = _OWN_MARROW.search(sheet.text, stretch.start, stretch.end)
        if own and all(found.value != "autologous" for found in treatment.donors):
            treatment.donors.append(Found("autologous", own.start(), own.end(), "treatment.own_cells"))
        _doses(sheet, stretch, treatment)
    if len(treatment.cell_types) > 1:
        treatment.cell_types.sort(key=lambda found: bool(_BEFORE_ALL.match(sheet.text, found.end)))
    if not treatment.doses:
        treatment.doses = next(filter(None, (_doses_in_words(sheet, s) for s in account.sentences)), [])
    treatment.infusions = read_infusions(sheet, account)
    if account.paper or (account.lead and item_style(sheet, account.lead[0]) == "code"):
        _from_title(sheet, account, treatment)
    _from_section(sheet, account, treatment)
    _from_topic(sheet, account, treatment)
    return treatment


def _from_section(sheet: Sheet, account: Account, treatment: Treatment) -> None:
    """What the heading over an account, or the words that lead in below it, say of the one treatment that the section tells of.

    '3.某注射液(ヒト(自己)骨髄由来間葉系幹細胞)' over '国内第2相13例…'. A section of several cells or ways in says nothing of this account.
    """
    if not account.section or account.sentences[0].passage - account.section[-1].passage > _BELOW:
        return
    for kind, found in (("cell_source", treatment.sources), ("donor", treatment.donors), ("route", treatment.routes)):
        if found:
            continue
        for stretch in account.section[:_LEADS_IN]:
            codes = sheet.codes(kind, stretch.start, stretch.end)
            if len(codes) == 1:
                _add_terms(sheet, stretch, kind, found)
            if codes:
                break


def _from_topic(sheet: Sheet, account: Account, treatment: Treatment) -> None:
    """'先说骨髓的。2018年…', 'まず造血幹細胞から。…': the head of the paragraph names the cells that the account itself does not."""
    first = account.sentences[0]
    topic = next((s for s in account.lead[-2:] if s.passage == first.passage and s.end <= first.start), None)
    if topic is None:
        return
    for kind, found in (("cell_type", treatment.cell_types), ("cell_source", treatment.sources)):
        if not found and len(sheet.codes(kind, topic.start, topic.end)) == 1:
            _add_terms(sheet, topic, kind, found)


def _from_title(sheet: Sheet, account: Account, treatment: Treatment) -> None:
    """A paper whose parts are told may name its cells in the title alone."""
    unsaid = [("cell_source", treatment.sources)] if not treatment.sources else []
    unsaid += [("donor", treatment.donors)] if not treatment.donors else []
    above = sorted([*account.headings, *account.lead], key=lambda stretch: stretch.start)
    numbered = [i for i, stretch in enumerate(above) if item_style(sheet, stretch) == "code"]
    for stretch in above[numbered[-1] if numbered else 0 :]:  # of the papers printed before, the titles are none of it
        for kind, found in unsaid:
            _add_terms(sheet, stretch, kind, found)


def _add_terms(sheet: Sheet, stretch: Stretch, kind: str, found: list[Found]) -> None:
    """Add what a stretch names of a kind, each code once; not what it says was not used."""
    for hit in sheet.within(kind, stretch.start, stretch.end):
        denied = (
            _NOT_BEHIND.match(sheet.text, hit.end)
            or _NOT_BEFORE.search(sheet.text, max(0, hit.start - 8), hit.start)
            or (kind == "route" and _is_of_a_drug(sheet, hit))
        )
        if not denied and all(known.value != hit.code for known in found):
            found.append(Found(hit.code, hit.start, hit.end, hit.rule))


def _is_of_a_drug(sheet: Sheet, hit: TermHit) -> bool:
    """'G-CSF 5 μg/kg/日を5日間皮下注': the way in of the drug that its clause names before it, and no cells in between."""
    clause = sheet.clause(hit.start)
    drug = _DRUG.search(sheet.text, max(clause.start, hit.start - _DRUG_REACH), hit.start)
    return drug is not None and not sheet.names(CELLS, drug.end(), hit.start)


_DRUG_REACH = 30
_DRUG = re.compile(
    r"(?:G-?CSF|顆粒球コロニー刺激因子|粒细胞(?:集落)?刺激因子|フィルグラスチム|レノグラスチム|非格司亭|惠尔血|瑞白|インスリン|胰岛素|ヘパリン|肝素"
    r"|甲泼尼龙|地塞米松|メチルプレドニゾロン|デキサメタゾン|シクロホスファミド|环磷酰胺)(?![^,。;]{0,24}?(?:基础|联合|合并|加用|後に|后|のもと|に加え|併用))"
)


def _doses_in_words(sheet: Sheet, stretch: Stretch) -> list[tuple[Found, Found, Found]]:
    """'脂肪干细胞1.2亿,瘘管局部打一针', '分三档:2500万、5000万、1亿': millions in a sentence about cells that count nothing else."""
    told: list[tuple[Found, Found, Found]] = []
    if not sheet.names(CELLS, stretch.start, stretch.end):
        return told
    for quantity in sheet.numbers("plain", stretch.start, stretch.end):
        high = quantity.value if quantity.high is None else quantity.high
        if not (quantity.magnitude and quantity.value >= 1e6 and high <= 1e10):
            continue
        clause = sheet.clause(quantity.start)
        money = _MONEY.search(sheet.text, clause.start, clause.end)
        people = _POPULATION.search(sheet.text, clause.start, quantity.start)
        if _COUNTS_BEHIND.match(sheet.text, quantity.end, stretch.end) and not (money or people):
            words = (quantity.start, quantity.end, "treatment.bare_dose")
            told.append((Found(quantity.value, *words), Found(high, *words), Found("cells", *words)))
    return told


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
        if _is_said_again(sheet, stretch, treatment, quantity):
            if not _PLACES.match(sheet.text, treatment.doses[-1][0].end):
                continue
            del treatment.doses[-1]
        words = (start, max(quantity.end, quantity.unit_end), quantity.rule)
        treatment.doses.append((Found(quantity.value, *words), Found(high, *words), Found(unit, *words)))


def _is_said_again(sheet: Sheet, stretch: Stretch, treatment: Treatment, quantity: Quantity) -> bool:
    """Whether a dose is the one before it told in another way, and no second arm's: '2×10^7个,3次共6×10^7个'.

    Of '每点5×10^6个×60点,也就是3亿个' only the later is what was given at once.
    """
    before = treatment.doses[-1][0].end if treatment.doses else -1
    if before < stretch.start or quantity.start - before > _FURTHEST_AGAIN:
        return False
    return bool(_SAID_AGAIN.search(sheet.text, before, quantity.start))


_FURTHEST_AGAIN = 18
_SAID_AGAIN = re.compile(
    r"(?:也就是|即|相当于|相當於|折合|约合|合计|共计|总计|总共|一共|累计|共(?=\s?约?\s?$)|总量|总数|总剂量|总细胞数|計|合計|総数|総量|すなわち|つまり)[为是约達达::のが]{0,3}\s?$"
)
_PLACES = re.compile(r" ?(?:/(?:点|处|针)|[×x*] ?\d{1,3} ?(?:个?(?:点|部位|处|针|注射点|位点)|か所|カ所|ヶ所|箇所))")


# '每公斤100万颗20人、200万颗20人', '体重1kgあたり10万個、50万個': what is told by the kilogram first is so in all the row
_DOSE_ROW = re.compile(r"(?:\(?\d{1,3} ?[人例名位]\)?)?(?:、|,|/|和|及|或|与|と|または)")


def names_unit(sheet: Sheet, doses: list[tuple[Found, Found, Found]]) -> bool:
    """Whether what is counted stands behind a dose: '2×10^7个', not '2×10^7' alone."""
    return any(not _FIGURE_END.match(sheet.text, low.end - 1) for low, _, _ in doses)


def doses_of_cell(sheet: Sheet, cell: Stretch, head: str) -> list[tuple[Found, Found, Found]]:
    """Doses without a unit of their own under a head that names it: '每次剂量(个/kg)'."""
    unit = "cells/kg" if re.search(r"/ ?kg|/公斤|每公斤", head, re.IGNORECASE) else "cells"
    doses = []
    for quantity in inside(sheet.quantities, cell.start, cell.end):
        high = quantity.value if quantity.high is None else quantity.high
        bare = quantity.kind == "plain" or (quantity.kind == "dose" and quantity.end == quantity.number_end)
        if bare and quantity.value >= 1e5 and high <= 1e12:
            words = (quantity.start, quantity.end, "table.dose")
            doses.append((Found(quantity.value, *words), Found(high, *words), Found(unit, *words)))
    return doses
