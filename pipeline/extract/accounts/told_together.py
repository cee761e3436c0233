"""Cuts sentences that tell of several studies, one stretch a study, before accounts are looked for.

The laws:
1. counts that each stand for all of a study, each with a mark of its own study before it (a year, an author, a place, a phase), are
   studies told side by side: '2010年骨髓的15例、2012年脐带的16例'; the sentence is cut before each study's words;
2. a clause that takes a study up by its count ('35例那篇3个月到7.1', '425人嗰個係…', '15例の試験では') is a stretch of its own;
3. a sentence that takes one up by its place among those told ('前者…', '2番目は…', '后一项…') goes to that one;
4. what is said of all of them behind the last ('三篇都是单臂', '両試験とも') is a stretch of its own, too.
Which account a stretch goes to is decided in `accounts`.
"""

import re
from itertools import pairwise

from pipeline.extract.accounts.marks import AUTHOR, PLACE, institutions
from pipeline.extract.accounts.population import totals_in
from pipeline.extract.accounts.total import Total
from pipeline.extract.mentions.phases import phase_in
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet

_BREAK = re.compile(r"[,、;:。及和與与同跟]|以及|还有|還有|および|ならびに")
_TAKEN_UP = re.compile(
    r" ?(?:例|名|人|位|只|匹|个人|个病人)?(?:患者|病人)?(?:的|の|嘅)?(?:那|这|该|嗰|𠮶|此)(?:一)?(?:篇|项|个|份|组人|次|批|研究|试验)"
    r"| ?(?:例|名|人|位|只|匹)(?:患者|病人)?的(?:研究|试验|队列|报告)(?:里|中|上|当中)"
    r"| ?(?:例|名|人|位|匹)(?:の(?:試験|研究|報告|論文|検討|ほう|方))?(?:では|は(?=、)|での成績)"
    r"| ?(?:例|名|人|位|匹)の(?:試験|研究|報告|論文|検討|ほう|方)(?:は|で|、|,)"
)
# '研究A纳入60例…;研究B则为开放标签,18例': names by which a page calls its studies
_NAMED = re.compile(
    r"(?:研究|试验|試験|文献|论文)\s?(?:[A-F](?![A-Za-z0-9])|[甲乙丙丁]|[一二三四五](?![个名例项期年月]))|第[一二三四五][项篇个](?:研究|试验|论文|报告)?(?:来自|是|则|为)"
)
_OF_ALL = re.compile(
    r"[ ,、;]*(?:这|這|上述|以上|前述)?(?:[两二三四五六七八九十兩]|[2-9])"
    r"(?:篇|项|个(?:试验|研究)?|者|つの試験|試験|報)(?:都|均|皆|也都|とも|ともに|の試験とも)|[ ,、;]*(?:両|いずれの)(?:試験|研究|報告)"
)
_BY_ORDER = re.compile(
    r"[ ,、;:而但「]*(?:那|这|其中)?(?:(?P<former>前者|前一[项篇个份]|先の(?:試験|研究|報告)|前の(?:試験|研究|報告))"
    r"|(?P<latter>后者|後者|后一[项篇个份]|最后(?:一[项篇个份]|的?那[项篇个份])|最後の(?:試験|研究|報告|[1-9])|後の(?:試験|研究|報告))"
    r"|(?P<first>最初の(?:試験|研究|報告|[1-9])|首[项篇]|头一[项篇个份])"
    r"|(?:第 ?(?P<nth>[一二三四五六1-6])(?:项|篇|个(?!月|星期|礼拜|疗程|周|年|季|阶段)|份|の(?:試験|研究|報告)|つ)"
    r"|(?P<count>[一二三四五六1-6])(?:番目|つ目|つめ|件目|本目|報目)))"
)
_NUMERALS = {sign: place for place, sign in enumerate("一二三四五六")} | {str(place + 1): place for place in range(6)}
_MANY = (
    {sign: place for place, sign in enumerate("二三四五六七八九十", 2)}
    | {"两": 2, "両": 2}
    | {str(n): n for n in range(2, 10)}
)
_SAME_YEAR = re.compile(r"同年|同一年|翌年|次年|第二年|同じ年")
_LED_TO = re.compile(
    r"[ ,、;而但另「]*(?:[A-Za-z一-鿿]{1,8}: ?)?"
    r"(?:最初の|国内の|海外の|上の|先の|前述の|上記の|那|这|该|上述|上面|上边|前面|前边|刚才)?(?:说的|提到的|讲的)?那?(?:个|项)?"
)  # '主任插话:198例那个…'
_FURTHEST = 14
_FEWEST = 2


def tell_apart(sheet: Sheet) -> Sheet:
    """The sheet with sentences that tell of several studies cut into a stretch for each."""
    sentences: list[Stretch] = []
    own: set[int] = set()
    changed = False
    for sentence in sheet.sentences:
        people = _people(sheet, sentence)
        if not people:
            sentences.append(sentence)
            continue
        studies = _side_by_side(sheet, sentence)
        named = _named_apart(sheet, sentence)
        cuts = _cuts(sheet, sentence, people, [*studies, *named])
        own.update(studies, named)
        changed |= bool(cuts)
        edges = [sentence.start, *cuts, sentence.end]
        sentences += [Stretch(a, b, sentence.passage) for a, b in pairwise(edges) if a < b]
    return sheet.cut(sentences, own) if changed else sheet


