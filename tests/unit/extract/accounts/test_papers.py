"""Where a paper begins, and where the next of several."""

from pipeline.extract.accounts.papers import begin_numbered, is_bare_line, takes_label
from pipeline.extract.accounts.telling import Telling
from tests.unit.extract.cases import sheet_of


def test_a_label_that_opens_takes_up_a_paper_and_one_that_closes_alone_does_not() -> None:
    sheet = sheet_of("【方法】纳入30例狼疮患者。\n【结论】有效。\n【背景】患者多。")
    methods, conclusion, background = sheet.sentences
    assert not takes_label(sheet, Telling(), conclusion)
    state = Telling()
    assert takes_label(sheet, state, methods)
    assert state.structured
    assert takes_label(sheet, state, conclusion)
    assert state.stage == 4
    assert takes_label(sheet, state, background)
    assert (state.stage, state.background) == (1, True), "the next paper has begun"


def test_a_number_alone_leaves_the_paper_and_announces_a_title() -> None:
    above = "本册收录壁报摘要一百余篇,未经编辑部修改,文责自负,各篇次序按照收到稿件的先后排列,敬请各位代表谅解。"
    sheet = sheet_of(
        f"{above}\nPO-0131\n自体骨髓干细胞经肝动脉移植治疗失代偿期肝硬化的近期临床疗效观察(附32例报告)\n失代偿期肝硬化32例,经肝动脉输注自体骨髓干细胞。"
    )
    state = Telling(structured=True, headings=[sheet.sentences.items[0]])
    begin_numbered(sheet, state, sheet.sentences.items[1])
    assert (state.structured, state.headings, state.title) == (False, [], 2)


def test_a_bare_line_is_short_and_no_sentence() -> None:
    sheet = sheet_of("SLEDAI 14 → 5\n6个月时好转。")
    assert [is_bare_line(sheet, s) for s in sheet.sentences] == [True, False]
