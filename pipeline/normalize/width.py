"""Folds the many ways of writing one sign into one, character for character: full width, dashes, what OCR mistook.

Superscripts and circled numbers stay: they mean something. What has to be taken out is the work of `dirt`.
"""

import re
import unicodedata
from functools import cache

# Ranges whose compatibility forms stand for exactly one character: signs of full width, half-width kana, radicals,
# compatibility ideographs. Other ranges hold superscripts and fractions, which NFKC would turn into plain digits.
_RANGES = ((0xFF01, 0xFF9D), (0xFFE0, 0xFFE6), (0x2F00, 0x2FD5), (0xF900, 0xFAD9))
_SIGNS = {
    "\u3000\u00a0\u2002\u2003\u2009\u202f": " ",
    "㊀": " ",  # PDF readers give it for a blank of full width, beside ꎬ and ꎮ
    "㊁": "、",
    "ꎬ": ",",
    "ꎮ": "。",
    "ꎻ": ";",
    "ꎺ": ":",
    "ʌ": "【",
    "ɔ": "】",
    "–—―−‐‑‒﹣─": "-",
    "〜∼˜": "~",
    "∶﹕꞉": ":",
    "﹪": "%",
    "✕✖╳": "×",
    "≦⩽": "≤",
    "≧⩾": "≥",
    "﹤〈": "<",
    "﹥〉": ">",
    "µ": "μ",
    "﹢": "+",
    "﹙": "(",
    "﹚": ")",
    "､": "、",
    "∣│┃║┆┊¦￨": "|",
    "‧•‣": "•",
}


def fold_width(text: str) -> str:
    """`text` with its signs unified, of exactly the same length."""
    return _folded_signs().sub(_fold_sign, text)


def _fold_sign(match: re.Match[str]) -> str:
    return _table()[match[0]]


@cache
def _folded_signs() -> re.Pattern[str]:
    """The signs that change: one in ten of a page, so finding them is faster than `str.translate` of all."""
    return re.compile(f"[{re.escape(''.join(_table()))}]")


@cache
def _table() -> dict[str, str]:
    table = {}
    for first, last in _RANGES:
        for code in range(first, last + 1):
            folded = unicodedata.normalize("NFKC", chr(code))
            if len(folded) == 1 and folded != chr(code):
                table[chr(code)] = folded
    for signs, folded in _SIGNS.items():
        table.update(dict.fromkeys(signs, folded))
    return table
