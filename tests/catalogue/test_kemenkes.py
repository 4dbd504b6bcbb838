"""Kemenkes, Permenkes 41/2022: tunjangan 6,000,000; 1 % is 60,000; only if not made up."""

import pytest

from tests.catalogue.builders import Facts, Times

PULANG: Times = {1: "16:00", 2: "16:00", 3: "16:00", 4: "16:00", 5: "16:30"}


def facts() -> Facts:
    sessions: dict[str, Times] = {"masuk": "07:30", "pulang": PULANG}
    return Facts("kemenkes-permenkes-41-2022", sessions=sessions, tpp=6_000_000)


@pytest.mark.parametrize(
    ("masuk", "pulang", "cut"),
    [
        ("07:50", "16:20", 0),  # made up
        ("07:50", "16:19:59", 60_000),  # a second short
        ("07:50", "16:00", 60_000),
        ("09:30", "18:00", 0),  # two hours made up
        ("09:30", "17:59", 150_000),
    ],
)
def test_lateness_costs_only_what_was_not_made_up(masuk: str, pulang: str, cut: int) -> None:
    assert facts().day("2023-02-07", masuk=masuk, pulang=pulang).verdict("2023-02").cut == cut


@pytest.mark.parametrize(
    ("masuk", "cut"),
    [
        ("07:30", 0),
        ("07:30:59", 0),
        ("07:31", 60_000),
        ("08:00:59", 60_000),  # 30
        ("08:01", 75_000),  # 31: 1.25 %
        ("08:30:59", 75_000),  # 60
        ("08:31", 150_000),  # 61, which the source leaves out: 2.5 %
        (None, 150_000),
    ],
)
def test_lateness_at_the_edges_of_every_bracket(masuk: str | None, cut: int) -> None:
    assert facts().day("2023-02-07", masuk=masuk).verdict("2023-02").cut == cut


def test_friday_is_made_up_after_half_past_four() -> None:
    made_up = facts().day("2023-02-10", masuk="07:50", pulang="16:50").verdict("2023-02")
    short = facts().day("2023-02-10", masuk="07:50", pulang="16:30").verdict("2023-02")

    assert (made_up.cut, short.cut) == (0, 60_000)


def test_who_leaves_on_duty_has_made_up_and_who_left_no_record_has_not() -> None:
    duty = facts().day("2023-02-07", masuk="07:50", pulang="special").verdict("2023-02")
    none = facts().day("2023-02-07", masuk="07:50", pulang=None).verdict("2023-02")

    assert (duty.cut, none.cut) == (0, 60_000)


def test_until_the_day_has_ended_it_may_still_be_made_up() -> None:
    open_day = facts().day("2023-02-07", masuk="07:50", pulang=None, ended=False)

    assert open_day.verdict("2023-02").cut == 0


def test_ramadan_29_february_and_a_holiday_declared_afterwards() -> None:
    ramadan = Facts(
        "kemenkes-permenkes-41-2022",
        sessions={"masuk": "08:00", "pulang": "15:00"},
        tpp=6_000_000,
    )

    assert ramadan.day("2023-04-03", masuk="08:01").verdict("2023-04").cut == 60_000
    assert facts().day("2024-02-29", masuk="07:31").verdict("2024-02").cut == 60_000
    assert facts().holiday("2023-02-07", masuk="09:00").verdict("2023-02").cut == 0
