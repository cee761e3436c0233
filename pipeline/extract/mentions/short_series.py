"""Outcomes whose common stem is told once: 'ACR20/50/70' are ACR20, ACR50 and ACR70, 'IgG/A/M' are IgG, IgA and IgM.

What follows a name behind a slash is a name of its own where the stem of the one before makes it one of the lexicon's words; a fraction
or a score ('PASI 12/15') is none. Which figures belong to them is `pipeline.extract.findings`.
"""

import re

from pipeline.lexicon.load import TermHit, all_terms

_NEXT = re.compile(r" ?[/／] ?(?P<tail>\d{1,2}|[A-Z])(?![A-Za-z0-9.%])")
_STEM = re.compile(r"(?P<stem>[A-Za-z]+-?(?=\d{1,2}$)|[A-Z][a-z](?=[A-Z]$))(?P<tail>\d{1,2}|[A-Z])$")
_LONGEST = 6  # of a stem


def in_short_series(text: str, outcomes: list[TermHit]) -> list[TermHit]:
    """`outcomes`, and those that a series names by its tails alone."""
    found: list[TermHit] = []
    end = -1  # of the last series
    for hit in outcomes:
        if hit.start == end:
            continue  # 'ACR20/50/70应答率': what all of them are
        found.append(hit)
        stem = _STEM.search(text, max(hit.start, hit.end - _LONGEST), hit.end)
        while stem is not None and (following := _NEXT.match(text, found[-1].end)):
            named = all_terms().whole("outcome", stem["stem"] + following["tail"])
            if not named:
                break
            end = following.end()
            found.append(TermHit(*following.span("tail"), named[0].rule, named[0].code, named[0].attributes))
    return found
