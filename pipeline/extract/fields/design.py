"""What kind of study an account tells of: species, design, phase, and the year and place that it names."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.accounts.account import Account
from pipeline.extract.accounts.marks import institutions, treats
from pipeline.extract.fields.arm_sizes import read_arm_sizes
from pipeline.extract.fields.journal import IN_MARKS
from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.phases import phases_in
from pipeline.extract.mentions.quantity import Quantity
from pipeline.extract.mentions.sheet import Sheet, Stretch, inside
from pipeline.lexicon.load import TermHit

_STRENGTH = (
    "systematic_review",
    "randomized_controlled_trial",
    "cohort",
    "controlled_trial",
    "case_report",
    "single_arm_trial",
)


def read_species(sheet: Sheet, account: Account) -> Found:
    """The animal that was treated where one is named with treatment or model; human otherwise."""
    for stretch in account.sentences:
        hits = sheet.within("species", stretch.start, stretch.end)
        if hits and not account.story:
            return Found(hits[0].code, hits[0].start, hits[0].end, hits[0].rule)
    anchor = account.total.quantity if account.total else account.sentences[0]
    return Found("human", anchor.start, anchor.end, "design.human")


def read_study_type(sheet: Sheet, account: Account, species: str, told: bool) -> Found:
    """The design as the page says it; `told`: the account gives results. Strongest word wins: 随机 over 对照 over 回顾性."""
    anchor = account.total.quantity if account.total else account.sentences[0]
    if species != "human":
        return Found("animal_study", anchor.start, anchor.end, "design.animal")
    if account.story:
        return Found("case_report", account.sentences[0].start, account.sentences[0].end, "design.story")
    words = _design_words(sheet, account, told)
    for code in _STRENGTH:
        if code in words:
            return Found(code, words[code].start, words[code].end, words[code].rule)
    if _two_groups(sheet, account):
        return Found("controlled_trial", anchor.start, anchor.end, "design.two_groups")
    if account.total is not None and (_is_set_against(sheet, account) or read_arm_sizes(sheet, account)):
        return Found("controlled_trial", anchor.start, anchor.end, "design.two_groups")
    in_phase = account.total is not None and read_phase(sheet, account) is not None
    of_patients = in_phase or (account.total is not None and (told or _treated(sheet, account)))
    if of_patients or (told and read_phase(sheet, account)):
        return Found("single_arm_trial", anchor.start, anchor.end, "design.all_treated")
    return Found("unspecified", anchor.start, anchor.end, "design.not_told")


def _design_words(sheet: Sheet, account: Account, told: bool) -> dict[str, TermHit]:
    """The first word for each design that the account uses. A review is one that says how many studies it took in."""
    words: dict[str, TermHit] = {}
    for stretch in [*account.lead[-1:], *account.sentences, *account.shared]:
        for hit in sheet.within("study_type", stretch.start, stretch.end):
            if hit.code == "case_report" and stretch not in account.sentences:
                continue  # '临床案例一' numbers the items of a page; it calls none of them one patient's case
            weak = hit.attributes.get("strength") == "weak"  # a phase alone is a design only of patients or results
            if not weak or account.total is not None or told:
                words.setdefault(hit.code, hit)
    studies = read_n_studies(sheet, account)
    if studies:
        words.setdefault(
            "systematic_review", TermHit(studies.start, studies.end, studies.rule, "systematic_review", {})
        )
    else:
        words.pop("systematic_review", None)
    if account.total and account.total.quantity.value > 1:
        words.pop("case_report", None)
    return words


def _is_set_against(sheet: Sheet, account: Account) -> bool:
    """'三十人对十五人', '136人打细胞,其余36人只吃药': two counts that make up the whole, and the second of those not treated."""
    total = account.total.quantity.value if account.total else 0
    for stretch in account.sentences[:3]:
        for one, other in pairwise(sheet.numbers("people", stretch.start, stretch.end)):
            between = sheet.text[one.end : other.start]
            rest = sheet.text[other.end : min(stretch.end, other.end + _REACH)]
            compared = _COMPARED.match(rest)
            against = (
                compared
                or _AGAINST.fullmatch(between)
                or _NOT_TREATED.match(rest)
                or _NOT_TREATED_BEFORE.search(between)
            )
            if one.value + other.value == total and against:
                return True
    return False


_REACH = 16
_AGAINST = re.compile(r"(?:人|例|名|位|个|患者|病人)?\s?(?:对|比|vs\.?|VS)\s?")
_COMPARED = re.compile(r"(?:患者|の患者|病人)?(?:とを|を|と)?(?:比べ|比較|対比|进行对比|作对比|比较|对比|相比)")
_NOT_TREATED = re.compile(
    r"[^,。;、]{0,6}?(?:只|仅|净系|单纯|单用|光|照旧|照常|不做|不打|没打|没做|打生理|打盐水|打食盐水|给盐水|打安慰剂|改打安慰|生理盐水|什么都不|のみ|だけ|偽薬|プラセボ|生理食塩|標準治療|通常治療)"
)
_NOT_TREATED_BEFORE = re.compile(
    r"(?:しなかった|打たなかった|受けなかった|没打的?|不打的?|未打的?|没做的?|内科治疗者|药物治疗者|しない)$"
)


def _two_groups(sheet: Sheet, account: Account) -> bool:
    return any(sheet.has("group", "control", s.start, s.end) for s in account.sentences)


def _treated(sheet: Sheet, account: Account) -> bool:
    return any(treats(sheet, s) or sheet.has("cue", "treatment", s.start, s.end) for s in account.sentences)


def read_n_studies(sheet: Sheet, account: Account) -> Found | None:
    """'纳入了8项相关研究', '9项研究、133名': how many studies a review takes in; more than one."""
    reviewed = any(
        sheet.has("study_type", "systematic_review", s.start, s.end) for s in [*account.lead, *account.sentences]
    )
    for stretch in account.sentences:
        for quantity in sheet.numbers("studies", stretch.start, stretch.end):
            enrolled = sheet.has("cue", "enrolment", max(stretch.start, quantity.start - 8), quantity.start)
            if 1 < quantity.value <= 500 and (reviewed or (enrolled and account.total is not None)):
                return Found(int(quantity.value), quantity.start, quantity.end, "design.n_studies")
    return None


def read_year(sheet: Sheet, account: Account) -> Found | None:
    """The year that the account names for the study: of publication first, of the study else."""
    near = [*account.lead, *_opening(account)]
    candidates = []
    for order, stretch in enumerate(near):
        for quantity in sheet.numbers(("year", "date"), stretch.start, stretch.end):
            if _is_other_year(sheet, stretch, quantity.start) or _is_of_page(sheet, account, stretch, quantity):
                continue
            clause = sheet.clause(quantity.start)
            reach = _until_next_year(sheet, stretch, quantity.end)
            published = sheet.has("cue", "publication", quantity.start, reach) or bool(
                IN_MARKS.search(sheet.text, clause.start, reach) or _VOLUME.match(sheet.text, quantity.number_end)
            )
            own = stretch in account.sentences
            candidates.append((not published, not own, order, quantity))
    if not candidates:
        return _year_above(sheet, account) or _year_of_paper(sheet, account)
    quantity = min(candidates, key=lambda candidate: candidate[:3])[3]
    return Found(int(quantity.value), quantity.start, quantity.number_end, quantity.rule)


def _is_of_page(sheet: Sheet, account: Account, stretch: Stretch, quantity: Quantity) -> bool:
    """'某某网 2024-12-20' on a line of its own over the text: a full date there is the page's."""
    line = sheet.passage(stretch)
    told = line.view_end - line.view_start > _LONGEST_BYLINE or sheet.text[line.view_end - 1] in "。,;"
    dated = _FULL_DATE.fullmatch(sheet.text, quantity.start, quantity.end)
    return bool(dated) and not told and stretch not in account.sentences


