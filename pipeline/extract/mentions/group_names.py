"""Names that a page gives its groups: by what they got ('DMT群', '1亿颗组'), by letters ('A组'), by their cells.

A name counts on its page alone. Outcomes and conditions that a page abbreviates are for `pipeline.extract.mentions.defined_names`.
"""

import re
from dataclasses import replace
from functools import partial
from itertools import pairwise

from pipeline.extract.mentions.defined_names import places_of
from pipeline.lexicon.load import TermHit
from pipeline.lexicon.sieve import in_lines_with

_in_lines_of_groups = partial(in_lines_with, re.compile(r"[组群]"))  # for what ends in one of them
_BY_WHAT = re.compile(
    r"(?P<name>(?!I{1,3} ?[组群])[A-Za-z\d](?<![A-Za-z0-9-].)(?:(?<=\d)[\d.,]*[百千]?[万亿億] ?(?:个|颗|個)?(?:细胞|細胞)?|(?<=\D)[A-Za-z0-9+-]{1,11}))"
    r" ?[组群](?![内间体織织])"
)
# 'MSC联合干扰素组', '干细胞+激素组': cells with something else
_CELL_GROUP = re.compile(r"细胞|移植|MSC|SVF|外泌体|脐|骨髓|脂肪")
_COMBINED = re.compile(
    r"(?:MSCs?|SVF|ADSCs?|BMSCs?|干细胞|幹細胞|脐带血|脐血|外泌体)(?:移植|治疗|输注|注射)?\s?"
    r"(?:联合|合并|合用|加用?|\+|併用)\s?[^,。;:、()组群和与及\s\d]{1,10}[组群](?![织成合建])"
)
# '羊膜MSCシート貼付群', '干细胞静脉输注组': cells, and how they were given
_GIVEN_SO = re.compile(
    r"(?:MSCs?|SVF|ADSCs?|BMSCs?|iPS細胞|(?:干|幹|間葉系|治療用)?(?:细胞|細胞)|外泌体|エクソソーム)"
    r"(?:贴附|贴敷|移植|注射|输注|输入|回输|点滴|静注|动注|髓注|滴注|投与|貼付|局注|筋注|髄注|動注|関節注|注入|鞘注|静脉|鞘内|局部|肌注|ゲル|シート"
    r"|复合|併用|治疗|治療|单次|多次|単回|反復|高用量|低用量|高剂量|低剂量|懸濁液|悬液|凝胶|支架|スフェロイド|膜片){1,3}[组群](?![织成合建])"
)
# '只做康复的从39.8分…', '光吃药的那组为…': who got nothing but that
_ONLY = re.compile(
    r"(?:只|仅|光|单纯|净)(?:是|系)?(?:做|用|吃|打|服|接受|给|食)(?:了)?[^,。;:、()\d从由只仅]{1,8}?(?:的|嘅)(?:那|嗰)?(?:[1一]?[组群]|人|病人|患者)?(?=[从由则有为是平只仅:]|也|\s?\d)"
)
# letters that name cells, or a product's number: 'CFX-102群'
_CELL_LETTERS = re.compile(
    r"MSC|SCT|HSC|BMC|BMM|SVF|ASC|DSC|UC|BM|iPS|CAR|MNC|exo|cell|stem|treat|test|\d{2}", re.IGNORECASE
)
# what stands before the letter is looked at behind it: a pattern that begins with a class is found many times faster
_SIGN = r"[A-E甲乙丙ⅠⅡⅢ](?<![A-Za-z0-9][A-E])(?<![一-鿿][甲乙丙])(?:(?<=[A-E])[1-3])?"
_LETTER = rf"(?:{_SIGN}|(?<![A-Za-z0-9])I{{1,3}}(?= ?[组群]))"
_LETTERED = re.compile(
    rf"(?P<name>{_LETTER})(?: ?[两二三四2-4]?[组群]|(?=(?: ?[、,和与及/] ?(?:{_LETTER})){{1,4}} ?[三两四各]?[组群]))"
)  # 'A、B、C组'
_LETTERS_APART = re.compile(r" ?(?:\([^()\n]{1,20}\))? ?(?:、|,|和|与|及|/|と) ?")
_EXPLAINED = re.compile(
    r" ?(?:\(|为|是|[:,]|给予|接受|采用|は|に) ?(?P<what>(?:[^()。;:A-E\n]|[A-E](?=[A-Za-z])|(?<=[A-Za-z])[A-E]){2,24})"
)
# 'A组脐带MSC+常规治疗,B组只用激素': what a group got, told right behind its letter up to the next comma
_GOT = re.compile(
    r" ?(?:\(?(?:[nN] ?= ?)?\d{1,4} ?[例名人]?\)?[,:]? ?)?(?:は|に)?"
    r"(?P<what>(?:只|仅|注射|接受|给予?|采用|采取|使用|应用|予以?|用|行|打|服用?|口服|鞘内|关节"
    r"|单纯|单用|常规|安慰|空白|对照|标准|生理|盐水|玻尿酸|玻璃酸|透明质酸|ヒアルロン酸|激素|康复|药物|西药|假|不|未|自体|异体|自家|他家|同種|人|脐|骨髓|脂肪|胎盘|羊膜|臍帯|経?静脈|经?静脉"
    r"|输|移植|回输|间充质|间质|干?细胞|幹?細胞|プラセボ|偽薬|h?UC|BM|AD|MSC)[^()。;:,、\n\d%]{0,24})(?=[(),、;。]| ?\d+(?:\.\d+)? ?(?:例|名|人|m?g|×))"
)
_WITH = re.compile(r"联合|加用|加上|合并|配合|基础上|\+|併用|加え")
_NOT_GIVEN = re.compile(r"不|未|无|没|なし|せず")
_TOLD_BEFORE = re.compile(r"[^,。;:、()\n]{4,40}$")  # what stands in the clause before '(Ⅰ组)'
_MADE = re.compile(r"(?P<what>[^,。;:、()\n]{2,40}?)(?:设|作|归|列|编|定|称)?(?:为|入|作)$")  # '34例加用脐带MSC为A组'
_THE_REST = re.compile(r"其余|另外?|余下|剩下|剩余")
_CELLS = re.compile(r"细胞|細胞|移植|MSC|SVF|外泌体|治疗组|治療群|试验组|観察組|观察组|实验组")
# A figure of a group right behind its name: '干细胞25例', '安慰剂为28%'
_HAS_FIGURE = re.compile(
    r"(?:那边|这边|一方|方面|那一?组|的)?[:为是有占约达\s]{0,3}\d+(?:\.\d+)?\s?(?:例|人|名|位|%|分|±|/\d)"
)
# '干细胞那12个人', '打盐水的那12位'
_THOSE_PEOPLE = re.compile(
    r"(?:(?P<cells>干?细胞|移植|MSC)|生?理?食?盐水|安慰剂|玻尿酸|对照|吃药)的?那 ?(?:\d{1,3}|[一二两三四五六七八九十]{1,3}) ?(?:个人|个|位|名|例|人)"
)
_BARE_CELLS = re.compile(r"(?<![^:,、;(。\s])(?:干|幹)?(?:细胞|細胞)")
_ORDER = re.compile(r"(?:按照|依照|照|按|依)(?P<names>[^,。:;()\n]{4,40}?)(?:的|嘅|之)?(?:顺序|次序|先后)")
_NAME = re.compile(r"[^、和与及跟同\s]{2,12}")
_GIVEN = re.compile(r"剂量|细胞|移植|MSC|静脉|鞘内|局部|单次|多次|[1-4一两三]针")
_SIDE_BY_SIDE, _NEAR_BY = 40, 30
_NO_MORE = r"(?:のみの?|だけの?|単独の?)?"
# '细胞组11个、训练组11个', 'シート群48.3±4.4%、開胸群39.7%', '貼付群(n=9)と開胸のみの群(n=9)'
_AND_GROUP = re.compile(
    r"(?:(?:为|は|が)? ?\(?(?:n ?= ?)?\d{1,3}(?:\.\d+)?(?:±\d+(?:\.\d+)?)? ?(?:例|人|名|位|个|只|頭|匹|%)?\)?)? ?(?:、|,|;|和|与|及|跟|同|以及|と|vs\.?|对) ?"
    rf"(?P<name>[一-鿿ァ-ヴーA-Za-z]{{2,8}}?){_NO_MORE}[组群](?![织成合建])"
)
_NO_COMPARATOR = re.compile(r"[两二三四各每全本该另一分]|剂量|输注|静脉|鞘内|单次|多次|课题|专家|研究|亚")
_LACK = re.compile(r"[、,。;/・ ](?P<name>(?:なし|無し)群?)(?=\s?(?:で|は|が|の|\d))")
_HAVING = re.compile(r"(?:あり|有り)群?$")
_ARMS = ("treatment", "control")
_WHO_GOT = re.compile(
    r"(?:(?P<none>只|仅|单纯?|光)(?:是|靠)?(?:用|吃|服|打|接受|给予?)|接受了?|输注?了?|打了?|给予|使用|用了?)(?P<what>[^,。;:、()\n\d]{2,18}?)(?:治疗)?(?:的|者)"
    r"(?=[^,。;\n]{0,4}?\d{1,4} ?[例名人位个])"
)
# '細胞投与を受けた20例…受けなかった20例'
_WHO_GOT_JA = re.compile(
    r"(?:(?P<what>(?:[^、。,()\s\d]{0,8})(?:細胞|移植|MSC)[^、。,()\s\d]{0,8}?)(?:を(?:受け|し|行っ|投与し)|した|投与し)|(?P<none>(?:受け|し|行わ|投与し|移植し)な))(?:た|かった)(?:人|方|患者)?(?=\s?\d{1,4}\s?[例人名])"
)
_GOT_NO_CELLS = re.compile(r"[只仅单光]纯?[是靠]?[用吃服打接给]|なかった(?:人|方|患者)?\s?\d")
_SO_OFTEN = re.compile(
    r" ?[组群]? ?(?:就|则|是|给|,|:)?(?:打|输|注射|输注|给)(?:了)?(?:[一二两三四五六1-6]|多)(?:次|针|回)"
)  # 'C组打两次'
_OUTCOME_TIME = re.compile(
    r"[前后後]|时$|均|高于|低于|优于|评分|率"
)  # 'A组移植后', 'B组均高于': what was seen, not what was given
_CONTROL = re.compile(
    r"对照|対照|透明质酸|玻尿酸|玻璃酸|生物制剂|(?<![+联合与和])(?:激素|化疗|环磷酰胺|甲氨蝶呤|康复|训练|西药|药物)|空白|(?<![+联合与和])常规|安慰|偽薬|プラセボ|盐水|食塩水|单纯|单用|只|仅|のみ|标准|不移植|未移植|非移植|空白|模型|(?<![A-Za-z+])(?:MTX|CTX|MMF|DMARDs?|LEF|AZA|HA)(?![A-Za-z+])"
)


