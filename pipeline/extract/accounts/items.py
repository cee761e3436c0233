"""How the items of a list are marked and named, and what labels of parts look like: by them the sections of a page are known.

What a sentence says of a study is `pipeline.extract.accounts.signals`.
"""

import re

from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.openings import Opening

_ITEM_STYLES = {
    "told": r"(?:ひと|ふた|みっ|よっ|いつ|むっ)つ(?:め|目)|[1-9一二三四五六](?:つ(?:め|目)|番目)"
    r"|第[一二三四五六七八九十](?:篇|项|个(?!月|星期|礼拜|疗程|周|年|季|阶段)|,|、)|其[一二三四五]",
    "case": r"(?:临床)?(?:案例|病例|实例|个案|故事|症例|ケース|研究|试验|試験|[Cc]ase) ?(?:[0-9]{1,2}(?!\d*[例名人])|[一二三四五六七八九十]{1,2})"
    r"|(?:临床)?(?:报告|報告|报道|文献|论文|論文|数据|データ|证据|例证|実例|事例|重点|资料|卡片|档案)"
    r" ?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})(?: ?(?:[|:、.,】\])]|$)| )",
    "question": r"(?:[问Qq][0-9一二三四五六七八九十]{1,2}|[QA问答]) ?[::.、]",
    "code": r"(?!IL|CD|TH|NK)[A-Z]{1,3}(?:\d-\d{1,3}|-\d{2,4}|-\d{1,2}-\d{1,3})\s+(?=[^\s\d][^。;]{6,}$)|(?:一般)?(?:演題|口演)\s?\d{1,2}(?=[^\d、。はのが:])",
    "slide": r"(?:Slide|Part) ?\d{1,2}|#\d{1,2}\s|[A-Z]{1,5}-(?:[①-⑳]|\d{3})",
    "letter": r"[A-H][.、](?=[一-鿿ぁ-ヿ ])",
    "decimal": r"\d{1,2}\.\d{1,2}(?:\.\d)? ",
    "bracket": r"[(]\d{1,2}[)]|\d{1,2}[)]",
    "number": r"\d{1,2}[、.:](?!\d)",
    "numeral": r"\d{1,2} (?=[一-鿿])",
    "han bracket": r"\([一二三四五六七八九十]{1,3}\)",
    "han": r"[一二三四五六七八九十]{1,3}[)、.:]",
    "circle": r"[①-⑳]",
    "small bracket": r"[⑴-⒇]",
    "lettered": r"[A-H]\d{1,2}[.、:](?!\d)",
    "ornament": r"[▼▌▉◆●■◎□◇▽△❤♥✿❖]",
    "sign": r"[▀-◊◌-◯★☆☘-⛿✀-❥➔-➿\U0001F300-\U0001FAFF]",
    "bullet": r"[•·・▸►*-] ?(?=\S)",
}
_ITEM_STYLE = Opening(
    r"[ \W]{0,3}?(?:" + "|".join(f"(?P<{name.replace(' ', '_')}>{shape})" for name, shape in _ITEM_STYLES.items()) + ")"
)
_ITEM_NAME = Opening(_ITEM_STYLE.pattern + r" ?(?P<name>[^\s:,。;(][^:,。;(\n]{0,19}?) ?(?:[:(]|$)")
SIGN = "sign"
_UNNUMBERED = frozenset({"", "bullet", "question"})
_CASE = re.compile(r"案例|病例|研究|试验|症例|試験|[Cc]ase|文献|论文|論文|ケース")
_SECTION_MARK = re.compile(
    r"\W{0,2}(?:【|[A-Z]{1,5}-(?:[①-⑳]|\d{3})|#\d|Slide|[A-Z]{1,3}\d{0,2}-\d{1,3}(?: ?\([^()]{1,8}\))?\s*$)",
    re.MULTILINE,
)
_MARK_ALONE = re.compile(r"(?!IL|CD|TH|NK)[A-Z]{1,3}\d?-?\d{1,4}(?:-\d{1,3})?[.、]?\s*")
_PART_LABEL = re.compile(
    r"[\W\d①-⑳一二三四五六七八九十]{0,6}(?:主な|主要|其他|その他)?(?:(?:被験者|受试者|参加者|研究人群|患者|病例|症例|例数|人数|样本)数?量? ?:|"
    r"(?:試験|治験|研究|试验)の?概要|对象|対象|用法|方法|设计|デザイン|评价|評価|指标|項目|项目|入组|纳入|排除|细胞|細胞|剂量|用量|投与|途径|给药|费用|費用|期間|期间|结果|結果|疗效|效果|有效|安全|不良|副作用|有害事象|随访|追踪|经过|経過|成績"
    r"|统计|統計|结论|結論|症状|生化|免疫|影像|评分|生存|死亡|一般资料|病例选择|分组|治疗|观察|検査|检测)"
)
_CAPTION = re.compile(
    r"\W{0,2}(?:附?[表图図] ?(?:\d{1,2}(?:-\d)?|[A-Z一二三四])?|Tab(?:le)?\.? ?\d?|Fig(?:ure)?\.? ?\d?)(?:[\s::】\])、.]|$)"
    r"|\W{0,2}附?[表图図] ?\d{1,2}(?:-\d)?(?![\d.はにのからで,]|所示|显示|可见|中)"
)


