"""A place that hurts is one event: where a needle went in ('針口腫了兩日', '注入部の軽い痛み'), or a part of the body ('头有点痛').

The lexicon has the places, each with the code of a pain there; here they are joined with what is said behind them, over words that say
how much and how long. A place of which no complaint is told is no event, and its mention goes. A bruise or water is 'other' wherever it is.
"""

import re
from collections.abc import Iterable, Iterator

from pipeline.lexicon.load import TermHit

_HOW = (
    r"有?一?点儿?|有些|有|稍微?|略微?|很|好|比较|非常|有时|又|会|还是|一直|轻微|轻度|明显|中度|局部|短暂|一过性|暂时性?|暂时|持续性?|反复|隐隐|微微|开始"
    r"|出现了?|发生|感到|感觉|觉得|皮肤|周围|附近|肌肉|的|之|处|部|里|内|腔|、|及"
    r"|が|の|に|は|も|まわり|周囲|周辺|皮膚|軽い|軽度の?|軽く|軽微な|強い|少し|やや|若干の?|わずかな|多少の?|一時的な|一時的に|一過性の|鈍い|ズキズキ|ずきずき"
    r"|(?P<sound>[ぁ-んァ-ヴ]{2})(?P=sound)(?:と|する)?"
    r"|(?:数|[\d一二三四五、~-]{1,4})日(?:間|ほど|程度|程)?"
)
_PAIN = (
    r"红肿热痛|又?[酸胀肿痠]又[酸胀肿痛痠]|[酸胀刺肿隐灼钝压热麻跳坠疼痠]{0,2}[痛疼](?:み|く|ん|い)?|[酸胀痠肿红]{1,2}(?<!红)"
    r"|疼痛|腫(?:れ|脹)|はれ|重(?:だる|苦し)|だる|張(?:り|っ)"
)
_AT_NEEDLE = (
    r"红(?!细|斑)|发(?:红|热|痒|炎)|不适|不舒服|反应|硬(?:结|块)|瘙痒|麻木|灼热|渗液"
    r"|発赤|赤み|赤く|熱感|違和感|不快感|硬結|反応|しびれ|かゆみ"
)
_BRUISE = (
    r"[瘀淤](?:血|青|斑|伤)|青紫|发青|皮下(?:出血|[瘀淤][血斑青]?)|血肿|渗血|出血|内出血|あざ|血腫"
    r"|积液|积水|水腫|水がたま"
)
_GIDDY = r"[晕昏]|くらくら|ふらつ"
# Not of a scale's name, and not of what went.
_MEASURED = (
    r"(?!评分|积分|指数|程度|量表|分数|分量|数|性|缓解|减轻|消失|改善|スコア|の程度|尺度|VAS|NRS"
    r"|が(?:改善|軽減|和ら)|の(?:改善|軽減|緩和))"
)
_COMPLAINT = re.compile(
    rf"\s?(?:{_HOW}){{0,4}}(?>(?P<bruise>{_BRUISE})|(?P<giddy>{_GIDDY})|(?P<pain>{_PAIN})|(?P<needle>{_AT_NEEDLE})){_MEASURED}"
)
_FURTHEST = 20  # characters from a place to the end of its complaint


def complaints_at_places(text: str, hits: Iterable[TermHit]) -> list[TermHit]:
    """Events, with each place taken together with its complaint; places without one, and what a complaint covers, are left out."""
    return list(_joined(text, hits))


def _joined(text: str, hits: Iterable[TermHit]) -> Iterator[TermHit]:
    taken = 0
    for hit in hits:
        if hit.start < taken:
            continue
        place = hit.attributes.get("place")
        if place is None:
            yield hit
            continue
        match = _COMPLAINT.match(text, hit.end, min(len(text), hit.end + _FURTHEST))
        if match is None or not _suits(place, match):
            continue
        taken = match.end()
        yield TermHit(hit.start, match.end(), hit.rule, _code(hit.code, place, match), hit.attributes)


def _suits(place: str, match: re.Match[str]) -> bool:
    """A head is giddy, nothing else is; redness and what is merely felt count where a needle went in."""
    kind = match.lastgroup
    if kind == "giddy":
        return place == "head"
    return place == "needle" or kind in {"pain", "bruise"}


def _code(code: str, place: str, match: re.Match[str]) -> str:
    if match.lastgroup == "giddy":
        return "dizziness"
    return "other" if match.lastgroup == "bruise" else code
