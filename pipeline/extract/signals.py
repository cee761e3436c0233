"""What a sentence or a paragraph does, by its words: introduces a study or a patient, states background, numbers an item.

Each signal is a claim about one stretch of text; what follows from them for the accounts of a page is decided in
`pipeline.extract.accounts`. The marks by which a study is introduced are in `pipeline.extract.marks`.
"""

import re

from pipeline.extract.marks import names_institution, names_team, treats
from pipeline.extract.sheet import Sheet, Stretch, inside
from pipeline.lexicon.load import TermHit

_HEARSAY = re.compile(
    r"有人说|听说|据说|想问|请问|问下|问问|能不能|可以吗|可不可以|有没有|有冇|吗\?|呢\?|咩\?|\?\s*$|か[。?]?$|でしょうか|どうか|考虑|打算|想打|想做|検討|群里"
)
_ANOTHER = re.compile(
    r"\W{0,4}(?:另一|另外一|还有一|还有个|再有一|另有一|もう一つ|もうひとつ|別の|別に|(?:同年|次年|翌年|第二年)[,、]?(?:又|再|还|には?|、))"
)
_NUMERAL = r"(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})"
_PERSON = (
    r"[一-鿿×xX*某○]{1,3}(?:女士|先生|小姐|太太|大姐|阿姨|大叔|大爷|伯伯|爷爷|奶奶|婆婆|同学|某某?|氏)"
    r"|(?:患者|患儿|病人|男性|女性|男児|女児|男|女)|[A-Z]さん"
    r"|(?:我|俺|家|咱)(?:们?家)?(?:嘅|的)?(?:阿)?(?:爸爸?|妈妈?|老爸|老妈|父亲?|母亲?|老公|老婆|先生|太太|儿子|女儿|仔|囡|弟弟?|妹妹?|哥哥?|姐姐?|公公|婆婆|奶奶|爷爷|外婆|外公|[表堂][妹姐哥弟]|舅[舅妈父]?|叔叔?|姑[姑妈]?|姨[妈丈]?|岳[父母]|儿媳|女婿)"
    r"|(?:父|母|夫|妻|息子|娘|祖父|祖母)(?=は|が|、|,|\()"
)
_AGE = rf"(?P<age>{_NUMERAL})(?:多|余)? ?(?:岁|歳|代)"
_OF_AGE = re.compile("[岁歳代]")
_PERSON_AGE = re.compile(rf"(?P<person>{_PERSON})[^。;\n]{{0,14}}?{_AGE}")
_AGE_PERSON = re.compile(
    rf"{_AGE} ?(?:的|の)? ?(?P<person>[一-鿿]{{1,3}}(?:女士|先生|小姐|太太|伯伯|爷爷|奶奶|婆婆|阿姨)"
    r"|[老小阿][一-鿿]\([男女]\)|男性|女性|男児|女児|他|她|男|女|さん)"
)
_AGE_SEX = re.compile(rf"{_AGE}[,、 ]{{0,2}}(?P<person>[男女])(?:性|孩|童|生)?(?=[,、。 ]|$)")
_NAMED = re.compile(
    r"\W{0,3}[一-鿿×]{1,2}(?:女士|先生|小姐|太太|大姐|阿姨|大叔|大爷|伯伯|爷爷|奶奶|婆婆)(?!说|表示|指出|介绍|认为|告诉|提醒)"
)
_ONE_PATIENT = re.compile(
    r"(?<![\d十百])(?:一名|1名|一位|1位|1例|一例)[^,。;]{0,14}?(?:患者|病人|病友|伤友|女性|男性|男子|女子|患儿)"
)
_SEX = re.compile(
    r"[男女]|士|先生|小姐|太太|姐|姨|伯|爷|奶|婆|さん|他|她|爸|妈|父|母|公|老婆|儿子|仔|囡|弟|妹|哥|夫|妻|息子|娘"
)
_ITEM_STYLES = {
    "told": r"(?:ひと|ふた|みっ|よっ|いつ|むっ)つ(?:め|目)|[1-9一二三四五六](?:つ(?:め|目)|番目)|第[一二三四五六七八九十](?:篇|项|个|,|、)|其[一二三四五]",
    "case": r"(?:临床)?(?:案例|病例|实例|个案|故事|症例|ケース|研究|试验|[Cc]ase) ?(?:[0-9]{1,2}(?!\d*[例名人])|[一二三四五六七八九十]{1,2})",
    "question": r"(?:[问Qq][0-9一二三四五六七八九十]{1,2}|[QA问答]) ?[::.、]",
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
    "bullet": r"[•·・▸►*-] ?(?=\S)",
}
_ITEM_STYLE = re.compile(
    r"[ \W]{0,3}?(?:" + "|".join(f"(?P<{name.replace(' ', '_')}>{shape})" for name, shape in _ITEM_STYLES.items()) + ")"
)
_ITEM_NAME = re.compile(_ITEM_STYLE.pattern + r" ?(?P<name>[^\s:,。;(][^:,。;(\n]{0,19}?) ?(?:[:(]|$)")
_UNNUMBERED = frozenset({"", "bullet", "question"})
_CASE = re.compile(r"案例|病例|研究|试验|症例|試験|[Cc]ase|文献|论文|ケース")
_SECTION_MARK = re.compile(
    r"\W{0,2}(?:【|[A-Z]{1,5}-(?:[①-⑳]|\d{3})|#\d|Slide|[A-Z]{1,3}\d{0,2}-\d{1,3}(?: ?\([^()]{1,8}\))?\s*$)",
    re.MULTILINE,
)
_PART_LABEL = re.compile(
    r"[\W\d一二三四五六七八九十]{0,6}(?:主な|主要|其他|その他)?(?:"
    r"(?:試験|治験|研究|试验)の?概要|对象|対象|用法|方法|设计|デザイン|评价|評価|指标|項目|项目|入组|纳入|排除|细胞|細胞|剂量|用量|投与|途径|给药|费用|費用|期間|期间|结果|結果|疗效|效果|有效|安全|不良|副作用|有害事象|随访|追踪|经过|経過|成績"
    r"|统计|統計|结论|結論|症状|生化|免疫|影像|评分|生存|死亡|一般资料|病例选择|分组|治疗|观察|検査|检测)"
)
_TURNS = re.compile(
    r"\W{0,3}(?:一方|他方|これに対し|海外|国外|国内では|米国|中国で|欧州|また|さらに|続く|続いて|此外|而|但|其后|随后|后来|同年|同期|同一时期|与此同时|相比之下|不同的是|动物|動物|次に|[一-鿿]{1,8}では[^、]{0,3}[一-鿿]{2,6}大)"
)
_REPLY = re.compile(
    r"\W{0,2}(?:推|嘘|噓|→) ?[A-Za-z0-9_]{2,}\s?[::]|\W{0,2}※ ?(?:发信站|文章网址|编辑)|-{5,}|Reply|\W{0,2}楼主[::]|\d+ ?[楼#F] "
)
_ASIDE = re.compile(
    r"\W{0,2}(?:[※→▲]|推 |嘘 |噓 |[QA问答]\d{0,2} ?[::.、\s]|注[::]|Reply|回复|回覆|リンク|上一篇|下一篇|相关)"
)
_PART_OF_ACCOUNT = re.compile(
    r"效果|疗效|结果|結果|安全|有效性|生存率|缓解|数据|不良|随访|調節|调节|图 ?\d|表 ?\d|△|方法|结论|分析|成績|経過|概要|デザイン|设计|入组情况|主要评价"
)
_CAPTION = re.compile(
    r"\W{0,2}(?:附?[表图図] ?(?:\d{1,2}(?:-\d)?|[A-Z一二三四])?|Tab(?:le)?\.? ?\d?|Fig(?:ure)?\.? ?\d?)(?:[\s::】\])、.]|$)"
)
_DEFINITION = re.compile(
    r"[一-鿿A-Za-z()]{2,20}?(?:是(?:一种|一类|.{0,12}的一种|由|最|全球|常见)|又称|又叫|とは|は、?[^。]{0,20}(?:疾患|病気))"
)
_CONTINUES = re.compile(
    r"\W{0,3}(?:\(?\d\)|[①-⑨]|结果|結果|结论|研究|该|本(?:研究|试验|文|组|次|例|試験)|这|此外|同时|随访|治疗后|术后|移植后|患者|其中|不良|安全|值得注意|另外|改善|与|。|-|•|主要)"
)
_LONGEST_LABEL = 20


