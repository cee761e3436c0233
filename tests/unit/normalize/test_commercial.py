import pytest

from pipeline.normalize.commercial import find_commercial
from pipeline.normalize.passages import cut

STORY = "这组病人输注脐带细胞以后随访了一年,评分比治疗前低,没有人复发。"


def words(text: str) -> str | None:
    span = find_commercial(cut(text))
    return None if span is None else text[span.start : span.end]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("想了解的病友可拨打咨询热线 400-000-0000", "咨询热线 400-000-0000"),
        ("【收费】单膝一次 NT$350,000元起", "【收费】"),
        ("儲存諮詢專線 0800-000-000", "儲存諮詢專線 0800-000-000"),
        ("当社は製造販売の承認申請を進めております。", "当社は"),
        ("立即预约 | 在线咨询", "立即预约"),
        ("☎ 预约:0898-6×××-1036   地址:某路某号", "预约:0898-6×××-1036"),
        ("当社(本社:某市)は第2相試験の結果をお知らせします。", "当社(本社"),
    ],
)
def test_words_that_sell_are_given(line: str, shown: str) -> None:
    assert words(f"{STORY}\n{line}") == shown


@pytest.mark.parametrize(
    "line",
    [
        "版权所有 某大学学报编辑部 电话 0000-8000-6573",
        "下载全文 ¥3.00",
        "在线客服 | 招聘 | 广告合作",
        "正规的临床研究不收费,收费的要小心。",
        "有业者宣称可立即预约,咨询热线 400-000-0000,请向卫生局检举。",
    ],
)
def test_pages_that_sell_nothing_of_the_kind(line: str) -> None:
    assert words(f"{STORY}\n{line}") is None


def test_an_authority_sells_nothing_whatever_prices_it_names() -> None:
    answer = "脐带血库的收费标准:储存费每年620元。预约咨询热线 400-000-0000"
    assert words(f"{STORY}\n{answer}") is not None
    assert words(f"{STORY}\n{answer}\n主办:某市卫生健康委员会   政府网站标识码:3400000012") is None
