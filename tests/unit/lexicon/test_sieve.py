"""A sieved pattern finds what the pattern finds, wherever it is looked for."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon.sieve import Sieved, in_lines_with

PATTERNS = [
    r"每\d?周(?=1次)|间隔\d天|Day ?\d",
    r"(?<![A-Z])(?:CT|Mri)\d*|单次",
    r"(?:改善|降低)(?:值|幅度?)(?!不)",
]


@pytest.mark.parametrize("pattern", PATTERNS)
@given(
    st.lists(st.sampled_from([*"每周1次间隔天DdayACTcMri2单改善降低值幅度不。"]), max_size=12).map("".join), st.data()
)
def test_what_is_found_is_the_same(pattern: str, text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2)))
    sieved, plain = Sieved(pattern), re.compile(pattern)
    assert [m.span() for m in sieved.finditer(text, start, end)] == [m.span() for m in plain.finditer(text, start, end)]
    found, expected = sieved.search(text, start, end), plain.search(text, start, end)
    assert (found and found.span()) == (expected and expected.span())


def test_a_pattern_that_needs_no_literal_is_none_to_sieve() -> None:
    with pytest.raises(ValueError, match="search for it as it is"):
        Sieved(r"\d+|价格")


@given(st.text(alphabet="甲乙组 群\n", max_size=30))
def test_in_lines_with_a_sign_all_is_found(text: str) -> None:
    pattern = re.compile(r"[甲乙] ?[组群](?!甲)")
    told = [match.span() for match in in_lines_with(re.compile("[组群]"), pattern, text)]
    assert told == [match.span() for match in pattern.finditer(text)]
