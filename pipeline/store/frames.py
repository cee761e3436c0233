"""Arrow tables to frames and back, with the types that the models declare. Knows no table and runs no SQL."""

import pandas as pd
import pyarrow as pa

_DTYPES = {
    pa.int32(): pd.Int32Dtype(),
    pa.int64(): pd.Int64Dtype(),
    pa.float64(): pd.Float64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}


def to_frame(table: pa.Table) -> pd.DataFrame:
    """A frame whose numbers are nullable, whose dates are dates and whose lists are lists."""
    frame: pd.DataFrame = table.to_pandas(types_mapper=_DTYPES.get)
    for field in table.schema:
        if pa.types.is_list(field.type):  # pandas gets arrays, which neither compare nor become JSON
            frame[field.name] = pd.Series(table[field.name].to_pylist(), index=frame.index, dtype="object")
    return frame


def to_arrow(frame: pd.DataFrame, schema: pa.Schema) -> pa.Table:
    """The columns of `schema` as Arrow; every kind of missing value becomes NULL."""
    return pa.Table.from_pandas(frame, schema=schema, preserve_index=False)
