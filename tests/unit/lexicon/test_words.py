"""Words are found wherever they stand, also inside each other; folding keeps every place."""

from pipeline.lexicon.words import WordFinder


def test_words_inside_each_other_are_all_found() -> None:
    found = WordFinder(["干细胞", "细胞", "胞治"]).find("干细胞治疗")
    assert sorted(found) == [(0, 3, 0), (1, 3, 1), (2, 4, 2)]


def test_half_of_a_surrogate_pair_is_no_letter() -> None:
    assert WordFinder(["细胞"]).find("\ud800细胞") == [(1, 3, 0)]


def test_no_words_find_nothing() -> None:
    assert WordFinder([]).find("细胞") == []
