"""Works on parts side by side: one waits for the database while another is folded or assessed."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from typing import TypeVar

from projections.view import Frames

T = TypeVar("T")
R = TypeVar("R")

AT_ONCE = 2
"""More than one holds in memory; a third would only wait for the interpreter."""


def ahead(made: Iterator[T]) -> Iterator[T]:
    """Each is made while the one before it is worked on."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, made, None)
        while (item := coming.result()) is not None:
            coming = pool.submit(next, made, None)
            yield item


def in_order(database_url: str, parts: Iterable[T], work: Callable[[Frames, T], R]) -> Iterator[R]:
    """The results in the order of the parts, of which never more than AT_ONCE are begun."""
    with ExitStack() as opened:
        spare = [Frames(database_url) for _ in range(AT_ONCE)]
        for frames in spare:
            opened.callback(frames.close)
        pool = opened.enter_context(ThreadPoolExecutor(AT_ONCE))

        def one(part: T) -> R:
            frames = spare.pop()
            try:
                return work(frames, part)
            finally:
                spare.append(frames)

        begun: deque[Future[R]] = deque()
        for part in parts:
            begun.append(pool.submit(one, part))
            if len(begun) == AT_ONCE:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()
