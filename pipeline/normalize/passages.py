"""Cuts a page into passages and says what kind each is: heading, paragraph, list item, table, reference, boilerplate.

A passage is a line as its writer meant it. The kinds are read off folded text (`Piece.folded`), which has a character
for each character of the source, so a place in it is a place in the source.
"""

import re
from collections.abc import Sequence

from pipeline.lexicon.page_rules import PageRule, RulesByName, rules_by_line
from pipeline.normalize.columns import HEAD, RULE
from pipeline.normalize.dirt import without_unseen
from pipeline.normalize.language import JAPANESE, passage_languages
from pipeline.normalize.lines import logical_lines
from pipeline.normalize.script import to_simplified
from pipeline.normalize.tables import table_parts
from pipeline.normalize.width import fold_width
from pipeline.records import record

HEADING = "heading"
PARAGRAPH = "paragraph"
LIST_ITEM = "list_item"
TABLE_HEADER = "table_header"
TABLE_ROW = "table_row"
REFERENCE = "reference"
BOILERPLATE = "boilerplate"

_RULES = ("boilerplate", "commercial", "headings", "references", "table_headers")
_OUTER = " \t\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_LONGEST_BOILERPLATE = 160
_LONGEST_SHORT = 60
_LONGEST_HEADING = 44
_LONGEST_PLAIN_HEADING = 26
_LATIN_WIDTH = 0.4  # of a Han character: titles in Latin letters are longer and say no more
_LONGEST_LINK = 40
_SENTENCE_END = re.compile(r"[。!;…,、][」』”\")】]?$")
_STATEMENT = re.compile(r"[。;±%]|[<>=]\s*0\.\d|\d\s*(?:mg|g/|/kg)")
_COUNT = re.compile(r"\d\s*(?:例|名|人)")
_LISTING = re.compile(r"[,、].*[,、]")
# short lines that tell something: a finding of nothing, a time, phrases parted by blanks as on forums
_PHRASE = re.compile(r"^(?:无|没有|未|均|共|全)|^\d+\s*(?:天|周|个月|年)|[\u3400-\u9fff] [\u3400-\u9fff]")
_ASKED = re.compile(r"^(?:[问答QA]|追[问答])\d*\s*[::.\s]")
_BULLET = re.compile(r"[•·・▸►-] ?\S")
_UNIT_END = re.compile(r"\((?:%|[^()\u3400-\u9fff]{1,20})\)$")
_BARRED = re.compile(r"\|.*\|")  # a row of a table that is read line by line
_TWO_HAN = re.compile(r"[\u3400-\u9fff\u3041-\u30ff][^\u3400-\u9fff\u3041-\u30ff]*[\u3400-\u9fff\u3041-\u30ff]")


@record
class Piece:
    """A passage before the view is built: its place in the source, and its text as rules see it.

    `folded`: character for character, in Simplified Chinese (Japanese left Japanese), signs unified. `rules`: those about
    pages that can match in it, by the name of their file.
    """

    kind: str
    language: str
    start: int
    end: int
    folded: str
    rules: RulesByName


def cut(text: str) -> list[Piece]:
    """The passages of a text in order: they never overlap, hold no outer blanks, and leave out nothing but blanks."""
    lines = logical_lines(text)
    languages = passage_languages([text[line.start : line.end] for line in lines])
    # the whole page at once, each line's part taken out of it: no phrase that OpenCC knows runs over a line break
    as_japanese = fold_width(text)
    as_chinese = to_simplified(as_japanese)
    told: list[tuple[str, int, str]] = []
    seen: list[str] = []
    for line, language in zip(lines, languages, strict=True):
        folded = (as_japanese if language == JAPANESE else as_chinese)[line.start : line.end]
        inner = folded.strip(_OUTER)
        visible = without_unseen(inner)
        if visible.strip():
            seen.append(visible)
            start = line.start + len(folded) - len(folded.lstrip(_OUTER))
            told.append((language, start, inner))
    rules = rules_by_line(_RULES, seen)
    kinds = _Labeller(seen, rules).kinds()
    return [
        Piece(kind, language, start, start + len(inner), inner, possible)
        for kind, possible, (language, start, inner) in zip(kinds, rules, told, strict=True)
    ]


def _boilerplate(line: str, rules: Sequence[PageRule]) -> PageRule | None:
    """The rule by which a folded line serves the site and not the reader; None where it is told text."""
    if len(line) > _LONGEST_BOILERPLATE:
        return None
    tells = "。" in line and len(line) > _LONGEST_SHORT
    least = 2 if tells else 1 if len(line) > _LONGEST_SHORT else 0
    for rule in rules:
        if rule.weight >= least and rule.regex.search(line):
            return rule
    return None


