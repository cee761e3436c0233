"""The tables in the words of DuckDB and of Arrow, made from the models. Runs nothing and holds no data."""

from typing import Any

import pyarrow as pa

from pipeline.schemas.registry import TABLES, Model, key

_SQL_TYPES = {
    "string[pyarrow]": "TEXT",
    "str": "TEXT",
    "list[str]": "TEXT[]",
    "Int32": "INTEGER",
    "Float64": "DOUBLE",
    "bool": "BOOLEAN",
    "date": "DATE",
    "datetime64[us, UTC]": "TIMESTAMPTZ",
}
_ARROW_TYPES = {
    "TEXT": pa.string(),
    "TEXT[]": pa.list_(pa.string()),
    "JSON": pa.string(),
    "INTEGER": pa.int32(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "TIMESTAMPTZ": pa.timestamp("us", tz="UTC"),
}


def sql_type(column: Any) -> str:
    """The DuckDB type of a pandera column."""
    declared: str | None = (column.metadata or {}).get("sql_type")
    return declared or _SQL_TYPES[str(column.dtype)]


def column_lines(model: Model, *, not_null: bool = True) -> list[str]:
    """The column definitions of a table; `not_null=False` lets rows in that validation has yet to look at."""
    return [
        f"{_name(str(name))} {sql_type(column)}{' NOT NULL' if not_null and not column.nullable else ''}"
        for name, column in model.to_schema().columns.items()
    ]


def create_table(table: str, model: Model, *, within: str = "main") -> str:
    """CREATE TABLE with columns, types, NOT NULL and the primary key. `within`: schema, or database and schema."""
    lines = column_lines(model)
    if key(model):
        lines.append(f"PRIMARY KEY ({', '.join(map(_name, key(model)))})")
    return f"CREATE TABLE {within}.{_name(table)} (\n  " + ",\n  ".join(lines) + "\n)"


def comments(table: str, model: Model, *, within: str = "main") -> list[str]:
    """COMMENT ON the table and on each of its columns."""
    name = f"{within}.{_name(table)}"
    return [
        f"COMMENT ON TABLE {name} IS {_literal(meaning(model))}",
        *(
            f"COMMENT ON COLUMN {name}.{_name(str(column_name))} IS {_literal(column.description or '')}"
            for column_name, column in model.to_schema().columns.items()
        ),
    ]


def meaning(model: Model) -> str:
    """What one row of a table is, in a sentence: the model's docstring."""
    return " ".join((model.__doc__ or "").split())


def arrow_schema(table: str, model: Model | None = None) -> pa.Schema:
    """The Arrow schema of a table; `model` where another than the published one is meant."""
    columns = (model or TABLES[table]).to_schema().columns.items()
    return pa.schema(
        [
            pa.field(str(name), _ARROW_TYPES[sql_type(column)], nullable=bool(column.nullable))
            for name, column in columns
        ]
    )


def _name(name: str) -> str:
    """A name in quotes: `row` and `text` are words of SQL too."""
    return f'"{name}"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
