"""What the build of a page does to what is being told: headings, the items of a list, the parts of a paper, new paragraphs.

The laws:
1. a heading or a numbered item ends the account before it, but for the heading of a part of it (疗效, 安全性, 試験の概要);
2. where one item of a list told of a study, the next item tells of the next;
3. a label of a paper's parts (目的, 方法, 1 资料与方法) opens the paper; its own parts come back to its account, and in its introduction
   and discussion no account is at hand; behind its summary it is silent until a heading opens its body;
   an item named as one above goes on with the study that was told of there ('1)急性肝衰竭' in the methods and in the results);
4. background, a reply on a forum, and a paragraph that does not go on end an account; behind a bare line ('SLEDAI 14 → 5', '表1 两组比较')
   it waits, and goes on with what tells of it further below.
"""

from pipeline.extract.accounts import items, papers, parts, persons, signals
from pipeline.extract.accounts.account import Account
from pipeline.extract.accounts.marks import introduces, marks_of
from pipeline.extract.accounts.population import total_in
from pipeline.extract.accounts.telling import Telling
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet

_LAST_TITLE = 8  # passages of a page's head
_LONGEST_TITLE = 2  # lines over a summary: title, authors


def take_heading(sheet: Sheet, state: Telling, sentence: Stretch) -> None:
    """What a heading does: it stands inside the account at hand, or it opens a section."""
    again = named_again(sheet, state, sentence)
    if persons.person(sheet, sentence):
        state.leave_paper()
        state.open(sentence, None, story=True)
    elif again is not None:
        state.current = again
    elif _stands_inside(sheet, state, sentence):
        label = signals.is_outcome_label(sheet, sentence) or signals.gives_outcome(sheet, sentence)
        if state.current is not None and label:
            state.current.sentences.append(sentence)
    else:
        _open_section(sheet, state, sentence)


def named_again(sheet: Sheet, state: Telling, sentence: Stretch) -> Account | None:
    """The account that a paper told of under an item of this name further up: methods and results are told study by study."""
    name = items.item_name(sheet, sentence) if state.in_own_part else None
    account = state.named.get(name) if name else None
    return account if account and account.known and not account.story else None


def keep_name(sheet: Sheet, state: Telling, sentence: Stretch) -> None:
    """Remember under which name an item told of the account at hand; '・結果:' is no name, for it has no disease in it."""
    name = items.item_name(sheet, sentence) if state.current else None
    if name and state.current and items.item_diseases(sheet, sentence):
        state.named.setdefault(name, state.current)


def _stands_inside(sheet: Sheet, state: Telling, sentence: Stretch) -> bool:
    """The heading of a part of a paper, or of a part of the study at hand: '治疗效果', '試験の概要'."""
    if state.in_own_part and not _leaves_part(sheet, state, sentence):
        return True
    current = state.current
    if current is not None and _are_authors(sheet, current, sentence):
        return True
    if current is not None and current.known and items.is_caption(sheet, sentence):
        return True
    if current is None or not (current.known or state.item) or _is_parallel(sheet, state, sentence):
        return False
    return signals.is_sub_heading(sheet, sentence)


def _are_authors(sheet: Sheet, current: Account, sentence: Stretch) -> bool:
    """'○口 ○、○尾 ○美(○○大学)' under 'P-11 …SLEの1例': the line below a paper's title goes on with what the title tells."""
    title = current.sentences[-1]
    below = len(current.sentences) == 1 and title.passage == sentence.passage - 1
    return below and items.item_style(sheet, title) == "code" and total_in(sheet, sentence) is None


