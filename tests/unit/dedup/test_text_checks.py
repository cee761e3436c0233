"""The checks that read the text itself: garbled measures, contradicting sources, labels, citations, mixed scripts."""

import pytest

from pipeline.dedup.contradictions import cell_sources
from pipeline.dedup.garbled import garbled_measures
from pipeline.dedup.labels import dangling_citations, mislabelled
from pipeline.dedup.scripts import spliced_script
from tests.unit.dedup.builders import account, passages, result

FALL = result("a#0", "proteinuria", None, None, direction="decrease")


def test_a_measure_of_24_hours_told_as_24_hours_later() -> None:
    garbled = account("给药24小时后尿蛋白下降。", results=[FALL])
    sound = account("病人的24小时尿蛋白由3g降到1g。", doc_id="b", results=[FALL])
    flags = garbled_measures([sound, garbled])
    assert [(flag.doc_id, flag.kind, flag.cause) for flag in flags] == [
        ("a", "between_reports", "time_point"),
        ("b", "between_reports", "time_point"),
    ]
    assert garbled.text[flags[0].start : flags[0].end] == "24小时后"
    assert sound.text[flags[1].start : flags[1].end].startswith("24小时尿蛋白")
    assert garbled_measures([sound, account("给药24小时后出院。", doc_id="c")]) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("SLE 20 BM-IV 1×10^6/kg 全例で改善。臍帯由来MSCは有効である。 12M", "臍帯由来MSCは有効である。"),
        ("给9人输了脐带间充质干细胞。脐血间充质干细胞很安全。脐带间充质干细胞每月一次。", "脐血间充质干细胞很安全。"),
    ],
)
def test_two_sources_each_told_as_the_only_one(text: str, place: str) -> None:
    (flag,) = cell_sources(account(text))
    assert (flag.kind, text[flag.start : flag.end].strip()) == ("self_contradiction", place)


@pytest.mark.parametrize(
    "text",
    [
        "先用骨髓MSC。后来也用脐带MSC。",
        "骨髓或脐带来源的MSC都用过。脐带MSC效果好。",
        "用脐带MSC治疗。骨髓抑制未见。",
        "脐带MSC一次。脐带间充质干细胞很安全。",
        "用脐带MSC治疗。" + "无关的话。" * 300 + "骨髓MSC另论。",
    ],
)
def test_sources_told_together_or_of_other_things_are_no_contradiction(text: str) -> None:
    assert cell_sources(account(text)) == []


def test_a_mouse_under_the_label_of_a_case() -> None:
    text = "临床案例三:\n某院发表的一篇文章。\n给小鼠输了三次细胞。\n"
    lines = passages("a", text)
    mouse = account(text, study_type="animal_study", species="mouse")
    (flag,) = mislabelled(mouse, lines)
    assert (flag.kind, flag.report_id) == ("mislabelled_evidence", "a#0")
    assert mislabelled(account(text), lines) == []


def test_a_label_does_not_reach_past_the_next_heading() -> None:
    text = "案例一\n一位病人。\n动物研究\n给小鼠输了细胞。\n"
    mouse = account(text, study_type="animal_study", species="mouse")
    mouse.report["char_start"] = text.index("给小鼠")
    assert mislabelled(mouse, passages("a", text, line0="heading", line2="heading")) == []


def dangling(text: str, n_references: int) -> list[str]:
    body = text + "\n文献\n"
    references = "".join(f"[{i}] Author {i}\n" for i in range(1, n_references + 1))
    whole = body + references
    lines = passages("a", whole)
    citations = [
        {"label": str(i), "char_start": line["char_start"], "char_end": line["char_end"]}
        for i, line in enumerate(lines[-n_references:] if n_references else [], start=1)
    ]
    return [
        whole[flag.start : flag.end] for flag in dangling_citations({"doc_id": "a", "text": whole}, citations, lines)
    ]


@pytest.mark.parametrize(
    ("text", "n_references", "expected"),
    [
        ("细胞很安全[1],视力好转[4]。", 3, ["[4]"]),
        ("细胞很安全[1-3]。", 3, []),
        ("细胞很安全[2,5]。", 3, ["[2,5]"]),
        ("细胞很安全［２］。", 3, []),
        ("细胞很安全[1]。", 0, []),  # no list to hold it against
        ("范围[10-80]不算[1]。", 3, []),
        ("细胞は安全である1)。肺に残った9)。", 3, ["9)"]),
        ("安全である1)。(全10例中5)は改善。", 3, []),
    ],
)
def test_marks_without_their_reference(text: str, n_references: int, expected: list[str]) -> None:
    assert dangling(text, n_references) == expected


def spliced(text: str, language: str, **kinds: str) -> list[str]:
    lines = passages("a", text, language, **kinds)
    return [text[flag.start : flag.end] for flag in spliced_script({"doc_id": "a", "text": text}, lines)]


def test_clauses_with_the_other_script_are_flagged() -> None:
    assert spliced("臨床試驗顯示,关节疼痛減輕,沒有副作用。", "zh-Hant") == ["关节疼痛減輕"]
    assert spliced("临床试验显示,關節疼痛减轻,没有副作用。", "zh-Hans") == ["關節疼痛减轻"]


def test_japanese_and_references_are_left_alone() -> None:
    assert spliced("臨床試験では国際的に関節の痛みが減った。", "ja") == []
    assert spliced("關節疼痛的研究。", "zh-Hans", line0="reference") == []
    assert spliced("症狀顯着減輕。", "zh-Hant") == []
