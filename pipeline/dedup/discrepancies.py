"""All that does not agree, as rows of the discrepancies table: collects what the single checks find."""

from collections.abc import Mapping, Sequence

import pandas as pd

from pipeline.dedup.values import Row

DISCREPANCY_DTYPES = {
    "discrepancy_id": "str",
    "kind": "str",
    "study_id": "str",
    "doc_id": "str",
    "field": "str",
    "cause": "str",
    "detail": "str",
    "char_start": "int64",
    "char_end": "int64",
}


def find_discrepancies(frames: Mapping[str, pd.DataFrame], reports_by_study: Mapping[str, Sequence[Row]]) -> list[Row]:
    return []
