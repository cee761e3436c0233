"""Facts that are figures: how common a disease is, how many were treated so far, how much is researched.

Each law wants the kind's word, the figure and the subject together, and none of the words by which the figure would be a
study's, a forecast's or a count of deaths.
"""

import re
from collections.abc import Iterator

from pipeline.extract.accounts.marks import institutions
from pipeline.extract.facts.place import FactFound, Figure, Place
from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sentences import Stretch
from pipeline.lexicon.load import TermHit

_PER = re.compile(r"\)? ?(?P<mark>/ ?(?P<of>10万|100000|100万|百万|1000000|万|千)|‰)")
_OF_SO_MANY = re.compile(
    r"(?P<each>每|毎|人口)? ?(?P<of>100万|百万|10万|十万|1万|一万|万|1000|一千|千)(?:名|个)?(?:新生儿|儿童|人口|居民|人)?"
    r"(?:中|当中|里|あたり|当たり)?,?(?:约有|大约有|约|大约|就有|有|に|の?うち)? ?$"
)
_OF_SO_MANY_BEHIND = re.compile(r"(?:名|个)?(?:新生儿|儿童|人口|居民|人)? ?(?:中|当中|里|あたり|当たり|に[0-9])")
POPULATION = {
    "千": 1e3, "一千": 1e3, "1000": 1e3, "万": 1e4, "一万": 1e4, "1万": 1e4, "10万": 1e5, "十万": 1e5, "100000": 1e5, "百万": 1e6,
    "100万": 1e6, "1000000": 1e6,
}  # fmt: skip
_PART = re.compile(r"(?:其中|うち|其余|另有)[^,。;]{0,6}$")
_EACH = re.compile("[每毎]|人口")
_FREQUENCY = ("rate", "ill", "patient_number", "newly_ill", "bearer")
_BESIDE = 2  # characters behind a count where its noun may begin
_NO_FREQUENCY = ("death", "projection", "afterwards", "enrolment", "given")
_NO_EXPERIENCE = ("death", "projection", "afterwards", "enrolment", "storage")
VOLUME = ("volume", "issued")
_LEAST_PATIENTS, _LEAST_WITHOUT_COUNT_WORD, _LEAST_TREATED, _LEAST_STUDIES = 100, 10_000, 20, 10


def epidemiology(place: Place) -> Iterator[FactFound]:
    """How common a disease is: a rate of the population, or a number of patients."""
    start, end = place.sentence.start, place.sentence.end
    if not (place.words.has(_FREQUENCY, start, end + _BESIDE) or _EACH.search(place.sheet.text, start, end)):
        return  # most sentences: without one of these words no figure is a frequency
    for quantity in place.sheet.numbers(("other", "percent", "people", "plain"), start, end):
        reach = place.reach(quantity.start)
        read = _rate(place, quantity, reach) or _patients(place, quantity, reach)
        if read is None or place.is_upper_end(quantity):
            continue
        if place.said(_NO_FREQUENCY, reach.start, reach.end) or place.cells(reach):
            continue
        word, figure = read
        region = place.region(figure.start)
        subject = place.subject(("condition",), figure.start, figure.end)
        if subject is None and not place.told:
            subject = place.topic()
        if subject and (not place.told or place.somewhere(figure.start)):
            yield place.fact("epidemiology", word, subject, figure, region, place.year(figure.start))


def _rate(place: Place, quantity: Quantity, reach: Stretch) -> tuple[TermHit | Found, Figure] | None:
    """'患病率30~70/10万', '发病率约1%', '10万人中有30-50人发病'; not a rate that fell by so much, nor that of one sex."""
    text = place.sheet.text
    words = place.said("rate", reach.start, quantity.start)
    if words:
        between = text[words[-1].end : quantity.start]
        changed = place.sheet.within("direction", words[-1].end, min(quantity.end + 6, reach.end))
        earlier = place.sheet.numbers(("percent", "other"), words[-1].end, quantity.start)
        if changed or earlier or re.search(r"[男女]", between):
            return None
    per = _PER.match(text, quantity.number_end)
    among = _OF_SO_MANY.search(text, reach.start, quantity.start)
    ill = place.said("ill", reach.start, reach.end)
    word: list[TermHit | Found] = [*words[-1:], *ill[:1]]
    if per:
        per_mille = per["of"] is None
        figure = place.figure(
            quantity, "%" if per_mille else "/100000", 10 if per_mille else POPULATION[per["of"]] / 1e5
        )
        figure = Figure(figure.start, max(figure.end, per.end()), figure.low, figure.high, figure.unit, figure.rule)
    elif among and quantity.kind in {"people", "plain"} and quantity.value < POPULATION[among["of"]]:
        scaled = place.figure(quantity, "/100000", POPULATION[among["of"]] / 1e5)
        if among["each"] and place.sheet.within("condition", reach.start, among.start()):
            word.append(Found(None, among.start(), among.end(), "facts.of_so_many"))
        figure = Figure(among.start(), scaled.end, scaled.low, scaled.high, scaled.unit, "facts.of_so_many")
    elif quantity.kind == "percent" and words:
        figure = place.figure(quantity, "%")
    else:
        return None
    return (word[0], figure) if word and figure.low > 0 else None


