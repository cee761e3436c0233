"""Where sentences and clauses begin and end: examples are among those of the sheet."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon.load import term_files
from tests.unit.extract.cases import sheet_of


@given(
    st.lists(
        st.sampled_from([*"。!?;,.()\n 患者细胞好转", "(0.5)", "SLE", "4.2", "」", "[3]"]), min_size=1, max_size=30
    )
)
def test_sentences_are_in_order_apart_and_in_their_passage_and_clauses_in_their_sentence(pieces: list[str]) -> None:
    sheet = sheet_of("病" + "".join(pieces))
    assert all(a.end <= b.start for a, b in pairwise(sheet.sentences))
    assert set(sheet.terms) == {file.kind for file in term_files()}
    for sentence in sheet.sentences:
        passage = sheet.passage(sentence)
        assert passage.view_start <= sentence.start < sentence.end <= passage.view_end
        for place in range(sentence.start, sentence.end):
            clause = sheet.clause(place)
            assert sentence.start <= clause.start <= place <= clause.end <= sentence.end
