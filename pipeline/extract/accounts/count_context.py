"""What stands around a count of people: words of enrolment, a group's name, an outcome, a bracket, a whole of which some are told.

What follows from it for the size of a study is `pipeline.extract.accounts.population`.
"""

import re

from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.load import TermHit

PART_BEFORE = re.compile(
    r"(?:其中|其余|另有|另外|分别|各|每组|[1一](?:群|组)|每档|每群|各群|每|余下|剩下|[一每两二两]边|[一每]臂|片方|(?:其中|其余)(?:仅有|只有)|中有|前|(?:各|还|仍|又|先后|分别|同时|均|都|就)有|和|与|同|对(?=[一二三四五六七八九十])|[,、](?:另|各)|うち|残り|残る|ほか|そのうち"
    r"|例中|名中|人中|位中|(?<!卒)中|(?<!患)(?<!加)(?<!験)(?<!试)者|に達したのは|(?<!参加)(?<!登録)(?<!受診)(?<!治療)(?<!投与)したのは)\s?(?:约|的|は|が)?\s?$"
)
"""What stands before the count of a part."""
N_EQUALS = re.compile(r"(?<![A-Za-z0-9])[nN] ?= ?$")
CAPTION = re.compile(r"\W{0,2}(?:[图図表圖]|Fig|Tab)")
_WHOLE_BEHIND = re.compile(
    r"\s?(?:[名例位人]|患者|病人)?\s?中(?!重|度|期|晚|国|年|性|心|风|等),?(?:有|的|约|,)?|\s?のうち"
)
_PATIENT = (
    r"(?:患者|病人|受试者|志愿者|被験者|の方|患儿|病友|伤友|个案|长者|老人|孩子|儿童|小朋友|细路|细佬|婴儿|住院者|小鼠|大鼠|狼疮鼠|マウス|ラット"
    r"|症例|お子さん|小児|成人)"
)
_PATIENTS_BEHIND = re.compile(rf"\s?[^\s,。;、]{{0,26}}?{_PATIENT}")
_PATIENTS_IN = re.compile(_PATIENT)
_PATIENTS_BEFORE = re.compile(rf"{_PATIENT}(?:さん)?(?:共|计|約|约)?\s?$")
_TOTAL_BEFORE = re.compile(
    r"(?:完成|共|总共|一共|全部|合计|計|合計|总计|总数|纳入|入组|收治|入选|招募|募集|收录|收|对|给|替|帮|为|(?<!组)(?<!接受)(?<!经)(?<!前)(?<!后)治疗|計划|计划|目标|预计|预定|拟|报告|的|嘅|の|年|月|杂志|报道|收案|登记|观察|治|共有|最终|最后|涵盖|包括|找了|找来|加到|增至|扩大到|扩大至|再收|本组|全组|本研究|本试验"
    r"|那篇|那项|这篇|这项|那個研究|那个研究|合起来|合起來|加起来|加起來|加在一起|合わせて|併せて|あわせて|両群(?:で|合わせて|計)|两组共|两边共|集計した|解析した|登録した|組み入れた|評価した|追跡した|観察できた|被験者|被験者は|参加者|参加者は|参加者数は|参加したのは|対象者|対象者は|対象患者は|対象|対象は|症例数|目標症例数|例数|人数|样本量|样本|登録|登録は|予定|予定は|予定するのは|規模は|n|N)了?[::=]?\s?(?:约)?\s?$"
)
_TOTAL_BEHIND = re.compile(
    r"\s?(?:\([^()]{0,60}\))?\s?(?:の)?(?:[^,。、に]{0,12}?(?:患者|症例|成人|小児|お子さん)(?:さん)?)?"
    r"(?:を対象|を登録|が登録|に投与|に対し|を無作為|が無作為|をランダム|が参加|に移植|に点滴|に注射|を組み入れ|を解析|で実施|に施行|に実施|を追跡|に自分|に自家|に他家|に同種|を[^,。]{0,20}に分け|に(?:[0-9一二三四五六]|単)回|の報告|の試験|の検討|の治験|の成績|の結果|のデータ|全員)"
    r"|\s?(?:例|名|位|人)?(?:患者|病人)?(?:被)?(?:随机|隨機|按[^,。]{0,12}分|分成|分为|入组|入选|全部|均接受|都接受)"
)
_ALONE = re.compile(r"[-•·・*▸►]? ?.?")
_FEWEST_ALONE = 3  # '一过性发热,2个人吧'
_JOINS_BRACKET = {
    "",
    "患者",
    "病人",
    "の患者",
    "的患者",
    "患儿",
    "受试者",
    "の方",
    "の患者さん",
    "の成人",
    "狼疮",
    "小鼠",
    "大鼠",
}
_OF_GROUP = re.compile(
    r"(?:\([^()\d]{2,24}\))?\s?者?\s?(?:[(:]|(?<=[组群]),)?\s?(?:同期)?(?:为|共|有|n ?= ?|N ?= ?|的|各|は|が|の|では|で|のうち|男|女)?\s?"
)
_REFRACTORY = re.compile(
    r"(?:治疗)?(?:无效|耐药|抵抗|依赖|难治|不应|不耐受|抵抗性|無効|抵抗性|依存|不応)"
)  # '25名类固醇无效的患者': who they are
# '三十位射出分率(LVEF)不到四成的慢性心衰竭病人': who they are, too
_AT_ENTRY = re.compile(
    r"\s?(?:评分|值|水平)?(?:\([^()]{1,12}\))?\s?(?:不到|低于|小于|高于|大于|超过|不足|未满|在?\s?[\d.]+\s?%?\s?(?:以[下上]|未満)|[<>≤≥])[^,。;]{0,24}?(?:患者|病人|者|例)"
)
_OUTCOME_BEHIND = re.compile(
    r"\s?(?:的?(?:患者|病人|受试者|人))?\s?(?:的|均|达到|出现了?过?|取得|获得|处于|有|为|在|仍|发生|死于|に|が|で|の|,)?了?\s?"
)
_OUTCOME_BEFORE = re.compile(r"\s?(?:的|者|为|有|达|::?|了|は|が|の|したのは)?\s?(?:有|为)?\s?")


