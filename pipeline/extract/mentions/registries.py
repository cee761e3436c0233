"""Registry numbers of trials, as pages print them: blanks inside, small letters, a word between the registry and the number.

'ChiCTR 2000 0307 35', 'UMIN試験ID:UMIN000029841', 'EudraCT番号:2012-001234-12', 'nct01741857'. The number is handed on as its registry
writes it.
"""

import re
from collections.abc import Iterator

from pipeline.lexicon.words import fold_case


def _digits(fewest: int, most: int | None = None) -> str:
    """So many digits, with at most a blank between two: '2000 0307 35'."""
    more = f"{{{fewest - 1},{(most or fewest) - 1}}}"
    return rf"\d(?: ?\d){more}(?!\d)"


_SIGN = r"[ :-]?(?:(?:号|番号|登録番号|编号|注册号|ID|No\.?|number)[ :.]{0,2})?"
_NUMBER = re.compile(
    rf"(?P<nct>NCT{_SIGN}(?P<nct_n>{_digits(8)}))"
    rf"|(?P<chi>ChiCTR ?(?P<chi_kind>(?:-?[A-Za-z]{{2,4}}-?)?) ?(?P<chi_n>{_digits(10)}|{_digits(8)}))"
    rf"|(?P<jrct>jRCT ?(?P<jrct_kind>[a-z]?) ?(?P<jrct_n>{_digits(9, 10)}))"
    rf"|(?P<japic>Japic ?CTI[ -]?(?:No\.?)?(?P<japic_n>{_digits(6)}))"
    rf"|(?P<umin>UMIN ?(?P<umin_n>{_digits(9)}))"
    rf"|(?P<eudra>EudraCT{_SIGN}(?P<eudra_n>\d{{4}}-\d{{6}}-\d{{2}}))"
    rf"|(?P<plain>ISRCTN ?\d{{8}}|JPRN-[A-Za-z0-9]+|ACTRN ?\d{{14}}|CTRI ?/\d{{4}}/\d{{2,3}}/\d{{6}}|JMA-IIA\d{{5}}|KCT ?\d{{7}}|TCTR ?\d{{11}}"
    r"|IRCT ?\d{10,14}N?\d*|PACTR ?\d{15,16}|DRKS ?\d{8}|NTR ?\d{4}|RBR-?[a-z0-9]{6,8}|SLCTR/\d{4}/\d{3}|CTR ?\d{8}(?!\d))",
    re.IGNORECASE,
)
_NAMES = {"nct": "NCT", "umin": "UMIN", "japic": "JapicCTI-", "eudra": "EudraCT"}
_FIRST = re.compile("ct|umin|jprn|jma-|drks|ntr|rbr-")


def find_registrations(text: str) -> Iterator[tuple[int, int, str]]:
    """Where the registry numbers of a text stand, and what each is."""
    folded, behind = fold_case(text), 0
    while first := _FIRST.search(folded, behind):  # no number runs over a line: the others need no look
        line, behind = text.rfind("\n", 0, first.start()) + 1, text.find("\n", first.end())
        behind = len(text) if behind < 0 else behind
        for match in _NUMBER.finditer(text, line, behind):
            if text[match.start() - 1 : match.start()].isascii() and text[match.start() - 1 : match.start()].isalpha():
                continue  # the end of a longer word
            yield match.start(), match.end(), _as_registered(match)


def registration_in(words: str) -> str | None:
    """The first registry number of a few words; None where they hold none."""
    return next((number for _, _, number in find_registrations(words)), None)


def _as_registered(match: re.Match[str]) -> str:
    kind = next(name for name in ("nct", "chi", "jrct", "japic", "umin", "eudra", "plain") if match[name])
    if kind == "plain":
        return match["plain"].replace(" ", "")
    number = match[f"{kind}_n"].replace(" ", "")
    if kind == "chi":
        letters = match["chi_kind"].strip("-").upper()
        return f"ChiCTR-{letters}-{number}" if letters else f"ChiCTR{number}"
    if kind == "jrct":
        return f"jRCT{match['jrct_kind'].lower()}{number}"
    return _NAMES[kind] + number