def _year_above(sheet: Sheet, account: Account) -> Found | None:
    """'同年Sun等…', '另一篇…': the year told last before, in the same paragraph."""
    first = account.sentences[0]
    if not _SAME_YEAR.search(sheet.text, first.start, min(first.end, first.start + 8)):
        return None
    start = sheet.passage(first).view_start
    years = sheet.numbers(("year", "date"), start, first.start)
    return Found(int(years[-1].value), years[-1].start, years[-1].number_end, years[-1].rule) if years else None


def _year_of_paper(sheet: Sheet, account: Account) -> Found | None:
    """The year in a paper's head, beside volume and issue: '2016, Vol. 42 Issue (01)', '2008年12期'."""
    if not account.paper:
        return None
    head = [p for p in sheet.page.passages[: account.sentences[0].passage] if p.view_end - p.view_start < 160]
    for passage in head[:16]:
        for quantity in sheet.numbers(("year", "date"), passage.view_start, passage.view_end):
            around = sheet.text[max(passage.view_start, quantity.start - 12) : quantity.end + 22]
            if _ISSUE.search(around):
                return Found(int(quantity.value), quantity.start, quantity.number_end, "design.year_of_issue")
    return None


_ISSUE = re.compile(r"\d\s?期|第\s?\d+\s?卷|Vol|Issue|No\.|doi|DOI|Published|出版|\d+\(\d+\)|;\s?\d+|发表|巻|号")
_VOLUME = re.compile(r"年?\s?[;,:]\s?\d{1,4}\s?(?:\(\d|[:,]\s?[A-Za-z]?\d|-\d)")  # 'Hepatol Int 2021; 15: 1431'
_LONGEST_BYLINE = 60
_FULL_DATE = re.compile(r"\d{4} ?[-./年] ?\d{1,2} ?[-./月] ?\d{1,2}日?")
_SAME_YEAR = re.compile(r"同年|同一年|另一篇|另一项|另一则|同じ年|同年に")


def _until_next_year(sheet: Sheet, stretch: Stretch, start: int) -> int:
    """How far the words reach that may say what happened in a year: to the next year told, at most a clause and a half on."""
    later = sheet.numbers(("year", "date"), start, stretch.end)
    return min(stretch.end, start + 44, later[0].start if later else stretch.end)