def groups_named(text: str, hits: list[TermHit], cells: list[TermHit]) -> list[TermHit]:
    """The groups of a text with those that it names by what they got ('DMT群', '1亿颗组'), by letters ('A组') or by its cells.

    `cells`: where cells are named.
    """
    hits = _without_cells(text, hits)
    taken = places_of(hits)
    named = [
        TermHit(match.start(), match.end(), f"group.named_{code}", code, {})
        for match in _in_lines_of_groups(_BY_WHAT, text)
        for code in ["treatment" if match[0][0].isdigit() or _CELL_LETTERS.search(match["name"]) else "control"]
        if match.start() not in taken and match.end() - 1 not in taken
    ]
    named += [
        TermHit(match.start(), match.end(), "group.named_treatment", "treatment", {})
        for match in (*_COMBINED.finditer(text), *_in_lines_of_groups(_GIVEN_SO, text))
        if match.start() not in taken and match.end() - 1 not in taken
    ]
    named += [
        TermHit(match.start(), match.end(), f"group.named_{code}", code, {})
        for match in (_THOSE_PEOPLE.finditer(text) if "那" in text else ())
        for code in ["treatment" if match["cells"] else "control"]
        if match.start() not in taken
    ]
    named += _in_an_order(text, taken) + _those_who_got(text, taken)
    named += _with_nothing_else(text, hits, taken | places_of(named))
    known = sorted([*hits, *named], key=lambda hit: hit.start)
    known = sorted([*known, *_named_by_cells(text, known, cells), *_beside(text, known)], key=lambda hit: hit.start)
    return _lettered(text, _with_the_lack(text, known))


