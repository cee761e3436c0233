"""Whether an adverse event is told of the study's patients: counted, named among adverse events, said to have come, or told of the hours
after cells were given.

It is not where it is told as a wish, a risk in general or a reason to keep out, where it was what patients came with, or where it
went. Denials are `event_denial`.
"""

import re

from pipeline.extract.accounts.account import Account
from pipeline.extract.findings.event_denial import denies_increase, is_excepted, listed_with
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.load import TermHit

_IN_GENERAL = re.compile(
    r"(?:无论|不论|是否|可能|风险|预防|避免|防止|(?<!解)排除|剔除|引起的|并发|有无|监测|评估|评价|禁忌|如果|例如|合并|伴有?|(?<!治)(?<!目)前|所致|治疗前|观察(?!到|期|组|中|发现)|(?<!主要)包括(?!但不限))[^,。;:]{0,10}$"
)
_KEPT_OUT = re.compile(r"(?:排除|剔除|除外)(?!了|标准|基準)[^。;]{0,60}$")
_IN_GENERAL_BEHIND = re.compile(
    r"(?:など|等)?(?:由来の|が原因の(?=\d|患者|ARDS|急性|敗血)|を原因とする|に起因する(?=ARDS|急性)|に続発|を契機|の(?:リスク|可能性|恐れ|おそれ|心配|既往|予防|有無|管理|ある|ため)|を(?:防|予防|避け|抑え|有する|伴う|合併|対象)|が起こり(?:得|え|う)|が[^,。;]{0,6}(?:る|こす)こと(?:が|も)|リスク|が?疑われ)"
)
_OCCURRED = re.compile(
    r"\d ?[例名件人度回]|一度|認め(?:た|られた|られて)|[見み]られ(?:た|て|まし)|あった|ありました|あり|出[たてま]|起き|起こ"
    r"|生じ|発生|発現|訴え|出现|发生|[有见]"
)
_DEATH_BY = re.compile(r"(?:で|により|による|によって|のため|が原因で|而|导致|致)\s?")
_DEATH_OF = re.compile(r"(?<![原诱无])因(?!此|而|为|素|果|子|[^,。;]*(?:复发|进展|恶化|原发))[^,。;]{1,12}$")
_DIED_OF = re.compile(r"死[于於][^,。;、]{0,6}$")
_DEATH_IN_BRACKETS = re.compile(r"(?:は|が|:)?\s?[1-9]\d? ?[例名人]\((?P<cause>[^()]{1,30})\)")
_DEATH_TOLD = ("死于", "死於", "治療関連死", "移植関連死", "治疗相关死亡", "移植相关死亡", "非复发死亡")
_TOLD = re.compile(
    r"出现|发生|有|例|名|人|件|见|发热|死于|頭痛|発現|[みれ見]られ|認め|生じ|主要|为主|为多|一过性|短暂|轻度|轻微|自行|自愈|缓解"
    r"|多于|少于|较多|较少|比[^,。;]{0,10}[多少]|较[^,。;]{0,6}[多少]|更多|偏多|多く|多かっ|少なかっ"
    r"|あった|ありま|あり|起き|起こ|出た|出て|出ま|訴え|かかり|発生|発症|報告|確認|軽く|軽い|軽度|程度"
)
# '并发症包括感染,应由专科医生评估': advice, not what came.
_ADVICE = re.compile(
    r"应(?:由|该|当|注意|及时|警惕|密切)|需(?:要)?(?:密切|注意|警惕|评估|谨慎)|请(?:及时|立即|您)|要(?:注意|警惕|当心)|注意が必要|ご注意|ご相談"
)
# Said to have come: the verb stands right at the event.
_CAME_BEFORE = re.compile(
    r"(?:(?:出现|发生|引起|引发|诱发|导致|并发|遗留|继发|观察到|见到|见有|伴发|主诉|自诉|诉|自觉|感到|感觉|觉得|遇到|仅有|只有|表现为|记录到|发现有|报告了?|喊)(?:了|过|有)?|有(?:些|的)?(?:人|病人|患者|病友)|个别(?:人|病人|患者)?|少数(?:人|病人|患者)?|几个人)(?:(?!会不会|问|担心|怕|说|认为)[^,。;]){0,9}$"
)
_CAME_WITH = re.compile(
    r"入院|来院|就诊|主诉[::]|病史|初诊|初診|起病|发病[时前]|既往|入组时|基线|主訴[::]|患者多|临床表现|症状(?:为|包括|有)|原有"
)  # what a patient came with
_CAME_BEHIND = re.compile(
    r"(?:など|等)?(?:の症状|の?発生)?[がをはも][^,。;]{0,8}?(?:あ(?:った|りまし)|[み見]られ(?:た|まし|て)|認め(?:た|られ(?:た|まし|て))|出(?:た|まし|現し)|起き(?:た|まし)|起こ(?:し|っ)|生じ(?:た|まし)|発現し|経験|訴え|続い|残っ|残り|報告され(?:た|まし|て)|確認され(?:た|まし|て))"
    r"|[^,。;]{0,6}?(?:较多|多见|常见|较常见|为主|为多)|[了过咗](?!解|敏|程|去)"
)
_FOR_YEARS = re.compile(
    r"[^,。;]{0,4}?(?:\d{1,2}|[一二两三四五六七八九十数多半]{1,2})(?:余|多)?(?:年|个?月)(?!后|时|内)"
)
# The hours after cells were given: '输完当晚', '打完第二天', '点滴の翌日'.
_JUST_GIVEN = re.compile(
    r"(?:输|打|注|回输|抽|吊|点滴|穿刺|腰穿|做)[^,。;\d]{0,6}?(?:完|后|之后|以后|时|过程中|期间|当[天晚日]|那[天晚]|那几天|隔天|次日|第二天|第[二三]日|中(?![心位度国药医重性等枢]))|当[晚天]|隔天|次日|[术手]中|术[后後]当"
    r"|(?:投与|注射|点滴|移植|注入|輸注)(?:の|した)?(?:直後|後|中|当日|当夜|その日|翌日|当夜|日の夜|夜)|経過中|过程中|翌日"
)
# Whose events they are: of another therapy's a page tells why cells are wanted.
_OTHER_THERAPY = re.compile(
    r"(?:激素|皮质类固醇|免疫抑制[剂药]|化疗|放疗|西药|止痛药|消炎药|生物制剂|抗风湿药|降糖药|传统(?:治疗|疗法|药物|方法)|常规(?:药物|疗法)|这些药物?|手术治疗|器官移植|肝移植"
    r"|ステロイド(?:薬|剤)?|免疫抑制[剤薬]|抗がん剤|化学療法|鎮痛[剤薬]|痛み止め|生物学的製剤|従来の(?:治療|薬)|既存(?:の)?(?:治療|薬)|薬物療法)"
    r"(?:长期(?:使用|服用)|治疗|使用|服用)?(?:的|之|の|には|は|による|で|引起的?|带来的?|导致的?)?(?:常见|长期|主要|严重|毒|さまざまな|様々な|強い|長期){0,2}的?\s?(?:副作用|不良反应|不良事件|毒副|并发症|有害事象|合併症|感染[、や])"
)
_OTHER_THERAPY_LIST = re.compile(
    r"(?:ステロイド|免疫抑制[剤薬]|抗がん剤|鎮痛[剤薬]|痛み止め|生物学的製剤)[^。、]{0,6}?(?:には|は|で|の)[^。]{0,40}?(?:などの|といった|の)副作用"
)
_OF_THERAPY_REACH = 60
_LATE = 0.5  # months: what is told of later days is an outcome
_SIDES = re.compile(r"两[组边]|双方|各组|両群|どちらの群")
_COUNTED_BEHIND = re.compile(
    r"(?:者|反应|症状|等|的?患者|した(?:人|方|患者)?|がみられた(?:人|方|患者)?)?\s?(?:\([^()]{1,12}\)\s?)?(?:が|は|を|も|:|有|共|各|约|仅|のみ)?"
    r"\s?\(?(?P<n>\d{1,3}|[一二两三四五六七八九十]) ?(?:例|名|人|件|位|次|回|%|/ ?\d{1,4}[),])"
)
# '严重感染:XL-01组4例,对照组8例', '治疗相关死亡:54个月时移植组3%'
_COUNTED_BY_GROUP = re.compile(r"\s?[::]?\s?[^,。;:、]{1,14}?[组群]\s?:?\s?(?P<n>[1-9]\d{0,2}) ?(?:例|名|人|件|位|%)")
_COUNTED_BEFORE = re.compile(
    r"(?P<n>\d{1,3}|[一二两三四五六七八九十]) ?(?:例|名|人|件|位)(?:次)?(?!中)[^,。;\d]{0,12}$"
)
_TEMPERATURE = re.compile(r"[^,。;\d]{0,8}(?P<n>\d\d(?:\.\d)?) ?(?:℃|°C|度|$|[,。;、])")


