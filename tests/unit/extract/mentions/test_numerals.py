"""One numeral as pages print it: figures with commas and points, magnitudes, Chinese numerals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.mentions.numerals import Numeral, chinese_value, numeral_at
from tests.unit.extract.cases import Case, cases

DIGITS = "零一二三四五六七八九"


@cases("mentions/numerals")
def test_a_numeral_is_read_as_printed(case: Case) -> None:
    found = numeral_at(case["text"], 0)
    if case["words"] is None:
        assert found is None
        return
    assert found == Numeral(
        0, len(case["words"]), pytest.approx(case["value"]), case.get("magnitude", False), case.get("chinese", False)
    )
    assert case["text"][: found.end] == case["words"]


def in_chinese(number: int) -> str:
    """1 to 999 as one writes them: 一百零五, 二十一, 十."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        words += "零"
    return words + (DIGITS[ones] if ones else "")


@given(st.integers(1, 999))
def test_a_chinese_numeral_gives_back_its_number(number: int) -> None:
    assert chinese_value(in_chinese(number)) == number


@given(st.integers(0, 10**9), st.booleans())
def test_a_printed_number_gives_back_itself_with_and_without_commas(number: int, commas: bool) -> None:
    printed = f"{number:,}" if commas else str(number)
    found = numeral_at(f"共{printed}例", 1)
    assert found == Numeral(1, 1 + len(printed), float(number))


@given(st.text(alphabet="0123456789,. 万亿億千百十零一二两〇半例", max_size=12))
def test_no_text_breaks_the_reader_and_a_numeral_lies_where_it_was_looked_for(text: str) -> None:
    for start in range(len(text)):
        found = numeral_at(text, start)
        assert found is None or (found.start == start < found.end <= len(text))
