"""The arms of a comparison, counted together where no whole is told: '移植組79例、対照群77例' are 156.

Counts that stand for all of a study are `pipeline.extract.accounts.population`.
"""

import re
from dataclasses import replace

from pipeline.extract.accounts.count_context import (
    CAPTION,
    N_EQUALS,
    PART_BEFORE,
    group_before,
    may_count,
    outcome_beside,
)
from pipeline.extract.accounts.marks import treats
from pipeline.extract.accounts.total import Total
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet

_ARMS = 2
_LONGEST_ARM = 24
_BARE_PAIR = re.compile(r"\d{1,3} ?(?:[vV][sS]\.?|对) ?(?P<other>\d{1,3}) ?(?=[,、;)。]|$)")
# '30例治疗/15例对照', '24名は投与、12名は対照'
_TREATED_BEHIND = re.compile(
    r"(?:患者|病人|は|を|が)?(?:治疗|试验|实验|细胞|干细胞|移植|干预|投与|実薬|細胞)(?:组|群)? ?[/、,:;+] ?"
)
_CONTROLS_BEHIND = re.compile(r"(?:患者|病人|は|を|が)?(?:对照|安慰剂|常规|空白|対照|プラセボ|偽薬)")
_AGAINST = re.compile(r"(?:患者|病人)?(?:と(?!い|も|し)|与|和|跟|同|同)(?!时)")
# '自体骨髓细胞肌注的48人,单纯血管腔内治疗的51人', '細胞を打った20例、薬だけの18例'
_UNTREATED = re.compile(
    r"(?:患者|病人|の患者)?[,、;]\s?(?:另有?|而)?(?:单纯|仅|只|单用|常规|未|没|不|标准|药物|普通|保守|通常|薬|標準|従来)[^,。;、\d]{0,16}(?:的|の|だけの|のみの|した)"
)
# '30例…患者接受脐带MSC,15例接受生理盐水', '30例に臍帯MSC、15例に生理食塩水を投与し'
_GOT = re.compile(r"[^,。;\d]{0,24}?(?:接受|给予|予以?|输注|注射|输入|回输|移植|使用|打|输)|に(?!対)")
_GOT_NO_CELLS = re.compile(
    r"(?:患者|病人)?(?:则)?(?:只|仅|单纯?)(?:用|吃|服|做|接受|打)(?:原来的?|原有的?|常规|传统|普通)?(?:药|激素|对症|支持|康复|复健|保守|常规)"
    r"|(?:患者|病人)?(?:则|仅|只|单纯|作为对照)?(?:接受|给予|予以?|输注|注射|使用|服用|打|输|は|に(?:は)?)了?(?:等量|单纯|常规|口服|同量)?的?"
    r"(?:生理)?(?:盐水|食盐水|食塩水|生理食塩|安慰剂|プラセボ|偽薬|标准治疗|標準治療|常规|传统治疗|支持治疗|玻璃酸|透明质酸|ヒアルロン酸|药物治疗|激素|化疗|培养基|溶媒|假手术)"
)
_COMPARED = re.compile(
    r"(?:患者|病人|のみ)?(?:を|とを|で)?(?:前向きに|後ろ向きに)?(?:比べ|比較|対比|作比较|做比较|进行比较|进行对比|对比|相比较|比较|相比)"
)
_ALLOCATED = re.compile(
    r"随机|抽签|抽籤|分为|分成|分组|分入|分到|分配|入组|纳入|入选|对照研究|对照试验|非随机|回顾|回溯|前瞻|双盲|开放"
    r"|無作為|ランダム|くじ引き|割り付け|割付|割り振|に分け|比較|比べ|比较|对比|相比|二重盲検|非盲検|登録|randomi[sz]ed",
    re.IGNORECASE,
)


def arms_together(sheet: Sheet, stretch: Stretch, kinds: tuple[str, ...] = ("people", "animals")) -> Total | None:
    """The arms of a comparison where no whole is told: '移植群79例とシクロホスファミド群77例' are 156. `kinds`: of figures that may count."""
    sizes: dict[str, Quantity] = {}
    for quantity in sheet.numbers(kinds, stretch.start, stretch.end):
        hit = group_before(sheet, quantity)
        if hit is None or not may_count(quantity) or outcome_beside(sheet, quantity, sheet.clause(quantity.start)):
            return None
        if hit.code in sizes:
            return None  # two doses, or told again: what adds up is not clear
        sizes[hit.code] = quantity
    if set(sizes) != {"treatment", "control"}:
        return None
    return together(*sorted(sizes.values(), key=lambda quantity: quantity.start))


