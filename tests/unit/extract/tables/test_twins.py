"""Rows of a table whose studies the text tells of as well."""

import pytest

from pipeline.extract.accounts.find import find_accounts
from pipeline.extract.tables.grids import find_grids
from pipeline.extract.tables.rows import find_rows
from pipeline.extract.tables.twins import told_in_text
from tests.unit.extract.cases import sheet_of

TABLE = "试验名称\t疾病\t例数\t细胞\t途径\nMSC-LUP\tSLE\t15\t骨髓\t静脉\nRENAL-2\tCKD\t40\t脐带\t静脉\n"


@pytest.mark.parametrize(
    ("told", "twins"),
    [
        ("MSC-LUP试验纳入15例系统性红斑狼疮患者,静脉输注骨髓干细胞,随访12个月。", ["MSC-LUP"]),
        ("MSC-LUP試驗納入15例系統性紅斑性狼瘡患者,靜脈輸注骨髓幹細胞,追蹤12個月。", ["MSC-LUP"]),
        ("另有一项研究纳入22例系统性红斑狼疮患者,静脉输注脂肪干细胞,随访12个月。", []),
    ],
)
def test_a_row_completes_the_account_of_its_study(told: str, twins: list[str]) -> None:
    sheet = sheet_of(f"{TABLE}\n{told}\n")
    found = told_in_text(sheet, find_rows(sheet, find_grids(sheet)), find_accounts(sheet))
    names = [row.cells["reference"] for row in found.values()]
    assert [sheet.text[name.start : name.end] for name in names] == twins


@pytest.mark.parametrize(
    ("told", "twins"),
    [
        ("② Zhao那篇40人分两组各20人,一年时缓解率70%。", ["Zhao 2016"]),
        ("② Zhou那篇41人分两组,一年时缓解率70%,输注干细胞治疗SLE。", []),
    ],
)
def test_an_author_takes_up_the_row(told: str, twins: list[str]) -> None:
    sheet = sheet_of(f"研究\t疾病\t例数\t细胞\nTanaka 2012\tSLE\t15\t骨髓\nZhao 2016\tSLE\t40\t脐带\n\n{told}\n")
    found = told_in_text(sheet, find_rows(sheet, find_grids(sheet)), find_accounts(sheet))
    names = [row.cells["reference"] for row in found.values()]
    assert [sheet.text[name.start : name.end] for name in names] == twins
