"""What to take out of a passage before rules see it: things that stand between characters which belong together.

Works on folded text and changes no character itself: it names the places to leave out and the ones to rewrite.
"""

import re
import unicodedata

_HAN = r"\u3400-\u9fff"
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ"
_PINYIN = re.compile(rf"(?<=[{_HAN}])\((?=[a-zü]*[{_TONED}])[a-zü{_TONED}]{{1,6}}\)")
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f"
_BREAKS = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_INVISIBLE = re.compile(f"[{_UNSEEN}]+")
_LINE_BREAK = re.compile(rf"(?<!\s)\s*[{_BREAKS}]\s*")
_SPACED_WORD = re.compile(rf"(?<![{_HAN}])(?P<word>[{_HAN}](?: [{_HAN}]){{2,}})(?![{_HAN}])")
_SPACED_PAIR = re.compile(rf"(?:(?<=[【\[])|^[\d.]* ?)(?P<word>[{_HAN}] {{1,4}}[{_HAN}])(?=[】\]]|$)")
# what both have, and few lines do: to look for a blank first is many times faster
_MAY_BE_SPACED = re.compile(rf" [{_HAN}](?: [{_HAN}]|[】\]]|$)")
_SPACED_POINT = re.compile(r"(?<=[^\s\d.])\d{1,3}\. \d")
# '共 40 例', '随访 12 个月': typists set figures off. Behind 年, 月, 日 the figure is another one's ('2月 15例'), and what stands behind a
# name with a figure is not its unit ('IL-10 升').
_BESIDE_FIGURE = re.compile(
    rf" (?:(?<=[{_HAN}\u3041-\u30ff] )(?<![年月日时] )(?=\d)"
    rf"|(?<=\d )(?<![A-Za-z-]\d )(?<![A-Za-z-]\d\d )(?=[{_HAN}\u3041-\u30ff]))"
)
_NUMBERED = re.compile(r"[\d.]+ ")  # '4.2 急性心肌梗死': the number of a section stays apart
_MACRON = re.compile(" \u0304")  # OCR of a hyphen, as in 'UC ̄MSC'
_VOICED = {"\uff9e": "\u3099", "\uff9f": "\u309a"}
_HALF_WIDTH_KANA = re.compile("[カ-ヂツ-ヅテ-ドハヒフヘホウワヲ][\uff9e\uff9f]")
# without one of these a passage has no dirt but blanks inside words: most passages are clean
_SUSPECT = re.compile(f"[{_UNSEEN}{_BREAKS}{_TONED}\u0304\uff9e\uff9f]")

Change = tuple[int, int, str]
"""[start, end) of the folded text and what stands there in the view: '' or one character."""


def changes(folded: str, *, in_table: bool) -> list[Change]:
    """The places of a passage that the view leaves out or rewrites, in order, never overlapping.

    `in_table`: blanks between words part cells there, so spaced words are left alone.
    """
    blanks = [] if in_table or " " not in folded else _spaced(folded)
    if not _SUSPECT.search(folded):
        return blanks
    found: list[Change] = [(m.start(), m.end(), "") for m in _INVISIBLE.finditer(folded)]
    found += [(m.start(), m.end(), "") for m in _PINYIN.finditer(folded)]
    found += [(m.start(), m.end(), _between(folded, m)) for m in _LINE_BREAK.finditer(folded)]
    found += [(m.start(), m.end(), "-") for m in _MACRON.finditer(folded)]
    for match in _HALF_WIDTH_KANA.finditer(folded):
        composed = unicodedata.normalize("NFC", match[0][0] + _VOICED[match[0][1]])
        if len(composed) == 1:
            found.append((match.start(), match.end(), composed))
    return _without_overlap(sorted(found + blanks))


def without_unseen(folded: str) -> str:
    """A text without the characters that nobody sees: for looks at a line that need no places."""
    return _INVISIBLE.sub("", folded) if _INVISIBLE.search(folded) else folded


def _spaced(folded: str) -> list[Change]:
    """Blanks inside letter-spaced words and, where a text does it twice, after decimal points."""
    blanks: set[int] = set()
    if _MAY_BE_SPACED.search(folded):
        words = [*_SPACED_WORD.finditer(folded), *_SPACED_PAIR.finditer(folded)]
        blanks |= {m.start("word") + i for m in words for i, character in enumerate(m["word"]) if character == " "}
    points = list(_SPACED_POINT.finditer(folded)) if folded.count(". ") >= 2 else []
    if len(points) >= 2:
        blanks |= {m.end() - 2 for m in points}
    numbered = _NUMBERED.match(folded)
    blanks |= {m.start() for m in _BESIDE_FIGURE.finditer(folded, numbered.end() if numbered else 0)}
    return [(place, place + 1, "") for place in sorted(blanks)]


def _between(folded: str, line_break: re.Match[str]) -> str:
    """A blank where two Latin words meet over a line break, nothing elsewhere."""
    before, after = folded[line_break.start() - 1 : line_break.start()], folded[line_break.end() : line_break.end() + 1]
    return " " if before.isascii() and before.isalpha() and after.isascii() and after.isalpha() else ""


def _without_overlap(found: list[Change]) -> list[Change]:
    kept: list[Change] = []
    for change in found:
        if not kept or change[0] >= kept[-1][1]:
            kept.append(change)
    return kept
