"""Facts that are prices: a line of a price list, or what a treatment is said to cost.

What is priced stands before its price: the nearest words of the item that are not themselves words of price. Savings,
fines, markets, budgets are no prices; neither is what no word of price, portion or list announces.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.facts.place import FactFound, Place
from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.places import CodedPlaces, inside
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.load import TermHit

_NO_PRICE = ("market", "not_the_price")
_HOME = {"zh-Hans": "CNY", "ja": "JPY"}  # whose '元' or '¥' it is
_PLACE_OF_CURRENCY = {"TW": "TWD", "HK": "HKD"}
_SIGNS = "$¥€"  # they stand before their figure
_FILLER_BEHIND = re.compile(
    r"(?:大约|大概|约|一般在|一般|至少|高达|可达|超过|在|只要|仅需|仅|需要|需|为|是|要|又|的|每|另付|总计|共|は|が|で|も|の|\s|[:(（/~,、\-<>=|])+$"
)
_FILLER_BEFORE = re.compile(r"(?:\s|[()\[\]【】★☆◆◇●○■□※•·*~\-/|,、:起])+|(?:起|から)(?=[\s/|,])")
_CUT = re.compile(r"[:;。!?|「」“”】]|(?<!\d),|,(?!\d{3})")
_LONGEST_LINE, _LONGEST_SAID = 48, 16
_PIECES_SAID = 2


def price_lists(sheet: Sheet, words: CodedPlaces[TermHit]) -> frozenset[int]:
    """The passages that are lines of a price list: no prose, and a word of price in them or above the lines of money that they follow."""
    if not words.has("price", 0, len(sheet.text)):
        return frozenset()
    listed: set[int] = set()
    announced = False
    for index, passage in enumerate(sheet.page.passages):
        codes = {hit.code for hit in inside(words, passage.view_start, passage.view_end)}
        prose = "。" in sheet.text[passage.view_start : passage.view_end]
        announced = not prose and ("price" in codes or (announced and "currency" in codes))
        if announced:
            listed.add(index)
    return frozenset(listed)


def price(place: Place) -> Iterator[FactFound]:
    """Every price of a sentence with what it buys."""
    start, end = place.sentence.start, place.sentence.end
    paid = [
        (quantity, currency)
        for quantity in place.sheet.numbers(("other", "plain"), start, end)
        if (currency := _currency(place, quantity)) and not place.is_upper_end(quantity)
    ]
    item = start
    for quantity, currency in paid:
        item_start, item = item, max(quantity.end, currency.end)
        clause = place.sheet.clause(quantity.start)
        if place.said(_NO_PRICE, clause.start, clause.end) or quantity.value <= 0:
            continue
        listed = place.listed
        words = place.said(("price", "package", "each"), start, quantity.start)
        word = words[-1] if words else currency if listed else None
        subject = _priced(place, item_start, quantity.start, listed) if word else None
        if word is None or subject is None:
            continue
        figure = place.figure(quantity, _code(place, currency))
        figure = replace(figure, start=min(figure.start, currency.start), end=max(figure.end, currency.end))
        yield place.fact("price", word, subject, figure, None, None)


def listed_price(place: Place) -> Iterator[FactFound]:
    """The prices of a sentence that is a line of a price list."""
    if place.listed:
        yield from price(place)


def _currency(place: Place, quantity: Quantity) -> TermHit | None:
    """The word of money right before or right behind a figure."""
    before = [hit for hit in place.said("currency", quantity.start - 4, quantity.start) if hit.end <= quantity.start]
    if before and not place.sheet.text[before[-1].end : quantity.start].strip():
        return before[-1]
    ends = {quantity.number_end, place.figure(quantity, None).end}
    for hit in place.said("currency", quantity.number_end, max(ends) + 3):
        if place.sheet.text[hit.end - 1] not in _SIGNS and any(
            end <= hit.start and not place.sheet.text[end : hit.start].strip(" 多余") for end in ends
        ):
            return hit
    return None


def _code(place: Place, currency: TermHit) -> str | None:
    """The currency's code; '元' of a page in Traditional Chinese is that of the one place whose money or name the page bears."""
    told = currency.attributes.get("currency") or _HOME.get(place.language)
    if told:
        return str(told)
    own = {hit.attributes.get("currency") for hit in place.words if hit.code == "currency"}
    own |= {
        _PLACE_OF_CURRENCY.get(str(hit.attributes.get("region")))
        for hit in place.words
        if hit.code in {"region", "office"}
    }
    own &= set(_PLACE_OF_CURRENCY.values())
    return own.pop() if len(own) == 1 else None


def _priced(place: Place, start: int, end: int, listed: bool) -> Found | None:
    """The nearest piece before a price that is more than words of price; in prose it, or the one before, has to name cells."""
    pieces = 0
    cuts = [start, *(match.end() for match in _CUT.finditer(place.sheet.text, start, end)), end + 1]
    for low, high in zip(reversed(cuts[:-1]), reversed(cuts[1:]), strict=True):
        piece = _stripped(place, low, min(high - 1, end) if high <= end else end)
        if piece is None:
            continue
        cells = _cells(place, piece)
        product = place.said("product", piece.start, piece.end)
        if product and not listed:
            return Found(
                place.source(product[-1].start, product[-1].end), product[-1].start, product[-1].end, product[-1].rule
            )
        if piece.end - piece.start <= (_LONGEST_LINE if listed else _LONGEST_SAID) and (listed or cells):
            return Found(place.source(piece.start, piece.end), piece.start, piece.end, "facts.priced_item")
        pieces += 1
        if cells or listed or pieces == _PIECES_SAID:
            return cells
    return None


def _cells(place: Place, piece: Stretch) -> Found | None:
    """The last run of words for cells or packages in a piece: '脐带' + '间充质干细胞'."""
    hits = place.cells(piece) + place.said("package", piece.start, piece.end)
    if not hits:
        return None
    hits.sort(key=lambda hit: hit.start)
    start, end = hits[-1].start, max(hit.end for hit in hits)
    for hit in reversed(hits):
        start = hit.start if hit.end >= start else start
    return Found(place.source(start, end), start, end, "facts.priced_cells")


def _stripped(place: Place, start: int, end: int) -> Stretch | None:
    """A piece without fillers and words of price at its ends; None where nothing is left that names a thing."""
    text = place.sheet.text
    while True:
        filler = _FILLER_BEHIND.search(text, start, end)
        ending = [hit for hit in place.said(("price", "each", "currency"), start, end) if hit.end == end]
        if filler and filler.start() < end:
            end = filler.start()
        elif ending:
            end = ending[0].start
        else:
            break
    while True:
        filler = _FILLER_BEFORE.match(text, start, end)
        leading = [hit for hit in place.said(("price", "currency"), start, min(start + 1, end)) if hit.end <= end]
        if filler and filler.end() > start:
            start = filler.end()
        elif leading:
            start = leading[0].end
        else:
            break
    return Stretch(start, end, place.sentence.passage) if re.search(r"[^\W_]", text[start:end]) else None