def is_whole(sheet: Sheet, quantity: Quantity) -> bool:
    """'24名中22名', '24例患者のうち': those of whom some are told of next."""
    return bool(_WHOLE_BEHIND.match(sheet.text, quantity.end))


def may_count(quantity: Quantity) -> bool:
    """A whole number that a study may have of people or animals: no range, no ordinal, no '3万'."""
    whole = quantity.value == int(quantity.value)  # '2.1 细胞治疗' numbers a section
    return (
        1 <= quantity.value <= 20_000
        and whole
        and not quantity.magnitude
        and not quantity.ordinal
        and quantity.high is None
    )


def tells_fact(sheet: Sheet, clause: Stretch) -> bool:
    """Prevalence, an audience, those treated 'so far' all over: no study's; but '这项研究已完成8例' counts its own."""
    start, end = clause.start, clause.end
    if not sheet.has("cue", ("prevalence", "audience", "cumulative"), start, end):
        return False
    return not sheet.has("cue", "anaphora", start, end) or sheet.has("cue", ("prevalence", "audience"), start, end)


def is_enrolled(sheet: Sheet, sentence: Stretch, clause: Stretch, quantity: Quantity) -> bool:
    """'共纳入32例', '32例を登録': with words of enrolment, or alone in its clause."""
    before = sheet.text[max(sentence.start, quantity.start - 12) : quantity.start]
    return (
        bool(_TOTAL_BEFORE.search(before) or _TOTAL_BEHIND.match(sheet.text, quantity.end))
        or sheet.has("cue", ("opening", "enrolment"), max(sentence.start, quantity.start - 14), quantity.start)
        or (quantity.value >= _FEWEST_ALONE and _stands_alone(sheet, clause, quantity))
    )


