"""Cuts a page into passages and says what kind each is: heading, paragraph, list item, table, reference, boilerplate.

A passage is a line as its writer meant it. The kinds are read off folded text (`Piece.folded`), which has a character
for each character of the source, so a place in it is a place in the source.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.lexicon.page_rules import PageRule, page_rules
from pipeline.normalize.language import JAPANESE, passage_languages
from pipeline.normalize.lines import logical_lines
from pipeline.normalize.script import to_simplified
from pipeline.normalize.tables import ends_standing_body, header_columns, is_row, standing_head
from pipeline.normalize.width import fold_width

HEADING = "heading"
PARAGRAPH = "paragraph"
LIST_ITEM = "list_item"
TABLE_HEADER = "table_header"
TABLE_ROW = "table_row"
REFERENCE = "reference"
BOILERPLATE = "boilerplate"

_OUTER = " \t\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_LONGEST_BOILERPLATE = 160
_LONGEST_CONTACT = 40
_LONGEST_HEADING = 44
_LONGEST_PLAIN_HEADING = 26
_LONGEST_LINK = 40
_LONGEST_SIGN_CELL = 4  # a dash or a ditto mark fills a cell of a table
_SENTENCE_END = re.compile(r"[。!?;…][」』”\")】]?$")
_TOLD = re.compile(r"[。;]|[,、](?=.*[,、])|±|[<>=]\s*0\.\d|\d\s*(?:%|例|名|mg|g/)")
_UNIT_END = re.compile(r"\((?:%|[^()\u3400-\u9fff]{1,20})\)$")
_HAN = re.compile(r"[\u3400-\u9fff\u3041-\u30ff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage before the view is built: its place in the source, and its text folded character for character."""

    kind: str
    language: str
    start: int
    end: int
    folded: str


def cut(text: str) -> list[Piece]:
    """The passages of a text in order: they never overlap, hold no outer blanks, and leave out nothing but blanks."""
    lines = logical_lines(text)
    languages = passage_languages([text[line.start : line.end] for line in lines])
    pieces = []
    for line, language in zip(lines, languages, strict=True):
        folded = fold(text[line.start : line.end], language)
        inner = folded.strip(_OUTER)
        if inner:
            start = line.start + len(folded) - len(folded.lstrip(_OUTER))
            pieces.append(Piece(PARAGRAPH, language, start, start + len(inner), inner))
    kinds = _Labeller([piece.folded for piece in pieces]).kinds()
    return [
        Piece(kind, piece.language, piece.start, piece.end, piece.folded)
        for kind, piece in zip(kinds, pieces, strict=True)
    ]


def fold(text: str, language: str) -> str:
    """`text` as rules see it, character for character: Simplified Chinese (Japanese left Japanese), signs unified."""
    folded = fold_width(text)
    return folded if language == JAPANESE else to_simplified(folded)


def is_boilerplate(line: str) -> PageRule | None:
    """The rule by which a folded line serves the site and not the reader; None where it is told text."""
    if len(line) > _LONGEST_BOILERPLATE:
        return None
    short = len(line) <= _LONGEST_CONTACT
    for rule in page_rules("boilerplate"):
        if (short or rule.weight > 0) and rule.regex.search(line):
            return rule
    return None


class _Labeller:
    """Walks the lines of a page once; what a line is depends on the list or table that is open."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.in_references = False
        self.in_links = False
        self.columns = 0  # of the table that is open, one row a line
        self.head_left = 0  # lines of a standing head still to come
        self.in_standing_body = False

    def kinds(self) -> list[str]:
        return [self._kind(index, line) for index, line in enumerate(self.lines)]

    def _kind(self, index: int, line: str) -> str:
        table = self._table_kind(index, line)
        if table is not None:
            self.in_references = self.in_links = False
            return table
        rule = is_boilerplate(line)
        if rule is not None:
            self.in_links = rule.code == "related" or self.in_links
            self.in_references = False
            return BOILERPLATE
        if self.in_links and len(line) <= _LONGEST_LINK and not _SENTENCE_END.search(line):
            return BOILERPLATE
        self.in_links = False
        return self._reference_kind(line) or self._prose_kind(index, line)

    def _table_kind(self, index: int, line: str) -> str | None:
        if self.head_left:
            self.head_left -= 1
            self.in_standing_body = not self.head_left
            return TABLE_HEADER
        head = standing_head(self.lines[index : index + 24])
        if head:
            self.head_left = head - 1
            return TABLE_HEADER
        if self.in_standing_body:
            if not (ends_standing_body(line) or (len(line) > _LONGEST_SIGN_CELL and is_boilerplate(line))):
                return TABLE_ROW
            self.in_standing_body = False
        columns = header_columns(line)
        if columns is not None:
            self.columns = len(columns)
            return TABLE_HEADER
        if self.columns:
            if is_row(line, self.columns) and _marker(line) is None:
                return TABLE_ROW
            self.columns = 0
        return None

    def _reference_kind(self, line: str) -> str | None:
        codes = {rule.code for rule in page_rules("references") if rule.regex.search(line)}
        if "heading" in codes:
            self.in_references = True
            return HEADING
        if "entry" in codes:
            return REFERENCE
        if self.in_references and "entry_in_list" in codes:
            return REFERENCE
        self.in_references = False
        return None

    def _prose_kind(self, index: int, line: str) -> str:
        marker = _marker(line)
        told = bool(_TOLD.search(line)) or bool(_SENTENCE_END.search(line))
        if marker is not None and marker.code == "section":
            if len(line) <= _LONGEST_HEADING and not told:
                return HEADING
            return PARAGRAPH
        if marker is not None:
            short = len(line) <= _LONGEST_PLAIN_HEADING and not told and self._opens_text(index)
            return HEADING if short and marker.id != "page.heading.bullet" else LIST_ITEM
        if not told and self._is_plain_heading(index, line):
            return HEADING
        return PARAGRAPH

    def _is_plain_heading(self, index: int, line: str) -> bool:
        """A short line without a mark that is followed by longer text; the page's title may be longer."""
        if _UNIT_END.search(line) or len(_HAN.findall(line)) < 2:
            return False
        longest = _LONGEST_HEADING if not any(len(before) > _LONGEST_HEADING for before in self.lines[:index]) else 0
        return len(line) <= max(longest, _LONGEST_PLAIN_HEADING) and (bool(longest) or self._opens_text(index))

    def _opens_text(self, index: int) -> bool:
        following = self.lines[index + 1] if index + 1 < len(self.lines) else ""
        return len(following) > max(1.5 * len(self.lines[index]), 20)


def _marker(line: str) -> PageRule | None:
    return next((rule for rule in page_rules("headings") if rule.regex.search(line)), None)
