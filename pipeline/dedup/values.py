"""Table cells as plain Python values, and rows as typed frames again.

Frames come from a store and from tests with differing dtypes; everything in this part works on dicts whose missing
values are None and whose lists are lists. What a column means does not belong here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

Row = dict[str, Any]


def plain(value: Any) -> Any:
    """A cell as a Python value: None for every kind of missing, a list for every kind of sequence."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(item) for item in value]
    if pd.isna(value):
        return None
    return value.item() if isinstance(value, np.generic) else value


def rows_of(frame: pd.DataFrame | None) -> list[Row]:
    """The rows of a frame as dicts; an absent frame has none."""
    if frame is None or frame.empty:
        return []
    columns = [[plain(cell) for cell in frame[name]] for name in frame.columns]
    return [dict(zip(frame.columns, cells, strict=True)) for cells in zip(*columns, strict=True)]


def grouped(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    """Rows by the value of one column, in the order given."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return groups


def frame_of(rows: Sequence[Row], dtypes: Mapping[str, str]) -> pd.DataFrame:
    """A frame with exactly the columns of `dtypes`, in their order; an empty one keeps its dtypes.

    A column missing from a row is a missing value; `object` columns hold lists.
    """
    columns = {name: pd.Series([row.get(name) for row in rows], dtype=dtype) for name, dtype in dtypes.items()}
    return pd.DataFrame(columns)
