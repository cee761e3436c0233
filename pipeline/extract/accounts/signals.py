"""What a sentence or a paragraph does, by its words: introduces a study or a patient, states background, numbers an item.

Each signal is a claim about one stretch of text; what follows from them for the accounts of a page is decided in
`pipeline.extract.accounts.find`. The marks by which a study is introduced are in `pipeline.extract.accounts.marks`.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.accounts.items import SIGN, is_part_label, item_style
from pipeline.extract.accounts.marks import begins_with_animals, marks_of, names_institution, names_team, treats
from pipeline.extract.mentions.line_labels import group_label, time_label
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.load import TermHit

_HEARSAY = re.compile(
    r"有人说|听说|据说|想问|请问|问下|问问|能不能|可以吗|可不可以|有没有|有冇|吗\?|呢\?|咩\?|\?\s*$|か[。?]?$|でしょうか|どうか|考虑|考慮|介绍[^。;]{0,12}?(?:诊所|医院|机构|中介)|包好返|包治|广告|号称|声称|宣称|据称|打算|想打|想做|検討|群里"
)
_ANOTHER = re.compile(
    r"\W{0,4}(?:另一|另外一|还有一|还有个|再有一|另有一|もう一つ|もうひとつ|別の|別に|(?:研究|试验|試験)\s?(?:[B-F](?![A-Za-z0-9])|[乙丙丁]|[二三四五](?![个名例项期年月]))|(?:同年|次年|翌年|第二年)[,、]?(?:又|再|还|には?|、))"
)
_TURNS = re.compile(
    r"\W{0,3}(?:一方|他方|これに対し|海外|国外|国内では|米国|中国で|欧州|また|さらに|続く|続いて|此外|而|但|其后|随后|后来|同年|同期|同一时期|与此同时|相比之下|不同的是|动物|動物|次に|[一-鿿]{1,8}では[^、]{0,3}[一-鿿]{2,6}大)"
)
_REPLY = re.compile(
    r"\W{0,2}@[^\s::@]{1,14}\s?[::]|\W{0,2}(?:推|嘘|噓|→) ?[A-Za-z0-9_]{2,}\s?[::]|\W{0,2}※ ?(?:发信站|文章网址|编辑)|-{5,}|Reply|\W{0,2}楼主[::]|\d+ ?[楼#F] "
)
# '问:我爸62岁,…', 'Q3 母は68歳ですが…', '阿明:我女儿9岁,可以做吗?'
_QUESTION = re.compile(
    r"\W{0,3}(?:(?:[问Q]|提问|网友问?|読者|質問|ご質問|患者问)\s?\d{0,2}\s?[::.、\s]|[^\s,。;::(]{1,8}\s?[::])"
)
# '19のRCTをまとめたところ' under 'メタ解析(2021)'
_POOLED = re.compile(
    r"(?:を|として)(?:まとめ(?!られ)|統合|併合|プール)|(?:合并|汇总|合在一起|放在一起|综合)(?:起来)?(?:分析|计算|统计|后|了|看)"
)
_POST = re.compile(r"\W{0,3}(?:#\s?\d{1,4}\b|\d{1,4}\s?[楼F#]|[楼]主|.{0,40}(?:发表于|回复于|发布于|投稿日時?))")
_ASIDE = re.compile(
    r"\W{0,2}(?:[一-鿿]{0,3}(?:医生|大夫|医师|医師|主任|教授)(?:答|回复|回答)? ?[::]"
    r"|[※→▲]|推 |嘘 |噓 |[QA问答]\d{0,2} ?[::.、\s]|注[::]|Reply|回复|回覆|リンク|上一篇|下一篇|相关)"
)
_PART_OF_ACCOUNT = re.compile(
    r"效果|疗效|结果|結果|安全|有效性|生存率|缓解|数据|不良|随访|調節|调节|图 ?\d|表 ?\d|△|方法|结论|分析|成績|経過|概要|デザイン|设计|入组情况|主要评价"
    r"|终点|エンドポイント|評価項目|ポイント|要点|の内容"
)
_CHAPTER = re.compile(r"\W{0,2}第\s?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s?[章节節]")
_DEFINITION = re.compile(
    r"[一-鿿A-Za-z()]{2,20}?(?:是(?:一种|一类|.{0,12}的一种|由|最|全球|常见)|又称|又叫|とは|は、?[^。]{0,20}(?:疾患|病気))"
)
_CONTINUES = re.compile(
    r"\W{0,3}(?:\(?\d\)|[①-⑨]|结果|結果|结论|研究|该|本(?:研究|试验|文|组|次|例|試験)|这|此外|同时|随访|治疗后|术后|移植后|患者|其中|不良|安全|值得注意|另外|改善|与|。|-|•|主要)"
)
_LONGEST_LABEL = 20
_SHORTEST_ROW = 2  # steps from one figure to the next
_NEXT_IN_ROW = re.compile(r" ?[、,/→|] ?")
_NEAR_START = 4
_NAMED = re.compile(r" ?(?:\([^()]{1,16}\))? ?:")


def rates(sheet: Sheet, sentence: Stretch) -> list[TermHit]:
    """The outcomes of a sentence that are shares of patients."""
    hits = sheet.within("outcome", sentence.start, sentence.end)
    return [hit for hit in hits if hit.attributes.get("family") == "rate"]


def is_background(sheet: Sheet, sentence: Stretch) -> bool:
    """Prevalence, approvals, totals over all the world: facts, not a study."""
    start, end = sentence.start, sentence.end
    if not sheet.has("cue", ("prevalence", "background", "cumulative"), start, end):
        return False
    own = sheet.has("cue", "anaphora", start, end)  # '发布会公布了这项研究的数据'
    told = not own or sheet.has("cue", "prevalence", start, end)
    return told and not inside(sheet.registrations, start, end)


def turns(sheet: Sheet, sentence: Stretch) -> bool:
    """It turns from what was told to something beside it: '一方、…', '其后…', '海外では…'."""
    return bool(_TURNS.match(sheet.text, sentence.start))


def asks(sheet: Sheet, sentence: Stretch) -> bool:
    """Somebody's question: '问:我爸62岁,去年确诊,能做吗?', 'Q3 母は68歳ですが受けられますか?'."""
    labelled = _QUESTION.match(sheet.text, sentence.start, sentence.end)
    return bool(labelled) and bool(_HEARSAY.search(sheet.text, sentence.start, sentence.end))