def taken_up(sheet: Sheet, sentence: Stretch) -> float | None:
    """The count by which a stretch takes up a study told before: '35例那篇…' → 35."""
    for quantity in sheet.numbers(("people", "animals"), sentence.start, sentence.start + _FURTHEST):
        if not _LED_TO.fullmatch(sheet.text, sentence.start, quantity.start):
            return None
        return quantity.value if _TAKEN_UP.match(sheet.text, quantity.number_end) else None
    return None


def place_told(sheet: Sheet, sentence: Stretch) -> int | None:
    """The place, among studies told one behind the other, of the one that a sentence takes up: '前者' → -2, '后一项' → -1, '2番目は' → 1."""
    match = _BY_ORDER.match(sheet.text, sentence.start, sentence.end)
    if match is None:
        return None
    if match["former"]:
        return -2
    if match["latter"]:
        return -1
    return 0 if match["first"] else _NUMERALS[match["nth"] or match["count"]]


def is_of_all(sheet: Sheet, sentence: Stretch) -> int:
    """Of how many of the studies told last a sentence says something: '三篇都没有对照' → 3; 0 where it is of one."""
    match = _OF_ALL.match(sheet.text, sentence.start)
    if match is None:
        return 0
    return next((_MANY[sign] for sign in match[0] if sign in _MANY), _FEWEST)


def _people(sheet: Sheet, sentence: Stretch) -> list[Quantity]:
    """The counts of a sentence, where it may tell of several studies."""
    if sheet.passage(sentence).kind in {"table_row", "table_header", "reference", "boilerplate"}:
        return []
    people = sheet.numbers(("people", "animals"), sentence.start, sentence.end)
    return people if len(people) >= _FEWEST else []


def _cuts(sheet: Sheet, sentence: Stretch, people: list[Quantity], studies: list[int]) -> list[int]:
    """Where a sentence is to be cut, in order; nowhere in most."""
    cuts = list(studies)
    for quantity in people:
        if quantity.start > sentence.start and _TAKEN_UP.match(sheet.text, quantity.number_end):
            start = _back_to_break(sheet, sentence.start, quantity.start)
            if not sheet.text[start : quantity.start].strip(" 而但"):
                cuts.append(start)
    if cuts:
        cuts += [m.start() for m in _OF_ALL.finditer(sheet.text, cuts[-1], sentence.end)]
    return sorted({cut for cut in cuts if sentence.start < cut < sentence.end})


def _named_apart(sheet: Sheet, sentence: Stretch) -> list[int]:
    """Where the second and later studies begin that a sentence calls by letters or numbers of its own, each with a count."""
    named = [m.start() for m in _NAMED.finditer(sheet.text, sentence.start, sentence.end)]
    starts = [place for place in named if place == sentence.start or _BREAK.match(sheet.text, place - 1)]
    edges = [*starts, sentence.end]
    counted = all(sheet.numbers(("people", "animals", "studies"), a, b) for a, b in pairwise(edges))
    return starts[1:] if len(starts) >= _FEWEST and counted else []


def _side_by_side(sheet: Sheet, sentence: Stretch) -> list[int]:
    """The places before the second and later studies of a sentence that tells several side by side."""
    totals = totals_in(sheet, sentence)
    if len(totals) < _FEWEST:
        return []
    heads = [totals[0]]
    cuts: list[int] = []
    for total in totals[1:]:
        start = _own_words(sheet, heads[-1], total)
        if start is not None and total.quantity.value not in {head.quantity.value for head in heads}:
            heads.append(total)
            cuts.append(start)
    people = len(cuts) == 1 and {head.quantity.kind for head in heads} == {"people", "animals"}
    if cuts and not people and not _is_marked(sheet, sentence.start, heads[0].quantity.start):
        return []  # the first count has no mark of its own: the later ones are its parts ('共40例,2010年15例、2011年25例')
    whole = heads[0].quantity.value
    if len(heads) > _FEWEST and sum(head.quantity.value for head in heads[1:]) == whole:
        return []
    return cuts


def _own_words(sheet: Sheet, before: Total, total: Total) -> int | None:
    """Where the words of a study begin that stand between the count before it and its own; None without a mark of its own."""
    breaks = [m.end() for m in _BREAK.finditer(sheet.text, before.quantity.end, total.quantity.start)]
    if before.quantity.kind == "animals" and total.quantity.kind == "people":
        return breaks[0] if breaks else None  # '先在12只比格犬中验证,随后纳入9例患者'
    for start in breaks:
        if sheet.text[start : total.quantity.start].count(",") > 1 or "(" in sheet.text[start : total.quantity.start]:
            continue
        if total.quantity.start - start <= 40 and _is_marked(sheet, start, total.quantity.start, near=12):
            return start
    return None


def _is_marked(sheet: Sheet, start: int, end: int, near: int | None = None) -> bool:
    """A year, an author, an institution, a phase or a country stands there; `near`: how close to its start."""
    until = end if near is None else min(end, start + near)
    text = sheet.text
    return bool(
        sheet.numbers(("year", "date"), start, until)
        or _SAME_YEAR.search(text, start, until)
        or phase_in(sheet, start, until)
        or _names_place(text, start, until)
        or AUTHOR.search(text, start, until)
        or inside(sheet.citations, start, until)
        or any(institutions(sheet, start, end))
    )


def _names_place(text: str, start: int, end: int) -> bool:
    """A country or a city; a phase is asked for by itself, for 'Ⅲ期12名' may be how ill they were."""
    return any(not match.group().endswith(("期", "相")) for match in PLACE.finditer(text, start, end))


def _back_to_break(sheet: Sheet, first: int, offset: int) -> int:
    """The place behind the last sign that parts words before `offset`."""
    last = first
    for match in _BREAK.finditer(sheet.text, first, offset):
        last = match.end()
    return last
