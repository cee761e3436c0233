"""What a reader of rules sees: marks in the text, each value with words and rule, what was refused with its reason."""

import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from pipeline.explain.__main__ import main
from pipeline.explain.screen import show
from pipeline.read import read_document

PAGE = "狼疮治疗讲座\n\n我院的一项研究纳入40例系统性红斑狼疮患者,均静脉输注脐带间充质干细胞,随访12个月,2例发热。6个月时SLEDAI为4.2±1.1。"


def shown(content: bytes, *, text: bool = True, colours: bool = False) -> str:
    out = io.StringIO()
    show(read_document("page.txt", content), Console(file=out, width=140, force_terminal=colours), text=text)
    return out.getvalue()


def test_the_text_is_shown_whole_with_the_numbers_of_what_was_read() -> None:
    out = shown(PAGE.encode())
    text, _, listed = out.partition("\n\npage.txt: zh-Hans")
    assert re.sub(r"\[[\d,-]+\]", "", text).strip() == PAGE
    number = re.search(r"^ *(\d+) +n_enrolled +40 +40例 +population\.total", listed, re.MULTILINE)
    assert number
    assert re.search(rf"40例\[[\d,-]*{number[1]}[\d,-]*\]", text)


def test_a_result_shows_the_words_and_rule_of_each_part() -> None:
    out = shown(PAGE.encode(), text=False)
    assert PAGE not in out
    assert re.search(r"SLEDAI +mean 4\.2 ± 1\.1 at 6 months +outcome: SLEDAI +outcome\.SLEDAI", out)
    assert re.search(r"timepoint_months: 6个月 +unit\.months", out)


def test_colours_only_where_they_are_seen() -> None:
    assert "\x1b[" in shown(PAGE.encode(), colours=True)
    assert "\x1b[" not in shown(PAGE.encode())


def test_a_page_without_studies_says_so() -> None:
    assert "0 reports, 0 results, 0 adverse events, 0 facts" in shown("这一页只说饮食。".encode())


def test_a_file_that_is_not_text_is_told_with_its_reason() -> None:
    out = shown(b"\x00\x01\x02" * 50)
    assert "page.txt was not read." in out
    assert "refused" in out


def test_words_that_look_like_markup_are_shown_as_they_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.txt"
    page.write_text(f"[red]{PAGE}[/red] :smile:", encoding="utf-8")
    assert main([str(page)]) == 0
    out = capsys.readouterr().out
    assert "[red]" in out
    assert ":smile:" in out


def test_a_missing_file_is_one_line_and_the_others_are_still_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    assert main([str(tmp_path / "none.txt"), str(page)]) == 1
    told = capsys.readouterr()
    assert told.err == f"{tmp_path / 'none.txt'} can't be read: No such file or directory.\n"
    assert "1 reports" in told.out