def _stands_alone(sheet: Sheet, clause: Stretch, quantity: Quantity) -> bool:
    """'…改用脐带细胞,16例,…', '- 172例,…': nothing else in its clause."""
    return bool(_ALONE.fullmatch(sheet.text[clause.start : quantity.start] + sheet.text[quantity.end : clause.end]))


def are_patients(sheet: Sheet, clause: Stretch, quantity: Quantity) -> bool:
    """'32例患者', '狼疮32例': patients by name, or by their disease."""
    text = sheet.text
    return (
        bool(_PATIENTS_BEFORE.search(text[max(clause.start, quantity.start - 10) : quantity.start]))
        or bool(_PATIENTS_BEHIND.match(text, quantity.end) or _PATIENTS_IN.search(text, quantity.start, quantity.end))
        or bool(sheet.within("condition", quantity.end, quantity.end + 16))
        or bool(sheet.within("condition", max(clause.start, quantity.start - 24), quantity.start))
    )


def in_bracket(sheet: Sheet, sentence: Stretch, quantity: Quantity) -> bool:
    """'206人(细胞104人,安慰剂102人)': what stands in brackets behind a count is of it."""
    opened = sheet.text.rfind("(", sentence.start, quantity.start)
    if opened < 0 or sheet.text.find(")", opened, quantity.start) >= 0:
        return False
    before = sheet.numbers(("people", "animals"), max(sentence.start, opened - 14), opened)
    return any(q.end <= opened and sheet.text[q.end : opened].strip() in _JOINS_BRACKET for q in before)


def beside_design(sheet: Sheet, sentence: Stretch, quantity: Quantity) -> bool:
    """'第Ⅰ相試験(非盲検、9例、…)': in the brackets that tell how a study was made."""
    opened = sheet.text.rfind("(", sentence.start, quantity.start)
    if opened < 0 or sheet.text.find(")", opened, quantity.start) >= 0:
        return False
    named = sheet.within("cue", opened - 14, opened) + sheet.within("study_type", opened - 14, opened)
    return any(hit.end == opened and hit.code not in {"patients", "treatment", "evidence"} for hit in named)


_GROUP_REACH = 30  # 'A组(利妥昔单抗+脐带干细胞)41人'


def group_before(sheet: Sheet, quantity: Quantity) -> TermHit | None:
    """The group whose count it is: '治疗组45例', '对照组(n=8例)'."""
    hits = sheet.within("group", quantity.start - _GROUP_REACH, quantity.start)
    return next((hit for hit in reversed(hits) if _OF_GROUP.fullmatch(sheet.text, hit.end, quantity.start)), None)


_HAD = ("outcome", "adverse_event")


def _had(sheet: Sheet, start: int, end: int) -> list[TermHit]:
    """Outcomes and events named in a stretch; not '急性心筋梗塞8例': the disease that the patients came with."""
    if not sheet.names(_HAD, start, end):
        return []
    diseases = sheet.within("condition", start - 4, end)
    events = [
        hit
        for hit in sheet.within("adverse_event", start, end)
        if not any(disease.start < hit.end and hit.start < disease.end for disease in diseases)
    ]
    outcomes = [
        hit
        for hit in sheet.within("outcome", start, end)
        if not (_REFRACTORY.match(sheet.text, hit.end) or _AT_ENTRY.match(sheet.text, hit.end))
    ]
    return [*outcomes, *events]


def outcome_beside(sheet: Sheet, quantity: Quantity, clause: Stretch) -> bool:
    """'13例达到主要临床反应', '复发9例', '37人存活': a count of those with an outcome."""
    text = sheet.text
    for hit in _had(sheet, quantity.end, clause.end):
        if _OUTCOME_BEHIND.fullmatch(text, quantity.end, hit.start):
            return True
    before = _had(sheet, quantity.start - 10, quantity.start)
    return any(hit.end <= quantity.start and _OUTCOME_BEFORE.fullmatch(text, hit.end, quantity.start) for hit in before)
