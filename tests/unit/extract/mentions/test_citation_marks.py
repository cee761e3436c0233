"""Marks in running text that point at a reference list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.mentions.citation_marks import find_citation_marks


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("疗效稳定[3]。", [["3"]]),
        ("疗效稳定[1,2]。", [["1", "2"]]),
        ("疗效稳定[1-4]。", [["1", "2", "3", "4"]]),
        ("疗效稳定［3］。", [["3"]]),
        ("疗效稳定[3-5,7]。", [["3", "4", "5", "7"]]),
        ("疗效稳定[3~5、7]。", [["3", "4", "5", "7"]]),
        ("先[1][2]后[12]", [["1"], ["2"], ["12"]]),
        ("[1] 何某. 甲", []),
        ("正文\n  [2] 何某. 甲", []),
        ("年龄35[20-75]岁", []),
        ("比值[0.4,1.2]", []),
        ("见[J]与[2019]年", []),
        ("倒数[7-3]", []),
    ],
)
def test_marks_in_running_text(text: str, labels: list[list[str]]) -> None:
    marks = find_citation_marks(text)
    assert [mark[2] for mark in marks] == labels
    assert all(text[start] in "[［" and text[end - 1] in "]］" for start, end, _ in marks)


@given(st.lists(st.integers(1, 400), min_size=1, max_size=5), st.text(alphabet="疗效稳定abc。", min_size=1))
def test_a_mark_gives_back_its_labels_and_its_place(numbers: list[int], before: str) -> None:
    mark = f"[{','.join(map(str, numbers))}]"
    assert find_citation_marks(f"{before}{mark}后") == [
        (len(before), len(before) + len(mark), [str(n) for n in numbers])
    ]


@pytest.mark.parametrize(
    ("text", "labels", "told"),
    [
        ("改善したと報告されている3).次に", {"1", "2", "3"}, [["3"]]),
        ("改善したと報告されている1,2).次に", {"1", "2", "3"}, [["1", "2"]]),
        ("LVEFは改善した12)。", {"12"}, [["12"]]),
        ("有意差があった(p=0.09)3).", {"3"}, [["3"]]),
        ("症例(男性5)を除いた", {"5"}, []),
        ("改善した3).", set(), []),  # no list to lead to
        ("改善した7).", {"1", "2"}, []),  # no number leads to the list
        ("改善した[1]ので効果2)がある", {"1", "2"}, [["1"]]),  # a page cites in one way
        ("1)対象 30例", {"1"}, []),
        ("方法は次の通り. 1)対象", {"1"}, []),
    ],
)
def test_raised_numbers_cite_where_the_page_cites_so(text: str, labels: set[str], told: list[list[str]]) -> None:
    assert [mark[2] for mark in find_citation_marks(text, labels)] == told
