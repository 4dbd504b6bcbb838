"""Tulang Bawang, SIAP TUBA: TPP 4,000,000, of it 40 % discipline = 1,600,000; 0.5 % is 8,000."""

import pytest
from msgspec.structs import replace

from domain.perbup import Perbup
from domain.perbup_catalogue import load
from tests.catalogue.builders import Facts, Times

PULANG: Times = {1: "16:00", 2: "16:00", 3: "16:00", 4: "16:00", 5: "16:30"}
SCHEME = load("tulang-bawang-siap-tuba")


def facts(scheme: Perbup = SCHEME) -> Facts:
    sessions: dict[str, Times] = {"masuk": "07:30", "pulang": PULANG, "apel": {1: "07:30"}}
    return Facts(scheme, sessions=sessions, tpp=4_000_000)


def example_1(scheme: Perbup = SCHEME, third: str = "09:15") -> Facts:
    return (
        facts(scheme)
        .day("2022-11-01", masuk="08:20", pulang="16:30")
        .day("2022-11-02", masuk="08:45", pulang="16:30")
        .day("2022-11-03", masuk=third, pulang="16:30")
        .absent("2022-11-08")
        .day("2022-11-14", apel=None)
    )


def test_example_1_of_one_month() -> None:
    month = example_1().verdict("2022-11")

    # 0.5 + 1 + 1.25 + 1.5 + 2 = 6.25 % of 1,600,000; the absent day is 0.6 % of 4,000,000
    assert month.cut == 100_000
    assert month.of("terlambat") == 44_000
    assert month.of("tidak-hadir") == 24_000
    assert month.of("apel") == 32_000
    assert month.net == 3_900_000


def test_example_11_a_trial_shows_the_same_and_deducts_nothing() -> None:
    month = example_1(replace(SCHEME, mode="trial")).verdict("2022-11")

    assert (month.shadow, month.cut, month.net) == (100_000, 0, 4_000_000)
    assert {line["mode"] for line in month.lines} == {"trial"}


def test_example_11_an_excuse_afterwards_leaves_eighty_thousand() -> None:
    # the 75 minutes excused: 5 % of 1,600,000, so that 20,000 are to be given back
    month = example_1(third="excused").verdict("2022-11")

    assert month.cut == 80_000


@pytest.mark.parametrize(
    ("masuk", "cut"),
    [
        ("07:30", 0),
        ("07:30:59", 0),
        ("07:31", 0),  # until 08.00 lateness is tolerated
        ("08:00", 0),
        ("08:00:59", 0),
        ("08:01", 8_000),  # 0.5 %
        ("08:30:59", 8_000),
        ("08:31", 16_000),  # 1 %
        ("09:00:59", 16_000),
        ("09:01", 20_000),  # 1.25 %
        ("09:30:59", 20_000),
        ("09:31", 24_000),  # minute 91, which the source leaves in a gap: 1.5 %
        ("12:00", 24_000),  # the window closes
    ],
)
def test_lateness_at_the_edges_of_every_bracket(masuk: str, cut: int) -> None:
    month = facts().day("2022-11-02", masuk=masuk, pulang="16:30").verdict("2022-11")

    assert month.cut == cut


@pytest.mark.parametrize("masuk", ["05:59:59", "12:00:01"])
def test_a_record_outside_the_window_is_none(masuk: str) -> None:
    month = facts().day("2022-11-02", masuk=masuk, pulang="16:30").verdict("2022-11")

    assert month.of("tanpa-presensi") == 24_000
    assert month.cut == 24_000
    assert month.warnings == {"outside_window"}


@pytest.mark.parametrize(
    ("masuk", "pulang", "cut"),
    [
        ("07:50", "16:20", 0),  # twenty minutes made up
        ("07:50", "16:19", 8_000),  # one minute short
        ("07:50", "16:19:01", 0),  # 59 seconds short
        ("07:50", "16:00", 8_000),
        ("08:00", "15:59", 16_000),  # 31 minutes before 16.30
        ("08:00", "15:30", 16_000),  # 60
        ("08:00", "15:29", 20_000),  # 61
        ("08:00", "15:00", 20_000),  # 90
        ("08:00", "14:59", 24_000),  # 91
        ("07:30", "16:00", 0),
        ("06:00", "16:00", 0),
        ("06:00", "15:59", 8_000),  # coming early earns nothing
    ],
)
def test_lateness_is_made_up_in_the_evening(masuk: str, pulang: str, cut: int) -> None:
    month = facts().day("2022-11-02", masuk=masuk, pulang=pulang).verdict("2022-11")

    assert month.of("pulang-cepat") == month.cut == cut


def test_at_most_thirty_minutes_are_made_up() -> None:
    # 08.40 is 70 minutes late of which 30 are made up; 40 after 08.00 cost 1 %
    month = facts().day("2022-11-02", masuk="08:40", pulang="16:30").verdict("2022-11")

    assert month.cut == 16_000


def test_friday_ends_half_an_hour_later() -> None:
    assert facts().day("2022-11-04", pulang="16:29").verdict("2022-11").cut == 8_000
    assert facts().day("2022-11-03", pulang="16:29").verdict("2022-11").cut == 0


def test_a_missing_record_and_an_absent_monday() -> None:
    missing = facts().day("2022-11-02", pulang=None).verdict("2022-11")
    monday = facts().absent("2022-11-07").verdict("2022-11")

    assert missing.cut == 24_000
    assert monday.cut == 24_000
    assert monday.quantities("apel") == []


def test_in_ramadan_the_pattern_begins_at_eight() -> None:
    def ramadan() -> Facts:
        return Facts(SCHEME, sessions={"masuk": "08:00", "pulang": "15:00"}, tpp=4_000_000)

    late = ramadan().day("2023-04-03", masuk="08:01", pulang="15:01").verdict("2023-04")
    not_made_up = ramadan().day("2023-04-03", masuk="08:01").verdict("2023-04")

    assert late.cut == 8_000
    assert not_made_up.cut == 16_000


def test_a_holiday_declared_afterwards_takes_the_cut_back() -> None:
    assert facts().holiday("2022-11-08", masuk="09:31").verdict("2022-11").cut == 0


def test_29_february_and_the_end_of_a_month() -> None:
    leap = facts().absent("2024-02-29").day("2024-03-01", masuk="08:01", pulang="17:00")

    assert leap.verdict("2024-02").cut == 24_000
    assert leap.verdict("2024-03").cut == 8_000
