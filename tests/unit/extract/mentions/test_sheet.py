"""Mentions are found once, each in its place; sentences and clauses part where the text does."""

from pipeline.extract.mentions.sentences import Stretch
from pipeline.extract.mentions.sheet import Sheet, remembered
from tests.unit.extract.cases import Case, cases, sheet_of

TEXT = "24名SLE患者输注脐带间充质干细胞,6个月时SLEDAI由13.2分降到4.1分,未见发热。"


@cases("mentions/sheet")
def test_the_parts_of_a_page(case: Case) -> None:
    sheet = sheet_of(case["text"])
    if "sentences" in case:
        assert [sheet.text[s.start : s.end] for s in sheet.sentences] == case["sentences"]
    for word, clause in case.get("clauses", {}).items():
        stretch = sheet.clause(sheet.text.index(word))
        assert sheet.text[stretch.start : stretch.end] == clause
    if "registrations" in case:
        assert [label for mark in sheet.registrations for label in mark.labels] == case["registrations"]


def test_mentions_are_asked_for_by_kind_code_and_place() -> None:
    sheet = sheet_of(TEXT)
    end = len(sheet.text)
    assert sheet.codes("condition", 0, end) == ["SLE"]
    assert sheet.codes("cell_source", 0, end) == ["umbilical_cord"]
    assert sheet.has("outcome", "SLEDAI", 0, end)
    assert sheet.has("outcome", ("C3", "SLEDAI"), 0, end)
    assert not sheet.has("outcome", "SLEDAI", 0, sheet.text.index("SLEDAI"))
    assert [q.value for q in sheet.numbers("people", 0, end)] == [24]
    assert [q.value for q in sheet.numbers(("people", "measure"), 3, end)] == [13.2, 4.1]
    assert sheet.within("route", 0, end) == []


def test_a_place_between_sentences_belongs_to_the_one_before() -> None:
    sheet = sheet_of("甲组好转。\n乙组没有变化,随访结束。")
    assert sheet.sentence(sheet.text.index("\n")) == sheet.sentences.items[0]
    assert sheet.passage(sheet.sentences.items[1]).ordinal == 1


def test_what_is_asked_again_is_read_once_a_sheet() -> None:
    asked: list[tuple[int, str]] = []

    @remembered
    def read(sheet: Sheet, place: Stretch, word: str) -> bool:
        asked.append((place.start, word))
        return word in sheet.text[place.start : place.end]

    sheet = sheet_of(TEXT)
    first = sheet.sentences.items[0]
    assert [read(sheet, first, "SLE"), read(sheet, first, "SLE"), read(sheet, first, "MS")] == [True, True, False]
    assert asked == [(first.start, "SLE"), (first.start, "MS")]
    assert read(sheet.cut([first], ()), first, "SLE")
    assert len(asked) == 3  # other sentences, other answers
