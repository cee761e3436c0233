from datetime import date

import pytest

from pipeline.ingest.metadata import Metadata, read_metadata

BODY = "这是一段正文,讲的是一项研究,共有三十人参加,随访一年,没有人复发,也没有人发热。" * 4


def test_head_of_a_portal_page() -> None:
    page = (
        f"首页 > 科普 > 正文\n脐带细胞治狼疮:三项研究的得失\n2023-05-18 09:41  阅读(12)  来源:医讯某网  字号:大\n{BODY}"
    )
    assert read_metadata(page) == Metadata("脐带细胞治狼疮:三项研究的得失", "医讯某网", date(2023, 5, 18), None)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("日期: 2021.07.09", date(2021, 7, 9)),
        ("发布时间:2025-08-21 15:02:11", date(2025, 8, 21)),
        ("最終更新日 2025.10.02", date(2025, 10, 2)),
        ("發布日期:2025年9月20日", date(2025, 9, 20)),
        ("2009年1月1日至2010年12月1日入组", None),
        ("日期: 2021.13.40", None),
    ],
)
def test_dates(line: str, day: date | None) -> None:
    assert read_metadata(f"{line}\n{BODY}").published_on == day


def test_a_cell_source_is_no_publisher() -> None:
    assert read_metadata(f"细胞来源:脐带\n{BODY}").publisher is None


def test_address_at_the_foot() -> None:
    page = "\n".join([BODY] * 20 + ["原文链接:https://example.org/a?b=1"])
    assert read_metadata(page).source_url == "https://example.org/a?b=1"


def test_a_page_that_says_nothing_of_itself() -> None:
    assert read_metadata(BODY) == Metadata()
