"""Runs a function over chunks of work in forked processes, and outlives a process that dies.

Knows nothing of documents. A chunk whose process died is tried again on its own, then item by item: one bad item
costs itself alone.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Generic, Self, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Pool(Generic[Item, Result]):
    """`workers` processes that run `function` over chunks of items; they start with the first `map`."""

    def __init__(self, function: Callable[[Sequence[Item]], Result], *, workers: int) -> None:
        self._function = function
        self._workers = workers
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def here(self, items: Sequence[Item]) -> Result:
        """The result of all items as one chunk, made in this process."""
        return self._function(items)

    def map(self, items: Sequence[Item], *, chunk: int) -> Iterator[tuple[Sequence[Item], Result | None]]:
        """Every item once, in chunks with their result; None with an item whose process died over it.

        An exception of `function` is raised here.
        """
        chunks = [items[start : start + chunk] for start in range(0, len(items), chunk)]
        lost = []
        futures = [self._submit(part) for part in chunks]
        for part, future in zip(chunks, futures, strict=True):
            result = self._outcome(future)
            if result is None:
                lost.append(part)
            else:
                yield part, result
        for part in lost:  # the death of one process took down all that was still to be done
            result = self._outcome(self._submit(part))
            if result is not None:
                yield part, result
                continue
            for item in part:
                yield [item], self._outcome(self._submit([item]))

    def _submit(self, part: Sequence[Item]) -> "Future[Result] | None":
        if self._executor is None:
            self._executor = ProcessPoolExecutor(
                self._workers, mp_context=multiprocessing.get_context("fork"), initializer=_die_with_parent
            )
        try:
            return self._executor.submit(self._function, part)
        except BrokenProcessPool:  # a process died while chunks were still handed out
            return None

    def _outcome(self, future: "Future[Result] | None") -> Result | None:
        try:
            if future is not None:
                return future.result()
        except BrokenProcessPool:
            pass
        self._stop()
        return None

    def _stop(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None


def _die_with_parent() -> None:
    """Watch the parent, and end this process with it: a killed run must leave nobody waiting for work."""
    threading.Thread(target=_watch_parent, daemon=True).start()


def _watch_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
