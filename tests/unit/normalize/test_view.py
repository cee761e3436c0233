from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.normalize.dirt import without_unseen
from pipeline.normalize.passages import cut
from pipeline.normalize.view import build_view

CHARACTERS = "臨床試驗统系の験ｶﾞ０９，。(ǒ)tng × \t\n\r\u200b\u00ad\u3000㊀ꎬ10-|:1一、 ̄"
PAGES = st.text(st.sampled_from(CHARACTERS) | st.characters(), max_size=200)


def view_of(text: str) -> str:
    return build_view(cut(text))[1].text


@given(PAGES)
def test_every_character_of_the_view_has_its_source(text: str) -> None:
    pieces = cut(text)
    passages, view = build_view(pieces)
    assert len(view.sources) == len(view.text) + 1
    assert all(before < after for before, after in zip(view.sources, view.sources[1:], strict=False))
    for piece, passage in zip(pieces, passages, strict=True):
        for place in range(passage.view_start, passage.view_end):
            source = view.sources[place]
            assert passage.start <= source < passage.end
            folded = piece.folded[source - piece.start]
            assert (
                view.text[place] == folded
                or folded in " カキクケコハヒフヘホ\n\r"
                or folded.isspace()
                or folded > "\u3040"
            )


@given(PAGES)
@example("\ufe00")  # a line of nothing that is seen is no passage
def test_passages_are_ordered_trimmed_and_leave_out_nothing_but_blanks(text: str) -> None:
    passages, view = build_view(cut(text))
    reached = 0
    for passage in passages:
        left_out = without_unseen(text[reached : passage.start])
        assert not left_out.strip("㊀ \t\n\r\u3000").strip()
        assert passage.start < passage.end
        assert passage.view_start < passage.view_end
        assert "\n" not in view.text[passage.view_start : passage.view_end]
        reached = passage.end
    assert [passage.ordinal for passage in passages] == list(range(len(passages)))


def test_pinyin_behind_its_character_goes_and_abbreviations_stay() -> None:
    assert view_of("系統(tǒng)性紅斑狼瘡(SLE)用間質幹細胞(MSC)") == "系统性红斑狼疮(SLE)用间质干细胞(MSC)"


def test_a_match_over_dirt_is_the_slice_of_the_source() -> None:
    text = "  甲\n系統(tǒng)性狼瘡"
    _, view = build_view(cut(text))
    place = view.text.index("系统性")
    span = view.span(place, place + 3)
    assert text[span.start : span.end] == "系統(tǒng)性"


def test_invisible_signs_and_spaced_words_go() -> None:
    assert view_of("细\u200b胞\u00ad疗法") == "细胞疗法"
    assert view_of("本 文 方 法,共 30 例") == "本文方法,共30例"
    assert view_of("2 结 果") == "2 结果"


def test_blanks_that_set_a_figure_off_go_and_those_that_part_figures_stay() -> None:
    assert view_of("共 30 例,随访 12 个月") == "共30例,随访12个月"
    assert view_of("症例は 8 例で 24 週間") == "症例は8例で24週間"
    assert view_of("TNF-α 降,IL-10 升") == "TNF-α 降,IL-10 升"
    assert view_of("去年2月 15例入组") == "去年2月 15例入组"
    assert view_of("4.2 急性心肌梗死 3 例") == "4.2 急性心肌梗死3例"


def test_unseen_signs_hide_no_table() -> None:
    head, row = "疾病\t例数\t细胞\t途径\t随访", "狼疮肾炎\t15\t脐带\t静脉\t一年"
    kinds = [piece.kind for piece in cut(f"{head}\n{row}")]
    assert kinds[0] == "table_header"
    assert [piece.kind for piece in cut(f"{head}\n{row}".replace("例数", "例\u200b数"))] == kinds


def test_blanks_in_tables_stay() -> None:
    assert view_of("疾病\t例 数\t细胞\t途径\t随访\n狼 疮 肾\t15\t脐 带 血\t静脉\t一年").endswith(
        "狼 疮 肾\t15\t脐 带 血\t静脉\t一年"
    )


def test_japanese_is_left_japanese_and_half_width_kana_are_composed() -> None:
    assert view_of("臨床試験の結果、ｸﾞﾙｰﾌﾟは１５例でした") == "臨床試験の結果、グループは15例でした"


def test_a_broken_power_is_one_figure() -> None:
    assert view_of("每次输注细胞2×10\n7\n个,共三次。") == "每次输注细胞2×107个,共三次。"


def test_blanks_behind_decimal_points_go() -> None:
    assert view_of("由32. 4%降到16. 9%。") == "由32.4%降到16.9%。"
