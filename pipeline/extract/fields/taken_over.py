"""What a study takes over from what was told before: '同じMSCを門脈から', '同样的细胞', '同じ手法で試した', and the name of a product.

A product that the page once explains by its cells ('同種臍帯由来間葉系幹細胞「ABC-102」', '某某注射液(异体脐带MSC)') is those cells wherever
it is named. Only what a study does not say itself is taken over.
"""

import re
from collections.abc import Sequence

from pipeline.extract.accounts.account import Account
from pipeline.extract.fields.treatment import Treatment
from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet

_CELLS = r"(?:MSCs?|間葉系幹細胞|间充质干细胞|間質幹細胞|间质干细胞|干细胞|幹細胞|细胞|細胞|制剂|製剤|产品|製品)"
_SAME_CELLS = re.compile(
    rf"同じ(?:由来の|他家の|自家の)?{_CELLS}|同(?:細胞|製剤|剤)(?=を|の|で|は|、)|本(?:剤|製剤)(?=を|の|で|は|投与|群|2|1)|上記の?{_CELLS}"
    rf"|(?:同一(?:种|家的)?|同样的?|一样的|相同的?|同款|上述)(?:的)?(?:MSCs?|间充质干细胞|间质干细胞|干细胞|细胞)"
)
_SAME_WAY = re.compile(
    r"同じ(?:手法|方法|やり方|治療法?|要領)|同様の(?:手法|方法|治療)|同法(?=で|を|に)|(?:同样|同一|相同|一样|同)的?(?:方法|办法|方案|做法|疗法|打法|治法|手法)"
    r"|同一(?:组|批)(?:人|病人|患者)"
)
_NAME = r"[A-Za-z][A-Za-z0-9]*-?\d[A-Za-z0-9-]*|[A-Z][a-z]{6,}|[ァ-ヶー]{4,}(?:[A-Z]{1,3})?注?"
_EXPLAINED = re.compile(rf"(?<![A-Za-z0-9ァ-ヶー])(?P<name>{_NAME}) ?[((:](?P<what>[^。\n]{{2,30}})")
_NAMED = re.compile(rf"[^。\n]{{0,12}}?[「『“\"(](?P<name>{_NAME})[」』”\"))]")
_KINDS = ("cell_types", "sources", "donors")
_TERMS = ("cell_type", "cell_source", "donor")
_WAY = (*_KINDS, "routes")

Told = Sequence[tuple[Account, Treatment]]


def take_over(sheet: Sheet, told: Told) -> None:
    """Fill what the studies of a page leave unsaid; `told`: each with its treatment, in order of place."""
    unsaid = [(index, account, given) for index, (account, given) in enumerate(told) if not given.sources]
    products = _products(sheet) if unsaid else {}
    for index, account, given in unsaid:
        words = [sheet.text[s.start : s.end] for s in account.sentences]
        named = next((cells for name, cells in products.items() if any(name in word for word in words)), None)
        way = any(map(_SAME_WAY.search, words))
        kinds: tuple[str, ...] = _WAY if way else _KINDS
        if any(sheet.within("species", s.start, s.end) for s in account.sentences):
            kinds = tuple(kind for kind in kinds if kind != "donors")  # to an animal all human cells are a stranger's
        if named is not None:
            _fill(given, named, kinds)
        elif way or any(map(_SAME_CELLS.search, words)):
            other = _before(sheet, account, told[:index])
            only = next(iter(products.values())) if len(products) == 1 else Treatment()
            _fill(given, other if other.sources else only, kinds)
    if len(told) == 1 and not told[0][1].sources:
        _from_title(sheet, *told[0])


def _from_title(sheet: Sheet, account: Account, given: Treatment) -> None:
    """'脐带间充质干细胞治疗…的随机试验结果发布': the title of a page with one study names the cells of the 'MSC组'.

    A review sums up cells of many kinds, and to a patient anything may have been given.
    """
    title = next((s for s in account.headings if s.passage == 0), None)
    if title is None or account.story or not sheet.within("study_type", title.start, title.end):
        return
    cells = _cells_in(sheet, title)
    if len(cells.sources) == 1 and not sheet.has("study_type", "systematic_review", title.start, title.end):
        _fill(given, cells, ("cell_types", "sources"))


def _before(sheet: Sheet, account: Account, told: Told) -> Treatment:
    """The cells that the words leading in tell, else those of the study told last that says which."""
    for stretch in (*reversed(account.lead), *account.headings):
        cells = _cells_in(sheet, stretch)
        if len(cells.sources) == 1:
            return cells
    return told[-1][1] if told else Treatment()


def _fill(given: Treatment, other: Treatment, kinds: Sequence[str]) -> None:
    for kind in kinds:
        if not getattr(given, kind):
            setattr(given, kind, list(getattr(other, kind)))


def _cells_in(sheet: Sheet, stretch: Stretch) -> Treatment:
    """The cells, each code once, that a stretch names."""
    cells = Treatment()
    for kind, term in zip(_KINDS, _TERMS, strict=True):
        hits = {hit.code: hit for hit in reversed(sheet.within(term, stretch.start, stretch.end))}
        setattr(
            cells, kind, [Found(h.code, h.start, h.end, h.rule) for h in sorted(hits.values(), key=lambda h: h.start)]
        )
    return cells


def _products(sheet: Sheet) -> dict[str, Treatment]:
    """The products that the page explains by their cells, by name."""
    found: dict[str, Treatment] = {}
    for hit in sheet.terms["cell_source"]:
        sentence = sheet.sentence(hit.start)
        match = _NAMED.match(sheet.text, hit.end, sentence.end)
        if match:
            found.setdefault(
                match["name"], _cells_in(sheet, Stretch(sentence.start, match.start("name"), sentence.passage))
            )
    for match in _EXPLAINED.finditer(sheet.text):
        what = Stretch(match.start("what"), match.end("what"), sheet.sentence(match.start()).passage)
        cells = _cells_in(sheet, what)
        if cells.sources:
            found.setdefault(match["name"].removesuffix("注"), cells)
    return {name: cells for name, cells in found.items() if len(cells.sources) == 1}
