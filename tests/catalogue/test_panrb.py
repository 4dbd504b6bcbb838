"""PANRB, PermenPANRB 6/2018 with example percentages: tunjangan 4,000,000; 1 % is 40,000."""

import pytest

from tests.catalogue.builders import Facts, Times

PULANG: Times = {1: "16:00", 2: "16:00", 3: "16:00", 4: "16:00", 5: "16:30"}
MADE_UP: Times = {1: "16:30", 2: "16:30", 3: "16:30", 4: "16:30", 5: "17:00"}


def facts() -> Facts:
    sessions: dict[str, Times] = {"masuk": "07:30", "pulang": PULANG}
    return Facts("panrb-permenpanrb-6-2018", sessions=sessions, tpp=4_000_000)


def late(times: int, at: str = "07:30:01") -> Facts:
    """Late on so many Tuesdays to Thursdays of September 2018, each made up."""
    month = facts()
    for on in ("04", "05", "06", "11", "12", "13", "18", "19")[:times]:
        month.day(f"2018-09-{on}", masuk=at, pulang="16:30")
    return month


@pytest.mark.parametrize(
    ("times", "cut"), [(0, 0), (1, 0), (5, 0), (6, 40_000), (7, 80_000), (8, 120_000)]
)
def test_only_lateness_beyond_five_times_a_month_costs(times: int, cut: int) -> None:
    assert late(times).verdict("2018-09").cut == cut


def test_the_first_five_stay_in_the_ledger_for_nothing() -> None:
    month = late(6).verdict("2018-09")

    assert [line["kind"] for line in month.lines] == ["free"] * 5 + ["cut"]


@pytest.mark.parametrize(
    ("masuk", "cut"),
    [
        ("07:30", 0),
        ("07:30:01", 40_000),  # even one second
        ("07:30:59", 40_000),
        ("08:00", 40_000),  # 30 minutes
        ("08:00:01", 80_000),  # 31 begun: 2 %
    ],
)
def test_every_second_counts_the_sixth_time(masuk: str, cut: int) -> None:
    month = late(5).day("2018-09-20", masuk=masuk, pulang="16:30").verdict("2018-09")

    assert month.cut == cut


@pytest.mark.parametrize(
    ("masuk", "pulang", "cut"),
    [
        ("07:35", "16:30", 0),
        ("07:30:01", "16:30", 0),
        ("07:35", "16:29:59", 40_000),  # the block is thirty minutes whatever the lateness
        ("07:30:01", "16:00", 40_000),
        ("07:30", "16:00", 0),
        ("07:30", "15:59:59", 40_000),
    ],
)
def test_lateness_is_made_up_by_a_block(masuk: str, pulang: str, cut: int) -> None:
    assert facts().day("2018-09-04", masuk=masuk, pulang=pulang).verdict("2018-09").cut == cut


def test_each_month_has_five_of_its_own() -> None:
    year = late(5).day("2018-08-31", masuk="07:31", pulang="17:00")
    year.day("2018-10-01", masuk="07:31", pulang="16:30")

    assert [year.verdict(f"2018-{m}").cut for m in ("08", "09", "10")] == [0, 0, 0]


def test_friday_29_february_and_a_holiday_declared_afterwards() -> None:
    friday = facts().day("2018-09-07", masuk="07:31", pulang="16:30").verdict("2018-09")
    leap = facts().day("2024-02-29", masuk="07:31", pulang="16:00").verdict("2024-02")
    sixth = late(5).holiday("2018-09-20", masuk="07:31", pulang="16:30").verdict("2018-09")

    assert (friday.cut, leap.cut, sixth.cut) == (40_000, 40_000, 0)


def test_nothing_is_cut_before_2_august_2018() -> None:
    first = facts().day("2018-08-01", pulang="15:00").day("2018-08-02", pulang="15:00")

    assert first.verdict("2018-08").cut == 40_000
