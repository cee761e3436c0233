"""What is read from one account, brought together."""

from typing import Any

import pytest

from pipeline.extract.page import read_reports
from pipeline.extract.report import Report, read_report
from tests.unit.extract.cases import account_of, pages, sheet_of

STUDY = "2018年,某某医院的试验纳入40例狼疮患者,输注脐带间充质干细胞,随访12个月。"


def only(text: str) -> Report:
    (report,) = read_reports(sheet_of(text))
    return report


def fields(report: Report) -> dict[str, Any]:
    return {name: found.value for name, found in report.fields.items()}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "one_arm_hans",
            {
                "study_type": "single_arm_trial",
                "species": "human",
                "phase": "2",
                "n_enrolled": 40,
                "follow_up_max_months": 12,
                "year": 2018,
                "institution": "某某大学附属医院",
            },
        ),
        (
            "one_arm_ja",
            {
                "study_type": "single_arm_trial",
                "species": "human",
                "phase": "2",
                "n_enrolled": 12,
                "follow_up_max_months": 24,
                "year": 2019,
            },
        ),
        (
            "story_hans",
            {
                "study_type": "case_report",
                "species": "human",
                "n_enrolled": 1,
                "year": 2019,
                "patient_age_years": 34,
                "patient_sex": "female",
            },
        ),
        (
            "animals_hans",
            {
                "study_type": "animal_study",
                "species": "mouse",
                "n_enrolled": 24,
                "year": 2017,
                "institution": "滨江大学",
            },
        ),
    ],
)
def test_the_fields_of_a_report(name: str, expected: dict[str, Any]) -> None:
    assert fields(only(pages()[name])) == expected


def test_an_account_that_says_nothing_of_a_study_gives_no_report() -> None:
    sheet = sheet_of("这一页讲的是细胞从哪里来。")
    assert read_report(sheet, account_of(sheet)) is None


def test_an_outcome_with_figures_has_no_direction_beside_them() -> None:
    report = only(f"{STUDY}6个月时SLEDAI评分由12.4分降到4.2分,SLEDAI评分持续下降,尿蛋白下降。")
    assert [result.outcome.code for result in report.results] == ["SLEDAI", "SLEDAI"]
    assert [direction.outcome.code for direction in report.directions] == ["proteinuria"]


def test_a_table_row_takes_year_infusions_and_follow_up_from_their_columns() -> None:
    report = only("疾病 年份 例数 细胞 次数 随访 结果\nSLE 2016 15 骨髓 2-3 3-36个月 评分下降\n")
    told = fields(report)
    assert (told["year"], told["n_enrolled"]) == (2016, 15)
    assert (told["follow_up_min_months"], told["follow_up_max_months"]) == (3, 36)
    assert report.treatment.infusions is not None
    assert [found.value for found in report.treatment.infusions] == [2, 3]


def test_what_befell_the_patients_is_counted_as_an_event_and_not_as_a_result() -> None:
    told = only(f"{STUDY}12个月时有效率为60%。不良反应有皮疹2例、发热1例。")
    assert [result.outcome.code for result in told.results] == ["response"]
    assert {event.code for event in told.events} == {"rash", "fever"}


def test_the_date_over_a_text_is_no_year_of_the_study() -> None:
    told = only("细胞周刊 2024-12-20\n第三期试验纳入40例狼疮患者,输注脐带间充质干细胞,12个月时有效率为60%。")
    assert "year" not in fields(told)


def test_an_event_that_came_more_often_is_no_direction_of_an_outcome() -> None:
    told = only(
        "2018年、某大学の試験ではALSの患者40名に間葉系幹細胞を髄腔内投与した。FVCは維持された。副作用は腰痛が増えた。"
    )
    assert [direction.outcome.code for direction in told.directions] == ["FVC"]


@pytest.mark.parametrize(
    "text",
    [
        "2014年甲医院的试验纳入40例狼疮患者,输注脐带细胞,有效率为60%。2018年乙医院的试验纳入81例狼疮患者,输注脐带细胞,有效率为70%。两篇都没有看到不良反应。",
        "2014年甲醫院的試驗收了40例狼瘡病人，打臍帶細胞，有效率60%。2018年乙醫院的試驗收了81例狼瘡病人，打臍帶細胞，有效率70%。兩篇都未見不良反應。",
    ],
)
def test_what_is_said_of_both_studies_is_told_of_each(text: str) -> None:
    told = read_reports(sheet_of(text))
    assert [[event.code for event in report.events] for report in told] == [["none"], ["none"]]
