"""Reads the entries of a page's reference lists.

Entries come in the styles of GB/T 7714 (`[J].`), Vancouver, APA and Japanese lists, mixed within one page. Which
passages are references is decided in `normalize`; the marks that point at entries are `citation_marks`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.lexicon.page_rules import page_rules
from pipeline.records import Page, Span

Place = tuple[int, int]

_HAN = r"\u4e00-\u9fff々"
_YEAR = r"(?<!\d)(?<!\d-)(?:19[5-9]\d|20[0-4]\d)(?!\d|-\d{3})"  # not the first or last page of '1998-2003'
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

# Labels: '[3]', '(3)', '③', '3.', '3)', and '3 ' before a word.
_LABEL = re.compile(
    rf"\[(?P<square>\d{{1,3}})\]|\((?P<round>\d{{1,3}})\)|(?P<circled>[{_CIRCLED}])"
    r"|(?P<stop>\d{1,3})[.、)](?!\d)|(?P<bare>\d{1,3})\s+(?=[^\W\d])"
)
_INNER_LABEL = re.compile(
    rf"\[(?P<square>\d{{1,3}})\]|(?P<circled>[{_CIRCLED}])|(?<=[.。;]\s)(?P<stop>\d{{1,3}})[.、)](?=\s*[^\W\d])"
)
_WIDEST_GAP = 10  # pages leave entries out of a list, but a label far on is a volume or a page
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>,;。、]+")
_DOI_SIGN = re.compile(rf"(?:\bdoi\s*[:.]?\s*)?(?:{_LINK.pattern}|{_DOI.pattern})", re.IGNORECASE)
_KIND = re.compile(r"\s*[\[〔](?P<kind>J|M|D|C|N|P|S|R|A|Z|G|EB|DB|CP)(?:/[A-Z]{2})?[\]〕]\s*[.,:。]?\s*")
_LOOKS_CITED = re.compile(rf"{_YEAR}|\bet al\b|{_KIND.pattern}")

_SURNAME = r"(?:(?:[a-z]{1,3}|von|[DLV][aeiou]n?|El|Al)[ '’])*[A-Z][^\W\d_]*(?:['’-][^\W\d_]+)*"
_NAMES = (
    rf"{_SURNAME}(?: {_SURNAME})?,\s?(?:[A-Z]\.[ -]?){{1,4}}",  # Li, A. B.
    rf"{_SURNAME}(?: {_SURNAME})?\s(?:[A-Z]\.[ -]?){{1,4}}(?=\s*[,;&(])",  # Li A. B. (2011)
    rf"{_SURNAME}(?: {_SURNAME})?\s[A-Z]{{1,3}}(?=\s*(?:[,.;:&(]|et\b|and\b|等|$))",  # Li AB
    rf"{_SURNAME}(?=,?\s+et al\b)",  # Li et al.
    rf"[{_HAN}][{_HAN}×·]{{1,3}}(?=\s*(?:[,、;.:。(「]|等|ら|ほか|他))",
    rf"[{_HAN}]{{1,3}} [{_HAN}]{{1,3}}(?=\s*(?:[,、;.:。(「]|ら|ほか|他))",
    rf"[{_HAN}]{{3,30}}(?:学会|分会|协会|協会|委员会|委員会|研究会|学组|协作组|工作组|中心|研究班)(?=\s*[,、;.:。])",
)
_AUTHOR = re.compile("|".join(f"(?:{name})" for name in _NAMES))
_AND = re.compile(r"\s*(?:[,、;]\s*(?:&|and\b)?|&|and\b)\s*")
_OTHERS = re.compile(r"\s*[,、]?\s*(?:et al\b|等|ら|ほか|他)(?=[\s.,:、。;(「]|$)")
_AFTER_AUTHORS = re.compile(r"[\s.,:;。、]*")
_YEAR_NEXT = re.compile(rf"(?:\((?P<round>{_YEAR})[a-z]?\)|(?P<plain>{_YEAR})年?(?=[\s.,。:]|$))[\s.,。:]*")

_QUOTED = re.compile(r"[「“\"](?P<title>[^」”\"]{4,})[」”\"][\s.,、]*(?:『(?P<journal>[^』]+)』)?")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
# Where a journal's name ends: at a year, or at a volume with its issue or its pages.
_VOLUME = re.compile(
    r"[\s,.]+(?:Vol\.?\s*)?\d{1,4}\s*(?:\([^()]{1,12}\)\s*[:,;]?|[:,]\s*[A-Z]?\d+)" r"|[\s,]*第?\d{1,4}\s*[巻卷]"
)
_LOCATOR = re.compile(
    rf"[\s,.:;]*(?:\({_YEAR}[a-z]?\)|{_YEAR}(?:年(?!版)|(?=\s*(?:[;,:.()]|{_MONTH}\b|$))))|{_VOLUME.pattern}"
)
_PROSE = re.compile(rf"[^\W\d_{_HAN}]{{3,}}(?:\s+[^\W\d_]{{2,}}){{3}}|[{_HAN}]{{8}}")
_SENTENCE_END = re.compile(
    r"[.?!。]\s+|(?<=[^\W\dA-Z])[.。](?=[A-Z\u3040-\u9fff])|(?<=[\u3040-\u9fff])[.。](?=[\u3040-\u9fff])"
)
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z]{0,6}(?: [A-Z][A-Za-z]{0,6}){0,2}")
_CAPITALISED = re.compile(r"[A-Z][\w-]*(?: (?:[A-Z&][\w-]*|and|of)){0,5}")


@dataclass(frozen=True, slots=True)
class CitationEntry:
    """One entry of a reference list. `span` and the spans in `fields` are code points of the document's text.

    `raw` is the document's slice, label included. `fields` says for each of `label`, `first_author`, `title`,
    `journal`, `year` and `doi` that is not None where it was read.
    """

    label: str | None
    raw: str
    first_author: str | None
    title: str | None
    journal: str | None
    year: int | None
    doi: str | None
    span: Span
    fields: dict[str, Span]


@dataclass(slots=True)
class _Piece:
    """A stretch [start, end) of the view that holds one entry; its label ends at `body`."""

    number: int | None
    start: int
    body: int
    end: int


def read_citations(page: Page) -> list[CitationEntry]:
    """The entries of the page's reference passages, in the order of the text. A web address alone is no entry."""
    return [_entry(page, piece) for lines in _lists(page) for piece in _pieces(page.view.text, lines)]


