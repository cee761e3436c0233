import pytest

from pipeline.normalize.language import page_language, passage_language, passage_languages

HANS = "这组患者接受了脐带细胞治疗,随访一年没有复发。"
HANT = "這組患者接受了臍帶細胞治療,隨訪一年沒有復發。"
JA = "この群の患者は臍帯由来の細胞で治療され、一年の間に再発はなかった。"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (HANS, "zh-Hans"),
        (HANT, "zh-Hant"),
        (JA, "ja"),
        ("無作為試験", "ja"),
        ("SLE 15 全員で改善", "ja"),
        ("疾病名称 试験形态 人数 细胞", "zh-Hans"),
        ("難治性SLE・狼瘡", "zh-Hant"),
        ("在這裏分爲兩組", "zh-Hant"),
        ("患者120例", "und"),
        ("Methods: sketch", "und"),
        ("", "und"),
    ],
)
def test_a_passage_by_itself(text: str, language: str) -> None:
    assert passage_language(text) == language


def test_what_tells_nothing_takes_its_neighbours_language() -> None:
    assert passage_languages(["SLE 40", HANS, "120例", JA, "SLE 15 1×10^6/kg"]) == [
        "zh-Hans",
        "zh-Hans",
        "zh-Hans",
        "ja",
        "ja",
    ]


def test_kanji_without_kana_stay_japanese_on_a_japanese_page() -> None:
    assert passage_languages([JA, "臨床成績", JA, "結論"]) == ["ja"] * 4


def test_page_of_one_language_and_spliced_words() -> None:
    spliced = HANT.replace("沒有", "没有")
    assert page_language([(passage_language(text), text) for text in (HANT, spliced, HANT)]) == "zh-Hant"


def test_page_of_two_languages() -> None:
    assert page_language([("zh-Hans", HANS), ("ja", JA)]) == "mul"
    assert page_language([("zh-Hans", HANS * 9), ("ja", JA)]) == "zh-Hans"
    assert page_language([("und", "12")]) == "und"
