"""What a pattern needs, and the law behind it: a pattern that is left out could not have matched."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon.page_rules import page_rules
from pipeline.lexicon.prefilter import Prefilter, needed, numbers

FILES = ("boilerplate", "commercial", "headings", "journals", "metadata", "references", "table_headers")


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        ("关于我们|联系我们", {"关于我们", "联系我们"}),
        ("(?:电话|热线)\\s*[::]?\\d+", {"电话", "热线"}),
        ("^[◆■]\\s*\\S", {"◆", "■"}),
        ("a?(?:bc)+(?=def)", {"bc"}),
        ("ABC(?<!xABC)", {"abc"}),
        ("(?i)copyright©", {"copyr"}),  # 'i' with case left aside may be 'İ'; the longest piece tells most
        ("\\d+|价格", None),
        ("[^。]{3}", None),
        ("(?:价格)?表?", None),
    ],
)
def test_a_pattern_needs_its_literals(pattern: str, needs: set[str] | None) -> None:
    assert needed(re.compile(pattern)) == needs


@pytest.mark.parametrize("name", FILES)
@given(st.data())
def test_no_pattern_that_matches_is_left_out(name: str, data: st.DataObject) -> None:
    rules = page_rules(name)
    told = [text for rule in rules for text in (*rule.entry.reads, *rule.entry.misses)]
    text = "".join(data.draw(st.lists(st.one_of(st.sampled_from(told), st.text(max_size=3)), max_size=4)))
    possible = Prefilter([rule.regex for rule in rules]).possible(text)
    assert {number for number, rule in enumerate(rules) if rule.regex.search(text)} <= set(possible)
    assert list(possible) == sorted(possible)


def test_lines_are_looked_at_one_by_one() -> None:
    prefilter = Prefilter([re.compile("价格"), re.compile(r"\d"), re.compile("热线|電話")])
    possible = prefilter.possible_by_line(["电话", "", "價格与热线", "价格"])
    assert [numbers(patterns) for patterns in possible] == [(1,), (1,), (1, 2), (0, 1)]


def test_a_prefilter_of_patterns_that_need_nothing_leaves_out_none() -> None:
    assert Prefilter([re.compile(r"\d+"), re.compile(r".")]).possible("例") == (0, 1)