def _lists(page: Page) -> Iterator[list[Place]]:
    """The lines of the view, list by list; reference passages that follow each other are one list."""
    lines: list[Place] = []
    last = None
    for passage in page.passages:
        if passage.kind != "reference":
            continue
        if last is not None and passage.ordinal != last + 1:
            yield lines
            lines = []
        last = passage.ordinal
        start = passage.view_start
        for line in page.view.text[passage.view_start : passage.view_end].splitlines(keepends=True):
            if line.strip():
                lines.append(_trim(page.view.text, start, start + len(line), " \t\r\n"))
            start += len(line)
    yield lines


def _pieces(view: str, lines: list[Place]) -> list[_Piece]:
    """The entries of one list."""
    pieces: list[_Piece] = []
    awaits_doi = False
    for index, (start, end) in enumerate(lines):
        line = view[start:end]
        before = pieces[-1] if pieces else None
        if _DOI_SIGN.fullmatch(line):
            # after the last entry it may be the page's own, unless entries of this list end so
            inside = index + 1 < len(lines) or awaits_doi
            if before and inside and _DOI.search(line) and not _DOI.search(view, before.body, before.end):
                before.end, awaits_doi = end, True
            continue
        label = _LABEL.match(line)
        number = _follows(label, before.number if before else None) if label else None
        if label and number is not None:
            pieces.append(_Piece(number, start, start + label.end(), end))
            _split(view, pieces)
        elif before and _goes_on(view[before.body : before.end], line):
            before.end = end
        elif _LOOKS_CITED.search(line):
            pieces.append(_Piece(None, start, start, end))
    return [piece for piece in pieces if re.search(r"[^\W\d_]", view[piece.body : piece.end])]


def _follows(label: re.Match[str], last: int | None) -> int | None:
    """The label's number where it can come after the label `last`; a bare number must be the very next."""
    told = next(part for part in label.groups() if part)
    number = _CIRCLED.index(told) + 1 if told in _CIRCLED else int(told)
    if label.lastgroup == "bare":
        return number if number == (last or 0) + 1 else None
    fits = last is None or number == 1 or last < number <= last + _WIDEST_GAP
    return number if fits else None


def _split(view: str, pieces: list[_Piece]) -> None:
    """Part the last piece where the next label stands within its line."""
    piece = pieces[-1]
    for label in _INNER_LABEL.finditer(view, piece.body, piece.end):
        if piece.number is not None and _follows(label, piece.number) == piece.number + 1:
            end = piece.end
            _, piece.end = _trim(view, piece.start, label.start(), " ;；")
            piece = _Piece(piece.number + 1, label.start(), label.end(), end)
            pieces.append(piece)


def _goes_on(entry: str, line: str) -> bool:
    """Does a line without a label go on with the entry before it?"""
    complete = re.search(_YEAR, entry) and re.search(r"[.。\d]$", entry[-2:])
    return not complete or not line[0].isalpha() or line[0].islower()


