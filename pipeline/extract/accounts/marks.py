"""The marks by which a study is introduced: year, author, place, kind of study, cells, disease, registry number.

A sentence that bears several of them introduces a study; what follows from that is decided in `pipeline.extract.accounts.find`.
"""

import re
from collections.abc import Iterator

from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import CELLS, Sheet, remembered
from pipeline.lexicon.sieve import Sieved

AUTHOR = re.compile(r"[A-Z][a-z]+(?:-[A-Z][a-z]+)?(?: [A-Z]{1,3})?(?: ?等|ら|らの| et al)|[A-Z][a-z]+ (?:19|20)\d\d")
PLACE = Sieved(
    r"第 ?[ⅠⅡⅢⅣI1-4一二三四]+[ab]?(?:/[ⅠⅡⅢⅣI1-4一二三四]+[ab]?)? ?[期相]"
    r"|(?<![A-Za-z])[ⅠⅡⅢ][ab]? ?期|(?<![A-Za-z\d])(?:I{1,3}|IV|[123一二三])[ab]? ?期(?=临床|试验|研究)"
    r"|日本|欧洲|欧州|美国|米国|韩国|韓国|台湾"
    r"|印度(?!尼)|インド(?!ネシア)|伊朗|イラン|西班牙|スペイン|以色列|イスラエル|德国|ドイツ|法国|フランス|英国|意大利|イタリア|巴西|ブラジル"
    r"|土耳其|トルコ|印尼|インドネシア|马来西亚|マレーシア|新加坡|埃及|エジプト|澳洲|澳大利亚|オーストラリア|加拿大|カナダ|泰国|越南|伊拉克|约旦"
    r"|瑞典|スウェーデン|荷兰|オランダ|波兰|比利时|ベルギー|巴拿马|墨西哥|智利|哥伦比亚|乌克兰|俄罗斯|中国|北京|上海|天津|重庆|南京|广州|深圳"
    r"|青岛|福州|武汉|西安|郑州|杭州|长沙|昆明|香港|マイアミ|迈阿密"
    r"|希腊|ギリシャ|瑞士|スイス|奥地利|オーストリア|捷克|チェコ|丹麦|デンマーク|挪威|ノルウェー|芬兰|フィンランド|葡萄牙|ポルトガル|匈牙利|阿根廷"
    r"|アルゼンチン|菲律宾|沙特|科威特|サウジ|湖[南北]|广[东西]|福建|江[苏西]|浙江|山[东西](?!部)|陕西|四川|云南|贵州|海南|河[南北]|安徽|吉林|辽宁|黑龙江"
    r"|甘肃|宁夏|新疆|内蒙古|青海|成都|苏州|济南|哈尔滨|沈阳|大连|合肥|南昌|厦门|宁波|解放军|义大利|纽西兰|新西兰|ニュージーランド|沙乌地|南韩"
    r"|台北|台中|台南|高雄|花莲|新竹"
)
"""What tells one study of several apart though it names no author: a country, a city, a phase."""

# 'SCOT试验75人', 'HALT-MS:24位病人': what a trial is called; 'MSC试验', 'RCT研究' are words of the lexicon
_TRIAL = re.compile(
    r"(?<![A-Za-z0-9-])(?=[A-Za-z0-9]*[A-Z][a-z0-9]*[A-Z])[A-Z][A-Za-z0-9]{2,}(?:-[A-Za-z0-9]+)*"
    r"(?= ?(?:临床)?(?:试验|研究|試験)| (?:trial|study|Trial|Study)|: ?\d{1,4} ?[例名人位])"
)

