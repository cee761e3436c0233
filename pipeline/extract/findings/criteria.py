"""What is named as a limit, a speed or a share of those who reached it, or denied, not as what was measured; what has no code.

'SLEDAI≥8' says whom a study took, 'HbA1c低于7%的患者比例' of how many it was so; 'ALSFRS-R每月下降速度' is another measure.
"""

import re

from pipeline.extract.mentions.sheet import Sheet, remembered
from pipeline.lexicon.load import TermHit

_SPEED = re.compile(
    r"\s?(?:评分|分数|总分)?的?(?:每[月年周]|[月年]均|平均每月)?(?:平均)?(?:下降|恶化|衰退|减退|降低|变化|进展)的?(?:速度|速率|斜率)|の?(?:低下|悪化|進行)(?:速度|率)"
)
# '糖化血红蛋白低于7%的患者比例', 'HbA1c控制在7.0%以下者': of how many it was so, not what was measured
# 'ALSFRS-R平均每月下降0.6分', 'の低下は月あたり0.6点': by how much each month
_A_MONTH = re.compile(
    r"\s?(?:评分|分数|总分)?(?:[^,。;、\d]{0,6})?(?:每个?月|每年|月均|年均|毎月|毎年)(?:平均)?(?:下降|减少|降低|恶化|减退|丢失|掉|少)"
    r"|の?(?:平均)?(?:低下|悪化|減少)(?:量|幅|速度)?[はがも]?、?(?:1か月|1ヶ月|1カ月|月|1年|年)(?:あたり|当たり|平均)"
)
_THOSE_BELOW = re.compile(
    r"\s?(?:评分|水平|总分|积分|值)?(?:(?:降|升|降低|下降|升高|上升|恢复|提高|减少)[到至]|(?:控制|维持|保持)在|达到?)?\s?"
    r"(?:(?:低于|高于|小于|大于|超过|不足|不到|不超过|不低于|至少)\s?\d+(?:\.\d+)?\s?(?:%|分|g|mg|mmol/L|g/L|g/24h|g/d)?"
    r"|\d+(?:\.\d+)?\s?(?:%|分|g|mg|mmol/L|g/L|g/24h|g/d)?\s?及?以[下上内])\s?(?:的|之)?(?:患者|病人|受试者|者|人数|比例|比率|占比|达标)"
)
# names of measures by what they end in; '评分' alone takes up what was named before
_MEASURE = re.compile(
    r"(?:曲线下面积|[发检][生病出]率|感染率|住院率|截肢率|致残率|翻修率|置换率|阳性率|检出率|再狭窄率|发病率|累积发生率|(?<!6)(?<!六)分钟?通气量|跛行距离|步数"
    r"|住院时间|住院天数|通气时间|氧疗时间|日剂量|直径|厚度|体积|血流量|加重次数"
    r"|(?<![A-Za-z])[A-Za-z][A-Za-z&-]{1,9}\s?(?:评分|总分|积分|指数|量表|分期|分级)"
    r"|[一-鿿]{2,8}(?<![比概几频速效])率(?=分别|依次|各|为|达|由|从|仅|约|高|低|は|が|[::(]|\s?\d)"
    r"|(?<![A-Za-z])(?!MSC|UC|HSCT|HSC|PBS|IQR|SD|CI|HR|OR|RR|MD|SMD|WMD|BM|SC)[A-Z][A-Za-z&-]{1,9}\d{0,3}(?=由|从|下降|降低|降|上升|升高|升|增|减|为|变化)"
    r"|(?<=[,、。;])(?:(?![组疗术后前时月周年总其该此两各均者群]|移植|平均|上述|患者)[一-鿿]){2,6}(?:评分|积分|得分)(?!上|中|系统|标准|法)"
    r"|(?<=[,、。;])(?:(?![组疗术后前时月周年总其该此两各均者群低高]|移植|平均|上述|患者)[一-鿿]){2,6}(?:剂量|用量)(?=[由从减增升降]|下降)"
    r"|発生率|罹患率|入院期間)"
)