def is_reply(sheet: Sheet, sentence: Stretch) -> bool:
    """A line of a forum under the post: somebody's reply, the board's own lines."""
    return bool(_REPLY.match(sheet.text, sentence.start))


def begins_post(sheet: Sheet, sentence: Stretch) -> bool:
    """The line over a post of a forum: '#4 bonejoint9 发表于 2024-8-14 00:41'; what was told before is somebody else's."""
    return sheet.passage(sentence).kind == "boilerplate" and bool(_POST.match(sheet.text, sentence.start, sentence.end))


def ends_story(sheet: Sheet, sentence: Stretch) -> bool:
    """A paragraph that no longer tells of a patient: a claim in general, a note, somebody's reply."""
    return is_general_claim(sheet, sentence) or bool(_ASIDE.match(sheet.text, sentence.start))


def is_sub_heading(sheet: Sheet, sentence: Stretch) -> bool:
    """A heading inside an account: of its results, its safety, a group, a time, a picture; it names no condition and numbers no case."""
    if group_label(sheet, sentence.passage) is not None or time_label(sheet, sentence.passage) is not None:
        return True
    chapter = _CHAPTER.match(sheet.text, sentence.start, sentence.end)
    if chapter or sheet.within("condition", sentence.start, sentence.end):
        return False
    style = item_style(sheet, sentence)
    if style not in {"", "bullet", "ornament"} and not style.startswith(SIGN):
        return is_part_label(sheet, sentence)
    if is_outcome_label(sheet, sentence) or is_part_label(sheet, sentence) or gives_outcome(sheet, sentence):
        return True
    return bool(_PART_OF_ACCOUNT.search(sheet.text, sentence.start, sentence.end))


