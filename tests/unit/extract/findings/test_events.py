"""Adverse events told of patients, and the statement that there were none."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.findings.events import read_events
from tests.unit.extract.cases import Case, account_of, cases, sheet_of

NAMES = {"发热": "fever", "头痛": "headache", "恶心": "nausea", "腹泻": "diarrhea", "头晕": "dizziness"}


@cases("findings/events")
def test_the_events_of_an_account(case: Case) -> None:
    sheet = sheet_of(case["text"])
    found = read_events(sheet, account_of(sheet))
    told = [told if isinstance(told, list) else [told, None] for told in case["events"]]
    assert [[event.code, event.n and event.n.value] for event in found] == told


@given(st.lists(st.sampled_from(sorted(NAMES)), min_size=1, max_size=5, unique=True))
def test_what_is_told_is_read_and_the_same_denied_is_not(names: list[str]) -> None:
    told = sheet_of(f"不良反应:输注后出现{'、'.join(names)}。")
    assert [event.code for event in read_events(told, account_of(told))] == [NAMES[name] for name in names]
    denied = sheet_of(f"输注后未见不良反应,未见{'、'.join(names)}。")
    assert [event.code for event in read_events(denied, account_of(denied))] == ["none"]