def rates(sheet: Sheet, sentence: Stretch) -> list[TermHit]:
    """The outcomes of a sentence that are shares of patients."""
    hits = sheet.within("outcome", sentence.start, sentence.end)
    return [hit for hit in hits if hit.attributes.get("family") == "rate"]


def is_background(sheet: Sheet, sentence: Stretch) -> bool:
    """Prevalence, approvals, totals over all the world: facts, not a study."""
    told = sheet.has("cue", ("cumulative", "prevalence", "background"), sentence.start, sentence.end)
    return told and not inside(sheet.registrations, sentence.start, sentence.end)


def starts_item(sheet: Sheet, sentence: Stretch) -> bool:
    """A number or a sign of an item stands at the start: '4.2 …', '②…', '第二篇…', '案例三'."""
    return item_style(sheet, sentence) not in _UNNUMBERED


def item_style(sheet: Sheet, sentence: Stretch) -> str:
    """How the item that begins here is marked, so that the items of one list can be known; '' where none begins."""
    match = _ITEM_STYLE.match(sheet.text, sentence.start, sentence.end)
    return (match.lastgroup or "") if match else ""


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


def is_part_label(sheet: Sheet, sentence: Stretch) -> bool:
    """An item that is named as a part of a study: '(2)疗效', '・用法:…', '2.3 安全性'."""
    return bool(_PART_LABEL.match(sheet.text, sentence.start, sentence.end))


