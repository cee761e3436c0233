"""What the catalogue shows of a table."""

import pandas as pd

from assets.metadata import PREVIEW_WIDTH, column_schema, markdown_table
from pipeline.schemas.registry import TABLES


def column(table, name):
    return next(each for each in column_schema(TABLES[table]).columns if each.name == name)


def test_a_key_column_is_unique_and_not_nullable():
    constraints = column("results", "result_id").constraints

    assert constraints.unique
    assert not constraints.nullable


def test_a_column_tells_its_unit_its_vocabulary_and_whose_key_it_is():
    assert column("results", "timepoint_months").constraints.other == ["unit: months"]
    assert column("results", "outcome").constraints.other == ["vocabulary: outcome"]
    assert column("results", "arm_id").constraints.other == ["key of: arms"]
    assert column("results", "p_operator").constraints.other == ["one of: <, =, >"]


def test_every_column_of_every_table_has_a_type_and_a_description():
    for table, model in TABLES.items():
        for each in column_schema(model).columns:
            assert each.type, (table, each.name)
            assert each.description, (table, each.name)


def test_rules_of_a_row_are_told_with_the_table():
    assert "a dose has a unit" in column_schema(TABLES["arms"]).constraints.other


def test_a_preview_keeps_one_line_a_row_whatever_the_cells_hold():
    frame = pd.DataFrame({"a|b": ["x|y", "two\nlines", None], "n": [1, 2, 3]})

    assert markdown_table(frame).splitlines() == [
        "| a\\|b | n |",
        "| --- | --- |",
        "| x\\|y | 1 |",
        "| two lines | 2 |",
        "|  | 3 |",
    ]


def test_a_preview_cuts_long_cells():
    [_, _, row] = markdown_table(pd.DataFrame({"text": ["字" * 500]})).splitlines()

    assert row == "| " + "字" * (PREVIEW_WIDTH - 1) + "… |"


def test_a_preview_shows_lists_and_html_as_text():
    [_, _, row] = markdown_table(pd.DataFrame({"codes": [["SLE", "LN"]], "text": ["<b>bold</b>"]})).splitlines()

    assert row == "| ['SLE', 'LN'] | &lt;b>bold&lt;/b> |"


def test_an_empty_table_says_so():
    assert markdown_table(pd.DataFrame({"a": []})) == "No rows."
