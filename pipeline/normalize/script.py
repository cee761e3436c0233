"""The door to OpenCC: Traditional to Simplified Chinese, one character for one character.

Only the phrase-free configuration `t2s`: the others may change the length, and every offset with it. Japanese is never
put through it; who decides that is `pipeline.normalize.language`.
"""

import re
from functools import cache

from opencc import OpenCC

_SURROGATES = re.compile("[\ud800-\udfff]")


def to_simplified(text: str) -> str:
    """`text` in Simplified Chinese, of exactly the same length."""
    if _SURROGATES.search(text):  # OpenCC refuses them
        return "".join(_convert_one(character) for character in text)
    converted: str = _converter().convert(text)
    return converted if len(converted) == len(text) else "".join(_convert_one(character) for character in text)


def _convert_one(character: str) -> str:
    if _SURROGATES.match(character):
        return character
    converted: str = _converter().convert(character)
    return converted if len(converted) == 1 else character


@cache
def _converter() -> OpenCC:
    """One converter a process: it can't be pickled, and takes milliseconds to build."""
    return OpenCC("t2s")
