"""Places that hurt: one event with what is told of them."""

import pytest

from pipeline.extract.mentions.event_places import complaints_at_places
from pipeline.lexicon.load import matcher

READ = [
    ("注射部位有点痛", [("pain_at_site", "注射部位有点痛")]),
    ("打针的地方红肿了两天", [("pain_at_site", "打针的地方红肿")]),
    ("注入部の軽い痛み", [("pain_at_site", "注入部の軽い痛み")]),
    ("打った膝が2、3日腫れた", [("pain_at_site", "打った膝が2、3日腫れ")]),
    ("穿刺处皮下淤血", [("other", "穿刺处皮下淤血")]),
    ("头有点晕", [("dizziness", "头有点晕")]),
    ("腰が少し痛い", [("back_pain", "腰が少し痛い")]),
    ("膝关节积液", [("other", "膝关节积液")]),
    ("注射部位为膝关节", []),
    ("膝关节疼痛评分", []),
    ("手术后恢复", []),
    ("腿脚灵活", []),
]


@pytest.mark.parametrize(("text", "events"), READ, ids=[text for text, _ in READ])
def test_a_place_is_an_event_with_its_complaint(text: str, events: list[tuple[str, str]]) -> None:
    found = complaints_at_places(text, matcher("adverse_event").find(text))
    assert [(hit.code, text[hit.start : hit.end]) for hit in found] == events