def _without_cells(text: str, hits: list[TermHit]) -> list[TermHit]:
    """'AHSCT组3人,用药组34人': beside a group that is named by its cells, those who got drugs are the comparator."""
    if not any(hit.attributes.get("drug") for hit in hits):
        return hits
    by_cells = [hit for hit in hits if hit.code == "treatment" and _CELL_GROUP.search(text, hit.start, hit.end)]
    if not by_cells and not any(_CELL_LETTERS.search(m["name"]) for m in _in_lines_of_groups(_BY_WHAT, text)):
        return hits
    return [replace(hit, code="control") if hit.attributes.get("drug") else hit for hit in hits]


def _named_by_cells(text: str, hits: list[TermHit], cells: list[TermHit]) -> list[TermHit]:
    """'干细胞25例中14例,安慰剂25例中9例': the cells stand for those who got them, told like the comparator beside them."""
    controls = [hit for hit in hits if hit.code == "control" and _HAS_FIGURE.match(text, hit.end)]
    if not controls:
        return []
    taken = places_of(hits)
    places = {(cell.start, cell.end) for cell in cells} | {match.span() for match in _BARE_CELLS.finditer(text)}
    return [
        TermHit(start, end, "group.named_cells", "treatment", {})
        for start, end in sorted(places)
        if start not in taken
        and end - 1 not in taken
        and _HAS_FIGURE.match(text, end)
        and any(_near(text, start, end, control) for control in controls)
    ]


