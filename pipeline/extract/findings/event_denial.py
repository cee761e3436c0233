"""Whether the words around an adverse event deny it: '未见发热、皮疹', '感染或肿瘤的发生没有', '発熱は認めなかった'.

A denial reaches all of a list and no further than its clause; it leaves out what 除…外 and 以外 take out of it. Who denies an increase
('感染并未增多') denies no event. What a denied event means for a study is in `pipeline.extract.findings.events`.
"""

import re

from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.load import TermHit

_NO = (
    r"冇|唔见|未(?!来|经|知|必|愈|成|分化|婚|提供|达|接受|控制|治|满|満|予|用)|零(?!星|散)|没|不(?:伴|曾|存在|再|会(?:引起|出现|发生|有))"
    r"|无(?!论|关|创|菌|需|须|法|效|力|血|数|偿|锡|痛|疤|瘢|进展|诱因|明显诱因)"
)
_REACH = 30
_DENIED_BEFORE = re.compile(rf"(?:{_NO})[^,。;但]{{0,22}}$")
# Japanese denies behind, in many verbs; '少なく', 'だけでなく' and '間もなく' deny nothing.
_NOT_HERE = r"(?<!少)(?<!だけで)(?<!間も)(?<!まも)な(?:し(?!生存)|く|い|かった)"
_DENIED_BEHIND = re.compile(
    rf"[^,。;]{{0,14}}?(?:(?:{_NO})|{_NOT_HERE}|ていな|ていません|ありません|おらず|[出起]きず|出ず|生じず|ゼロ|皆無|(?<![\d.])0 ?[例件名人%]|为0(?![\d.])"
    r"|(?:認め|見|み|起き|生じ|発生し|報告さ|確認さ|観察さ|起こら|検出さ)(?:られ|れ)?(?:ず|な[いくかし]|ませんでした))"
)
_NO_WORDS = re.compile(rf"{_NO}|{_NOT_HERE}|ていな|ません|ず|ゼロ|皆無|0")
_LABEL_DENIED = re.compile(
    rf"(?:方面|情况|发生|等|の発生|について)?\s?[,:、は](?:[两各]组|全部|所有|整个|均|都|也|皆|一例|一个|目前|暂){{0,3}}(?:{_NO}|特に(?=な)|なし|0例)"
)
_COMPARED = re.compile(
    r"[^,。;]{0,8}?(?:差(?!し)|開き|違い|增多|增加|增高|升高|上升|风险|発生率|发生率|リスク|増加|増え|上昇|高く|多く)"
)
_RATE_NOUGHT = re.compile(
    r"[的の]?(?:发生|发病|発生|発現)?(?:率|例数|人数|件数|数)?(?:均|都|皆|也|いずれも|ともに)?\s?(?:为|是|:|は|が|=)?\s?(?:零(?!星)|ゼロ|(?<![\d.])0(?![\d.]))"
)
_LEFT = re.compile(r"[^,。;、]{0,6}?(?:退出|中止|终止|停药|停止|脱落|撤出|中断|离开|停用|断念|中途|取りやめ|やめ)")
_NO_MORE = re.compile(
    r"[^,。;]{0,6}?(?:无|未|没有?|不)(?:见|有|明显|显著|因此|再){0,2}(?:增|加重|升|上升|多于|高于|差|恶化|延长)"
)
_EXCEPT_BEFORE = re.compile(r"除(?!外|去|非|菌|草)[^,。;]{0,24}$")
_EXCEPT_BEHIND = re.compile(r"[^,。;]{0,14}?(?:之外|以外|(?<=[^除])外(?![周科伤])|を除[きくい]|(?:の|た)ほか)")
_MORE = (
    r"(?:任何|明显|严重|重大|新发|新的|新出现的?|治疗相关的?|相关的?|持续的?|重篤な|重大な|重い|重度の|新たな|新規の?|明らかな|顕著な|持続する|長引く|遅発性の?"
    r"|治療に関連した|治療を要する|入院を要する|その他の|ほかの|其他|其它|其余)?"
)
_LISTED = re.compile(
    rf"(?:等|など)?\s?(?:[、/+・]|和|与|及|或|以及|或者|并|或是|や|と|も|及び|および|または|ならびに|もしくは)\s?{_MORE}"
    rf"|\s?(?:等|などの?|等の|といった|のような|を含む|在内的?)(?:的|の)?{_MORE}"
)
_LISTED_BEFORE = re.compile(
    rf"{_LISTED.pattern}|\s?,\s?{_MORE}"
)  # '未见发热,头痛' denies both, '2例发热,头痛没有' the last

_COUNTED = re.compile(
    r"\s?[1-9]\d{0,2} ?[例名人件位]"
)  # '无严重不良事件,头痛2例': who had it is counted, so it is not denied