def is_told(sheet: Sheet, account: Account, sentence: Stretch, hit: TermHit, given: bool) -> bool:
    """Told of the study's patients; `given`: the account has told before that they were treated."""
    text, clause = sheet.text, sheet.clause(hit.start)
    if is_excepted(sheet, sentence, hit) and "degrees" not in hit.attributes:
        return True
    if not _can_be_event(sheet, sentence, clause, hit):
        return False
    counted = _is_counted(sheet, account, sentence, hit)
    named = any(h.code == "any" for h in sheet.within("adverse_event", sentence.start, sentence.end))
    if hit.code == "death" and not (named or _has_cause(sheet, hit)):
        return False  # deaths are told as survival; an event they are where a cause or the events are named
    if _is_cause_of_death(sheet, hit) and not _is_own_condition(sheet, account, hit):
        return True
    if _is_condition(sheet, hit) and not (counted or (named and not _is_own_condition(sheet, account, hit))):
        return False
    if counted:
        return True
    if _ADVICE.search(text, hit.end, sentence.end):
        return False
    listed = named and "包括" in text[clause.start : hit.start]  # '不良反应包括发热'
    if _IN_GENERAL.search(text[max(clause.start, hit.start - 12) : hit.start]) and not listed:
        return False
    just_given = _is_just_given(sheet, sentence, clause, hit)
    if account.story and not (given or named or just_given):
        return False  # what a patient came with
    return (
        just_given
        or (given and _is_said_to_come(sheet, sentence, clause, hit))
        or _occurs(sheet, sentence, clause, named)
    )