# 'Barthel指数达95分以上者,治疗组36%': in how many it was so, with the share behind it
_THOSE_WHO_REACHED = re.compile(
    r"\s?\)?(?:评分|总分|得分|指数)?(?:达到?|拿到|得到|恢复到|超过|为|在)?\s?[≥≤]?\s?\d{1,3}\s?分?(?:及?以[上下])?(?:的?(?:患者|病人|者|比例|比率|占比|人))"
    r"[^。;\d]{0,12}?(?:占|为|是|有)?\s?\d+(?:\.\d+)?\s?(?:%|例|名|人)"
)
# '持续完全缓解≥28天:35%' tells how long
_LIMIT = re.compile(r"\s?(?:评分)?\s?[<>≥≤≧≦](?!\s?\d{1,3}\s?(?:天|日|周|週|个月|か月|年))")
_OR_ELSE = re.compile(r"(?:及|和)?/?或(?!未|者)[一-鿿A-Za-z]{2}")
_EITHER = re.compile(r"[一-鿿A-Za-z]{2}(?:及|和)?/?或$")


def is_criterion(sheet: Sheet, hit: TermHit) -> bool:
    """'SLEDAI≥8', 'LVEF<40%': whom the study took, not what it found; 'ALSFRS-R每月下降速度' is another measure."""
    if hit.attributes.get("family") == "score" and _THOSE_WHO_REACHED.match(sheet.text, hit.end):
        return False
    return _is_limit_behind(sheet, hit) or _is_composite(sheet, hit) or _is_of_symptom(sheet, hit)


@remembered
def _is_limit_behind(sheet: Sheet, hit: TermHit) -> bool:
    """What stands behind a term makes it a limit, a speed or a share of those who reached it."""
    return any(shape.match(sheet.text, hit.end) for shape in (_LIMIT, _SPEED, _A_MONTH, _THOSE_BELOW))


def _is_of_symptom(sheet: Sheet, hit: TermHit) -> bool:
    """'しびれの増悪が2例', '头痛加重3例': what befell some, not the disease that went on."""
    if hit.code != "progression":
        return False
    befell = [event for event in sheet.within("adverse_event", hit.start - 12, hit.start) if event.end <= hit.start]
    return bool(befell) and sheet.text[befell[-1].end : hit.start].strip() in {"", "の", "的", "之"}


def _is_composite(sheet: Sheet, hit: TermHit) -> bool:
    """'主要结局(死亡或严重BPD)52%', '复发或死亡': one of several that are counted together."""
    if hit.code not in {"mortality", "relapse", "progression"}:
        return False
    return bool(_OR_ELSE.match(sheet.text, hit.end) or _EITHER.search(sheet.text[max(0, hit.start - 12) : hit.start]))


def names_another(sheet: Sheet, start: int, end: int) -> bool:
    """'…,胰岛素曲线下面积增加49%,对照组下降6%', '…,H&Y分期由2.7…': a measure that no code knows takes over from the outcome before."""
    for match in _MEASURE.finditer(sheet.text, start, end):
        known = sheet.within("outcome", match.start() - 12, match.end())
        # '肺部病灶体积': behind an outcome's name it is a part of the name
        if not any(hit.start < match.end() and match.start() <= hit.end for hit in known):
            return True
    return False


def is_negated(sheet: Sheet, hit: TermHit) -> bool:
    """Whether a negation stands right before a term: '没有进展', '未见复发'; or right behind it ('再発なし')."""
    if is_denied(sheet, hit):
        return True
    behind = [n for n in sheet.within("negation", hit.end, hit.end + 6) if n.code == "post"]
    return bool(behind) and not re.search(r"[,。;、]|変化|变化|差", sheet.text[hit.end : behind[0].end])


def is_denied(sheet: Sheet, hit: TermHit) -> bool:
    """Whether a negation stands right before a term."""
    before = [n for n in sheet.within("negation", hit.start - 8, hit.start) if n.code == "pre"]
    return bool(before) and not re.search(r"[,。;、]", sheet.text[before[-1].end : hit.start])
