from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.script import to_simplified


def test_traditional_becomes_simplified() -> None:
    assert to_simplified("臨床試驗的乾細胞發佈") == "临床试验的干细胞发布"


@given(st.text())
def test_length_is_kept_for_any_text(text: str) -> None:
    assert len(to_simplified(text)) == len(text)


def test_lone_surrogates_pass() -> None:
    assert to_simplified("臨\ud800床") == "临\ud800床"
