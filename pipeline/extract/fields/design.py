"""What kind of study an account tells of: species, design, phase, and the place that it names. Its year is `pipeline.extract.fields.year`."""

import re
from itertools import pairwise

from pipeline.extract.accounts import persons
from pipeline.extract.accounts.account import Account
from pipeline.extract.accounts.marks import institutions, treats
from pipeline.extract.fields.arm_sizes import read_arm_sizes
from pipeline.extract.mentions.found import Found
from pipeline.extract.mentions.phases import phases_in
from pipeline.extract.mentions.places import inside
from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet
from pipeline.lexicon.load import TermHit

_PATIENTS = re.compile(r"患者|病人|病患|志愿者|受试者|被験者|[名位]|人")
_BEFORE_PATIENTS = re.compile(
    r"前期|此前|先前|临床前|前臨床|これまでの(?:動物|マウス)|動物実験で|动物实验(?:显示|证实|表明)"
)
_STRENGTH = (
    "systematic_review",
    "randomized_controlled_trial",
    "cohort",
    "controlled_trial",
    "case_report",
    "single_arm_trial",
)


def read_species(sheet: Sheet, account: Account) -> Found:
    """The animal that was treated where one is named with treatment or model; human otherwise, and where patients were counted."""
    if _counts_patients(sheet, account):
        quantity = account.total.quantity if account.total else account.sentences[0]
        return Found("human", quantity.start, quantity.end, "design.human")
    designed = account.total is not None and account.total.quantity.kind == "people"
    for stretch in account.sentences:
        hits = sheet.within("species", stretch.start, stretch.end)
        if (
            designed
            and hits
            and not account.counts_in(stretch)
            and _BEFORE_PATIENTS.search(sheet.text, stretch.start, hits[0].start)
        ):
            continue  # '前期动物实验显示,小鼠…' leads to a trial of 60
        if hits and not account.story:
            return Found(hits[0].code, hits[0].start, hits[0].end, hits[0].rule)
    anchor = account.total.quantity if account.total else account.sentences[0]
    return Found("human", anchor.start, anchor.end, "design.human")


def _counts_patients(sheet: Sheet, account: Account) -> bool:
    """'34例患者…': their sentence names no animal, though another does ('マウスでも炎症が軽くなりました')."""
    if account.total is None or account.total.quantity.kind != "people":
        return False
    sentence = sheet.sentence(account.total.quantity.start)
    named = sheet.within("condition", sentence.start, sentence.end)
    patients = bool(named) or bool(_PATIENTS.search(sheet.text, sentence.start, sentence.end))
    return patients and not sheet.within("species", sentence.start, sentence.end)


def read_study_type(sheet: Sheet, account: Account, species: str, told: bool) -> Found:
    """The design as the page says it; `told`: the account gives results. Strongest word wins: 随机 over 对照 over 回顾性."""
    anchor = account.total.quantity if account.total else account.sentences[0]
    if species != "human":
        return Found("animal_study", anchor.start, anchor.end, "design.animal")
    if account.story:
        return Found("case_report", account.sentences[0].start, account.sentences[0].end, "design.story")
    words = _design_words(sheet, account, told)
    if account.total is not None and account.total.quantity.value == 1 and not words.keys() - {"single_arm_trial"}:
        return Found("case_report", anchor.start, anchor.end, "design.one_patient")
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
            if _is_wanted(sheet, stretch, hit):
                continue
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
    by_phase = "single_arm_trial" in words and words["single_arm_trial"].attributes.get("strength") == "weak"
    if by_phase and _two_groups(sheet, account):
        words.pop("single_arm_trial")  # '196例の第3相。…細胞33%、偽薬28%'
    return words


def _is_wanted(sheet: Sheet, stretch: Stretch, hit: TermHit) -> bool:
    """'疗效需随机试验验证', '今後は無作為化試験での検証が必要': a design that is called for is not the study's own."""
    before = sheet.text[max(stretch.start, hit.start - _REACH) : hit.start]
    behind = sheet.text[hit.end : min(stretch.end, hit.end + 2 * _REACH)]
    return bool(_CALLED_FOR_BEFORE.search(before) or _CALLED_FOR.match(behind))


_CALLED_FOR_BEFORE = re.compile(
    r"(?:尚|仍|还|亟|均)?(?:需要?|须|有待|期待|等待|待)(?:更多|更大|大样本|大规模|多中心|前瞻性?|进一步|开展|进行|以|的|、|于|严格|高质量|、){0,5}$"
    r"|(?:今後|将来|次)(?:は|の)?(?:大規模|多施設|前向き|な|の){0,3}$"
)
_CALLED_FOR = re.compile(
    r"[^。;]{0,12}?(?:が(?:必要|求められ|待たれ|望まれ|課題)|を(?:計画|予定|準備)|による検証が|での検証が|で確かめる必要|で検証する必要|(?:加以|来|予以|进一步)(?:验证|证实|确认|证明))"
)


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
    for stretch in account.sentences:
        for quantity in sheet.numbers("studies", stretch.start, stretch.end):
            enrolled = sheet.has("cue", "enrolment", max(stretch.start, quantity.start - 8), quantity.start)
            if 1 < quantity.value <= 500 and ((enrolled and account.total is not None) or _reviews(sheet, account)):
                return Found(int(quantity.value), quantity.start, quantity.end, "design.n_studies")
    return None