def arms_against(sheet: Sheet, sentence: Stretch) -> Total | None:
    """'…,24 vs 19,脐带间充质干细胞3次': a clause of two bare numbers set against each other, in a sentence about cells."""
    for quantity in sheet.numbers("plain", sentence.start, sentence.end):
        against = _BARE_PAIR.match(sheet.text, quantity.start, sentence.end)
        alone = sheet.text[max(sentence.start, quantity.start - 2) : quantity.start].strip()[-1:] in {
            "",
            ",",
            "、",
            "(",
            ":",
        }
        if against is None or not alone or not may_count(quantity):
            continue
        last = next(iter(sheet.numbers("plain", against.start("other"), against.end("other"))), None)
        if last is not None and may_count(last) and treats(sheet, sentence):
            return replace(together(quantity, last), strength=1, bare=True)
    return None


def arms_by_sign(sheet: Sheet, sentence: Stretch) -> Total | None:
    """'臍帯MSC群(n=20)、リハビリ群(n=20)で…', '治疗组(n=30)与对照组(n=28)': two arms of a study that was just named."""
    sizes = [
        quantity
        for quantity in sheet.numbers("plain", sentence.start, sentence.end)
        if may_count(quantity) and N_EQUALS.search(sheet.text[max(sentence.start, quantity.start - 8) : quantity.start])
    ]
    groups = [hit.code for size in sizes if (hit := group_before(sheet, size)) is not None]
    if (
        len(sizes) != _ARMS
        or CAPTION.match(sheet.text, sentence.start)
        or sorted(filter(None, groups)) != ["control", "treatment"]
    ):
        return None
    return replace(together(*sizes), strength=1, bare=True)


def together(first: Quantity, last: Quantity) -> Total:
    """Two arms as one whole."""
    whole = replace(first, kind="people" if first.kind == "plain" else first.kind, value=first.value + last.value)
    return Total(replace(whole, end=last.end, number_end=last.number_end), 2, "population.arms")


def got_apart(sheet: Sheet, stretch: Stretch, first: Quantity, last: Quantity) -> bool:
    """'136人打脐带干细胞加原本的药,36人只用药': the first were given cells, the last were not."""
    between = sheet.text[first.end : last.start]
    apart = _GOT.match(between) and _GOT_NO_CELLS.match(sheet.text, last.end, stretch.end)
    return bool(apart) and "," in between and treats(sheet, Stretch(stretch.start, last.start, stretch.passage))


def are_compared(sheet: Sheet, stretch: Stretch, counts: list[Quantity]) -> bool:
    """'点滴した30例と生理食塩水の15例を比べた', '将细胞治疗的30例与单纯用药的15例比较': two counts, and nothing else, set against each other."""
    if len(counts) != _ARMS or not all(map(may_count, counts)):
        return False
    first, last = counts
    between = sheet.text[first.end : last.start]
    if _TREATED_BEHIND.fullmatch(between) and _CONTROLS_BEHIND.match(sheet.text, last.end, stretch.end):
        return True
    if _UNTREATED.fullmatch(between) and treats(sheet, Stretch(stretch.start, first.start, stretch.passage)):
        return True
    if got_apart(sheet, stretch, first, last):
        return True
    joined = len(between) <= _LONGEST_ARM and _AGAINST.match(between) and not PART_BEFORE.search(between)
    return bool(joined) and bool(_COMPARED.match(sheet.text, last.end, stretch.end))


def is_of_arms(sheet: Sheet, sentence: Stretch) -> bool:
    """'观察组50例(脐带MSC),对照组50例(常规治疗)。': a sentence that begins with a group and tells no more than who got what."""
    start, end = sentence.start, sentence.end
    first = next(iter(sheet.within("group", start, start + 2)), None)
    told = sheet.numbers(("percent", "p", "fraction"), start, end) or sheet.within("direction", start, end)
    had = [hit for hit in sheet.within("outcome", start, end) if hit.attributes.get("family") != "lab"]  # '单用激素'
    return first is not None and not (told or had)


def allocates(sheet: Sheet, sentence: Stretch) -> bool:
    """It tells how a study was made, and nothing of what came of it."""
    start, end = sentence.start, sentence.end
    if sheet.numbers(("percent", "p", "fraction"), start, end) or sheet.within("direction", start, end):
        return False
    return bool(_ALLOCATED.search(sheet.text, start, end)) or sheet.has("cue", "enrolment", start, end)
