"""The fold as a whole: the users' five pages, the gold pages, and the laws that hold for any pages."""

import json

import pandas as pd
import pytest

from pipeline.dedup.fold import fold_reports
from pipeline.dedup.settings import SAME_STUDY_PROBABILITY
from tests.unit.dedup import gold_frames

NO_FORMER = pd.DataFrame({"report_id": [], "study_id": []})


def study_ids(folded: dict[str, pd.DataFrame]) -> dict[str, str]:
    return dict(zip(folded["reports"]["report_id"], folded["reports"]["study_id"], strict=True))


def test_the_users_five_pages_fold_as_a_careful_reader_folds_them() -> None:
    frames, keys = gold_frames.gold_frames(gold_frames.seen_pages(gold_frames.USERS_PAGES))
    found = study_ids(fold_reports(frames, NO_FORMER))
    assert gold_frames.pairwise(keys, found) == (1.0, [])


def test_the_gold_pages_fold_with_hardly_an_error() -> None:
    frames, keys = gold_frames.gold_frames(gold_frames.seen_pages())
    f1, wrong = gold_frames.pairwise(keys, study_ids(fold_reports(frames, NO_FORMER)))
    assert f1 >= 0.97, wrong


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    frames, _ = gold_frames.gold_frames(gold_frames.seen_pages(gold_frames.USERS_PAGES))
    shuffled = {name: frame.sample(frac=1, random_state=seed) for name, frame in frames.items()}
    first, second = fold_reports(frames, NO_FORMER), fold_reports(shuffled, NO_FORMER)
    for name in first:
        pd.testing.assert_frame_equal(first[name], second[name])


def test_studies_keep_their_names_when_pages_are_added() -> None:
    few, _ = gold_frames.gold_frames(gold_frames.seen_pages(gold_frames.USERS_PAGES[:2]))
    all_five, keys = gold_frames.gold_frames(gold_frames.seen_pages(gold_frames.USERS_PAGES))
    before = fold_reports(few, NO_FORMER)["reports"][["report_id", "study_id"]]
    after = study_ids(fold_reports(all_five, before))
    assert [after[report_id] for report_id in before["report_id"]] == list(before["study_id"])
    assert gold_frames.pairwise(keys, after) == (1.0, [])


def test_nothing_folds_to_empty_tables_with_their_columns() -> None:
    names = ["documents", "reports", "arms", "results", "adverse_events", "registrations", "citations"]
    frames = {name: pd.DataFrame() for name in [*names, "report_citations", "facts", "passages"]}
    folded = fold_reports(frames, NO_FORMER)
    assert {name: len(frame) for name, frame in folded.items()} == dict.fromkeys(folded, 0)
    assert list(folded["study_aliases"].columns) == ["study_id", "former_study_id"]
    assert "patient_sex" in folded["reports"].columns


def test_what_the_users_five_pages_get_wrong_is_found() -> None:
    pages = gold_frames.seen_pages(gold_frames.USERS_PAGES)
    found = fold_reports(gold_frames.gold_frames(pages)[0], NO_FORMER)["discrepancies"]
    missed = []
    for page in pages:
        for gold in page["discrepancies"]:
            start = page["text"].index(gold["anchor"])
            here = (found["char_start"] < start + len(gold["anchor"])) & (found["char_end"] > start)
            if not (here & (found["doc_id"] == page["doc"]) & (found["kind"] == gold["kind"])).any():
                missed.append((page["doc"], gold["kind"]))
    assert missed == []
    assert found["discrepancy_id"].is_unique


def test_every_match_tells_its_weights() -> None:
    frames, _ = gold_frames.gold_frames(gold_frames.seen_pages(gold_frames.USERS_PAGES))
    folded = fold_reports(frames, NO_FORMER)
    ids = study_ids(folded)
    for match in folded["report_matches"].itertuples():
        evidence = json.loads(match.evidence)
        assert match.report_id_a < match.report_id_b
        assert match.same_study == (ids[match.report_id_a] == ids[match.report_id_b])
        assert evidence["prior"] < 0
        assert match.same_study == (match.match_probability >= SAME_STUDY_PROBABILITY) or evidence["rule"]
