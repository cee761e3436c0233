"""A whole page: its reports in order, what they cite, and that no text breaks the reading."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.page import extract_page, read_reports
from pipeline.read import read_document
from pipeline.records import Row
from tests.unit.extract.cases import laws, page_of, pages, sheet_of

PAGES = pages()
PARAGRAPHS = sorted(
    {
        str(case["text"])
        for module in ("accounts/find", "findings/results", "findings/events", "tables/rows")
        for of in laws(module).values()
        for case in of
    }
)
PIECES = st.sampled_from(PARAGRAPHS) | st.sampled_from(sorted(PAGES.values()))


def summary(rows: dict[str, list[Row]]) -> list[tuple[object, ...]]:
    """What a page says, without where it stands."""
    tables = ("reports", "arms", "results", "adverse_events")
    places = ("_id", "char_start", "char_end")
    return [
        (table, *(value for column, value in row.items() if not column.endswith(places)))
        for table in tables
        for row in rows[table]
    ]


def assert_quotes_hold(rows: dict[str, list[Row]], text: str) -> None:
    for of_table in rows.values():
        for row in of_table:
            if "quote" in row:
                assert text[row["char_start"] : row["char_end"]] == row["quote"]


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("one_arm_hans", [40]),
        ("two_arms_hant", [64]),
        ("one_arm_ja", [12]),
        ("story_hans", [1]),
        ("table_mixed", [15, 40, 16]),
        ("animals_hans", [24]),
    ],
)
def test_the_reports_of_a_page_in_order(name: str, counts: list[int]) -> None:
    reports = read_reports(sheet_of(PAGES[name]))
    assert [report.fields["n_enrolled"].value for report in reports] == counts
    assert sorted(reports, key=lambda report: report.account.start) == reports


TABLE = """编号 | 团队 | 疾病 | 例数 | 细胞 | 结果
1 | 泰国 2019 | 硬皮病 | 24 | 脐带 | 皮肤变软
2 | 本院 2021 | 白癜风 | 31 | 骨髓 | 见下文
"""


@pytest.mark.parametrize(
    ("below", "counts"),
    [
        ("泰国那24位后来又看了半年,打了脐带细胞以后没有人复发。", [24, 31]),
        ("2号的31例里有3例发热。", [24, 31]),
        ("本院资料:白斑患者31例随机分组,3例发热。", [24, 31]),
        ("印度一项研究给24例糖尿病患者静脉输注脂肪干细胞,血糖下降。", [24, 31, 24]),
    ],
)
def test_a_study_of_a_table_that_the_text_takes_up_is_one(below: str, counts: list[int]) -> None:
    reports = read_reports(sheet_of(f"{TABLE}\n{below}\n"))
    assert [report.fields["n_enrolled"].value for report in reports] == counts


def test_the_title_over_a_table_tells_the_disease_of_its_rows() -> None:
    text = (
        "间充质干细胞治疗新冠肺炎的对照试验\n\n重症里ARDS占三分之一。\n\n"
        "作者 | 例数 | 细胞 | 设计\n甲 2021 | 24 | 脐带 | 随机双盲\n乙 2022 | 40 | 骨髓 | 随机\n"
    )
    assert [[c.value for c in report.conditions] for report in read_reports(sheet_of(text))] == [
        ["COVID19"],
        ["COVID19"],
    ]


def test_a_report_cites_the_entries_that_its_sentences_point_to() -> None:
    rows = extract_page(page_of(PAGES["one_arm_hans"].replace("[1]。", "[1,3]。")))
    (entry,) = rows["citations"]
    assert entry["first_author"] == "Doe J"
    assert [row["citation_id"] for row in rows["report_citations"]] == [entry["citation_id"]]


def test_a_report_without_marks_cites_nothing() -> None:
    rows = extract_page(page_of(PAGES["one_arm_hans"].replace("[1]。", "。")))
    assert rows["citations"]
    assert rows["report_citations"] == []


def test_the_tables_of_a_study_give_their_results_to_it() -> None:
    text = """共纳入30例狼疮患者,静脉输注脐带间充质干细胞,分为治疗组与对照组,结果见下表,随访半年。
指标 治疗前 1个月 6个月
SLEDAI 12.4±3.0 8.1±2.2 4.2±1.1
"""
    rows = extract_page(page_of(text))
    assert [(row["outcome"], row["timepoint_months"], row["value"]) for row in rows["results"]] == [
        ("SLEDAI", 0, 12.4),
        ("SLEDAI", 1, 8.1),
        ("SLEDAI", 6, 4.2),
    ]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_reading_is_the_same_twice(name: str) -> None:
    assert extract_page(page_of(PAGES[name])) == extract_page(page_of(PAGES[name]))


@pytest.mark.parametrize("ends", ["\r\n", "\n\n\n"])
@pytest.mark.parametrize("name", [name for name in sorted(PAGES) if name != "table_mixed"])
def test_line_ends_change_nothing_of_what_is_read(name: str, ends: str) -> None:
    assert summary(extract_page(page_of(PAGES[name].replace("\n", ends)))) == summary(
        extract_page(page_of(PAGES[name]))
    )


@settings(deadline=None, max_examples=60)
@given(st.lists(PIECES, min_size=1, max_size=4))
def test_pages_one_after_another_are_read_without_fault(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    reading = read_document("page.txt", text.encode())
    assert_quotes_hold({table: list(rows) for table, rows in reading.rows.items()}, text)


@settings(deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_content_breaks_the_reading_and_every_quote_is_its_slice(content: bytes) -> None:
    reading = read_document("page.txt", content)
    for document in reading.rows.get("documents", ()):
        assert_quotes_hold({table: list(rows) for table, rows in reading.rows.items()}, document["text"])


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_page_cut_anywhere_is_still_read(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(sorted(PAGES.values())))
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    part = text[start:end]
    reading = read_document("page.txt", part.encode())
    assert_quotes_hold({table: list(rows) for table, rows in reading.rows.items()}, part)


@pytest.mark.parametrize(
    ("measured", "months"),
    [
        ("治疗前及治疗后3个月检测各项指标,另随访至12个月。", 3.0),
        ("各指标只在6个月时复查。", 6.0),
        ("治疗后1个月和6个月检测各项指标。", None),
        ("投与前と投与後3か月に採血し、12か月まで追跡した。", 3.0),
    ],
)
def test_after_treatment_is_when_was_measured_beside_before(measured: str, months: float | None) -> None:
    text = f"干细胞治疗40例狼疮患者,随机分为治疗组和对照组各20例。{measured}\n组别\t治疗前SLEDAI\t治疗后SLEDAI\n治疗组\t14.2\t6.3\n对照组\t13.9\t9.8\n"
    [report] = read_reports(sheet_of(text))
    assert {r.time.value if r.time else None for r in report.results} == {0.0, months}