def _open_section(sheet: Sheet, state: Telling, sentence: Stretch) -> None:
    goes_on = _goes_on_below(sheet, state, sentence)
    state.waiting, paper = None, state.paper
    if not goes_on:
        state.current = None
    if state.structured and _is_section(sheet, state, sentence):
        state.leave_paper()
    elif state.structured:
        state.part = parts.OTHERS
    above = [s for s in state.lead if s.passage >= sentence.passage - _LONGEST_TITLE]
    titled = bool(above) and items.is_paper_mark(sheet, above[0])  # 'O2-2', the title, then the authors' line
    state.lead = [*above, sentence] if titled else [sentence]
    state.section = [sentence] if items.item_style(sheet, sentence) or sentence.passage > _LAST_TITLE else []
    style = items.item_style(sheet, sentence)
    if not titled and (style or not signals.is_sub_heading(sheet, sentence)):
        state.list_item = style or "heading", sentence.passage
        state.outer = style
    total = total_in(sheet, sentence)
    numbers = [mark.labels[0] for mark in inside(sheet.registrations, sentence.start, sentence.end)]
    counted = total is not None and not total.bare and introduces(sheet, sentence) >= 1
    if (
        paper is not None and numbers and not (counted or paper.registrations)
    ):  # '【分类号】R593 【注册号】 ChiCTR…' below a summary
        paper.sentences.append(sentence)
        paper.registrations += numbers
    elif (counted or len(set(numbers)) == 1) and not goes_on:  # '★某試験(登録番号 NCT…)' over its facts, line by line
        account = state.open(sentence, total if counted else None)
        account.registrations += numbers
    state.item = items.is_case(sheet, sentence)
    next_item = bool(style) and bool(state.headings) and style == items.item_style(sheet, state.headings[0])
    if sheet.within("condition", sentence.start, sentence.end) or not state.headings or next_item:
        state.headings = [sentence]


def _goes_on_below(sheet: Sheet, state: Telling, sentence: Stretch) -> bool:
    """A study announced and not yet told ('该研究 …'), or a patient's story, goes on under a heading that opens no item."""
    current = state.current
    if current is None:
        return False
    if current.anaphoric and not current.known:
        return not _is_parallel(sheet, state, sentence)
    opens = items.starts_item(sheet, sentence) or items.is_section_mark(sheet, sentence)
    named = not current.known and signals.is_sub_heading(sheet, sentence)  # '■試験のポイント' below who did it
    return named or (current.story and not opens)


def _is_section(sheet: Sheet, state: Telling, sentence: Stretch) -> bool:
    """A heading that has nothing to do with the paper above it: it introduces a study or a case."""
    marks = marks_of(sheet, sentence)
    study = len(marks) >= 2 and bool(marks & {"condition", "who", "year", "number"})
    return (
        items.is_section_mark(sheet, sentence)
        or items.is_case(sheet, sentence)
        or (study and not sheet.numbers("p", sentence.start, sentence.end))
        or (_is_next_paper(sheet, state, sentence, items.item_style(sheet, sentence)))
    )


def _leaves_part(sheet: Sheet, state: Telling, sentence: Stretch) -> bool:
    """A heading that ends the own part of a paper: a section's, or one numbered as the parts are ('4.今後の展開' behind '3.結果')."""
    style = items.item_style(sheet, sentence)
    return state.summary or _is_section(sheet, state, sentence) or bool(style and style == state.part_style)


def _is_parallel(sheet: Sheet, state: Telling, sentence: Stretch) -> bool:
    """The next item of a list one of whose items told of the study at hand: '(1)…' behind '(1)', 'ふたつめは' behind 'ひとつめは'."""
    style = items.item_style(sheet, sentence)
    current = state.current
    if not style or current is None or current.paper or style not in {current.item[0], current.outer}:
        return False
    if style == "bullet" and not ({"who", "year"} & marks_of(sheet, sentence) or _names_next(sheet, current, sentence)):
        return False
    if (
        style == "decimal"
        and not {"who", "year", "condition"} & marks_of(sheet, sentence)
        and not total_in(sheet, sentence)
    ):
        return False  # '2.2 疼痛评分' behind '2.1 一般情况 53例患者均完成随访': a part of the same paper
    return not parts.part_of(sheet, sentence) and not items.is_part_label(sheet, sentence)


