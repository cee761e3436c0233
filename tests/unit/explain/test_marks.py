"""The text that is shown is the document's own, cut where the words of findings begin and end."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.explain.findings import Finding, Source
from pipeline.explain.marks import segments

TEXT = "本组共40例,随访12个月。"


def finding(number: int, start: int, end: int, table: str = "reports") -> Finding:
    source = Source("n_enrolled", TEXT[start:end], start, end, "population.total")
    return Finding(number, table, "page.txt#0", "n_enrolled", "40", (source,))


def test_words_within_words_are_cut_out_of_them() -> None:
    found = segments(TEXT, [finding(1, 0, 6), finding(2, 3, 6, "results")])
    assert [(segment.text, segment.tables, segment.ends) for segment in found] == [
        ("本组共", ("reports",), ()),
        ("40例", ("reports", "results"), (1, 2)),
        (",随访12个月。", (), ()),
    ]


def test_a_text_without_findings_is_one_piece() -> None:
    assert [segment.text for segment in segments(TEXT, [])] == [TEXT]
    assert segments("", []) == []


spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).filter(lambda span: span[0] < span[1])


@given(st.lists(spans))
def test_the_pieces_join_up_to_the_text_and_every_finding_ends_once(found: list[tuple[int, int]]) -> None:
    pieces = segments(TEXT, [finding(number, *span) for number, span in enumerate(found, 1)])
    assert "".join(piece.text for piece in pieces) == TEXT
    assert sorted(number for piece in pieces for number in piece.ends) == list(range(1, len(found) + 1))
    end = 0
    for piece in pieces:
        end += len(piece.text)
        assert set(piece.ends) == {number for number, span in enumerate(found, 1) if span[1] == end}
