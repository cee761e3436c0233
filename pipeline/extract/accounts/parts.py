"""The parts of a page that reproduces one paper, by their labels: 目的, 方法, 结果, 讨论 …

Labels may stand in brackets or behind a number ('【方法】', '1 资料与方法', '二、结果', '(一)一般资料'). A part is the paper's own (what was
done and found), or it is about others (introduction, discussion): there a count is first of all somebody else's.
"""

import re

from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.openings import Opening

OWN = "own"
OTHERS = "others"

_NUMBER = (
    r"(?:第?(?:\d{1,2}(?:\.\d{1,2})*|[一二三四五六七八九十]{1,2}|[ⅠⅡⅢⅣⅤI]{1,3})[、..:章 ]? ?|[A-H][、.] ?"
    r"|\([一二三四五六七八九十\d]{1,2}\) ?|[■◆●▼□◇○] ?)?"
)
_OPENS = (
    r"(?:研究)?目 {0,4}的(?:与方法|和方法)?|(?:材料|资料|对象|資料|材料|対象|对象|病例|研究)?(?:与|和|および|及び|と|及|の)?方 {0,4}法"
    r"|対 {0,4}象|(?:研究)?背 {0,4}景"
    r"|(?:中文|论文|内容)?摘 {0,4}要|(?:論文|和文)?(?:要 {0,4}旨|抄 {0,4}録)|研究の(?:目的|方法)(?:と[^\n]{0,8})?"
    r"|(?:临床|一般|病例)?资 {0,4}料|Objectives?|Aims?|Methods?|Patients and methods|Materials? and methods|Background|Abstract"
)
_OWN = (
    r"(?:研究)?(?:结 {0,4}果|結 {0,4}果)|研究成果|主な結果|(?:研究)?(?:结 {0,4}论|結 {0,4}論)|体 {0,4}会|成 {0,4}績|経 {0,4}過"
    r"|统计(?:学)?(?:方法|分析|处理)?|統計"
    r"|(?:治疗|给药|评价|観察|观察)(?:方法|指标|項目|项目)"
    r"|指标|健康危険情報|纳入标准|疗效(?:判定|评价|标准)?|安全性?|不良(?:反应|事件)|有害事象|Results?|Findings|Conclusions?|Outcomes?"
)
_OTHERS = (
    r"讨 {0,4}论|討 {0,4}論|考 {0,4}察|前 {0,4}言|引 {0,4}言|绪 {0,4}论|緒 {0,4}言|序 {0,4}論|はじめに|おわりに|Discussion|Introduction|研究(?:開始当初)?の背景"
    r"|コメント|解 {0,4}説|訳者(?:注|より)|編集部より|点 {0,4}评|述 {0,4}评|编者(?:按|注)|编后(?:语|记)?|译者注|小编(?:按|说|点评)|Comments?"
)
_LABEL = Opening(
    rf"{_NUMBER}(?P<bracket>[\[【<〔(] ?)?(?:(?P<opens>{_OPENS})|(?P<own>{_OWN})|(?P<others>{_OTHERS}))"
    rf"(?: ?[・·/,、&] ?(?:{_OPENS}|{_OWN}|{_OTHERS}))?"  # '【背景・目的】'
    r"(?(bracket) ?[\]】>〕)]| ?(?:[::]|\s|$|\((?:节选|抜粋|略)))",
    re.IGNORECASE,
)
_OWN_WORDS = re.compile(
    r"本研究|本组|本試験|本文|本试验|本观察|本组病例|本課題|我们(?:的|采用|观察)|我科|当科|当院|本院|本次研究|今回|我々の結果|自験"
)
_STAGES = (
    r"摘|要旨|抄|(?:研究の?)?[背目]|Abstract|Background|Objective|Aim",
    r"[^\n]{0,8}?(?:方 {0,4}法|対 {0,4}象|对 {0,4}象|资料)|Methods?|Patients|Materials?",
    r"[^\n]{0,6}?(?:结 {0,4}果|結 {0,4}果|成 {0,4}績|経 {0,4}過|研究成果)|Results?|Findings|Outcomes?",
    r"(?:研究)?(?:结 {0,4}论|結 {0,4}論)|讨 {0,4}论|討 {0,4}論|考 {0,4}察|Conclusions?|Discussion",
)
_STAGE = re.compile("|".join(f"({shape})" for shape in _STAGES), re.IGNORECASE)
_BACKGROUND = re.compile(r"(?:研究)?背 {0,4}景|Background", re.IGNORECASE)
_AIM = re.compile(r"(?:研究)?(?:目 {0,4}的$|背 {0,4}景)|Objectives?|Aims?|Background", re.IGNORECASE)
METHODS, RESULTS = 2, 3  # stages of a summary, in the order in which all of them tell
_NEXT_SUMMARY = re.compile(r"[\[【〔(]? ?(?:摘 {0,4}要|要 {0,4}旨|抄 {0,4}録|目 {0,4}的)(?:[\]】〕):]| )")
_SUMMARY = re.compile(
    r"\W{0,2}(?:(?:中文|论文|内容)?摘 {0,4}要|(?:論文|和文)?(?:要 {0,4}旨|抄 {0,4}録)|Abstract|Summary)", re.IGNORECASE
)
_TOLD_FIRST = re.compile(r"\W{0,3}(?:研究成果の)?(?:概要|要旨|摘要|まとめ|要約|先说结论|结论先行|重点|懒人包|一句话)")
_SUMMARY_END = re.compile(
    r"(?:结 {0,4}论|結 {0,4}論|结 {0,4}語|まとめ|Conclusions?) ?[】\])〕]?[::\s]|[\[【〔(]? ?(?:关键词|关键字|キーワード|Key ?words?|Abstract)"
    r"|(?:摘 {0,4}要|要 {0,4}旨|抄 {0,4}録)[^\n]*[。.][」』\s]*$",
    re.IGNORECASE,
)


