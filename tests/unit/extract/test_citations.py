"""Entries of reference lists, whatever their style."""

from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.citations import CitationEntry, read_citations
from pipeline.records import Document, MatchingView, Page, Passage


def page_of(*lines: str, kinds: dict[int, str] | None = None, dirt: str = "") -> Page:
    """A page with one reference passage a line. `dirt`: a sign that stands in the document but not in the view."""
    view, sources, passages, text = "", [], [], ""
    for ordinal, line in enumerate(lines):
        start, view_start = len(text), len(view)
        for sign in line:
            if sign != dirt:
                view += sign
                sources.append(len(text))
            text += sign
        kind = (kinds or {}).get(ordinal, "reference")
        passages.append(Passage(ordinal, kind, "zh-Hans", start, len(text), view_start, len(view)))
        view += "\n"
        sources.append(len(text))
        text += "\n"
    document = Document("list.txt", "0" * 64, "text/plain", "utf-8", text)
    return Page(document, "zh-Hans", None, tuple(passages), MatchingView(view, (*sources, len(text))))


def entries(*lines: str) -> list[CitationEntry]:
    return read_citations(page_of(*lines))


def parts(entry: CitationEntry) -> tuple[str | None, str | None, str | None, int | None]:
    return entry.first_author, entry.title, entry.journal, entry.year


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # GB/T 7714
        (
            "[1] 何某,秦某某,严某,等.外泌体治疗银屑病的观察[J].示例医学杂志,2019,7(2):11-15.",
            ("何某", "外泌体治疗银屑病的观察", "示例医学杂志", 2019),
        ),
        (
            "[1] Quill AB,Rowe C,et al.Cord cells in mice[J].J Made Up Res,2017,5(1):R9.",
            ("Quill AB", "Cord cells in mice", "J Made Up Res", 2017),
        ),
        ("[1] 严某. 干细胞手册[M]. 某出版社, 2011.", ("严某", "干细胞手册", None, 2011)),
        (
            "[1] 示例医学会关节学分会. 某病诊疗共识(2016年版)[J]. 示例内科杂志,2018,1(1):1-5.",
            ("示例医学会关节学分会", "某病诊疗共识(2016年版)", "示例内科杂志", 2018),
        ),
        # Vancouver
        (
            "2. Quill A, Rowe-Smith BC, et al. Cord cells for arthritis: a pilot. Made Up Rheumatol. 2014;16(2):79-81.",
            ("Quill A", "Cord cells for arthritis: a pilot", "Made Up Rheumatol", 2014),
        ),
        (
            "2. van der Quill A, Rowe B. N. Engl. J. Med. 2003;349:2379.",
            ("van der Quill A", None, "N. Engl. J. Med", 2003),
        ),
        (
            "2. Quill A. Does it help? A trial of 1998-2003. Gut. (2012) 11:150-6.",
            ("Quill A", "Does it help? A trial of 1998-2003", "Gut", 2012),
        ),
        ("2. Quill A, et al.: Int J Hematol 103: 243, 2016", ("Quill A", None, "Int J Hematol", 2016)),
        (
            "2. Cells and joints in health. Front Immunol.2022; 13: 947.",
            (None, "Cells and joints in health", "Front Immunol", 2022),
        ),
        # APA
        (
            "3. Quill, A. B., Rowe, C., & Mead, D. (2018). Cells in the joint. Clinical rheumatology, 33(11), 161–169.",
            ("Quill, A. B", "Cells in the joint", "Clinical rheumatology", 2018),
        ),
        (
            "3. Quill, A., et al. (2010) Cell Transplantation, 69, 14-23.",
            ("Quill, A", None, "Cell Transplantation", 2010),
        ),
        # Japanese
        (
            "4)森某, 林某某: 細胞治療の現状. 日本例示学会雑誌 12: 34-40, 2015",
            ("森某", "細胞治療の現状", "日本例示学会雑誌", 2015),
        ),
        ("4)森某ほか.第9回例示学会.", ("森某", "第9回例示学会", None, None)),
        (
            "4)森某「細胞治療の現状と展望」『例示医学』12巻3号, 2015年",
            ("森某", "細胞治療の現状と展望", "例示医学", 2015),
        ),
        # hardly anything
        ("5. Quill et al., 2023", ("Quill", None, None, 2023)),
        ("5. Made Up Res 2020;9:719-728", (None, None, "Made Up Res", 2020)),
        ("5. Stem Cells Int. 某种细胞的综合分析.", (None, "某种细胞的综合分析", "Stem Cells Int", None)),
        ("5. 平台登记资料.", (None, "平台登记资料", None, None)),
    ],
)
def test_an_entry_is_parted_whatever_its_style(
    line: str, expected: tuple[str | None, str | None, str | None, int | None]
) -> None:
    (entry,) = entries(line)
    assert parts(entry) == expected
    assert entry.raw == line


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("[3] Quill A. Gut. 2010;1:2.", "3"),
        ("3. Quill A. Gut. 2010;1:2.", "3"),
        ("3、Quill A. Gut. 2010;1:2.", "3"),
        ("3)Quill A. Gut. 2010;1:2.", "3"),
        ("(3) Quill A. Gut. 2010;1:2.", "3"),
        ("③Quill A. Gut. 2010;1:2.", "3"),
        ("1 Quill A. Gut. 2010;1:2.", "1"),
        ("Quill A, et al. Gut. 2010;1:2.", None),
    ],
)
def test_labels_are_read_in_every_form(line: str, label: str | None) -> None:
    (entry,) = entries(line)
    assert (entry.label, entry.first_author) == (label, "Quill A")
    assert ("label" in entry.fields) == (label is not None)


