"""A pattern behind its first characters matches where the pattern matches, and nowhere else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon.openings import Opening

PATTERNS = [
    r"(?:第?[一二1]、 ?)?[【(]?(?:目 {0,2}的|Aims?)[:】]",
    r"[ \W]{0,3}?(?:(?<!第)[^\d一]篇|\d{1,2}\)|(?=目)目|[一-二]个)",
    r"(?P<open>\()?一+(?(open)\)|。)|(?i:a)\w",
    r"[^\s第]的|\S篇",
]


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("flags", [0, re.IGNORECASE])
@given(st.lists(st.sampled_from([*"第一二个1、 【(】)目的AaimsſK:篇。_"]), max_size=10).map("".join), st.data())
def test_what_matches_is_the_same(pattern: str, flags: int, text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2)))
    found, expected = (
        Opening(pattern, flags).match(text, start, end),
        re.compile(pattern, flags).match(text, start, end),
    )
    assert (found and found.span()) == (expected and expected.span())


def test_a_pattern_that_matches_nothing_has_no_first_character() -> None:
    with pytest.raises(ValueError, match="try it as it is"):
        Opening(r"(?:目的)?")