def _label_at(sheet: Sheet, sentence: Stretch) -> re.Match[str] | None:
    """The label that begins a sentence; of '摘要:背景:…' the second, which says more."""
    match = _LABEL.match(sheet.text, sentence.start)
    if match is None or match["opens"] is None or not _SUMMARY.match(match["opens"]):
        return match
    return _LABEL.match(sheet.text, match.end(), sentence.end) or match


def part_of(sheet: Sheet, sentence: Stretch) -> str | None:
    """The kind of part whose label begins a sentence: OWN or OTHERS; None where none does."""
    match = _label_at(sheet, sentence)
    if match is None:
        return None
    return OTHERS if match["others"] else OWN


def opens_paper(sheet: Sheet, sentence: Stretch) -> bool:
    """A label with which a paper begins; a lone '结论:' closes many a forum post."""
    match = _label_at(sheet, sentence)
    return match is not None and match["opens"] is not None


def opens_summary(sheet: Sheet, sentence: Stretch) -> bool:
    """'[摘要]', '【目的】': with which the next of several papers begins; the same in English goes on with one."""
    return bool(_NEXT_SUMMARY.match(sheet.text, sentence.start))


def stage_of(sheet: Sheet, sentence: Stretch) -> tuple[int, str]:
    """How far a paper has come with the label that begins here (1: aim, METHODS, RESULTS, 4: conclusion), and how the label is set.

    0 where the label is none of these: a paper's '指标' may stand anywhere.
    """
    match = _label_at(sheet, sentence)
    if match is None:
        return 0, ""
    name = match["opens"] or match["own"] or match["others"]
    stage = _STAGE.match(name)
    latin = "latin" if name.isascii() else ""
    return (stage.lastindex or 0) if stage else 0, f"{match['bracket'] or match[0][-1:].strip()}{latin}"


def is_background(sheet: Sheet, sentence: Stretch) -> bool:
    """'【背景】', 'Background:': why a study was made. What it says of others and of all patients is no result of its own."""
    match = _label_at(sheet, sentence)
    return match is not None and bool(_BACKGROUND.match(match["opens"] or ""))


def is_aim(sheet: Sheet, sentence: Stretch) -> bool:
    """'目的:…', '【背景】…': what was asked and what is known of others; it finds nothing of its own."""
    match = _label_at(sheet, sentence)
    return match is not None and bool(_AIM.match(match["opens"] or ""))


def is_summary(sheet: Sheet, sentence: Stretch) -> bool:
    """The label is the summary's, or stands before told text: then the paper may say no more than its summary."""
    return sheet.passage(sentence).kind != "heading" or bool(_SUMMARY.match(sheet.text, sentence.start))


def tells_first(sheet: Sheet, sentence: Stretch) -> bool:
    """A page's summary of what it tells below: '研究成果の概要:…', '先说结论:…'."""
    return bool(_TOLD_FIRST.match(sheet.text, sentence.start))


def names_itself(sheet: Sheet, sentence: Stretch) -> bool:
    """'本研究…', '当科の…': in a discussion, the paper speaks of its own patients."""
    return bool(_OWN_WORDS.search(sheet.text, sentence.start, min(sentence.end, sentence.start + 14)))


def ends_summary(sheet: Sheet, index: int) -> bool:
    """A passage that closes a paper's summary: with its conclusion, the keywords or the summary in English."""
    passage = sheet.page.passages[index]
    return bool(_SUMMARY_END.search(sheet.text, passage.view_start, passage.view_end))