@pytest.mark.parametrize(
    ("told", "doi"),
    [
        ("http://dx.doi.org/10.1000/S14-44(11)70-2", "10.1000/s14-44(11)70-2"),
        ("https://doi.org/10.1000/ABC.9.", "10.1000/abc.9"),
        ("DOI:10.1000/abc.2015.4321", "10.1000/abc.2015.4321"),
        ("(doi: 10.1000/abc)", "10.1000/abc"),
    ],
)
def test_a_doi_loses_its_resolver_and_its_capitals(told: str, doi: str) -> None:
    (entry,) = entries(f"[1] Quill A. Cells in joints. Gut. 2010;1:2. {told}")
    assert (entry.doi, entry.year) == (doi, 2010)


def test_several_entries_on_one_line_are_parted() -> None:
    found = entries(
        "[1] Quill et al., 2023  [2] Rowe B, et al., Stem Cells 2014;32:1254-1266  [3] Made Up Res 2020;9:7"
    )
    assert [(e.label, e.first_author, e.journal, e.year) for e in found] == [
        ("1", "Quill", None, 2023),
        ("2", "Rowe B", "Stem Cells", 2014),
        ("3", None, "Made Up Res", 2020),
    ]
    assert [e.raw[:3] for e in found] == ["[1]", "[2]", "[3]"]
    assert found[0].raw == "[1] Quill et al., 2023"


def test_an_entry_may_span_lines_and_keeps_its_own_words() -> None:
    found = entries(
        "[1] Quill A, Rowe B. Cells",
        "in joints. Made Up Rheumatol.",
        "2014;16:79.",
        "[2] 何某. 细胞与",
        "关节[J]. 示例医学杂志, 2019, 7(2): 11.",
    )
    assert [parts(entry) for entry in found] == [
        ("Quill A", "Cells in joints", "Made Up Rheumatol", 2014),
        ("何某", "细胞与关节", "示例医学杂志", 2019),
    ]
    assert found[0].raw.count("\n") == 2


def test_a_number_that_cannot_be_the_next_label_goes_on_with_the_entry() -> None:
    found = entries("[1] Quill A. Cells in joints. Gut.", "97. Supplement, 2010", "[2] Rowe B. Gut. 2011;1:3.")
    assert [entry.label for entry in found] == ["1", "2"]
    assert found[0].year == 2010


