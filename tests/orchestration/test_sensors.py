"""The sensor asks for a run when the raw folder changed, and only then."""

import dagster as dg
import pytest

from assets.resources import RawFolder
from assets.sensors import folder_digest, raw_folder_changed


@pytest.fixture
def raw_dir(tmp_path):
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "a.txt").write_text("第一页", encoding="utf-8")
    return folder


def look(raw_dir, cursor=None):
    context = dg.build_sensor_context(cursor=cursor)
    return raw_folder_changed(context, raw_folder=RawFolder(path=str(raw_dir)))


def test_the_first_look_asks_for_a_run(raw_dir):
    result = look(raw_dir)

    assert [request.run_key for request in result.run_requests] == [result.cursor]


def test_an_unchanged_folder_asks_for_none(raw_dir):
    assert isinstance(look(raw_dir, look(raw_dir).cursor), dg.SkipReason)


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "b.txt").write_text("第二页", encoding="utf-8"),
        lambda folder: (folder / "a.txt").write_text("第一页，已改", encoding="utf-8"),
        lambda folder: (folder / "a.txt").unlink(),
        lambda folder: (folder / "a.txt").rename(folder / "c.txt"),
    ],
    ids=["added", "changed", "removed", "renamed"],
)
def test_a_changed_folder_asks_for_a_run(raw_dir, change):
    cursor = look(raw_dir).cursor
    change(raw_dir)

    assert len(look(raw_dir, cursor).run_requests) == 1


def test_going_back_to_an_earlier_state_has_a_run_key_of_its_own(raw_dir):
    first = look(raw_dir)
    (raw_dir / "a.txt").rename(raw_dir.parent / "a.txt")
    second = look(raw_dir, first.cursor)
    (raw_dir.parent / "a.txt").rename(raw_dir / "a.txt")
    third = look(raw_dir, second.cursor)

    keys = [request.run_key for result in (first, second, third) for request in result.run_requests]
    assert len(set(keys)) == 3


def test_a_missing_folder_is_told_and_asks_for_none(tmp_path):
    reason = look(tmp_path / "nowhere")

    assert str(tmp_path / "nowhere") in reason.skip_message


def test_a_link_to_nowhere_is_counted(raw_dir):
    before = folder_digest(raw_dir)
    (raw_dir / "broken.txt").symlink_to(raw_dir / "missing.txt")

    assert folder_digest(raw_dir) != before
