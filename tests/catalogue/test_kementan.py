"""Kementan, Permentan 68/2012 and 20/2025: tunjangan 5,000,000; 1 % is 50,000."""

from datetime import date
from typing import Any

import pytest

from tests.catalogue.builders import Facts, punishment

OLD, NEW = "kementan-permentan-68-2012", "kementan-permentan-20-2025"


def facts(**posting: Any) -> Facts:
    sessions = {"masuk": "07:30", "pulang": "16:00"}
    return Facts(OLD, NEW, sessions=sessions, tpp=5_000_000, **posting)


@pytest.mark.parametrize(
    ("masuk", "cut"),
    [
        ("07:30:59", 0),
        ("07:31", 25_000),  # TL1 0.5 %
        ("08:00:59", 25_000),
        ("08:01", 50_000),  # TL2 1 %
        ("08:30:59", 50_000),
        ("08:31", 75_000),  # TL3 1.5 %
        ("09:00:59", 75_000),
        ("09:01", 100_000),  # TL4 2 %, minute 91
        (None, 100_000),
    ],
)
def test_lateness_at_the_edges_of_every_bracket(masuk: str | None, cut: int) -> None:
    assert facts().day("2014-03-04", masuk=masuk).verdict("2014-03").cut == cut


@pytest.mark.parametrize(
    ("pulang", "cut"),
    [
        ("15:59:01", 0),
        ("15:59", 25_000),
        ("15:30", 25_000),
        ("15:29", 50_000),
        ("14:59", 75_000),
        ("14:29", 100_000),
        (None, 100_000),
    ],
)
def test_early_leaving_at_the_edges_of_every_bracket(pulang: str | None, cut: int) -> None:
    assert facts().day("2014-03-04", pulang=pulang).verdict("2014-03").cut == cut


@pytest.mark.parametrize(("minutes", "cut"), [(450, 0), (451, 200_000)])
def test_away_for_more_than_seven_and_a_half_hours_is_absence(minutes: int, cut: int) -> None:
    assert facts().day("2014-03-04", away_s=minutes * 60).verdict("2014-03").cut == cut


def punished(*punishments: Any) -> Facts:
    year = facts()
    for month in range(1, 13):
        year.month(f"2014-{month:02d}", punishments=punishments)
    return year


def test_example_12_of_two_punishments_only_the_heaviest() -> None:
    year = punished(
        punishment("teguran_lisan", "2014-03"), punishment("teguran_tertulis", "2014-03")
    )

    # lisan 20 % for one month, tertulis 30 % for two
    assert year.verdict("2014-02").cut == 0
    assert year.verdict("2014-03").cut == 1_500_000
    assert year.verdict("2014-04").cut == 1_500_000
    assert year.verdict("2014-05").cut == 0


def test_a_punishment_lasts_as_long_as_its_kind_or_its_decree_says() -> None:
    by_kind = punished(punishment("pernyataan_tidak_puas", "2014-03"))
    by_decree = punished(punishment("pernyataan_tidak_puas", "2014-03", months=1))

    assert [by_kind.verdict(f"2014-0{m}").cut for m in (3, 4, 5, 6)] == [2_000_000] * 3 + [0]
    assert [by_decree.verdict(f"2014-0{m}").cut for m in (3, 4)] == [2_000_000, 0]


@pytest.mark.parametrize(
    ("last", "cut"),
    [
        ("2014-03-02", 0),  # 2 days: paid in full
        ("2014-03-03", 1_250_000),  # 3 days: 75 %
        ("2014-03-14", 1_250_000),
        ("2014-03-15", 2_500_000),  # 15 days: 50 %
        ("2014-03-30", 2_500_000),
        ("2014-03-31", 3_500_000),  # 31 days: 30 %
    ],
)
def test_illness_is_paid_by_its_length_once_a_month(last: str, cut: int) -> None:
    assert facts().cuti("sakit", "2014-03-01", last).verdict("2014-03").cut == cut