def _those_who_got(text: str, taken: set[int]) -> list[TermHit]:
    """'接受脐带干细胞的25例 … 只用柳氮磺吡啶的25例': those who are counted by what they got, where others got no cells."""
    if not _GOT_NO_CELLS.search(text):
        return []  # where all got them, nothing is told apart
    who = [*_WHO_GOT.finditer(text), *(_WHO_GOT_JA.finditer(text) if "かった" in text else ())]
    told = [(m, "control" if m["none"] else "treatment") for m in who if m.start() not in taken]
    told = [(m, code) for m, code in told if not m["what"] or bool(_CELLS.search(m["what"])) is (code == "treatment")]
    if {code for _, code in told} != set(_ARMS):
        return []
    return [
        TermHit(m.start(), m.end("what") if m["what"] else m.end(), f"group.named_{code}", code, {}) for m, code in told
    ]


def _with_nothing_else(text: str, hits: list[TermHit], taken: set[int]) -> list[TermHit]:
    """'只做康复的从39.8分…', '光吃药的那组为…', told beside a treatment group: those who got nothing but that."""
    if not any(hit.code == "treatment" for hit in hits):
        return []
    told = [match for match in _ONLY.finditer(text) if match.start() not in taken and not _CELLS.search(match[0])]
    return [TermHit(match.start(), match.end(), "group.named_control", "control", {}) for match in told]


def _in_an_order(text: str, taken: set[int]) -> list[TermHit]:
    """'照低剂量、高剂量、玻尿酸的顺序': groups named to tell the order of the figures that follow."""
    found: list[TermHit] = []
    for order in _ORDER.finditer(text):
        names = [m for m in _NAME.finditer(text, order.start("names"), order.end("names")) if m.start() not in taken]
        codes = ["control" if _CONTROL.search(m[0]) else "treatment" if _GIVEN.search(m[0]) else "" for m in names]
        if len(set(codes)) > 1 and all(codes):
            found += [
                TermHit(m.start(), m.end(), f"group.named_{code}", code, {})
                for m, code in zip(names, codes, strict=True)
            ]
    return found


def _near(text: str, start: int, end: int, other: TermHit) -> bool:
    first_end, second_start = (end, other.start) if start < other.start else (other.end, start)
    return second_start - first_end <= _SIDE_BY_SIDE and not {"。", "\n"} & set(text[first_end:second_start])


def _beside(text: str, hits: list[TermHit]) -> list[TermHit]:
    """'细胞组11个、训练组11个': what else is called a group right beside the treatment group is the comparator, wherever it is named."""
    if any(hit.code == "control" and text[hit.end - 1] in "组群" for hit in hits):
        return []
    names: set[str] = set()
    for hit in hits:
        match = _AND_GROUP.match(text, hit.end) if hit.code == "treatment" else None
        if match and not _CELLS.search(match["name"]) and not _NO_COMPARATOR.search(match["name"]):
            names.add(match["name"])
    return [
        TermHit(match.start(), match.end(), "group.named_control", "control", {})
        for name in names
        for match in re.finditer(re.escape(name) + _NO_MORE + "[组群](?![织成合建])", text)
    ]


