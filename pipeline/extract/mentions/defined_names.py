"""Names that a page gives outcomes and diseases itself: 'Barthel指数(BI)', '失代偿期肝硬化(DLC)', '61例2型'.

A name counts on its page alone, wherever it stands as a word of its own; what the lexicon knows already keeps its meaning. A page's
groups are for `pipeline.extract.mentions.group_names`.
"""

import re
from collections.abc import Iterable

from pipeline.lexicon.load import TermHit

_ABBREVIATION = re.compile(
    r" ?\((?:以下|下文|下)?(?:简称为?|称为?|缩写为?|略称)? ?[:,]? ?(?P<name>[A-Z][A-Za-z0-9-]{0,7}[A-Z][A-Za-z0-9-]{0,3})\)"
)
_TYPE = re.compile(
    r"\d{1,4} ?[例名位个人](?:的|成人|新发|初发|刚确诊|患者|病人){0,2}(?P<before>[12]型)(?![A-Za-z肝肾胶呼])"
    r"|(?<![A-Za-z\dⅠ-Ⅳ])(?P<behind>[12]型)(?:的|患者|病人|糖友|细路){0,2}[::]? ?(?:[一-鿿+]{0,8} ?)?\d{1,4} ?[例名位个]"
)
_NO_NAMES = {
    "SD",
    "SEM",
    "SE",
    "CI",
    "IQR",
    "HR",
    "OR",
    "RR",
    "MSC",
    "MSCS",
    "ITT",
    "IU",
    "CR",
    "PR",
    "MRI",
    "CT",
    "ELISA",
}


def outcomes_named(text: str, hits: list[TermHit]) -> list[TermHit]:
    """The outcomes of a text with those that stand under an abbreviation which the text explains by an outcome's name."""
    return _abbreviated(text, hits, "outcomes.defined")


def conditions_named(text: str, hits: list[TermHit]) -> list[TermHit]:
    """The conditions of a text with those that it abbreviates itself: '失代偿期肝硬化(DLC)'."""
    told = [hit for hit in hits if not _in_journal(text, hit)]
    return _types_of_diabetes(text, _abbreviated(text, told, "conditions.defined"))


def _in_journal(text: str, hit: TermHit) -> bool:
    """'2015年《Diabetes》': the name of a journal, not what the patients had."""
    return text[hit.start - 1 : hit.start] in {"《", "〈"} and text[hit.end : hit.end + 1] in {"》", "〉"}


def _types_of_diabetes(text: str, hits: list[TermHit]) -> list[TermHit]:
    """'61例2型', '成人1型20例': on a page about diabetes the type alone names the disease of those who are counted."""
    if not any(hit.code in {"T1D", "T2D"} or hit.rule == "condition.other.diabetes" for hit in hits):
        return hits
    taken = places_of(hits)
    named = [
        TermHit(start, start + 2, "conditions.diabetes_type", "T1D" if text[start] in "1１一" else "T2D", {})
        for match in _TYPE.finditer(text)
        for start in [match.start("before") if match["before"] else match.start("behind")]
        if start not in taken
    ]
    return sorted([*hits, *named], key=lambda hit: hit.start)


def _abbreviated(text: str, hits: list[TermHit], rule: str) -> list[TermHit]:
    names: dict[str, TermHit] = {}
    for hit in hits:
        match = _ABBREVIATION.match(text, hit.end)
        if match and match["name"].upper() not in _NO_NAMES:
            names.setdefault(match["name"], hit)
    if not names:
        return hits
    taken = places_of(hits)
    named = [
        TermHit(match.start(), match.end(), rule, hit.code, hit.attributes)
        for name, hit in names.items()
        for match in _as_word(re.escape(name)).finditer(text)
        if match.start() not in taken
    ]
    return sorted([*hits, *named], key=lambda hit: hit.start)


def _as_word(name: str) -> re.Pattern[str]:
    """A name that stands alone; what stands before it is looked at behind it, for a pattern that begins with letters is found faster."""
    return re.compile(rf"{name}(?<![A-Za-z0-9(-]{name})(?![A-Za-z0-9]|-[A-Za-z])")


def places_of(hits: Iterable[TermHit]) -> set[int]:
    return {place for hit in hits for place in range(hit.start, hit.end)}