def turns(sheet: Sheet, sentence: Stretch) -> bool:
    """It turns from what was told to something beside it: '一方、…', '其后…', '海外では…'."""
    return bool(_TURNS.match(sheet.text, sentence.start))


def is_reply(sheet: Sheet, sentence: Stretch) -> bool:
    """A line of a forum under the post: somebody's reply, the board's own lines."""
    return bool(_REPLY.match(sheet.text, sentence.start))


def ends_story(sheet: Sheet, sentence: Stretch) -> bool:
    """A paragraph that no longer tells of a patient: a claim in general, a note, somebody's reply."""
    return is_general_claim(sheet, sentence) or bool(_ASIDE.match(sheet.text, sentence.start))


def is_sub_heading(sheet: Sheet, sentence: Stretch) -> bool:
    """A heading inside an account: of its results, its safety, a picture; it names no condition and numbers no case."""
    if sheet.within("condition", sentence.start, sentence.end):
        return False
    if item_style(sheet, sentence) not in {"", "bullet", "ornament"}:
        return is_part_label(sheet, sentence)
    return is_outcome_label(sheet, sentence) or bool(_PART_OF_ACCOUNT.search(sheet.text, sentence.start, sentence.end))


def is_caption(sheet: Sheet, sentence: Stretch) -> bool:
    """The caption of a table or a picture: '表2 两组比较', '【表】経過'; it names no other disease."""
    named = sheet.within("condition", sentence.start, sentence.end)
    return not named and bool(_CAPTION.match(sheet.text, sentence.start, sentence.end))


def is_outcome_label(sheet: Sheet, sentence: Stretch) -> bool:
    """A line that is little more than an outcome's name: 'HbA1c(%)', '空腹血糖(mg/dL)'."""
    named = sum(hit.end - hit.start for hit in sheet.within("outcome", sentence.start, sentence.end))
    return named > 0 and (sentence.end - sentence.start) - named <= 10


def is_general_claim(sheet: Sheet, sentence: Stretch) -> bool:
    """'干细胞疗法可有效缓解症状 …': of the therapy, no longer of a patient."""
    start, end = sentence.start, sentence.end
    told = sheet.numbers(("times", "time", "date", "people"), start, end)
    return bool(sheet.within("cell_type", start, start + 12)) and sheet.has("cue", "modal", start, end) and not told


def goes_on(sheet: Sheet, sentence: Stretch) -> bool:
    """Whether a new paragraph still tells of the study before it: it gives figures, times or its patients, or says 'the results'."""
    passage = sheet.passage(sentence)
    start, end = passage.view_start, passage.view_end
    if _DEFINITION.match(sheet.text, start, end):
        return False
    if passage.kind == "list_item":
        return True
    if sheet.numbers(("p", "percent", "measure", "fraction", "people", "dose", "times", "animals"), start, end):
        return True
    if end - start <= _LONGEST_LABEL and sheet.within("outcome", start, end):
        return True  # '24小时尿蛋白(g)' over lines of its figures
    if sheet.within("adverse_event", start, end) or (
        sheet.within("outcome", start, end)
        and (sheet.within("direction", start, end) or _gives_scores(sheet, start, end))
    ):
        return True
    return bool(inside(sheet.time_points, start, end)) or bool(_CONTINUES.match(sheet.text, start, end))


def _gives_scores(sheet: Sheet, start: int, end: int) -> bool:
    """'SLEDAI:治疗组 14.2→6.3': figures without a unit, but along an arrow or with their spread."""
    scores = sheet.numbers("plain", start, end)
    return any(q.spread is not None or sheet.text.startswith(("→", "->", "⇒"), q.end) for q in scores)


