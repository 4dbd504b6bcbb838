"""The words of a regulation are read exactly, and nonsense is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.perbup_words import clock_interval, clock_s, interval, percent_of, ppm
from domain.refusals import Unreadable


@pytest.mark.parametrize(
    ("text", "value"),
    [("2.5%", 25_000), ("0.01%", 100), ("0.0001%", 1), ("100%", 1_000_000), ("33.3333%", 333_333)],
)
def test_a_percentage_is_exact_to_one_millionth(text: str, value: int) -> None:
    assert ppm(text) == value


@given(st.integers(0, 9_999_999))
def test_a_percentage_is_written_as_it_is_read(rate_ppm: int) -> None:
    assert ppm(percent_of(rate_ppm)) == rate_ppm


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[61,91)", (61, 91)),
        ("[61,90]", (61, 91)),
        ("(60,91)", (61, 91)),
        ("(90,)", (91, None)),
        ("[,31)", (0, 31)),
        ("(,31)", (0, 31)),
        ("[,]", (0, None)),
        ("[5,5)", (5, 5)),
    ],
)
def test_an_interval_becomes_half_open(text: str, value: tuple[int, int | None]) -> None:
    assert interval(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("07:30", 27_000), ("07:30:59", 27_059), ("00:00", 0), ("25:00", 90_000)],
)
def test_a_clock_time_is_seconds_from_midnight(text: str, value: int) -> None:
    assert clock_s(text) == value


def test_a_clock_interval_counts_seconds() -> None:
    assert clock_interval("[07:40,08:01)") == (27_600, 28_860)
    assert clock_interval("(16:45,)") == (60_301, None)
    assert clock_interval("[,07:39]") == (0, 27_541)


@pytest.mark.parametrize("text", ["2,5%", "2.5", "-1%", "1.23456%", "1000%", "", "٢%"])
def test_nonsense_is_no_percentage(text: str) -> None:
    with pytest.raises(Unreadable):
        ppm(text)


@pytest.mark.parametrize("text", ["7:30", "07:60", "07.30", "07:30:60", "", "0730"])
def test_nonsense_is_no_clock_time(text: str) -> None:
    with pytest.raises(Unreadable):
        clock_s(text)


@pytest.mark.parametrize("text", ["61,91", "[61;91)", "[-1,5)", "[a,b)", "[1,2", ""])
def test_nonsense_is_no_interval(text: str) -> None:
    with pytest.raises(Unreadable):
        interval(text)


@pytest.mark.parametrize("text", ["[07:30,8)", "[::,)", "[07:99,)", "07:30,08:00"])
def test_nonsense_is_no_clock_interval(text: str) -> None:
    with pytest.raises(Unreadable):
        clock_interval(text)
