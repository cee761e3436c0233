"""The cases of the reading laws, kept as data in tests/cases/extract, and what their texts are made into.

A file of cases maps each law, a sentence, to its cases; a case has a text and what is to be read from it.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.extract.accounts.account import Account
from pipeline.extract.accounts.population import total_in
from pipeline.extract.facts.read import fact_rows, read_facts
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet, read_sheet
from pipeline.extract.tables.grid import Grid
from pipeline.extract.tables.grids import find_grids
from pipeline.ingest.decode import Refusal
from pipeline.normalize.page import normalize
from pipeline.read import to_document
from pipeline.records import Page

CASES = Path(__file__).resolve().parents[2] / "cases" / "extract"

FACT_FIELDS = ("kind", "subject", "value_min", "value_max", "unit", "region", "year")

Case = dict[str, Any]


def laws(module: str) -> dict[str, list[Case]]:
    """The laws of a module with their cases."""
    read: dict[str, list[Case]] = yaml.safe_load((CASES / f"{module}.yaml").read_text(encoding="utf-8"))
    cut = [case for of_law in read.values() for case in of_law if not all(key.isascii() for key in case)]
    assert not cut, f"{module}.yaml: a text with a comma needs quotes: {cut}"
    return read


def cases(module: str) -> pytest.MarkDecorator:
    """Runs a test once for each case of a module, under the name of its law."""
    return pytest.mark.parametrize(
        "case",
        [
            pytest.param(case, id=f"{law}: {str(case['text'])[:24]}")
            for law, of_law in laws(module).items()
            for case in of_law
        ],
    )


def pages() -> dict[str, str]:
    """Whole pages about invented studies, by name."""
    read: dict[str, str] = yaml.safe_load((CASES / "pages.yaml").read_text(encoding="utf-8"))
    return read


def page_of(text: str) -> Page:
    """`text` as a document of its own, normalized."""
    document = to_document("page.txt", text.encode())
    assert not isinstance(document, Refusal)
    return normalize(document)


def sheet_of(text: str) -> Sheet:
    return read_sheet(page_of(text))


def account_of(sheet: Sheet, *, story: bool = False) -> Account:
    """A whole page as one account, whatever opens and closes accounts: its headings, its sentences, its first count."""
    by_kind: dict[bool, list[Stretch]] = {True: [], False: []}
    for sentence in sheet.sentences:
        by_kind[sheet.passage(sentence).kind == "heading"].append(sentence)
    totals = [] if story else [total for s in by_kind[False] if (total := total_in(sheet, s)) and not total.bare]
    numbers = [mark.labels[0] for s in by_kind[False] for mark in inside(sheet.registrations, s.start, s.end)]
    return Account(
        by_kind[False],
        total=totals[0] if totals else None,
        registrations=list(dict.fromkeys(numbers)),
        headings=by_kind[True],
        story=story,
    )


def facts_of(case: Case) -> list[list[Any]]:
    """The facts of a case's text as its `facts` tell them; `told`: words of a sentence that belongs to a study's account."""
    sheet = sheet_of(case["text"])
    told = [sheet.sentence(sheet.text.index(case["told"]))] if "told" in case else []
    return [[row[name] for name in FACT_FIELDS] for row in fact_rows(sheet, read_facts(sheet, told))]


def whole_facts(case: Case) -> list[list[Any]]:
    """What a case says of its text's facts, with the tail that it leaves away where it is null."""
    return [told + [None] * (len(FACT_FIELDS) - len(told)) for told in case["facts"]]


def near(value: float | None) -> Any:
    """A figure as printed in a case: two decimals are enough to tell months and figures apart."""
    return value if value is None else pytest.approx(value, abs=0.006, rel=1e-6)


def table_of(text: str) -> tuple[Sheet, Grid]:
    """The one table of a text, with its sheet."""
    sheet = sheet_of(text)
    [grid] = find_grids(sheet)
    return sheet, grid


def cell_of(words: str) -> tuple[Sheet, Stretch]:
    """Words as one cell."""
    sheet = sheet_of(words)
    return sheet, sheet.whole(0)


def as_words(sheet: Sheet, cells: Iterable[Stretch | None]) -> list[str]:
    """What stands in cells; '' where none does."""
    return ["" if cell is None else sheet.text[cell.start : cell.end] for cell in cells]
