"""A page says the same in other dress: in the other script, with other signs, blanks, line ends and unseen characters."""

import re
from collections import Counter
from collections.abc import Callable

import opencc
import pytest

from pipeline.read import read_document
from tests.unit.extract.cases import pages

TELLING = {
    "reports": ("study_type", "species", "phase", "n_enrolled", "follow_up_max_months", "year", "patient_age_years"),
    "arms": ("role", "cell_source", "donor", "dose_min", "dose_max", "dose_unit", "n_infusions_max"),
    "results": ("outcome", "statistic", "value", "dispersion", "unit", "timepoint_months", "direction", "p_value"),
    "adverse_events": ("event",),
}
TRADITIONAL = opencc.OpenCC("s2t")
SIMPLIFIED = opencc.OpenCC("t2s")
WIDE_DIGITS = {code: code + 0xFEE0 for code in range(ord("0"), ord("9") + 1)}
HAN = "[一-鿿]"

DRESSES: dict[str, Callable[[str], str]] = {
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "blank lines between": lambda text: text.replace("\n", "\n\n"),
    "blanks at the ends of lines": lambda text: text.replace("\n", "  \u3000\n"),
    "digits of full width": lambda text: text.translate(WIDE_DIGITS),
    "brackets of full width": lambda text: text.replace("(", "（").replace(")", "）"),
    "percent of full width": lambda text: text.replace("%", "％"),
    "commas of full width": lambda text: re.sub(rf"(?<={HAN}),", "，", text),
    "zero width blanks inside words": lambda text: re.sub(rf"(?<={HAN})(?={HAN})", "\u200b", text),
    "blanks that do not break": lambda text: text.replace(" ", "\u00a0"),
}


def told(text: str) -> Counter[tuple[object, ...]]:
    """What a text tells, without places and names."""
    rows = read_document("page.txt", text.encode()).rows
    return Counter(
        (table, *(row[column] for column in columns)) for table, columns in TELLING.items() for row in rows[table]
    )


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("name", sorted(pages()))
def test_a_page_says_the_same_in_other_dress(name: str, dress: str) -> None:
    page = pages()[name]
    assert told(page)
    assert told(DRESSES[dress](page)) == told(page)


@pytest.mark.parametrize("name", sorted(name for name in pages() if name.endswith("_hans")))
def test_a_page_says_the_same_in_traditional_characters(name: str) -> None:
    assert told(TRADITIONAL.convert(pages()[name])) == told(pages()[name])


@pytest.mark.parametrize("name", sorted(name for name in pages() if name.endswith("_hant")))
def test_a_page_says_the_same_in_simplified_characters(name: str) -> None:
    assert told(SIMPLIFIED.convert(pages()[name])) == told(pages()[name])