def _names_next(sheet: Sheet, current: Account, sentence: Stretch) -> bool:
    """'・脳梗塞:TREASURE試験、206例。' behind '・筋萎縮性側索硬化症:196例の第3相。': the label is another disease, and patients are counted."""
    own, told = items.item_diseases(sheet, sentence), items.item_diseases(sheet, current.sentences[0])
    return bool(own) and bool(told) and not own & told and total_in(sheet, sentence) is not None


def begin_passage(sheet: Sheet, state: Telling, sentence: Stretch) -> None:
    """What a new paragraph does to the account at hand."""
    if items.is_mark_alone(sheet, sentence):
        papers.begin_numbered(sheet, state, sentence)
        return
    style = items.item_style(sheet, sentence)
    again = named_again(sheet, state, sentence) if style else None
    if again is not None:
        state.current = again
        return
    if state.structured:
        _begin_in_paper(sheet, state, sentence, style)
        return
    if style:
        # '3つ目は韓国。' needs no '2つ目は' before it: 'もうひとつは' may have stood there; 'P-12 …' is the next paper whatever was told
        if _is_parallel(sheet, state, sentence) or (
            style == "told" and state.current is not None and state.current.known
        ):
            state.current, state.waiting, state.lead = None, None, []
        elif style == "code":
            state.current, state.waiting = None, None
        state.list_item = style, sentence.passage
        state.outer = style if style != "bullet" else state.outer
    if state.current is None:
        _come_back(sheet, state, sentence)
    elif not _goes_on(sheet, state, state.current, sentence):
        state.waiting = (
            state.current
            if papers.is_bare_line(sheet, sentence) and not _ends(sheet, state.current, sentence)
            else None
        )
        state.current = None


def _ends(sheet: Sheet, current: Account, sentence: Stretch) -> bool:
    """Whether a paragraph ends an account for good."""
    return (
        not current.known
        or current.story
        or signals.is_background(sheet, sentence)
        or signals.is_reply(sheet, sentence)
    )


def _come_back(sheet: Sheet, state: Telling, sentence: Stretch) -> None:
    """Behind a bare line an account goes on, where no other has been opened since."""
    account = state.waiting
    if account is None or state.found[-1] is not account or _ends(sheet, account, sentence):
        state.waiting = None
        return
    if _goes_on(sheet, state, account, sentence):
        state.current, state.waiting = account, None
    elif not papers.is_bare_line(sheet, sentence):
        state.waiting = None


def _begin_in_paper(sheet: Sheet, state: Telling, sentence: Stretch, style: str) -> None:
    """A paragraph without a label in a paper: behind its summary and where others are told of, nobody is at hand."""
    if style and _is_next_paper(sheet, state, sentence, style):
        state.leave_paper()
        state.current, state.lead, state.list_item = None, [], (style, sentence.passage)
        state.headings = [sentence]
        return
    if state.summary and parts.ends_summary(sheet, sentence.passage - 1):
        state.part = parts.OTHERS
    if state.part == parts.OTHERS:
        state.lead = state.lead[-_LONGEST_TITLE:]
        if not signals.is_anaphoric(sheet, sentence):
            state.current = None


def _goes_on(sheet: Sheet, state: Telling, current: Account, sentence: Stretch) -> bool:
    """Whether a new paragraph still tells of the account at hand."""
    if signals.is_background(sheet, sentence) or signals.is_reply(sheet, sentence):
        return False
    if current.story:
        return not signals.ends_story(sheet, sentence)
    if signals.is_anaphoric(sheet, sentence):
        return True
    return (current.known or current.anaphoric or state.item) and signals.goes_on(sheet, sentence)


def _is_next_paper(sheet: Sheet, state: Telling, sentence: Stretch, style: str) -> bool:
    """'2) SLE …' behind a paper that was told under '1) …'."""
    if style == "code" and state.stage >= parts.RESULTS:
        return True
    if state.paper is None or not style or style != state.paper.item[0]:
        return False
    return not items.is_part_label(sheet, sentence)
