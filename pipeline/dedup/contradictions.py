"""One report that names two cell sources for its cells in different places, as if each were the only one.

A study that used both tells of both together, or says 'also'; those are left alone.
"""

import re

from pipeline.dedup.account import Account
from pipeline.dedup.flag import Flag

# The source as named for the cells themselves ('臍帯由来 MSC', 'BM-IV'); the bare organ may be anything.
_SOURCES = {
    "bone_marrow": r"(?:骨髓|骨髄|(?<![A-Za-z])BM)",
    "umbilical_cord": r"(?:[脐臍][带帶帯](?!血)|(?<![A-Za-z])h?UC)",
    "cord_blood": r"[脐臍][带帶帯]?血",
    "adipose": r"(?:脂肪|(?<![A-Za-z])AD)",
    "placenta": r"胎[盘盤]",
}
_CELLS = r"(?:-?(?:IV|IT|MSCs?)(?![A-Za-z])|(?:来源|來源|由来|由來)?的?\s*(?:MSC|[间間][充葉叶质質]))"
_NAMED = {source: re.compile(words + _CELLS) for source, words in _SOURCES.items()}
_BARE = {source: re.compile(words) for source, words in _SOURCES.items()}
_ALSO = re.compile(r"也|还|還|另|又|改用|后来|後來|以及|分别|分別|联合|聯合|加上|比较|比較|相比|および|また|一方")
_SENTENCE = re.compile(r"[^。;；！!？?\n]+[。;；！!？?]?")
# A longer account is a whole paper, which tells of others' work as well.
_LONGEST_ACCOUNT = 1200


def cell_sources(account: Account) -> list[Flag]:
    """At most one flag: at the sentence that names the rarer source of the two."""
    if len(account.words) > _LONGEST_ACCOUNT or account.report["study_type"] == "systematic_review":
        return []
    sentences = list(_SENTENCE.finditer(account.words))
    if any(sum(bool(bare.search(s.group())) for bare in _BARE.values()) > 1 for s in sentences):
        return []
    named = {
        source: [s for s in sentences if pattern.search(s.group())]
        for source, pattern in _NAMED.items()
        if any(pattern.search(s.group()) for s in sentences)
    }
    if len(named) != 2:
        return []
    main, odd = sorted(named, key=lambda source: (-len(named[source]), named[source][0].start()))
    sentence = named[odd][0]
    later = max(sentence, named[main][0], key=lambda s: s.start())
    if _ALSO.search(later.group()):
        return []
    detail = f"The same account names {main} and here {odd} as the source of the cells."
    offset = account.start
    place = (offset + sentence.start(), offset + sentence.end())
    return [account.flag("self_contradiction", "cell_source", "contradiction", detail, place)]