def is_anaphoric(sheet: Sheet, sentence: Stretch) -> bool:
    """It takes up a study told of before: '该研究 …', '这项试验 …'."""
    return sheet.has("cue", "anaphora", sentence.start, sentence.start + 12)


def names_study(sheet: Sheet, sentence: Stretch) -> bool:
    """A sentence that tells of one study without saying how many took part."""
    start, end = sentence.start, sentence.end
    if reviews(sheet, sentence):
        return not is_background(sheet, sentence)
    cells, treatment = treats(sheet, sentence), sheet.has("cue", "treatment", start, end)
    taken_up = treatment and is_anaphoric(sheet, sentence)
    if not (cells or taken_up) or is_background(sheet, sentence):
        return False
    if taken_up or (treatment and sheet.within("species", start, end)):
        return True
    if sheet.numbers("percent", start, end) and rates(sheet, sentence):
        return True
    told = sheet.has("cue", ("study_noun", "publication"), start, end) or bool(sheet.within("study_type", start, end))
    doing = treatment and names_team(sheet, sentence)
    if not (told or doing) or sheet.has("cue", "cumulative", start, end):
        return False
    return bool(sheet.numbers(("year", "date"), start, end)) or names_institution(sheet, sentence)


def reviews(sheet: Sheet, sentence: Stretch) -> bool:
    """A review that says how many studies it took in: '把29项研究放在一起'."""
    many = [q for q in sheet.numbers("studies", sentence.start, sentence.end) if 1 < q.value <= 500 and q.high is None]
    return bool(many) and sheet.has("study_type", "systematic_review", sentence.start, sentence.end)


def tells_of_giving(sheet: Sheet, sentence: Stretch) -> bool:
    """Cells are given, or a cure is: not asked about, planned or heard of."""
    start, end = sentence.start, sentence.end
    gives = treats(sheet, sentence) or sheet.has("cue", "treatment", start, end)
    return gives and not _HEARSAY.search(sheet.text, start, end)


def is_case_told(sheet: Sheet, sentence: Stretch) -> bool:
    """Under the heading of a case: who gave cells, or to which animal, though not to how many."""
    start, end = sentence.start, sentence.end
    who = names_institution(sheet, sentence) or sheet.within("species", start, end)
    return bool(who) and treats(sheet, sentence) and sheet.has("cue", "treatment", start, end)


def person(sheet: Sheet, sentence: Stretch) -> re.Match[str] | None:
    """A person introduced with sex and age near the sentence's start: '丘女士 57岁', '70岁的陈女士', '患者,女,34岁'."""
    end = min(sentence.end, sentence.start + 45)
    if not _OF_AGE.search(sheet.text, sentence.start, end):
        return None
    if sheet.has("cue", "prevalence", sentence.start, sentence.end):
        return None
    for pattern in (_PERSON_AGE, _AGE_PERSON, _AGE_SEX):
        match = pattern.search(sheet.text, sentence.start, end)
        if match is None or sheet.numbers("percent", sentence.start, match.end()):
            continue
        counted = [q for q in sheet.numbers("people", sentence.start, match.end()) if q.value != 1]
        ages = sheet.numbers("age", match.start(), match.end())
        if counted or any(age.high is not None for age in ages):  # '15~40岁女性': whom a disease strikes
            continue
        if _SEX.search(match.group()):
            return match
    return None


def is_another(sheet: Sheet, sentence: Stretch) -> bool:
    """It turns to something else: '另一个是…', 'もう一つは'."""
    return bool(_ANOTHER.match(sheet.text, sentence.start, sentence.end))


def named_patient(sheet: Sheet, sentence: Stretch) -> bool:
    """A paragraph about a person by name who was given cells, with no age told: '王先生是工人, …'."""
    passage = sheet.passage(sentence)
    start, end = passage.view_start, passage.view_end
    if not _NAMED.match(sheet.text, sentence.start, sentence.end):
        return False
    cells = sheet.within("cell_type", start, end) or sheet.within("cell_source", start, end)
    return bool(cells) and sheet.has("cue", "treatment", start, end)


def one_patient(sheet: Sheet, sentence: Stretch) -> re.Match[str] | None:
    """One patient who was given cells: '一名瘫痪5年的患者做了骨髓间充质干细胞回输'."""
    match = _ONE_PATIENT.search(sheet.text, sentence.start, sentence.end)
    if match is None or not treats(sheet, sentence) or len(sheet.numbers("people", sentence.start, sentence.end)) > 1:
        return None
    return match
