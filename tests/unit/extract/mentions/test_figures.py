"""One figure: its number, its range, its spread, its power, its unit."""

import pytest

from pipeline.extract.mentions.figures import figure_at, per_kg_before


@pytest.mark.parametrize(
    ("text", "kind", "value", "high", "spread", "unit"),
    [
        ("40例患者", "people", 40, None, None, None),
        ("3-36个月", "time", 3, 36, None, None),
        ("12.4±3.0分", "measure", 12.4, None, 3.0, "{score}"),
        ("0.7~1×10^6/kg", "dose", 7e5, 1e6, None, "cells/kg"),
        ("2×108个", "dose", 2e8, None, None, "cells"),
        ("90×10⁹/L", "measure", 90, None, None, "10*9/L"),
        ("3-0万个", "plain", 3, None, None, None),
    ],
)
def test_a_figure_with_its_unit(
    text: str, kind: str, value: float, high: float | None, spread: float | None, unit: str | None
) -> None:
    figure = figure_at(text, 0)
    assert figure is not None
    assert (figure.kind, figure.high, figure.spread, figure.unit) == (kind, high, spread, unit)
    assert figure.value == pytest.approx(value)


@pytest.mark.parametrize("text", ["百分率", "十分满意", "一般", "个月"])
def test_a_word_is_no_figure(text: str) -> None:
    assert figure_at(text, 0) is None


@pytest.mark.parametrize(("text", "words"), [("每公斤一百万颗", "每公斤"), ("共一百万颗", "")])
def test_words_in_front_make_a_dose_one_per_kilogram(text: str, words: str) -> None:
    assert per_kg_before(text, text.index("一")) == words