def is_outcome_label(sheet: Sheet, sentence: Stretch) -> bool:
    """A line that is little more than an outcome's name: 'HbA1c(%)', '空腹血糖(mg/dL)'."""
    named = sum(hit.end - hit.start for hit in sheet.within("outcome", sentence.start, sentence.end))
    return named > 0 and (sentence.end - sentence.start) - named <= 10


def gives_outcome(sheet: Sheet, sentence: Stretch) -> bool:
    """'▲ NIHSS:術前11.2分 → 第6個月8.4分': a line that begins with an outcome's name and gives figures of it."""
    first = next(iter(sheet.within("outcome", sentence.start, sentence.start + _NEAR_START)), None)
    if first is None or not _NAMED.match(sheet.text, first.end):
        return False
    return bool(sheet.numbers(("plain", "percent", "measure", "other"), first.end, sentence.end))


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
    """'SLEDAI:治疗组 14.2→6.3', 'SLEDAI:14.2、12.1、8.8': figures without a unit, but along an arrow, in a row or with their spread."""
    scores = sheet.numbers("plain", start, end)
    in_a_row = [a for a, b in pairwise(scores) if _NEXT_IN_ROW.fullmatch(sheet.text, a.end, b.start)]
    return len(in_a_row) >= _SHORTEST_ROW or any(
        q.spread is not None or sheet.text[q.end : q.end + 3].lstrip().startswith(("→", "->", "⇒")) for q in scores
    )


def is_anaphoric(sheet: Sheet, sentence: Stretch) -> bool:
    """It takes up a study told of before: '该研究 …', '这项试验 …'."""
    return sheet.has("cue", "anaphora", sentence.start, sentence.start + 12)


def names_study(sheet: Sheet, sentence: Stretch) -> bool:
    """A sentence that tells of one study without saying how many took part."""
    start, end = sentence.start, sentence.end
    if reviews(sheet, sentence):
        return not is_background(sheet, sentence)
    treatment = sheet.has("cue", ("treatment", "enrolment"), start, end)
    # '动物实验方面,MRL小鼠输注后尿蛋白下降': what animals are given on such a page are cells
    cells = treats(sheet, sentence) or (treatment and begins_with_animals(sheet, sentence))
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
    pooled = sheet.has("study_type", "systematic_review", sentence.start, sentence.end)
    return bool(many) and (pooled or bool(_POOLED.search(sheet.text, sentence.start, sentence.end)))


def tells_of_giving(sheet: Sheet, sentence: Stretch) -> bool:
    """Cells are given, or a cure is: not asked about, planned or heard of."""
    start, end = sentence.start, sentence.end
    gives = treats(sheet, sentence) or sheet.has("cue", "treatment", start, end)
    return gives and not _HEARSAY.search(sheet.text, start, end)


def is_case_told(sheet: Sheet, sentence: Stretch, lead: Sequence[Stretch]) -> bool:
    """Under the heading of a case: who gave cells, or to which animal, though not to how many.

    `lead`: what was told since the heading; 'イランからの報告。' names who did what the next sentence tells.
    """
    start, end = sentence.start, sentence.end
    told = [*[s for s in lead if s.passage == sentence.passage], sentence]
    who = any("who" in marks_of(sheet, s) for s in told) or sheet.within("species", start, end)
    gives = sheet.has("cue", ("treatment", "enrolment", "study_noun", "design_word"), start, end)
    return bool(who) and treats(sheet, sentence) and gives


def is_another(sheet: Sheet, sentence: Stretch) -> bool:
    """It turns to something else: '另一个是…', 'もう一つは'."""
    return bool(_ANOTHER.match(sheet.text, sentence.start, sentence.end))