def _with_the_lack(text: str, hits: list[TermHit]) -> list[TermHit]:
    """'細胞あり12名、なし6名': behind a group that has it, the bare word of lack names the other."""
    named = []
    for match in _LACK.finditer(text):
        before = next((hit for hit in reversed(hits) if hit.end <= match.start("name")), None)
        if before and match.start() - before.end <= _NEAR_BY and _HAVING.search(text, before.start, before.end):
            named.append(TermHit(match.start("name"), match.end("name"), "group.named_control", "control", {}))
    return sorted([*hits, *named], key=lambda hit: hit.start) if named else hits


def _lettered(text: str, hits: list[TermHit]) -> list[TermHit]:
    """Groups named by letters count where a text says once what each of two got."""
    letters = list(_in_lines_of_groups(_LETTERED, text))
    if len(letters) < 2:
        return hits
    codes: dict[str, str] = {}
    for match in letters:
        code = _explained(text, match, hits)
        if code:
            codes.setdefault(match["name"], code)
    rest = {match["name"] for match in letters if match["name"] not in codes and _is_the_rest(text, match)}
    if len(rest) == 1 and set(codes.values()) == {"treatment"}:
        codes[rest.pop()] = "control"
    if list(codes.values()) == ["control"]:
        codes |= dict.fromkeys(_beside_letter(text, letters, *codes), "treatment")
    if set(codes.values()) != {"treatment", "control"}:
        return hits
    codes |= {m["name"]: "treatment" for m in letters if m["name"] not in codes and _SO_OFTEN.match(text, m.end())}
    taken = places_of(hits)
    named = [
        TermHit(match.start(), match.end(), "groups.defined", codes[match["name"]], {})
        for match in letters
        if match["name"] in codes and match.start() not in taken
    ]
    return sorted([*hits, *named], key=lambda hit: hit.start)


def _beside_letter(text: str, letters: list[re.Match[str]], control: str) -> set[str]:
    """'A组、B组、C组(安慰剂)': where only the control group is explained, those named in a row with it got cells."""
    rows = [
        {one["name"], other["name"]}
        for one, other in pairwise(letters)
        if _LETTERS_APART.fullmatch(text, one.end(), other.start())
    ]
    told = {control}
    for _ in rows:
        told = told.union(*(row for row in rows if row & told))
    return told - {control}


def _is_the_rest(text: str, letter: re.Match[str]) -> bool:
    """'34例加用脐带MSC为A组,其余36例为B组': who did not get the cells."""
    made = _MADE.search(text, max(0, letter.start() - _SIDE_BY_SIDE), letter.start())
    return made is not None and bool(_THE_REST.match(made["what"]))


def _explained(text: str, letter: re.Match[str], hits: list[TermHit]) -> str | None:
    """What a lettered group is, by the words behind it or by the group's name that it stands in brackets behind."""
    before = next((hit for hit in reversed(hits) if letter.start() - 2 <= hit.end <= letter.start()), None)
    if before is not None and text[before.end : letter.start()].strip() == "(":
        return before.code
    if text[letter.start() - 1 : letter.start()] == "(" and text[letter.end() : letter.end() + 1] == ")":
        told = _TOLD_BEFORE.search(text, max(0, letter.start() - _SIDE_BY_SIDE), letter.start() - 1)
        return _given(told[0]) if told else None  # '34例用干细胞(Ⅰ组),36例只用常规药物(Ⅱ组)'
    made = _MADE.search(text, max(0, letter.start() - _SIDE_BY_SIDE), letter.start())
    if made is not None and (code := _given(made["what"])):
        return code
    behind = (_EXPLAINED.match(text, letter.end()), _GOT.match(text, letter.end()))
    whats = [match["what"] for match in behind if match is not None and not _OUTCOME_TIME.search(match["what"])]
    return next((code for code in map(_given, whats) if code), None)


def _given(what: str) -> str | None:
    """The group that got something, by the words for it; '输注MSC联合行为训练' is cells with something else."""
    if _CELLS.search(what) and _WITH.search(what) and not _NOT_GIVEN.search(what):
        return "treatment"
    if _CONTROL.search(what):
        return "control"
    return "treatment" if _CELLS.search(what) else None