def _entry(page: Page, piece: _Piece) -> CitationEntry:
    text = page.view.text[piece.body : piece.end]
    places = {name: (piece.body + start, piece.body + end) for name, (start, end) in _read_fields(text).items()}
    if piece.number is not None:
        places["label"] = _trim(page.view.text, piece.start, piece.body, "[]().、 \t")
    fields = {name: page.view.span(*place) for name, place in places.items()}
    words = {name: _words(page.document.text[span.start : span.end]) for name, span in fields.items()}
    span = page.view.span(piece.start, piece.end)
    return CitationEntry(
        label=None if piece.number is None else str(piece.number),
        raw=page.document.text[span.start : span.end],
        first_author=words.get("first_author"),
        title=words.get("title"),
        journal=words.get("journal"),
        year=int(page.view.text[slice(*places["year"])]) if "year" in places else None,
        doi=page.view.text[slice(*places["doi"])].lower() if "doi" in places else None,
        span=span,
        fields=fields,
    )


_LINE_IN_HAN = re.compile(rf"(?<=[{_HAN}])\s*\n\s*(?=[{_HAN}])")


def _words(text: str) -> str:
    """A field as one line: a line's end between ideographs is nothing, elsewhere it is a blank."""
    return " ".join(_LINE_IN_HAN.sub("", text).split())


def _read_fields(text: str) -> dict[str, Place]:
    """Where the parts of an entry stand in its text (label taken off)."""
    found: dict[str, Place] = {}
    if doi := _DOI.search(text):
        end = doi.end()
        while text[end - 1] in ".:)]" and not (text[end - 1] == ")" and "(" in text[doi.start() : end]):
            end -= 1
        found["doi"] = (doi.start(), end)
    entry = text
    # addresses hold figures that look like years and volumes
    text = _DOI_SIGN.sub(lambda match: " " * len(match[0]), text)
    at = _read_authors(text, found)
    if year := _YEAR_NEXT.match(text, at):
        found["year"] = year.span("round" if year["round"] else "plain")
        at = year.end()
    quoted, kind = _QUOTED.match(text, at), _KIND.search(text, at)
    if quoted:
        found["title"] = quoted.span("title")
        if quoted["journal"]:
            found["journal"] = quoted.span("journal")
        at = quoted.end()
    elif kind:
        found["title"] = (at, kind.start())
        at = kind.end()
    locator = next((place for place in _LOCATOR.finditer(text, at) if not _PROSE.search(text, place.end())), None)
    end = locator.start() if locator else len(text)
    if locator and "year" not in found and (plain := re.compile(_YEAR).search(text, locator.start())):
        found["year"] = plain.span()
    if quoted or kind:
        if "journal" not in found and not (kind and kind["kind"] != "J"):
            found["journal"] = (at, end)
    else:
        has_volume = bool(locator and _VOLUME.search(text, locator.start()))
        _read_title_and_journal(text, at, end, bool(locator), has_volume and "first_author" in found, found)
    trimmed = {name: _trim(entry, *place, " \t\r\n.,;:。、") for name, place in found.items()}
    return {name: (start, end) for name, (start, end) in trimmed.items() if end > start}


def _read_authors(text: str, found: dict[str, Place]) -> int:
    """Fill in the first author; the place where the authors end (0 where none opens the entry)."""
    start = len(text) - len(text.lstrip())
    author = _AUTHOR.match(text, start)
    if not author:
        return start
    found["first_author"] = author.span()
    while author:
        at = author.end()
        separator = None if _OTHERS.match(text, at) else _AND.match(text, at)
        author = _AUTHOR.match(text, separator.end()) if separator else None
    if others := _OTHERS.match(text, at):
        at = others.end()
    after = _AFTER_AUTHORS.match(text, at)
    return after.end() if after else at


def _read_title_and_journal(
    text: str, start: int, end: int, located: bool, cited: bool, found: dict[str, Place]
) -> None:
    """Part `text[start:end]`, which holds a title, a journal or both.

    `located`: a year or a volume comes next. `cited`: an author stands before and a volume comes next, so that what
    stands alone is the journal.
    """
    start, end = _trim(text, start, end, " \t\r\n.,;:。、")
    cuts = [match for match in _SENTENCE_END.finditer(text, start, end) if match.end() < end]
    sentences = list(zip([start, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), end], strict=True))
    while len(sentences) > 1 and located and _ABBREVIATION.fullmatch(text, *sentences[-2]):
        sentences[-2:] = [(sentences[-2][0], end)]  # 'N. Engl. J. Med'
    first, last = sentences[0], sentences[-1]
    if len(sentences) > 1 and (located or _is_journal(text[slice(*last)])):
        found["title"], found["journal"] = (start, sentences[-2][1]), last
    elif len(sentences) > 1 and _is_journal(text[slice(*first)]):
        found["title"], found["journal"] = (sentences[1][0], end), first
    elif cited or _is_journal(text[start:end]) or (located and _CAPITALISED.fullmatch(text, start, end)):
        found["journal"] = (start, end)
    else:
        found["title"] = (start, end)


def _is_journal(name: str) -> bool:
    return any(rule.regex.search(name) for rule in page_rules("journals"))


def _trim(text: str, start: int, end: int, signs: str) -> Place:
    """[start, end) without the given signs at its ends."""
    while start < end and text[start] in signs:
        start += 1
    while end > start and text[end - 1] in signs:
        end -= 1
    return start, end
