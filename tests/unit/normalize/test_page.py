from pipeline.normalize.page import normalize
from pipeline.records import Document, Page


def page_of(text: str) -> Page:
    return normalize(Document("a.txt", "0" * 64, "text/plain", "utf-8", text))


def test_a_page_knows_its_language_passages_and_view() -> None:
    page = page_of("這組患者接受了臍帶細胞治療。\n隨訪一年沒有復發。")
    assert page.language == "zh-Hant"
    assert page.view.text == "这组患者接受了脐带细胞治疗。\n随访一年没有复发。"
    assert page.commercial is None
    passage = page.passage_at(page.view.text.index("随访"))
    assert passage is not None
    assert passage.ordinal == 1
    assert page.passage_at(page.passages[0].view_end) is None


def test_a_simplified_page_around_a_japanese_table_is_mixed() -> None:
    prose = "这家诊所介绍了几项研究的结果,细胞能减轻炎症,改善病人的生活质量。" * 2
    table = "\n".join("SLE 無作為試験 15 骨髄 全員で疾患症状の改善を認め、効果は持続的であった" for _ in range(3))
    assert page_of(f"{prose}\n{table}").language == "mul"


def test_a_blank_document_is_an_empty_page() -> None:
    page = page_of(" \n ")
    assert (page.language, page.passages, page.view.text) == ("und", (), "")