class _Labeller:
    """Walks the lines of a page once; what a line is depends on the list that is open."""

    def __init__(self, lines: Sequence[str], rules: Sequence[RulesByName]) -> None:
        """`rules`: of each line those that can match in it."""
        self.lines = lines
        self.rules = rules
        # titles stand before the first long line; a page without one gives no such hint
        self.text_starts = next((i for i, line in enumerate(lines) if len(line) > _LONGEST_HEADING), 0)
        self.in_references = False
        self.in_links = False
        self.table_parts = table_parts(lines, self._boilerplate, lambda index: self.rules[index]["table_headers"])

    def kinds(self) -> list[str]:
        return [self._kind(index, line) for index, line in enumerate(self.lines)]

    def _kind(self, index: int, line: str) -> str:
        part = self.table_parts[index]
        if part is not None:
            self.in_references = self.in_links = False
            return TABLE_HEADER if part == HEAD else BOILERPLATE if part == RULE else TABLE_ROW
        rule = self._boilerplate(index)
        if rule is not None:
            self.in_links = rule.code == "related" or self.in_links
            self.in_references = False
            return BOILERPLATE
        if self.in_links and len(line) <= _LONGEST_LINK and not line.endswith("。"):
            return BOILERPLATE
        self.in_links = False
        return self._reference_kind(index, line) or self._prose_kind(index, line)

    def _boilerplate(self, index: int) -> PageRule | None:
        return _boilerplate(self.lines[index], self.rules[index]["boilerplate"])

    def _marker(self, index: int) -> PageRule | None:
        line = self.lines[index]
        return next((rule for rule in self.rules[index]["headings"] if rule.regex.search(line)), None)

    def _reference_kind(self, index: int, line: str) -> str | None:
        codes = {rule.code for rule in self.rules[index]["references"] if rule.regex.search(line)}
        if "heading" in codes:
            self.in_references = True
            return HEADING
        if "entry" in codes and not (self._is_told_below(index) and not self.in_references):
            return REFERENCE
        if self.in_references and "entry_in_list" in codes:
            return REFERENCE
        self.in_references = False
        return None

    def _is_told_below(self, index: int) -> bool:
        """'3) Shi L et al. … 2021' over '・100例、…': a paper's name over what is told of it, no entry of a list of references."""
        following = self.lines[index + 1] if index + 1 < len(self.lines) else ""
        return _BULLET.match(following) is not None

    def _prose_kind(self, index: int, line: str) -> str:
        if _BARRED.fullmatch(line):
            return LIST_ITEM if re.search(r"\w", line) else BOILERPLATE
        marker = self._marker(index)
        if marker is None:
            return HEADING if self._is_plain_heading(index, line) else PARAGRAPH
        if marker.code in ("field", "told"):
            return LIST_ITEM if marker.code == "field" else PARAGRAPH
        length = _visual_length(line)
        told = bool(_STATEMENT.search(line) or _SENTENCE_END.search(line))
        opens = length <= _LONGEST_PLAIN_HEADING and self._opens_text(index)
        if marker.code == "section":
            listing = marker.weight == 1 and (_COUNT.search(line) or _LISTING.search(line))
            return HEADING if not told and (opens or (length <= _LONGEST_HEADING and not listing)) else PARAGRAPH
        # a numbered or bulleted line is an item of a list, unless it is short and names what follows
        short = opens and not told and not _COUNT.search(line) and marker.id != "page.heading.bullet"
        return HEADING if short else LIST_ITEM

    def _is_plain_heading(self, index: int, line: str) -> bool:
        """A short line without a mark that names what follows; before the text begins it is longer: the title."""
        if len(line) * _LATIN_WIDTH > _LONGEST_HEADING:
            return False  # most lines: too long for any script
        if _UNIT_END.search(line) or not _TWO_HAN.search(line) or _ASKED.search(line):
            return False
        if _STATEMENT.search(line) or _SENTENCE_END.search(line):
            return False
        length = _visual_length(line)
        if index <= self.text_starts:
            return length <= _LONGEST_HEADING
        counts = _COUNT.search(line) or _LISTING.search(line) or _PHRASE.search(line)
        return length <= _LONGEST_PLAIN_HEADING and not counts and self._opens_text(index)

    def _opens_text(self, index: int) -> bool:
        following = self.lines[index + 1] if index + 1 < len(self.lines) else ""
        return len(following) > max(1.5 * len(self.lines[index]), 20)


def _visual_length(line: str) -> float:
    """The length of a line in Han characters; of a line that is too long for a heading in any script, at least so much."""
    if len(line) * _LATIN_WIDTH > _LONGEST_HEADING + 1:
        return len(line) * _LATIN_WIDTH
    return sum(_LATIN_WIDTH if character.isascii() else 1 for character in line)