def _reviews(sheet: Sheet, account: Account) -> bool:
    told = [*account.lead, *account.sentences]
    return any(sheet.has("study_type", "systematic_review", s.start, s.end) for s in told)


def read_institution(sheet: Sheet, account: Account) -> Found | None:
    """The first hospital, university or institute that the account names; '四家医院', '入住医院' name none."""
    for stretch in [*account.sentences[:3], *account.lead]:
        for match in institutions(sheet, stretch.start, stretch.end):
            start = match.start() + _leading_words(match.group())
            name = sheet.text[start : match.end()]
            if len(name) > 2 and not _NO_NAME.fullmatch(name) and not _COUNTED.search(name):
                return Found(name, start, match.end(), "design.institution")
    return None


_NO_NAME = re.compile(
    r"(?:[一二三四五六七八九十两几多各某本我该同这那0-9]|[家所个间]|入住|住进|当地|附近|提携|附属|国内|国外|大型|公立|私立|三甲|省|市|县|外省|外地|本地|外市|某省|某市|私人|民营)*"
    r"(?:大学)?(?:医院|大学|病院|クリニック|研究所|医学院)(?:[一-鿿]{0,6}科)?"
)
_COUNTED = re.compile(r"[两二三四五六七八九十几多数2-9][家所个间]")  # '武汉两家医院': how many, not which
_BEFORE_NAME = re.compile(
    r".*(?:(?:采访|请教|咨询|走访|联系|询问|拜访|访问)了?|来看|看看|再看|年|月|日(?!本)|由|在|于|的|和|与|将|是|把|发起|来自|随后|后来|还有|现(?!代)|先后|其中|入住|等地|再|对|の|と|は)"
)


def _leading_words(name: str) -> int:
    """How many characters in front of a name are not of it: '由英国伯明翰大学' → 1."""
    match = _BEFORE_NAME.match(name)
    return match.end() if match else 0


def read_phase(sheet: Sheet, account: Account) -> Found | None:
    """The first phase that an account names, its own sentences before what leads to it, a paper's title last."""
    stretches = (*account.sentences, *account.lead, *(account.headings if account.paper else ()))
    return next(
        (
            found
            for stretch in stretches
            for found in phases_in(sheet, stretch.start, stretch.end)
            if not _COMES_NEXT.match(sheet.text, found.end, stretch.end)
        ),
        None,
    )


# '第3相に進んだ', 'Ⅲ期试验正在筹备': what was to come after the study told of
_COMES_NEXT = re.compile(
    r"(?:の?(?:試験|治験)|临床|试验|研究)*(?:[へに](?:進|移行|向け|つなが|入る|移る)|[をは](?:計画|準備|予定|始める予定|行う予定)"
    r"|(?:也|将|即将|正在|已在|仍在|还在|尚在)?(?:筹备|计划|规划|准备|酝酿|拟开展|申请中))"
)


def read_registrations(sheet: Sheet, account: Account) -> list[Found]:
    """Registry numbers of the account, once each."""
    found: dict[str, Found] = {}
    for stretch in account.sentences:
        for mark in inside(sheet.registrations, stretch.start, stretch.end):
            found.setdefault(mark.labels[0], Found(mark.labels[0], mark.start, mark.end, "design.registration"))
    return list(found.values())


_FEMALE = re.compile(r"女|嬷|さん\(女|妻|姐|姨|奶奶|婆|太太|妈|母|她|囡|妹|娘")
_MALE = re.compile(r"男|先生|大叔|叔叔|老豆|爹|大爷|爸|父|伯伯|爷爷|公公|老公|儿子|弟|哥|夫|息子|他(?!人)")


def read_person(sheet: Sheet, account: Account) -> dict[str, Found]:
    """Age and sex of a patient whose story is told; one patient is one enrolled. The name is not carried over."""
    first = account.sentences[0]
    fields = {"n_enrolled": Found(1, first.start, first.end, "design.story")}
    told = next((s for s in account.sentences[:2] if sheet.numbers("age", s.start, s.end)), first)
    ages = sheet.numbers("age", told.start, told.end)
    bracketed = None if ages else persons.IN_BRACKETS.match(sheet.text, first.start, first.end)
    if ages:
        fields["patient_age_years"] = Found(ages[0].value, ages[0].start, ages[0].end, "design.age")
    elif bracketed is not None:
        fields["patient_age_years"] = Found(float(bracketed["age"]), *bracketed.span("age"), "design.age_in_brackets")
    for sex, words in (("female", _FEMALE), ("male", _MALE)):
        match = words.search(sheet.text, told.start, told.end)
        if match and "patient_sex" not in fields:
            fields["patient_sex"] = Found(sex, match.start(), match.end(), "design.sex")
    return fields
