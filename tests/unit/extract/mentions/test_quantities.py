"""Every quantity of a text: its kind, its figure, what belongs to it, and what is no quantity."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.mentions.quantities import find_quantities
from tests.unit.extract.cases import Case, cases, near

PIECES = [
    *"0123456789.,-~±/→、年月周例次分个%()×P<=第半十百万亿LkgmM",
    *("10^6", "个月", "/kg", "百分之", "±", "p=0.05", "NCT", "IL-", "cells", "±3", "2019", "12.5", "mg/24h", "\n"),
]
texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(max_size=30)


@cases("mentions/quantities")
def test_a_quantity_is_read_as_told(case: Case) -> None:
    found = find_quantities(case["text"])
    assert len(found) == len(case["reads"]), found
    for quantity, told in zip(found, case["reads"], strict=True):
        read = {name: getattr(quantity, name) for name in told if name != "words"}
        assert read == {
            name: near(x) if isinstance(x, float | int) else x for name, x in told.items() if name != "words"
        }
        if "words" in told:
            assert case["text"][quantity.start : quantity.end] == told["words"]


@given(texts)
def test_quantities_are_in_order_never_overlap_and_hold_their_number(text: str) -> None:
    found = find_quantities(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 <= q.start < q.number_end <= q.end <= len(text) for q in found)
    assert all(q.high is None or q.high >= q.value for q in found)
    assert all(q.of is None or q.value <= q.of for q in found)


@given(st.integers(1, 9999).filter(lambda n: not 1950 <= n <= 2035), st.sampled_from(["例", "名", "%", "分"]))
def test_what_stands_around_a_quantity_leaves_its_figure_alone(number: int, unit: str) -> None:
    for before, behind in (("", ""), ("共", "。"), ("其中", ",其余"), ("はい", "であった")):
        (quantity,) = find_quantities(f"{before}{number}{unit}{behind}")
        assert (quantity.value, quantity.start, quantity.end) == (number, len(before), len(f"{before}{number}{unit}"))


@given(st.decimals(0, 1, places=3), st.sampled_from(["<", "=", ">"]))
def test_a_p_value_gives_back_its_figure(value: object, sign: str) -> None:
    (quantity,) = [q for q in find_quantities(f"差异显著(P{sign}{value})") if q.kind == "p"]
    assert (quantity.value, quantity.sign) == (near(float(str(value))), sign)
