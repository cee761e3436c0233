import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.width import fold_width


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("（Ｐ＜０．０５），", "(P<0.05),"),
        ("ﾃﾑｾﾙ", "テムセル"),
        ("1–2—3−4", "1-2-3-4"),
        ("1～2〜3∼4", "1~2~3~4"),
        ("术前ꎬ术后ꎮ共３０﹪", "术前,术后。共30%"),
        ("10⁶①。、「」", "10⁶①。、「」"),
        ("1✕10　1×10", "1×10 1×10"),
    ],
)
def test_signs_are_unified(written: str, folded: str) -> None:
    assert fold_width(written) == folded


@given(st.text())
def test_length_is_kept_and_folding_twice_changes_nothing(text: str) -> None:
    folded = fold_width(text)
    assert len(folded) == len(text)
    assert fold_width(folded) == folded
