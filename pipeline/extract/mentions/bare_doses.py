"""Figures without a unit that count cells: '2×10⁸ ×4', '1×10^8/次', '1.5亿/次'.

Figures with a unit are `pipeline.extract.mentions.figures`; what an arm got is `pipeline.extract.fields.treatment`.
"""

import re

_FEWEST, _MOST = 1e5, 9e8  # a billion without a unit may be platelets in a litre
_POWER = re.compile(r"[×xX*✕╳·] ?10|[\^乗⁵⁶⁷⁸]")
_EACH = re.compile(r"[亿億万] ?/ ?[次回针針袋膝]")  # '1.5亿/次'
_LETTER_BEHIND = re.compile(r" ?(?!MSC|ADSC|cell|Cell)[A-Za-zμ/](?<!/)| ?/ ?(?![次回针針袋])|[\d%]")
_OF_VIRUS = re.compile(
    r"DNA|RNA|病毒|拷贝|滴度|载量|ウイルス|コピー|菌|红细胞|白细胞|血小板|WBC|RBC|PLT", re.IGNORECASE
)
_REACH = 14


def cells_until(text: str, start: int, end: int, value: float) -> int | None:
    """Where the dose of cells ends that a figure without a unit, text[start:end], is; None where it counts something else."""
    if not _FEWEST <= value < _MOST:
        return None
    each = _EACH.match(text, end - 1)
    if not (each or _POWER.search(text, start, end)) or _LETTER_BEHIND.match(text, end):
        return None
    if _OF_VIRUS.search(text, max(0, start - _REACH), start):
        return None
    return each.end() if each else end
