"""Facts that are names: products that were approved, patents by their number, guidelines and consensus papers by their title.

An approval of a trial, an application, an orphan designation is no approval; a patent without its number and a guideline
without its title name nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.facts.place import FactFound, Place
from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.sentences import Stretch
from pipeline.lexicon.load import TermHit

_MARKED = re.compile(
    r"(?P<name>(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9-]{2,24}|[ァ-ヴー]{3,16}) ?[®™]|[「“\"《](?P<quoted>[一-鿿]{2,10}注射液)[」”\"》]"
)
_PATENT = re.compile(
    r"ZL ?(?:19|20) ?\d ?\d ?\d[\d ]{7,12}\. ?[\dX]|CN ?\d{7,9} ?[BCUY](?![A-Za-z0-9])|特许第? ?\d{7}号?|特許第? ?\d{7}号?"
    r"|US ?\d{1,2},?\d{3},?\d{3} ?B[12](?![A-Za-z0-9])|(?<=专利号)[: 为是]{0,3}\d{12,13}\. ?[\dX]"
)
_TITLE = re.compile(
    r"[《「『〈](?P<title>[^《》「」『』〈〉\n]{4,60})[》」』〉]",
)
_TITLE_YEAR = re.compile(r"(?:19|20)\d\d")
_NO_APPROVAL = ("regulatory_step", "projection", "trials", "market")


def product_approval(place: Place) -> Iterator[FactFound]:
    """A cell product that an office approved: 'A®在欧盟(2018年获批上市)'; one approval for each country and year."""
    known: set[tuple[object, ...]] = set()
    for word in place.said("approval", place.sentence.start, place.sentence.end):
        clause = place.reach(word.start)
        if place.said(_NO_APPROVAL, clause.start, clause.end):
            continue
        subject = _product(place, word)
        region, year = place.region(word.start, ("region", "office")), place.year(word.start)
        key = (subject and subject.value, region and region.value, year and year.value)
        if subject is None or (region is None and year is None) or key in known:
            continue
        known.add(key)
        yield place.fact("product_approval", word, subject, None, region, year)


def _product(place: Place, word: TermHit) -> Found | None:
    """The product named last before the word of approval, else the first behind it in its clause."""
    clause = place.reach(word.start)
    names = [
        Found(place.source(hit.start, hit.end), hit.start, hit.end, hit.rule)
        for hit in place.said("product", place.sentence.start, clause.end)
    ]
    if place.cells(Stretch(place.sentence.start, clause.end, clause.passage)):
        for match in _MARKED.finditer(place.sheet.text, place.sentence.start, clause.end):
            start, end = match.span("name") if match["name"] else match.span("quoted")
            if not any(name.start < end and start < name.end for name in names):
                names.append(Found(place.source(start, end), start, end, "facts.marked_product"))
    names.sort(key=lambda name: name.start)
    before = [name for name in names if name.end <= word.start]
    behind = [name for name in names if name.start >= word.end]
    return before[-1] if before else behind[0] if behind else None


def patent(place: Place) -> Iterator[FactFound]:
    """A patent by its number: '专利号为:ZL 2020 1 0123456.7', '特許第6543210号'."""
    words = place.said("patent", place.sentence.start, place.sentence.end)
    for match in _PATENT.finditer(place.sheet.text, place.sentence.start, place.sentence.end) if words else ():
        start = match.end() - len(match.group().lstrip(": 为是"))
        number = place.source(start, match.end()).replace(" ", "")
        subject = Found(number, start, match.end(), "facts.patent_number")
        granted = place.year(start)
        fact = place.fact("patent", words[0], subject, None, None, granted)
        yield replace(fact, start=min(fact.start, start), end=max(fact.end, match.end()))


def guideline(place: Place) -> Iterator[FactFound]:
    """A guideline or consensus by its title, with a year or a word of its issue: '2022年发布的《某病专家共识》'."""
    sheet, sentence = place.sheet, place.sentence
    for match in _TITLE.finditer(sheet.text, sentence.start, sentence.end):
        start, end = match.span("title")
        words = place.said("guideline", start, end)
        if not words or place.said("regulatory_step", sentence.start, start):
            continue
        own = list(_TITLE_YEAR.finditer(sheet.text, start, end))
        year = (
            Found(int(own[-1].group()), own[-1].start(), own[-1].end(), "quantity.year") if own else place.year(start)
        )
        issued = place.said("issued", match.end(), min(match.end() + 12, sentence.end))
        if year or issued:
            subject = Found(place.source(start, end), start, end, "facts.title")
            yield place.fact("guideline", words[-1], subject, None, None, year)
