"""Where a paper that a page reproduces begins, and where the next of several: by its number, its title, the labels of its parts.

The laws:
1. a label of a paper's parts (目的, 方法, 1 资料与方法) opens the paper; what was told of its patients in its title is its own;
2. labels that begin again behind results begin the next paper, and the lines without a label before them are its title and authors;
3. a number on a line of its own ('PO-0131') begins the next paper, and the line below it is a title; so does, in an index of papers, the
   line that gives the title behind its label ('论文名称:…'), and what it lists below leads to the summary;
4. its background leads to it, and a study of somebody else that is told there with its count and a result is an account of its own.
What else headings, items and paragraphs do is `pipeline.extract.accounts.sectioning`.
"""

import re

from pipeline.extract.accounts import items, parts, signals
from pipeline.extract.accounts.account import Account
from pipeline.extract.accounts.marks import introduces
from pipeline.extract.accounts.population import total_in
from pipeline.extract.accounts.telling import Telling
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet

_LAST_TITLE = 8  # passages of a page's head
_TITLE_REACH = 5  # passages from a title to its paper: authors, places, the journal
_LONGEST_BARE_LINE = 40
_LONGEST_PAPER_TITLE = 60
_FEWEST_MARKS = 2  # of a study's introduction
_TITLE_LABEL = re.compile(
    r"(?:论文|文献|学位论文|論文|文献)(?:名称?|题名|题目|标题|題名|題目|タイトル)\s?[::]|(?:题名|篇名|题目|標題|題名|題目|書名|演題名?|タイトル|Title)\s?[::]"
)
_TOLD_END = ("。", ".", "!", "?", ";")


def begins_record(sheet: Sheet, sentence: Stretch) -> bool:
    """'论文名称:…', '題名:…' on a page that labels more than one title so: the next record of an index."""
    label = _TITLE_LABEL.match(sheet.text, sentence.start, sentence.end)
    if label is None:
        return False
    lines = (p for p in sheet.page.passages if p.view_end > p.view_start)
    told = sum(sheet.text.startswith(label[0], p.view_start) for p in lines)
    return told > 1


def begin_record(sheet: Sheet, state: Telling, sentence: Stretch) -> None:
    """A record's title ends what was told, and leads to what its summary tells."""
    state.leave_paper()
    state.current, state.waiting, state.lead, state.headings, state.section = None, None, [], [], []
    state.list_item = "record", sentence.passage
    state.number_passage = state.title = sentence.passage


def may_label(sheet: Sheet, state: Telling, sentence: Stretch, new_passage: bool) -> bool:
    """Whether a label of a paper's parts may stand here: at the head of a line, a record's title among them, or within a summary."""
    if new_passage and begins_record(sheet, sentence):
        begin_record(sheet, state, sentence)
    return new_passage or sheet.passage(sentence).kind == "heading" or _goes_on_in_line(sheet, state, sentence)


def _goes_on_in_line(sheet: Sheet, state: Telling, sentence: Stretch) -> bool:
    """'背景:… 方法:…': the labels of a summary that is printed in one paragraph."""
    if not state.structured or state.label_passage != sentence.passage:
        return False
    stage, style = parts.stage_of(sheet, sentence)
    return stage > 0 and style == state.label_style


def takes_label(sheet: Sheet, state: Telling, sentence: Stretch) -> bool:
    """Whether a label of a paper's parts begins here; the paper's own account is taken up where it is told in parts."""
    part = parts.part_of(sheet, sentence)
    if part is None:
        return False
    if state.structured and _begins_anew(sheet, state, sentence):
        _hand_on_title(sheet, state)
        state.leave_paper()
        state.current = None
    if not state.structured:
        if not parts.opens_paper(sheet, sentence) or (state.current is not None and state.current.story):
            return False
        _open_paper(sheet, state, sentence)
    state.part = part
    state.summary = parts.is_summary(sheet, sentence)
    state.label_passage = sentence.passage
    if state.background:
        state.structure_start = sentence.start  # what led here is no part of the account
    state.background = state.summary and parts.is_background(sheet, sentence)
    stage, style = parts.stage_of(sheet, sentence)
    if not state.stage or style == state.label_style:
        state.stage, state.label_style = max(stage, state.stage), style
    if sheet.passage(sentence).kind == "heading" and not state.summary:
        state.part_style = items.item_style(sheet, sentence)
    state.current = state.paper if part == parts.OWN else None
    return True


def _begins_anew(sheet: Sheet, state: Telling, sentence: Stretch) -> bool:
    """A summary behind a paper that has had its own: the next of a list of papers.

    Its labels are set as those before, and begin again behind results: '【結論】…' of one, a title, authors, '【背景】…' of the next.
    """
    paper = state.paper
    if paper is not None and paper.total is not None and parts.opens_summary(sheet, sentence):
        return paper.sentences[-1].passage < sentence.passage
    if sheet.passage(sentence).kind == "heading":
        return False
    stage, style = parts.stage_of(sheet, sentence)
    return 0 < stage <= parts.METHODS and state.stage >= parts.RESULTS and style == state.label_style


