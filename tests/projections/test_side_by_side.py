"""Parts are worked on side by side, and told in their order."""

from collections.abc import Iterator
from threading import Barrier

import pytest

from projections.side_by_side import AT_ONCE, ahead, in_order

WITHIN_S = 30.0


def test_the_results_come_in_the_order_of_the_parts(own_database_url):
    together = Barrier(AT_ONCE, timeout=WITHIN_S)

    def square(frames, part: int) -> int:
        together.wait()
        return frames.read(f"SELECT {part} * {part} AS square")["square"][0]

    assert list(in_order(own_database_url, range(6), square)) == [0, 1, 4, 9, 16, 25]


def test_never_more_parts_are_begun_than_are_worked_on(own_database_url):
    taken: list[int] = []

    def parts() -> Iterator[int]:
        for part in range(10):
            taken.append(part)
            yield part

    results = in_order(own_database_url, parts(), lambda _, part: part)
    assert next(results) == 0
    assert taken == list(range(AT_ONCE))
    results.close()
    assert taken == list(range(AT_ONCE))


def test_an_error_of_a_part_is_raised(own_database_url):
    def fails(_, part: int) -> int:
        if part == 1:
            raise ZeroDivisionError("uji")
        return part

    results = in_order(own_database_url, range(3), fails)
    assert next(results) == 0
    with pytest.raises(ZeroDivisionError, match="uji"):
        next(results)


def test_the_next_is_made_while_one_is_worked_on():
    together = Barrier(2, timeout=WITHIN_S)

    def made() -> Iterator[int]:
        yield 1
        together.wait()
        yield 2

    coming = ahead(made())
    assert next(coming) == 1
    together.wait()
    assert list(coming) == [2]


def test_an_error_of_making_is_raised_in_its_place():
    def made() -> Iterator[int]:
        yield 1
        raise ZeroDivisionError("uji")

    coming = ahead(made())
    assert next(coming) == 1
    with pytest.raises(ZeroDivisionError, match="uji"):
        next(coming)
