"""Kemenkeu, PMK 221/2021: tunjangan 10,000,000; 1 % is 100,000; flexi of 90 minutes."""

import pytest

from tests.catalogue.builders import Facts


def facts() -> Facts:
    sessions = {"masuk": "07:30", "pulang": "17:00"}
    return Facts("kemenkeu-pmk-221-2021", sessions=sessions, tpp=10_000_000)


@pytest.mark.parametrize(
    ("masuk", "pulang", "cut"),
    [
        ("07:30", "17:00", 0),
        ("09:00", "18:30", 0),  # ninety minutes later, made up
        ("09:00", "18:00", 100_000),  # 30 minutes short: PSW2
        ("08:00", "17:29", 50_000),  # one minute short
        ("07:30:59", "17:00", 0),  # seconds are dropped
        ("06:00", "15:30", 0),  # ninety minutes earlier
        ("06:00", "15:29", 50_000),
        ("05:00", "15:30", 0),  # more earns no more
        ("05:00", "15:00", 100_000),  # 30 minutes before 15.30
    ],
)
def test_coming_later_or_earlier_shifts_the_end(masuk: str, pulang: str, cut: int) -> None:
    assert facts().day("2022-01-04", masuk=masuk, pulang=pulang).verdict("2022-01").cut == cut


@pytest.mark.parametrize(
    ("masuk", "cut"),
    [
        ("09:00:59", 0),
        ("09:01", 100_000),  # TL1
        ("09:30:59", 100_000),
        ("09:31", 125_000),  # TL2
        ("10:00:59", 125_000),
        ("10:01", 250_000),  # TL3
        (None, 250_000),
    ],
)
def test_lateness_at_the_edges_of_every_bracket(masuk: str | None, cut: int) -> None:
    # the end shifts by ninety minutes at most
    month = facts().day("2022-01-04", masuk=masuk, pulang="18:30").verdict("2022-01")

    assert month.cut == cut


@pytest.mark.parametrize(
    ("pulang", "cut"),
    [
        ("16:59", 50_000),  # 1 minute
        ("16:31", 50_000),  # 29
        ("16:30", 100_000),  # 30
        ("16:01", 100_000),  # 59
        ("16:00", 125_000),  # 60
        ("15:31", 125_000),  # 89
        ("15:30", 250_000),  # 90
        (None, 250_000),
    ],
)
def test_early_leaving_at_the_edges_of_every_bracket(pulang: str | None, cut: int) -> None:
    assert facts().day("2022-01-04", pulang=pulang).verdict("2022-01").cut == cut


def test_late_and_early_on_one_day_are_added() -> None:
    # 09.40 is TL2; the end is 18.30, so that 17.00 is 90 minutes early
    month = facts().day("2022-01-04", masuk="09:40", pulang="17:00").verdict("2022-01")

    assert month.cut == 375_000


def test_absence_at_the_end_of_a_month_and_on_29_february() -> None:
    year = facts().absent("2022-01-31", "2022-02-01")

    assert year.verdict("2022-01").cut == 500_000
    assert year.verdict("2022-02").cut == 500_000
    assert facts().absent("2024-02-29").verdict("2024-02").cut == 500_000


def test_a_holiday_declared_afterwards_takes_the_absence_back() -> None:
    assert facts().holiday("2022-01-04").verdict("2022-01").cut == 0


def test_nothing_is_cut_while_the_day_lasts() -> None:
    assert facts().day("2022-01-04", pulang=None, ended=False).verdict("2022-01").cut == 0
