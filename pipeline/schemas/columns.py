"""What columns are made of: the types, the kinds of field, and the rules that several tables share.

No table is declared here. A field says what it means, its unit, its vocabulary and the table that it points to, once;
checks, DDL, catalogue and dictionary are all read from there.
"""

from collections.abc import Callable
from typing import Annotated, Any

import pandas as pd
import pandera.pandas as pa
from pandera import extensions
from pandera.engines import pandas_engine

from pipeline.lexicon import vocabulary

Integer = pd.Int32Dtype
Double = pd.Float64Dtype
Date = pandas_engine.Date
Timestamp = Annotated[pd.DatetimeTZDtype, "us", "UTC"]

LANGUAGES = ("zh-Hans", "zh-Hant", "ja", "mul", "und")
_NOT_BLANK = r"\S"


@extensions.register_check_method(statistics=["kind"], supported_types=[pd.Series])  # type: ignore[untyped-decorator]
def code_of(values: "pd.Series[str]", *, kind: str) -> "pd.Series[bool]":
    """Each value is a code of the vocabulary's `kind`."""
    return values.isin(vocabulary.codes(kind))


@extensions.register_check_method(statistics=["kind"], supported_types=[pd.Series])  # type: ignore[untyped-decorator]
def codes_of(values: "pd.Series[Any]", *, kind: str) -> "pd.Series[bool]":
    """Each value is a list of different codes of the vocabulary's `kind`."""
    known = set(vocabulary.codes(kind))
    return values.map(lambda codes: known.issuperset(codes) and len(set(codes)) == len(codes)).astype(bool)


def text(meaning: str, *, nullable: bool = False, of: str | None = None, matches: str | None = None) -> Any:
    """Words that are not blank. `of`: the table whose key this is. `matches`: a pattern for the whole value."""
    if matches is None:
        return pa.Field(description=meaning, nullable=nullable, metadata={"of": of}, str_contains=_NOT_BLANK)
    return pa.Field(description=meaning, nullable=nullable, metadata={"of": of}, str_matches=f"^(?:{matches})$")


def raw_text(meaning: str) -> Any:
    """Text that may also be empty."""
    return pa.Field(description=meaning)


def json(meaning: str, *, nullable: bool = False) -> Any:
    """A JSON value, written as text."""
    return pa.Field(description=meaning, nullable=nullable, metadata={"sql_type": "JSON"})


def choice(values: tuple[str, ...], meaning: str, *, nullable: bool = False) -> Any:
    """One of a few words that are fixed here and in no vocabulary."""
    return pa.Field(description=meaning, nullable=nullable, isin=list(values), metadata={"values": values})


def code(kind: str, meaning: str, *, nullable: bool = False) -> Any:
    """A code of the vocabulary."""
    return pa.Field(description=meaning, nullable=nullable, code_of=kind, metadata={"vocabulary": kind})


def codes(kind: str, meaning: str) -> Any:
    """A list of codes of the vocabulary; empty where the document states none."""
    return pa.Field(description=meaning, codes_of=kind, metadata={"vocabulary": kind})


def number(
    meaning: str, *, unit: str, nullable: bool = True, least: float | None = None, most: float | None = None
) -> Any:
    """A number in `unit` between `least` and `most`, both allowed."""
    return pa.Field(description=meaning, nullable=nullable, ge=least, le=most, metadata={"unit": unit})


def year(meaning: str) -> Any:
    """A calendar year, where stated."""
    return number(meaning, unit="year", least=1900, most=2100)


def offset(meaning: str) -> Any:
    """A place in documents.text."""
    return number(meaning, unit="code points", nullable=False, least=0)


def flag(meaning: str) -> Any:
    return pa.Field(description=meaning)


def moment(meaning: str) -> Any:
    return pa.Field(description=meaning)


def day(meaning: str) -> Any:
    return pa.Field(description=meaning, nullable=True)


def rule(sentence: str, kept: Callable[[pd.DataFrame], Any]) -> Any:
    """A rule over the columns of one row: `sentence` says it in plain English and ends up in the quarantine.

    `kept` gets the frame and returns a boolean column, in which NA counts as kept. (pandera's own `ignore_na` is off:
    it would pass over every row that has a NULL in any column.)
    """

    def check(_model: Any, rows: pd.DataFrame) -> "pd.Series[bool]":
        return kept(rows).astype("boolean").fillna(True).astype(bool)  # type: ignore[no-any-return]

    return pa.dataframe_check(check, error=sentence, ignore_na=False)


class Table(pa.DataFrameModel):
    """Base of every table: exactly the declared columns, each brought to its type."""

    class Config:
        strict = True
        coerce = True


class Spanned(Table):
    """A table whose rows stand somewhere in documents.text."""

    _span_is_not_empty = rule(
        "char_start lies before char_end",
        lambda rows: rows["char_start"] < rows["char_end"],
    )


class Quoted(Spanned):
    """A table whose rows hold the very words that they were read from."""

    _quote_fills_span = rule(
        "the quote is as long as the place that it was read from",
        lambda rows: rows["quote"].str.len() == rows["char_end"] - rows["char_start"],
    )


def ordered(rows: pd.DataFrame, low: str, high: str) -> Any:
    """Whether `low` is at most `high`; NA where either is not stated."""
    return rows[low] <= rows[high]


def together(rows: pd.DataFrame, one: str, other: str) -> Any:
    """Whether both columns are stated or neither is."""
    return rows[one].isna() == rows[other].isna()
