"""What is handed from sentence to sentence while accounts are looked for."""

from pipeline.extract.accounts import parts
from pipeline.extract.accounts.telling import Telling
from tests.unit.extract.cases import sheet_of


def test_an_account_takes_what_stood_before_it_as_its_lead_once() -> None:
    first, second, third = sheet_of("背景介绍。共入组18例。另入组9例。").sentences
    telling = Telling(lead=[first])
    opened = telling.open(second, None)
    assert (opened.sentences, opened.lead) == ([second], [first])
    assert telling.open(third, None).lead == []
    assert telling.found[0] is opened
    assert telling.current is telling.found[1]


def test_the_first_account_of_a_papers_own_parts_is_the_papers_and_takes_them_from_their_start() -> None:
    title, aim, patients, others = sheet_of("题目。目的评价疗效。共入组18例。另入组9例。").sentences
    telling = Telling(lead=[title, aim], structured=True, structure_start=aim.start)
    paper = telling.open(patients, None)
    assert telling.in_own_part
    assert telling.paper is paper
    assert paper.paper
    assert (paper.sentences, paper.lead) == ([aim, patients], [title])
    assert not telling.open(others, None).paper


def test_a_story_is_no_paper_and_who_leaves_the_paper_tells_none() -> None:
    told, _ = sheet_of("患者女性。共入组9例。").sentences
    telling = Telling(structured=True)
    assert not telling.open(told, None, story=True).paper
    telling.leave_paper()
    assert (telling.paper, telling.part, telling.in_own_part) == (None, parts.OWN, False)
