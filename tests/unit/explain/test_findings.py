"""Every value of a reading is one finding, with all the words behind it."""

import pytest

from pipeline.explain.findings import of_page, of_report, told
from pipeline.read import read_document
from tests.unit.extract.cases import pages

PAGES = pages()
FACT = "据调查,我国狼疮的患病率约为40/10万。"


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_word_that_a_value_was_read_from_is_behind_one_finding(name: str) -> None:
    reading = read_document("page.txt", f"{PAGES[name]}\n{FACT}".encode())
    findings = [found for report in reading.rows["reports"] for found in of_report(reading, report, 1)]
    findings += of_page(reading, 1)
    behind = sorted((f.table, f.owner, s.part, s.start, s.end, s.rule) for f in findings for s in f.sources)
    places = sorted(
        (p["entity"], p["entity_id"], p["field"], p["char_start"], p["char_end"], p["rule"])
        for p in reading.rows["provenance"]
    )
    assert behind == places


def test_findings_are_numbered_on_and_carry_value_words_and_rule() -> None:
    reading = read_document("page.txt", "我院的一项研究纳入40例系统性红斑狼疮患者,随访12个月。".encode())
    (report,) = reading.rows["reports"]
    findings = of_report(reading, report, 7)
    assert [found.number for found in findings] == list(range(7, 7 + len(findings)))
    (size,) = [found for found in findings if found.name == "n_enrolled"]
    assert (size.value, size.sources[0].quote, size.sources[0].rule) == ("40", "40例", "population.total")


@pytest.mark.parametrize(
    ("told_of", "line"),
    [
        ({}, "mean 5.2 ± 1.1 mg/(24.h) at 6 months P < 0.05 arm0"),
        ({"dispersion": None, "unit": None, "arm_id": None, "p_value": None}, "mean 5.2 at 6 months"),
        ({"value": None, "direction": "decrease", "p_value": None}, "decrease at 6 months arm0"),
    ],
)
def test_a_result_in_one_line(told_of: dict[str, object], line: str) -> None:
    row: dict[str, object] = {
        "statistic": "mean", "value": 5.2, "dispersion": 1.1, "denominator": None, "unit": "mg/(24.h)", "direction": None,
        "timepoint_months": 6.0, "p_operator": "<", "p_value": 0.05, "arm_id": "page.txt#0/arm0",
    }  # fmt: skip
    assert told("results", row | told_of) == line