_INSTITUTION = re.compile(
    r"[一-鿿A-Za-z]{2,20}?(?:医科大学|大学|医院|医学院|研究所|医科大(?!学)|病院|医大|クリニック|医学中心|医疗中心|医療センター|荣总)"
    r"(?:[一-鿿]{0,12}?(?:医院|中心|科|研究所|学院|病院))?"
    r"|(?<![一-鿿])[一-鿿]{1,5}(?<![最巨拡増重甚莫肥腫絶偉膨多過壮広強])大(?=病院|の|など|が|は|と|チーム|グループ|、)"
)
_ANIMALS_FIRST = re.compile(
    r"\W{0,3}(?:[答A]\s?[::]\s?)?(?:(?:此外|另外|而且?|同时|又|还有|また|なお|さらに)[,、]?)?(?:在)?(?:动物|動物|基础)?(?:实验|実験|试验|研究)?(?:方面|中|里|上|显示|では|でも|には?)?[,、:]?"
    r"(?:[A-Za-z0-9/-]{2,12}\s?|[^,。;、:\d]{2,14}的?(?=(?:小鼠|大鼠|マウス|ラット)(?:模型|モデル|に|へ|で)))?(?:小鼠|大鼠|老鼠|裸鼠|猪|犬|兔|猴|马|マウス|ラット|ブタ|イヌ|ウサギ|サル|ウマ)"
)
_NEAR_START = 20
_BEHIND_NAME = 8  # ': 24位', by which a name is known for one
_NO_TRIAL = ("cell_type", "cell_source", "condition", "study_type", "outcome", "group")
_SITE = re.compile(r"大学|医[院学科大疗療]|荣总|研究所|病院|クリニック|大(?=の|など|が|は|と|チーム|グループ|、)")
_TEAM = re.compile(r"教授|团队|主任|学者|グループ|チーム|医生|医师|同じ病院|同院|同一间医院|同一(?:个)?医院|学者们")


def institutions(sheet: Sheet, start: int, end: int) -> Iterator[re.Match[str]]:
    """The hospitals, universities and the like that are named; whether such a word stands there is asked first, and far faster."""
    if _SITE.search(sheet.text, start, end):
        yield from _INSTITUTION.finditer(sheet.text, start, end)


def names_institution(sheet: Sheet, sentence: Stretch) -> bool:
    return next(institutions(sheet, sentence.start, sentence.end), None) is not None


def names_team(sheet: Sheet, sentence: Stretch) -> bool:
    """Who did it, though by no name: a team, a professor."""
    return bool(_TEAM.search(sheet.text, sentence.start, sentence.end))


def trials(sheet: Sheet, start: int, end: int) -> list[str]:
    """What trials are called that are named: 'SCOT', 'HALT-MS'."""
    return [
        match.group()
        for match in _TRIAL.finditer(sheet.text, start, end + _BEHIND_NAME)
        if match.end() <= end and not any(sheet.within(kind, match.start() - 1, match.end() + 2) for kind in _NO_TRIAL)
    ]


def names_in(sheet: Sheet, start: int, end: int) -> list[str]:
    """The words by which studies are told apart: years, authors, institutions, countries, phases."""
    text = sheet.text
    names = [text[q.start : q.number_end] for q in sheet.numbers(("year", "date"), start, end)]
    names += trials(sheet, start, end)
    names += [match.group() for pattern in (AUTHOR, PLACE) for match in pattern.finditer(text, start, end)]
    return names + [match.group() for match in institutions(sheet, start, end)]


def begins_with_animals(sheet: Sheet, sentence: Stretch) -> bool:
    """'マウスの大腸炎モデルでも…', '动物实验中,小鼠…', '答:SOD1小鼠打了以后…': animals are the subject."""
    return bool(_ANIMALS_FIRST.match(sheet.text, sentence.start, sentence.end)) and bool(
        sheet.within("species", sentence.start, sentence.start + _NEAR_START)
    )


def treats(sheet: Sheet, sentence: Stretch) -> bool:
    """Cells are named."""
    return sheet.names(CELLS, sentence.start, sentence.end)


def introduces(sheet: Sheet, sentence: Stretch) -> int:
    """How many marks of a study's introduction a sentence bears."""
    return len(marks_of(sheet, sentence))


@remembered
def marks_of(sheet: Sheet, sentence: Stretch) -> frozenset[str]:
    """The marks of a study's introduction that a sentence bears."""
    start, end = sentence.start, sentence.end
    text = sheet.text
    marks = {
        "year": bool(sheet.numbers(("year", "date"), start, end)),
        "who": names_team(sheet, sentence)
        or names_institution(sheet, sentence)
        or bool(AUTHOR.search(text, start, end) or PLACE.search(text, start, end) or trials(sheet, start, end)),
        "study": sheet.has("cue", ("study_noun", "opening", "publication", "design_word"), start, end)
        or bool(sheet.within("study_type", start, end)),
        "cells": treats(sheet, sentence),
        "condition": bool(sheet.within("condition", start, end)),
        "number": bool(inside(sheet.registrations, start, end)),
    }
    return frozenset(mark for mark, borne in marks.items() if borne)