def starts_item(sheet: Sheet, sentence: Stretch) -> bool:
    """A number or a sign of an item stands at the start: '4.2 …', '②…', '第二篇…', '案例三'."""
    return item_style(sheet, sentence) not in _UNNUMBERED


def item_style(sheet: Sheet, sentence: Stretch) -> str:
    """How the item that begins here is marked, so that the items of one list can be known; '' where none begins."""
    match = _ITEM_STYLE.match(sheet.text, sentence.start, sentence.end)
    if match is None or match.lastgroup is None:
        return ""
    # '▎疲乏无力:…' under '◆ 黄石的28例' is no item of the same list
    return f"{SIGN} {match[match.lastgroup]}" if match.lastgroup == SIGN else match.lastgroup


def item_name(sheet: Sheet, sentence: Stretch) -> str | None:
    """What the item that begins here is about, as its label says: '1)急性肝衰竭:…', '(2) AA'; None where it has no label of its own."""
    match = _ITEM_NAME.match(sheet.text, sentence.start, sentence.end)
    return match["name"].strip() if match and not is_part_label(sheet, sentence) else None


def item_diseases(sheet: Sheet, sentence: Stretch) -> frozenset[str]:
    """The diseases in the label of the item that begins here."""
    match = _ITEM_NAME.match(sheet.text, sentence.start, sentence.end)
    return frozenset(sheet.codes("condition", *match.span("name"))) if match else frozenset()


def is_case(sheet: Sheet, sentence: Stretch) -> bool:
    """A heading that names a case or a study of a list: '临床案例一', '論文から'."""
    return bool(_CASE.search(sheet.text, sentence.start, sentence.end))


def is_section_mark(sheet: Sheet, sentence: Stretch) -> bool:
    """A mark that opens a section of the page, not a part of a paper: '【症例】', 'P-042', '#3'."""
    return bool(_SECTION_MARK.match(sheet.text, sentence.start))


def is_mark_alone(sheet: Sheet, sentence: Stretch) -> bool:
    """A paper's number on a line of its own: 'PO-0131'; its title stands on the next."""
    passage = sheet.passage(sentence)
    return bool(_MARK_ALONE.fullmatch(sheet.text, passage.view_start, passage.view_end))


def is_paper_mark(sheet: Sheet, sentence: Stretch) -> bool:
    """The number under which a paper stands in a book of abstracts: 'O-11' on a line of its own, or before the title."""
    return is_section_mark(sheet, sentence) or item_style(sheet, sentence) == "code"


def is_part_label(sheet: Sheet, sentence: Stretch) -> bool:
    """An item that is named as a part of a study: '(2)疗效', '・用法:…', '2.3 安全性'."""
    return bool(_PART_LABEL.match(sheet.text, sentence.start, sentence.end))


def is_caption(sheet: Sheet, sentence: Stretch) -> bool:
    """The caption of a table or a picture: '表2 两组比较', '【表】経過'; it names no other disease."""
    named = sheet.within("condition", sentence.start, sentence.end)
    return not named and bool(_CAPTION.match(sheet.text, sentence.start, sentence.end))
