"""What a page states beside studies, and the rows that are made of it."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.facts.read import fact_provenance, fact_rows, read_facts
from pipeline.extract.mentions.sheet import Sheet
from pipeline.records import Row
from pipeline.schemas.documents import Facts
from pipeline.schemas.lineage import Provenance
from tests.unit.extract.cases import FACT_FIELDS, laws, sheet_of

MODULES = ("facts/figures", "facts/names", "facts/place", "facts/prices")
TEXTS = [case["text"] for module in MODULES for of_law in laws(module).values() for case in of_law]


def rows_of(sheet: Sheet) -> list[Row]:
    return fact_rows(sheet, read_facts(sheet, []))


def test_rows_have_their_tables_columns() -> None:
    sheet = sheet_of("2012年,Prochymal在加拿大获批上市。据调查,我国狼疮的患病率约为(40-60)/10万。")
    facts = read_facts(sheet, [])
    rows, provenance = fact_rows(sheet, facts), fact_provenance(sheet, facts)
    assert [list(row) for row in rows] == [list(Facts.to_schema().columns)] * 2
    assert {frozenset(row) for row in provenance} == {frozenset(Provenance.to_schema().columns)}


def test_every_stated_field_names_the_words_it_was_read_from() -> None:
    sheet = sheet_of("据调查,2019年我國類風濕關節炎的患病率約為(0.3-0.4)%。")
    facts = read_facts(sheet, [])
    (row,) = fact_rows(sheet, facts)
    told = {p["field"]: p["quote"] for p in fact_provenance(sheet, facts)}
    assert set(told) == {name for name in FACT_FIELDS if row[name] is not None}
    assert told["subject"] == "類風濕關節炎"
    assert told["value_min"].startswith("(0.3-0.4)")
    assert told["value_min"] in row["quote"]


def test_two_facts_of_one_clause_have_places_of_their_own() -> None:
    first, second = rows_of(sheet_of("Alofisel®于欧盟2018年获批上市及日本2021年获批上市,是干细胞药物。"))
    assert first["fact_id"] != second["fact_id"]
    assert (first["year"], second["year"]) == (2018, 2021)
    assert "2021" in second["quote"]


def test_a_quote_is_the_documents_slice_and_its_name_tells_the_place() -> None:
    text = "  第一段。\n\n  我国狼疮患者约１００万人。"
    (row,) = rows_of(sheet_of(text))
    assert row["quote"] == text[row["char_start"] : row["char_end"]] == "我国狼疮患者约１００万人"
    assert row["fact_id"] == f"page.txt#f{row['char_start']}"


def test_every_line_of_a_long_price_list_is_read() -> None:
    rows = rows_of(sheet_of("料金表(税込)\n\n" + "\n".join(f"幹細胞点滴{i}号 {i + 10}0,000円" for i in range(60))))
    assert [row["value_min"] for row in rows] == [(i + 10) * 10_000 for i in range(60)]


def test_references_and_headings_state_nothing() -> None:
    assert (
        rows_of(
            sheet_of(
                "一、我国狼疮患者约100万人\n\n参考文献\n[1] 王某. 我国狼疮患者约100万人. 某杂志, 2019, 3(2): 11-14."
            )
        )
        == []
    )


@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4).map("\n\n".join))
def test_any_page_gives_facts_in_order_each_with_its_figure_in_its_quote(text: str) -> None:
    sheet = sheet_of(text)
    facts = read_facts(sheet, [])
    assert [fact.start for fact in facts] == sorted({fact.start for fact in facts})
    for fact in facts:
        for figure in (fact.value_min, fact.value_max):
            assert figure is None or fact.start <= figure.start < figure.end <= fact.end
    for row, fact in zip(fact_rows(sheet, facts), facts, strict=True):
        assert row["quote"] == text[row["char_start"] : row["char_end"]]
        assert (row["value_min"] is None) == (fact.unit is None and fact.value_max is None)


@given(
    st.text(alphabet="我国全球狼疮患者率每次约元円¥%/~,。:0123456789万亿人例干细胞已获批上市年月 \n", max_size=80).map(
        "页".__add__
    )
)
def test_reading_never_fails_and_is_the_same_twice(text: str) -> None:
    sheet = sheet_of(text)
    assert read_facts(sheet, sheet.sentences.items[:1]) == read_facts(sheet, sheet.sentences.items[:1])