def is_of_other_therapy(sheet: Sheet, sentence: Stretch, hit: TermHit) -> bool:
    """'激素的常见副作用有感染', 'ステロイドには感染などの副作用がある': what another therapy does, unless those who had it are counted."""
    match = _OTHER_THERAPY.search(
        sheet.text, sentence.start, min(sentence.end, hit.end + _OF_THERAPY_REACH)
    ) or _OTHER_THERAPY_LIST.match(sheet.text, sentence.start, sentence.end)
    return match is not None and not sheet.numbers("people", sentence.start, sentence.end)


def is_of_control(sheet: Sheet, hit: TermHit) -> bool:
    """Told of the control group: the group named last before it in its sentence, or right behind its count."""
    groups = sheet.within("group", sheet.clause(hit.start).start, hit.start)
    if not groups:
        groups = sheet.within("group", sheet.sentence(hit.start).start, hit.start)
    return bool(groups) and groups[-1].code == "control"


def _can_be_event(sheet: Sheet, sentence: Stretch, clause: Stretch, hit: TermHit) -> bool:
    """Not a normal temperature, a disease's name, a comparison, a reason to keep out, a risk, or a complaint that went."""
    if "degrees" in hit.attributes and not _is_fever(sheet, hit):
        return False
    if _is_in_name(sheet, hit) or denies_increase(sheet, sentence, hit):
        return False
    if _KEPT_OUT.search(sheet.text[max(sentence.start, hit.start - 66) : hit.start]) or _IN_GENERAL_BEHIND.match(
        sheet.text, hit.end
    ):
        return False
    return not _is_relieved(sheet, clause, hit)


def _is_said_to_come(sheet: Sheet, sentence: Stretch, clause: Stretch, hit: TermHit) -> bool:
    """The verb stands right at the event, or behind the list that it stands in."""
    if _CAME_WITH.search(sheet.text, sentence.start, hit.start) or _FOR_YEARS.match(sheet.text, hit.end, sentence.end):
        return False
    if sheet.text[hit.end - 1] == "了" or _CAME_BEFORE.search(
        sheet.text[max(clause.start, hit.start - 12) : hit.start]
    ):
        return True
    return bool(_CAME_BEHIND.match(sheet.text, _list_end(sheet, sentence, hit), sentence.end))


def _occurs(sheet: Sheet, sentence: Stretch, clause: Stretch, named: bool) -> bool:
    """Words of occurrence in the clause, among adverse events, after treatment, of groups or of so many."""
    if named:
        return True
    if not _TOLD.search(sheet.text, clause.start, clause.end):
        return False
    return (
        sheet.has("cue", "treatment", sentence.start, sentence.end)
        or sheet.has("time_anchor", "after", sentence.start, sentence.end)
        or bool(sheet.within("group", clause.start, clause.end))
        or bool(_SIDES.search(sheet.text, clause.start, clause.end))
        or bool(sheet.numbers(("people", "percent"), clause.start, clause.end))
    )


def _is_fever(sheet: Sheet, hit: TermHit) -> bool:
    """'体温37.9℃' is a fever; '体温36.5℃' and '体温正常' are none."""
    match = _TEMPERATURE.match(sheet.text, hit.end)
    return match is not None and 37.3 <= float(match["n"]) <= 43


