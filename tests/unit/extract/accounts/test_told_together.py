"""Sentences that tell of several studies: where they are cut."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.accounts.told_together import is_of_all, place_told, taken_up, tell_apart
from tests.unit.extract.cases import Case, cases, sheet_of


@cases("accounts/told_together")
def test_a_sentence_is_cut_into_a_stretch_a_study(case: Case) -> None:
    sheet = tell_apart(sheet_of(case["text"]))
    assert [sheet.text[s.start : s.end] for s in sheet.sentences] == case["stretches"]


@given(
    st.lists(
        st.sampled_from(["2011年骨髓的12例", "、", "12例那篇", ",", "其中3例", "日本第二期25人", "。", "三篇都"]),
        max_size=9,
    )
)
def test_nothing_is_lost_where_sentences_are_cut(pieces: list[str]) -> None:
    sheet = sheet_of("".join(pieces) + "患者")
    cut = tell_apart(sheet)
    assert "".join(cut.text[s.start : s.end] for s in cut.sentences) == "".join(
        sheet.text[s.start : s.end] for s in sheet.sentences
    )


def test_what_is_said_of_all_is_of_so_many() -> None:
    sheet = sheet_of("三篇都没有对照。両試験とも重い副作用はない。三篇文献里有一篇。")
    assert [is_of_all(sheet, s) for s in sheet.sentences] == [3, 2, 0]


def test_a_study_is_taken_up_by_its_count() -> None:
    sheet = sheet_of("40例那项看了一年。40例患者好转。40例の試験では変わらなかった。")
    assert [taken_up(sheet, s) for s in sheet.sentences] == [40, None, 40]


def test_a_study_is_taken_up_by_its_place_among_those_told() -> None:
    sheet = sheet_of(
        "前者看了一年。后一项没有对照。2番目は差がなかった。第三篇是老鼠。最初の24名は点滴である。三人好转。"
    )
    assert [place_told(sheet, s) for s in sheet.sentences] == [-2, -1, 1, 2, 0, None]


def test_a_month_is_no_place_among_studies() -> None:
    sheet = sheet_of("第二个月好转。患者都在观察。")
    assert place_told(sheet, sheet.sentences.items[0]) is None


def test_the_stretches_that_each_tell_of_a_study_are_known() -> None:
    sheet = tell_apart(sheet_of("第2相の31名、第1相の12名が論文になった。"))
    assert [sheet.text[start : start + 4] for start in sheet.told_apart] == ["第1相の"]