def _opening(account: Account) -> Sequence[Stretch]:
    """The sentences that may date a study: those of its first paragraph, or all of a patient's story."""
    if account.story:
        return account.sentences
    first = account.sentences[0].passage
    return [s for s in account.sentences if s.passage == first or s.passage == first + 1]


def _is_other_year(sheet: Sheet, stretch: Stretch, start: int) -> bool:
    """The year of a diagnosis, of a programme's start ('早在2007年'), of an approval."""
    clause = sheet.clause(start)
    if _IN_BRACKETS.match(sheet.text, sheet.text.rfind("(", max(stretch.start, start - _LONGEST_BRACKET), start)):
        return False  # '(2021年発表)', '(Honmouら、2021)' behind whatever was said
    near = max(clause.start, start - _NEAR_YEAR), min(clause.end, start + _NEAR_YEAR)
    if sheet.has("cue", ("diagnosis", "background"), *near):
        return True
    if _FORECAST.search(sheet.text, clause.start, clause.end):
        return True
    return bool(
        re.search(
            r"(?:早在|自从?|从|检索到|截至|截止|直到|since)\s?$", sheet.text[max(stretch.start, start - 4) : start]
        )
    )


_LONGEST_BRACKET = 24
_NEAR_YEAR = 20
_IN_BRACKETS = re.compile(
    r"\((?:[A-Z][A-Za-z]+[^()\d]{0,14}|[^()\d]{0,10})?(?:19|20)\d\d年?(?:の?(?:発表|報告|公表|論文)|发表|报道|报告|做完|完成)?[^()]{0,4}\)"
)
_FORECAST = re.compile(r"预计|预期|将达|将于|推計|推计|見込|まで(?:に|募集)|予定")


def read_institution(sheet: Sheet, account: Account) -> Found | None:
    """The first hospital, university or institute that the account names; '四家医院', '入住医院' name none."""
    for stretch in [*account.sentences[:3], *account.lead]:
        for match in institutions(sheet, stretch.start, stretch.end):
            start = match.start() + _leading_words(match.group())
            name = sheet.text[start : match.end()]
            if len(name) > 2 and not _NO_NAME.fullmatch(name):
                return Found(name, start, match.end(), "design.institution")
    return None


_NO_NAME = re.compile(
    r"(?:[一二三四五六七八九十两几多各某本我该同这那0-9]|[家所个间]|入住|住进|当地|附近|提携|附属|国内|国外|大型|公立|私立|三甲|省|市|县)*"
    r"(?:大学)?(?:医院|大学|病院|クリニック|研究所|医学院)(?:[一-鿿]{0,6}科)?"
)
_BEFORE_NAME = re.compile(
    r".*(?:年|月|日(?!本)|由|在|于|的|和|与|将|是|把|发起|来自|随后|后来|还有|现(?!代)|先后|其中|入住|等地|再|对|の|と|は)"
)


def _leading_words(name: str) -> int:
    """How many characters in front of a name are not of it: '由英国伯明翰大学' → 1."""
    match = _BEFORE_NAME.match(name)
    return match.end() if match else 0


def read_phase(sheet: Sheet, account: Account) -> Found | None:
    """The first phase that an account names, its own sentences before what leads to it."""
    stretches = (*account.sentences, *account.lead)
    return next((found for stretch in stretches for found in phases_in(sheet, stretch.start, stretch.end)), None)


def read_registrations(sheet: Sheet, account: Account) -> list[Found]:
    """Registry numbers of the account, once each."""
    found: dict[str, Found] = {}
    for stretch in account.sentences:
        for mark in inside(sheet.registrations, stretch.start, stretch.end):
            found.setdefault(mark.labels[0], Found(mark.labels[0], mark.start, mark.end, "design.registration"))
    return list(found.values())


_FEMALE = re.compile(r"女|嬷|さん\(女|妻|姐|姨|奶奶|婆|太太|妈|母|她|囡|妹|娘")
_MALE = re.compile(r"男|先生|大叔|大爷|爸|父|伯伯|爷爷|公公|老公|儿子|弟|哥|夫|息子|他(?!人)")


def read_person(sheet: Sheet, account: Account) -> dict[str, Found]:
    """Age and sex of a patient whose story is told; one patient is one enrolled. The name is not carried over."""
    first = account.sentences[0]
    fields = {"n_enrolled": Found(1, first.start, first.end, "design.story")}
    told = next((s for s in account.sentences[:2] if sheet.numbers("age", s.start, s.end)), first)
    ages = sheet.numbers("age", told.start, told.end)
    if ages:
        fields["patient_age_years"] = Found(ages[0].value, ages[0].start, ages[0].end, "design.age")
    for sex, words in (("female", _FEMALE), ("male", _MALE)):
        match = words.search(sheet.text, told.start, told.end)
        if match and "patient_sex" not in fields:
            fields["patient_sex"] = Found(sex, match.start(), match.end(), "design.sex")
    return fields