def _is_counted(sheet: Sheet, account: Account, sentence: Stretch, hit: TermHit) -> bool:
    """A count of those who had it stands at the event: '4位输完发烧', '発熱3件'; all of the study are those who came with it."""
    before = _COUNTED_BEFORE.search(sheet.text[max(sentence.start, hit.start - 18) : hit.start])
    match = (
        before
        or _COUNTED_BEHIND.match(sheet.text, hit.end, sentence.end)
        or _COUNTED_BY_GROUP.match(sheet.text, hit.end, sentence.end)
    )
    if match is None:
        return False
    total = account.total.quantity.value if account.total else None
    return total is None or not match["n"].isdigit() or float(match["n"]) < total


def _is_just_given(sheet: Sheet, sentence: Stretch, clause: Stretch, hit: TermHit) -> bool:
    words = [
        m
        for m in _JUST_GIVEN.finditer(sheet.text, max(sentence.start, hit.start - 40), hit.start)
        if hit.start - m.end() <= 24
    ]
    late = any(q.value > _LATE for q in sheet.numbers("time", clause.start, hit.start))
    return bool(words) and not late


def _list_end(sheet: Sheet, sentence: Stretch, hit: TermHit) -> int:
    """Where the list ends that an event stands in: what is said behind it is said of each."""
    for following in sheet.within("adverse_event", hit.end, min(sentence.end, hit.end + 40)):
        if not listed_with(sheet, hit, following):
            break
        hit = following
    return hit.end


def _has_cause(sheet: Sheet, hit: TermHit) -> bool:
    """'死于肺炎', '因肺炎去世', '因车祸死亡', '心筋梗塞で死亡', '治療関連死', '死亡1名(原病の心不全)'."""
    if sheet.text.startswith(_DEATH_TOLD, hit.start):
        return True
    bracket = _DEATH_IN_BRACKETS.match(sheet.text, hit.end)
    if bracket and any(sheet.within(kind, *bracket.span("cause")) for kind in ("condition", "adverse_event")):
        return True
    causes = [c for kind in ("condition", "adverse_event") for c in sheet.within(kind, hit.start - 12, hit.start)]
    if _DEATH_OF.search(sheet.text[max(0, hit.start - 14) : hit.start]):
        return True
    return any(c.end < hit.start and _DEATH_BY.fullmatch(sheet.text, c.end, hit.start) for c in causes)


def _is_cause_of_death(sheet: Sheet, hit: TermHit) -> bool:
    """'死于脑出血', '因肺炎去世', '脳出血で亡くなった'."""
    if hit.code == "death":
        return False
    if _DIED_OF.search(sheet.text, max(0, hit.start - 8), hit.start):
        return True
    deaths = [d for d in sheet.within("adverse_event", hit.end, hit.end + 8) if d.code == "death"]
    return bool(deaths) and (
        bool(_DEATH_BY.fullmatch(sheet.text, hit.end, deaths[0].start))
        or sheet.text[max(0, hit.start - 4) : hit.start].rstrip("重症严").endswith("因")
    )


def _is_relieved(sheet: Sheet, clause: Stretch, hit: TermHit) -> bool:
    """'治疗后头痛减轻': a complaint that went; '頭痛を3例に認めたが軽快した' tells first that it came."""
    words = sheet.terms["direction"].coded(("improve", "decrease"), clause.start, clause.end)
    named = sheet.within("adverse_event", clause.start, clause.end)  # '血压下降' is an event by its name
    words = [
        word
        for word in words
        if not sheet.text.endswith("于", word.start, word.end)  # '少于对照组' compares
        and not any(event.start <= word.start < event.end for event in named)
    ]
    behind = [word for word in words if word.start >= hit.end]
    if not words:
        return False
    between = sheet.text[hit.end : behind[0].start].rstrip("有所见") if behind else ""  # '疲倦也有减轻'
    return not (len(behind) == len(words) and _OCCURRED.search(between))


def _is_in_name(sheet: Sheet, hit: TermHit) -> bool:
    """'红斑' of 红斑狼疮, '感染' of 新冠感染: part of a disease's name."""
    around = sheet.within("condition", hit.start - 12, hit.start + 1)
    return any(c.end >= hit.end and c.end - c.start > hit.end - hit.start for c in around)


def _is_condition(sheet: Sheet, hit: TermHit) -> bool:
    """'12例脑出血患者': what they were treated for."""
    return hit.code == "other" and bool(_conditions_at(sheet, hit))


def _is_own_condition(sheet: Sheet, account: Account, hit: TermHit) -> bool:
    """Whether it is the disease that the account opens with."""
    first = [*account.headings[-1:], *account.sentences[:1]]
    own = {code for stretch in first for code in sheet.codes("condition", stretch.start, stretch.end)}
    return any(code in own for code in _conditions_at(sheet, hit))


def _conditions_at(sheet: Sheet, hit: TermHit) -> set[str]:
    return {c.code for c in sheet.within("condition", hit.start - 8, hit.end) if hit.start < c.end}
