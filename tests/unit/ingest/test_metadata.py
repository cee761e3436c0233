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
        ("最後更新 114-06-18    客服專線 0800-000-000", date(2025, 6, 18)),
        ("客服專線 0800-114-06", None),
        ("PRESS RELEASE                 2025年3月21日", date(2025, 3, 21)),
        ("整理:志工 小某   審閱:某醫師 (2025/08/15)", date(2025, 8, 15)),
        ("2020 年 6 月 4 日現在", date(2020, 6, 4)),
        ("2009年1月1日至2010年12月1日入组", None),
        ("日期: 2021.13.40", None),
    ],
)
def test_dates(line: str, day: date | None) -> None:
    assert read_metadata(f"{line}\n{BODY}").published_on == day


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("某某健康网 > 风湿免疫 > 正文", "某某健康网"),
        ("某縣慈恩醫院  新聞稿", "某縣慈恩醫院"),
        ("某×生物 – 细胞存储、海外就医  全国热线 400-000-0000", "某×生物"),
        ("一般社団法人 某臓器病学会", "一般社団法人 某臓器病学会"),
        ("某某风湿病杂志 2016, Vol. 42 Issue (01): 125-129", "某某风湿病杂志"),
        ("【某某醫療網/記者某某報導】2022-06-17", "某某醫療網"),
        ("首页 | 要闻 | 健康 | 视频", None),
        ("三项间充质干细胞治疗狼疮的研究", None),
    ],
)
def test_the_house_that_the_first_line_names_is_the_publisher(line: str, publisher: str | None) -> None:
    assert read_metadata(f"{line}\n{BODY}").publisher == publisher


def test_the_source_that_a_page_names_goes_before_the_house_that_shows_it() -> None:
    assert read_metadata(f"某某健康网 > 正文\n来源:某日报\n{BODY}").publisher == "某日报"


def test_a_house_at_the_foot() -> None:
    page = "\n".join([BODY] * 20 + ["© 2022 某生技股份有限公司 版權所有"])
    assert read_metadata(page).publisher == "某生技股份有限公司"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("标题:脐带细胞治狼疮,三项研究的得失", "脐带细胞治狼疮,三项研究的得失"),
        ("主旨:癱瘓者的新希望 某院發表幹細胞研究", "癱瘓者的新希望 某院發表幹細胞研究"),
        ("某論壇 › 健康台 › 【整理】幹細胞治狼瘡數據懶人包", "【整理】幹細胞治狼瘡數據懶人包"),
        ("狼疮细胞治疗文献摘录表(自用)   来源:学习笔记   2024-11-02  阅读 860", "狼疮细胞治疗文献摘录表(自用)"),
        ("首页 | 干细胞 | 价格 | 联系我们", None),
    ],
)
def test_titles_that_do_not_stand_alone(line: str, title: str | None) -> None:
    assert read_metadata(f"{line}\n{BODY}").title == title


def test_a_cell_source_is_no_publisher() -> None:
    assert read_metadata(f"细胞来源:脐带\n{BODY}").publisher is None


def test_address_at_the_foot() -> None:
    page = "\n".join([BODY] * 20 + ["原文链接:https://example.org/a?b=1"])
    assert read_metadata(page).source_url == "https://example.org/a?b=1"


def test_a_page_that_says_nothing_of_itself() -> None:
    assert read_metadata(BODY) == Metadata()