def test_labels_may_skip_entries() -> None:
    found = entries("[1] 何某. 甲[J]. 示例杂志.", "[4] 严某. 乙[J]. 示例杂志.", "[8] 秦某. 丙[J]. 示例杂志.")
    assert [entry.label for entry in found] == ["1", "4", "8"]


def test_addresses_alone_are_no_entries() -> None:
    found = entries("[1] 何某. 甲[J]. 示例杂志,2019,7(2):11.", "http://example.org/list/2020", "www.example.org")
    assert [entry.raw for entry in found] == ["[1] 何某. 甲[J]. 示例杂志,2019,7(2):11."]
    assert entries("https://example.org/2019/11") == []


def test_a_doi_on_its_own_line_belongs_to_the_entry_above_while_the_list_goes_on() -> None:
    found = entries("1. Quill A. Gut. 2010;1:2.", "doi: 10.1000/a", "2. Rowe B. Gut. 2011;1:3.", "doi: 10.1000/b")
    assert [entry.doi for entry in found] == ["10.1000/a", "10.1000/b"]
    (entry,) = entries("1. Quill A. Gut. 2010;1:2.", "DOI: 10.1000/the-page-itself")
    assert entry.doi is None


def test_only_reference_passages_are_read_and_each_list_on_its_own() -> None:
    page = page_of(
        "[1] Quill A. Gut. 2010;1:2.",
        "3. 这一段是正文,2012 年 et al",
        "[1] Rowe B. Gut. 2011;1:3.",
        kinds={1: "paragraph"},
    )
    assert [(entry.label, entry.first_author) for entry in read_citations(page)] == [("1", "Quill A"), ("1", "Rowe B")]
    assert read_citations(page_of("正文", kinds={0: "paragraph"})) == []


@dataclass(frozen=True)
class Told:
    """What went into a made-up entry."""

    author: str
    title: str
    journal: str
    year: int


tellings = st.builds(
    Told,
    st.sampled_from(["Quill A", "Rowe BC", "何某", "严某某"]),
    st.sampled_from(["Cells in the joint", "外泌体治疗银屑病", "Cord cells and IL-6: a pilot"]),
    st.sampled_from(["Gut", "J Made Up Res", "示例医学杂志"]),
    st.integers(1960, 2049),
)
styles = st.sampled_from(
    [
        "[{n}] {t.author}, et al. {t.title}[J]. {t.journal}, {t.year}, 7(2): 11-15.",
        "{n}. {t.author}, et al. {t.title}. {t.journal}. {t.year};7:11.",
    ]
)


@given(st.lists(tellings, min_size=1, max_size=6), styles, st.integers(0, 9))
def test_every_place_holds_what_was_read_there_whatever_dirt_the_view_leaves_out(
    told: list[Told], style: str, step: int
) -> None:
    lines = [style.format(n=number, t=one) for number, one in enumerate(told, 1)]
    dirty = ["".join(sign + "\u00ad" * (place % (step + 2) == step) for place, sign in enumerate(x)) for x in lines]
    page = page_of(*dirty, dirt="\u00ad")
    text = page.document.text
    found = read_citations(page)
    assert [(e.label, e.year) for e in found] == [(str(number), one.year) for number, one in enumerate(told, 1)]
    for entry, one in zip(found, told, strict=True):
        assert entry.raw == text[entry.span.start : entry.span.end]
        assert set(entry.fields) == {"label", "first_author", "title", "journal", "year"}
        assert all(entry.span.covers(span) for span in entry.fields.values())
        read = {name: text[span.start : span.end].replace("\u00ad", "") for name, span in entry.fields.items()}
        assert (read["first_author"], read["title"]) == (one.author, one.title)
        assert (read["journal"], read["year"]) == (one.journal, str(one.year))
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@given(st.lists(st.text(alphabet="[](1)29.,、[J] AZaet l何某(,;:\n", max_size=40), max_size=5))
def test_no_text_breaks_the_reader(lines: list[str]) -> None:
    page = page_of(*lines)
    for entry in read_citations(page):
        assert entry.raw == page.document.text[entry.span.start : entry.span.end]
        assert all(span.start < span.end for span in entry.fields.values())
