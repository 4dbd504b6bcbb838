"""Bitung, Sekretariat DPRD: TPP 3,750,000, brackets by the clock; 1 % is 37,500."""

from typing import Any

import pytest

from tests.catalogue.builders import Facts, Times

PULANG: Times = {1: "16:45", 2: "16:45", 3: "16:45", 4: "16:45", 5: "12:00"}


def facts(tpp: int = 3_750_000) -> Facts:
    return Facts("bitung-setwan", sessions={"masuk": "07:30", "pulang": PULANG}, tpp=tpp)


def test_example_7_of_one_month() -> None:
    # 0 + 0.5 + 1.25 + (1.5 + 0.5) + 1.5 + 3 = 8.25 %
    month = (
        facts()
        .day("2022-11-01", masuk="07:38")
        .day("2022-11-02", masuk="07:52")
        .day("2022-11-03", masuk="08:31")
        .day("2022-11-07", masuk=None, pulang="16:40")
        .day("2022-11-08", pulang="15:10")
        .cuti("izin", "2022-11-09", "2022-11-09")
        .verdict("2022-11")
    )

    assert month.cut == 309_375
    assert month.on("2022-11-07") == 75_000


@pytest.mark.parametrize(
    ("masuk", "cut"),
    [
        ("07:30", 0),
        ("07:30:59", 0),
        ("07:31", 0),
        ("07:39:59", 0),
        ("07:40", 18_750),  # 0.5 %
        ("08:00:59", 18_750),
        ("08:01", 37_500),  # 1 %
        ("08:30:59", 37_500),
        ("08:31", 46_875),  # 1.25 %
        ("09:00:59", 46_875),
        ("09:01", 56_250),  # 1.5 %
        ("12:00", 56_250),
        (None, 56_250),
    ],
)
def test_arrival_at_the_edges_of_every_bracket(masuk: str | None, cut: int) -> None:
    assert facts().day("2022-11-02", masuk=masuk).verdict("2022-11").cut == cut


@pytest.mark.parametrize(
    ("pulang", "cut"),
    [
        ("18:00", 0),
        ("16:45", 0),
        ("16:44:59", 18_750),
        ("16:31", 18_750),
        ("16:30:59", 37_500),
        ("16:01", 37_500),
        ("16:00:59", 46_875),
        ("15:31", 46_875),
        ("15:30:59", 56_250),
        ("15:00", 56_250),
        ("14:59:59", 58_125),  # 1.55 %
        (None, 58_125),
    ],
)
def test_leaving_at_the_edges_of_every_bracket(pulang: str | None, cut: int) -> None:
    assert facts().day("2022-11-02", pulang=pulang).verdict("2022-11").cut == cut


def test_leaving_costs_nothing_until_the_day_has_ended() -> None:
    open_day = facts().day("2022-11-02", pulang="14:00", ended=False)

    assert open_day.verdict("2022-11").cut == 0


@pytest.mark.parametrize(("pulang", "cut"), [("11:00", 0), (None, 58_125)])
def test_on_friday_only_the_missing_record_is_rated(pulang: str | None, cut: int) -> None:
    assert facts().day("2022-11-04", pulang=pulang).verdict("2022-11").cut == cut


@pytest.mark.parametrize("status", ["wfh", "dinas_luar"])
def test_work_elsewhere_costs_nothing(status: str) -> None:
    late = facts().day("2022-11-02", masuk="09:30", pulang=None, status=status)
    nowhere = facts().absent("2022-11-02", status=status)

    assert late.verdict("2022-11").cut == 0
    assert nowhere.verdict("2022-11").cut == 0


@pytest.mark.parametrize(
    ("kind", "cut"), [("izin", 225_000), ("sakit_rawat_inap", 0), ("tahunan", 0)]
)
def test_izin_costs_three_percent_a_working_day(kind: str, cut: int) -> None:
    # Friday 4 to Monday 7 November: two working days
    assert facts().cuti(kind, "2022-11-04", "2022-11-07").verdict("2022-11").cut == cut


def test_absence_and_a_holiday_declared_afterwards() -> None:
    assert facts().absent("2022-11-08").verdict("2022-11").cut == 112_500
    assert facts().holiday("2022-11-08").verdict("2022-11").cut == 0


def test_every_item_is_rounded_for_itself() -> None:
    # 0.5 % of 3,333,333 is 16,666.665, so 16,667 each; the exact sum would be 33,333.33
    month = facts(3_333_333).day("2022-11-01", masuk="07:45").day("2022-11-02", masuk="07:45")

    assert month.verdict("2022-11").cut == 33_334


def test_the_clock_counts_in_ramadan_too_and_on_29_february() -> None:
    def at(on: str, **given: Any) -> int:
        cut: int = facts().day(on, **given).verdict(on[:7]).cut
        return cut

    assert at("2024-02-29", masuk="07:40") == 18_750
    assert at("2023-04-03", masuk="08:00:59") == 18_750