def is_denied(sheet: Sheet, sentence: Stretch, hit: TermHit) -> bool:
    """Whether an event is denied; a list is denied as a whole, by the word before its first or behind its last."""
    if is_excepted(sheet, sentence, hit) or denies_increase(sheet, sentence, hit):
        return False
    if denies_leaving(sheet, sentence, hit):
        return False
    if _RATE_NOUGHT.match(sheet.text, hit.end, sentence.end):
        return True
    return _denied_before(sheet, sentence, hit) or _denied_behind(sheet, sentence, hit)


def _denied_before(sheet: Sheet, sentence: Stretch, hit: TermHit) -> bool:
    counted = _COUNTED.match(sheet.text, hit.end)
    while True:
        if _DENIED_BEFORE.search(sheet.text[max(sentence.start, hit.start - _REACH) : hit.start]):
            return True
        listed = [h for h in _events(sheet, max(sentence.start, hit.start - 24), hit.start) if h.end <= hit.start]
        if counted or not listed or not _LISTED_BEFORE.fullmatch(sheet.text, listed[-1].end, hit.start):
            return False
        hit = listed[-1]


def _denied_behind(sheet: Sheet, sentence: Stretch, hit: TermHit) -> bool:
    while True:
        following = _events(sheet, hit.end, min(sentence.end, hit.end + 24))
        reach = following[0].start if following else min(sentence.end, hit.end + 24)  # a denial is of the nearest
        if _DENIED_BEHIND.match(sheet.text, hit.end, reach):
            return True
        if hit.code == "any" and _LABEL_DENIED.match(sheet.text, hit.end, sentence.end):
            return True
        if not following or not listed_with(sheet, hit, following[0]):
            return False
        hit = following[0]


def denial_around(sheet: Sheet, hit: TermHit) -> tuple[Stretch, int]:
    """The clause of a denied event and the end of its denial; the whole sentence where that stands in a clause before."""
    clause, sentence = sheet.clause(hit.start), sheet.sentence(hit.start)
    end = max(clause.end, hit.end)
    if _NO_WORDS.search(sheet.text, clause.start, end):
        return clause, end
    end = max(end, sheet.clause(min(end + 1, sentence.end - 1)).end)  # '不良事件:无'
    if _NO_WORDS.search(sheet.text, clause.start, end):
        return clause, end
    return sentence, sentence.end


def listed_with(sheet: Sheet, one: TermHit, other: TermHit) -> bool:
    """Whether the second of two events goes on with the list of the first: '发热、头痛', '腫瘍化などの健康被害'."""
    return bool(_LISTED.fullmatch(sheet.text, one.end, other.start))


def is_excepted(sheet: Sheet, sentence: Stretch, hit: TermHit) -> bool:
    """'除2例低热外未见不良反应', '一過性の発熱以外に…なかった': what is taken out of a denial did happen."""
    behind = _EXCEPT_BEHIND.match(sheet.text, hit.end, sentence.end)
    if behind is None:
        return False
    if re.search(r"以外|を除|ほか|之外", behind.group()):
        return True
    return bool(_EXCEPT_BEFORE.search(sheet.text[max(sentence.start, hit.start - _REACH) : hit.start]))


def denies_leaving(sheet: Sheet, sentence: Stretch, hit: TermHit) -> bool:
    """'没有人因副作用退出', '有害事象で中止した例はない': nobody left for it, which says neither that it came nor that it didn't."""
    if not _LEFT.match(sheet.text, hit.end, sentence.end):
        return False
    before = sheet.text[max(sentence.start, hit.start - _REACH) : hit.start]
    return bool(_DENIED_BEFORE.search(before)) or bool(
        _NO_WORDS.search(sheet.text, hit.end, sheet.clause(hit.start).end)
    )


def denies_increase(sheet: Sheet, sentence: Stretch, hit: TermHit) -> bool:
    """'没看到肿瘤增多', '并发症并无增多', '有害事象に差はなかった': of a comparison, neither an event nor that there was none."""
    if _NO_MORE.match(sheet.text, hit.end, sentence.end):
        return True
    if _RATE_NOUGHT.match(sheet.text, hit.end, sentence.end):
        return False
    compared = _COMPARED.match(sheet.text, hit.end, sentence.end)
    if compared is None:
        return False
    behind = _DENIED_BEHIND.match(sheet.text, compared.end(), min(sentence.end, compared.end() + 14))
    return bool(behind) or bool(_DENIED_BEFORE.search(sheet.text[max(sentence.start, hit.start - _REACH) : hit.start]))


def _events(sheet: Sheet, start: int, end: int) -> list[TermHit]:
    return inside(sheet.terms["adverse_event"], start, end)