def test_illness_goes_on_counting_in_the_next_month() -> None:
    # 20 March to 10 April: 12 days by the end of March, 22 by the end of the leave
    ill = facts().cuti("sakit", "2014-03-20", "2014-04-10")

    assert ill.verdict("2014-03").cut == 1_250_000
    assert ill.verdict("2014-04").cut == 2_500_000


def test_leave_takes_the_place_of_the_cuts_for_attendance() -> None:
    month = facts().absent("2014-03-03").cuti("sakit", "2014-03-10", "2014-03-12")

    assert month.verdict("2014-03").cut == 1_250_000


def test_two_days_of_illness_wipe_no_absence() -> None:
    month = facts().absent("2014-03-03").cuti("sakit", "2014-03-10", "2014-03-11")

    assert month.verdict("2014-03").cut == 200_000


def test_what_is_paid_of_cuti_besar_is_not_what_is_cut() -> None:
    # paid 50, 25 and 10 % of 5,000,000
    leave = facts().cuti("besar", "2014-01-31", "2014-04-29")

    assert leave.verdict("2014-01").net == 2_500_000
    assert leave.verdict("2014-02").net == 1_250_000  # the second month begins on 28 February
    assert leave.verdict("2014-03").net == 500_000
    assert leave.verdict("2014-04").net == 5_000_000  # no month of it begins in April


@pytest.mark.parametrize(("child", "cut"), [(1, 0), (2, 0), (3, 2_000_000), (4, 2_000_000)])
def test_maternity_leave_is_cut_from_the_third_child_on(child: int, cut: int) -> None:
    leave = facts().cuti("melahirkan", "2014-03-03", "2014-05-30", cuti_child=child)

    assert leave.verdict("2014-03").cut == cut


# ---- Permentan 20/2025: kehadiran 40 % = 2,000,000


def test_the_old_regulation_ends_with_2024() -> None:
    year = facts().absent("2024-12-31", "2025-01-02")

    assert year.verdict("2024-12").cut == 200_000
    assert year.verdict("2025-01").cut == 0


def test_cuti_besar_and_alasan_penting_cost_four_percent_a_working_day() -> None:
    # Thursday to Monday: three working days
    assert facts().cuti("besar", "2025-02-06", "2025-02-10").verdict("2025-02").cut == 600_000


@pytest.mark.parametrize(("last", "cut"), [("2025-02-05", 0), ("2025-02-07", 400_000)])
def test_a_death_in_the_family_is_free_for_three_days(last: str, cut: int) -> None:
    leave = facts().cuti("keluarga_meninggal", "2025-02-03", last)

    assert leave.verdict("2025-02").cut == cut


@pytest.mark.parametrize(
    ("kind", "cut"),
    [("sakit", 120_000), ("sakit_rawat_inap", 0), ("sakit_kecelakaan_kerja", 0)],
)
def test_illness_cuts_the_kehadiran_unless_in_hospital(kind: str, cut: int) -> None:
    # three working days at 2 % of 2,000,000
    assert facts().cuti(kind, "2025-02-03", "2025-02-05").verdict("2025-02").cut == cut


def test_cpns_and_those_who_prolong_their_studies_are_paid_a_share() -> None:
    cpns = facts(employment="cpns").day("2025-02-03").verdict("2025-02")
    longer = facts().month("2025-02", tugas_belajar="extension").verdict("2025-02")

    assert (cpns.gross, longer.gross) == (4_000_000, 2_500_000)


def test_friday_29_february_and_a_holiday_declared_afterwards() -> None:
    friday = Facts(OLD, sessions={"masuk": "07:30", "pulang": {5: "16:30"}}, tpp=5_000_000)

    assert date(2016, 2, 29).isoweekday() == 1
    assert facts().absent("2016-02-29").verdict("2016-02").cut == 200_000
    assert friday.day("2014-03-07", pulang="16:29").verdict("2014-03").cut == 25_000
    assert facts().holiday("2014-03-04").verdict("2014-03").cut == 0
