"""What a quote, read by itself, holds and does not hold."""

import pytest

from pipeline.validate.quotes import read_again
from pipeline.validate.rereading import holds, holds_direction, holds_event


@pytest.mark.parametrize(
    ("field", "value", "quote", "rule", "held"),
    [
        ("n_enrolled", 40, "40例", "population.total", True),
        ("n_enrolled", 41, "40例", "population.total", False),
        ("n_enrolled", 12, "十二名", "population.total", True),
        ("follow_up_max_months", 12.0, "12月", "unit.months_bare", True),
        ("follow_up_max_months", 6.0, "12月", "unit.months_bare", False),
        ("p_operator", "<", "P<0.05", "quantity.p_value", True),
        ("p_operator", ">", "P<0.05", "quantity.p_value", False),
        ("phase", "2a", "Ⅱa期", "design.phase", True),
        ("phase", "2", "Ⅱa期", "design.phase", False),
        ("dose_unit", "cells/kg", "1×10^6/kg", "unit.cells_per_kg", True),
        ("dose_unit", "cells", "1×10^6/kg", "unit.cells_per_kg", False),
        ("cell_source", "umbilical_cord", "臍帶", "cell_source.umbilical_cord", True),
        ("cell_source", "bone_marrow", "臍帶", "cell_source.umbilical_cord", False),
        ("institution", "甲医院", "乙", "design.institution", True),
    ],
)
def test_a_quote_holds_the_value_or_not(field: str, value: object, quote: str, rule: str, held: bool) -> None:
    assert holds(field, value, read_again(quote), rule) is held


@pytest.mark.parametrize(
    ("quote", "direction", "held"),
    [
        ("肌酐明显下降", "decrease", True),
        ("肌酐明显下降", "increase", False),
        ("肌酐改善", "decrease", True),
        ("肌酐", "decrease", None),
    ],
)
def test_a_quote_tells_a_direction(quote: str, direction: str, held: bool | None) -> None:
    assert holds_direction({"outcome": "creatinine", "direction": direction}, read_again(quote)) is held


@pytest.mark.parametrize(
    ("quote", "event", "held"),
    [
        ("未见不良反应", "none", True),
        ("有不良反应", "none", False),
        ("2例发热", "fever", True),
        ("未见发热", "fever", None),
        ("2例发热", "rash", False),
        ("骨痛12例、発熱5例、移植部の疼痛4例", "fever", True),
    ],
)
def test_a_quote_tells_of_an_event(quote: str, event: str, held: bool | None) -> None:
    assert holds_event({"event": event}, read_again(quote)) is held