def _patients(place: Place, quantity: Quantity, reach: Stretch) -> tuple[TermHit, Figure] | None:
    """'患者数は約7万人', '全球MS患者大约230万人', '全国约有500万类风湿关节炎患者'."""
    if quantity.kind not in {"people", "plain"} or (quantity.kind == "plain" and not quantity.magnitude):
        return None
    if (
        quantity.value < _LEAST_PATIENTS
        or quantity.ordinal
        or _OF_SO_MANY_BEHIND.match(place.sheet.text, quantity.number_end)
    ):
        return None
    figure = place.figure(quantity, "{patients}")
    counted = place.said("patient_number", reach.start, quantity.start) or place.said(
        "newly_ill", reach.start, reach.end
    )
    if counted:
        return counted[-1], figure
    if quantity.value < _LEAST_WITHOUT_COUNT_WORD and not place.somewhere(quantity.start):
        return None
    return _bearers(place, quantity, reach, figure)


def _bearers(place: Place, quantity: Quantity, reach: Stretch, figure: Figure) -> tuple[TermHit, Figure] | None:
    """Those who have a disease, counted: a disease or a country right before them, or the disease behind their count."""
    sheet = place.sheet
    for bearer in reversed(place.said("bearer", reach.start, quantity.start)):
        if any(_close(sheet.text, hit.end, bearer.start) for hit in sheet.within("condition", reach.start, bearer.end)):
            return bearer, figure
        if any(bearer.start - hit.end <= 1 for hit in place.said("region", bearer.start - 6, bearer.start)):
            return bearer, figure
        if bearer.start == reach.start and place.somewhere(quantity.start):
            return bearer, figure
    if place.somewhere(quantity.start):
        for ill in place.said("ill", quantity.end, quantity.end + _BESIDE):
            return ill, figure
        for hit in sheet.within("condition", quantity.end, min(quantity.end + 5, reach.end)):
            for bearer in place.said("bearer", hit.end, min(hit.end + 4, reach.end)):
                return bearer, figure
    return None


def _close(text: str, end: int, start: int) -> bool:
    """A bearer belongs to the disease right before it: 'MS患者', '関節リウマチ(RA)の患者さん'."""
    return 0 <= start - end <= 8 and not re.search(r"[,。;:、]", text[end:start])


def cumulative_experience(place: Place) -> Iterator[FactFound]:
    """How many were treated with cells so far, in the world, a country or a house: no study's patients."""
    sheet, sentence = place.sheet, place.sentence
    if not place.words.has("so_far", sentence.start, sentence.end):
        return
    for quantity in sheet.numbers("people", sentence.start, sentence.end):
        reach = place.reach(quantity.start)
        words = place.said("so_far", reach.start, reach.end)
        if not words or quantity.value < _LEAST_TREATED or quantity.ordinal or quantity.high is not None:
            continue
        if place.said(_NO_EXPERIENCE, reach.start, reach.end) or not place.cells(sentence):
            continue
        if _PART.search(sheet.text, reach.start, quantity.start) or sheet.within(
            "outcome", quantity.end, sheet.clause(quantity.start).end
        ):
            continue
        house = _house(place, quantity.start)
        if not place.somewhere(quantity.start) and (house is None or place.told):
            continue
        subject = place.subject(("condition",), quantity.start, quantity.end) or house
        if subject:
            yield place.fact(
                "cumulative_experience",
                words[-1],
                subject,
                place.figure(quantity, "{patients}"),
                place.region(quantity.start),
                place.year(quantity.start),
            )


def _house(place: Place, offset: int) -> Found | None:
    """Who treated them: '我院', '当院', an institution by its name."""
    sites = place.said("site", place.sentence.start, offset)
    match = next(institutions(place.sheet, place.sentence.start, offset), None)
    if sites:
        return Found(place.source(sites[-1].start, sites[-1].end), sites[-1].start, sites[-1].end, sites[-1].rule)
    if match:
        return Found(place.source(match.start(), match.end()), match.start(), match.end(), "facts.institution")
    return None


def research_volume(place: Place) -> Iterator[FactFound]:
    """How many trials are registered or under way, how many papers are out; not how many a review took in."""
    sheet, sentence = place.sheet, place.sentence
    if not place.words.has(VOLUME, sentence.start, sentence.end):
        return
    if place.said(("review", "enrolment", "projection"), sentence.start, sentence.end):
        return
    for quantity in sheet.numbers(("studies", "plain"), sentence.start, sentence.end):
        clause = sheet.clause(quantity.start)
        papers = sheet.text[quantity.number_end : quantity.number_end + 3].lstrip(" 多余")[:1] in {"篇", "本"}
        nouns = place.said("papers" if papers else "trials", clause.start, clause.end)
        if (quantity.kind == "plain" and not papers) or quantity.value < _LEAST_STUDIES or quantity.ordinal:
            continue
        words = place.said(VOLUME, quantity.end, clause.end) or place.said(VOLUME, clause.start, quantity.start)
        if not words or not nouns or _PART.search(sheet.text, clause.start, quantity.start):
            continue
        subject = place.subject(("condition", "cell_type"), quantity.start, quantity.end)
        if subject:
            figure = place.figure(quantity, "{papers}" if papers else "{studies}")
            region = place.region(quantity.start)
            yield place.fact("research_volume", words[0], subject, figure, region, place.year(quantity.end))