def _hand_on_title(sheet: Sheet, state: Telling) -> None:
    """Lines without a label between the end of a summary and the next one's first label are the next one's title and authors."""
    told = state.current.sentences if state.current else []
    title = [s for s in (told or state.lead) if s.passage > state.label_passage and is_bare_line(sheet, s)]
    if state.current and len(title) < len(told):
        state.current.sentences = [s for s in told if s not in title]
    state.lead, state.headings = title, title[:1]


def _open_paper(sheet: Sheet, state: Telling, sentence: Stretch) -> None:
    """Where a paper begins, what was told of its patients before is its own: in its title, or in a summary whose labels were not seen."""
    state.structured, state.structure_start, state.paper = True, sentence.start, None
    title, told = state.current, state.found[-1] if state.found else None
    if told is not None and told.start < sheet.page.passages[max(0, state.number_passage)].view_start:
        told = None  # of the paper printed before, under a number of its own
    above = title or told
    if told is not None and _is_its_number(sheet, told, sentence):
        told.sentences += [s for s in state.lead if s.start > told.start]
        told.paper, state.paper = True, told
    elif (
        above is not None and _is_title(sheet, above) and sentence.passage - above.sentences[0].passage <= _TITLE_REACH
    ):
        state.lead = [*above.lead, *above.sentences, *state.lead]
        state.found.remove(above)
    elif sheet.passage(sentence).kind != "heading":
        if title is not None and title.known and not title.story:
            title.paper, state.paper = True, title
    elif told is not None and told.total and any(parts.part_of(sheet, s) == parts.OWN for s in told.sentences):
        told.paper, state.paper = True, told


def _is_its_number(sheet: Sheet, account: Account, sentence: Stretch) -> bool:
    """'登録番号 UMIN…' among the lines of facts over '対象 …15名': the number of the study whose parts are told next."""
    first = account.sentences[0]
    alone = account.total is None and bool(account.registrations) and not account.story
    near = sentence.passage - account.sentences[-1].passage <= _TITLE_REACH
    return alone and near and len(account.sentences) == 1 and is_bare_line(sheet, first)


def _is_title(sheet: Sheet, account: Account) -> bool:
    """A count that stands in a title alone, whatever the paper below says: '42例对照观察' of 84."""
    first = account.sentences[0]
    if account.story or account.registrations or account.total is None or len(account.sentences) > 1:
        return False
    if sheet.passage(first).kind != "heading" and (first.passage > _LAST_TITLE or items.is_part_label(sheet, first)):
        return False
    return not sheet.text[account.start : account.end].rstrip().endswith(_TOLD_END)


def begin_numbered(sheet: Sheet, state: Telling, sentence: Stretch) -> None:
    """'PO-0131' on a line of its own ends whatever was told; the line below it is a title."""
    state.leave_paper()
    state.current, state.waiting, state.lead, state.headings = None, None, [], []
    state.list_item = "code", sentence.passage
    state.number_passage = sentence.passage
    below = sentence.passage + 1
    if below < len(sheet.page.passages):
        line = sheet.page.passages[below]
        titled = line.kind == "paragraph" and sheet.text[line.view_end - 1] not in _TOLD_END
        state.title = below if titled and line.view_end - line.view_start <= _LONGEST_PAPER_TITLE else -1


def leads(sheet: Sheet, state: Telling, sentence: Stretch) -> bool:
    """Whether a sentence stands in a paper's title or its background, and so leads to its account, or tells of somebody else's."""
    if sentence.passage != (state.label_passage if state.background else state.title):
        return False
    if not (state.background and _tells_of_others(sheet, state, sentence)):
        state.lead.append(sentence)
        state.headings = [*state.headings, sentence] if sentence.passage == state.title else state.headings
    return True


def _tells_of_others(sheet: Sheet, state: Telling, sentence: Stretch) -> bool:
    """'【背景】…第II/III相試験(n=25)では奏効率48%と報告されている'."""
    total = total_in(sheet, sentence)
    known = total is not None and not total.bare and introduces(sheet, sentence) >= _FEWEST_MARKS
    result = signals.rates(sheet, sentence) and sheet.numbers("percent", sentence.start, sentence.end)
    if not (known and result) or parts.names_itself(sheet, sentence) or signals.is_background(sheet, sentence):
        return False
    state.found.append(Account([sentence], list(state.lead), total, [], list(state.headings)))
    return True


def is_bare_line(sheet: Sheet, sentence: Stretch) -> bool:
    """'SLEDAI 14 → 5', '表1 两组比较', '治療の結果(図2)': a short line that says nothing by itself, and no sentence."""
    passage = sheet.passage(sentence)
    line = sheet.text[passage.view_start : passage.view_end].rstrip()
    return len(line) <= _LONGEST_BARE_LINE and not line.endswith(_TOLD_END)
