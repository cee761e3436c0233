"""Every item comes back once, whatever dies on the way, and nobody is left behind."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Sequence

import pytest

from pipeline.stages.pool import Pool


def double(items: Sequence[int]) -> list[int]:
    """Twice each item; -1 kills the process, -2 is an error."""
    if -1 in items:
        os._exit(1)
    if -2 in items:
        raise ValueError("minus two")
    return [2 * item for item in items]


def outcomes(items: Sequence[int], *, chunk: int) -> list[tuple[list[int], list[int] | None]]:
    with Pool(double, workers=2) as pool:
        return [(list(part), result) for part, result in pool.map(items, chunk=chunk)]


def test_chunks_come_back_in_order() -> None:
    assert outcomes([1, 2, 3, 4, 5], chunk=2) == [([1, 2], [2, 4]), ([3, 4], [6, 8]), ([5], [10])]


def test_an_item_that_kills_its_process_costs_itself_alone() -> None:
    found = outcomes([1, 2, -1, 3, 4, -1, 5], chunk=3)
    results = {item: result for part, result in found for item in part if result is None or item > 0}
    assert sorted(item for part, _ in found for item in part) == [-1, -1, 1, 2, 3, 4, 5]
    assert {item for item, result in results.items() if result is None} == {-1}


def test_a_pool_goes_on_after_a_death() -> None:
    with Pool(double, workers=2) as pool:
        assert list(pool.map([-1], chunk=1)) == [([-1], None)]
        assert list(pool.map([3], chunk=1)) == [([3], [6])]


def test_an_error_of_the_function_is_raised() -> None:
    with pytest.raises(ValueError, match="minus two"):
        outcomes([1, -2], chunk=1)


def test_processes_end_with_a_parent_that_is_killed() -> None:
    script = """
        import os, time
        from pipeline.stages.pool import Pool
        def who(items):
            return os.getpid()
        with Pool(who, workers=2) as pool:
            print(*{pid for _, pid in pool.map(range(50), chunk=1)}, flush=True)
            time.sleep(60)
    """
    parent = subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    children = [int(pid) for pid in parent.stdout.readline().split()]
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 10
    while any(map(runs, children)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert children
    assert not any(map(runs, children))


def runs(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:  # noqa: PTH123
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
