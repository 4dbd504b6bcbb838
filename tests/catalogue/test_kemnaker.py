"""Kemnaker, Permenaker 15/2024: class 9 has 5,079,200, of it 30 % kehadiran = 1,523,760 and
70 % kinerja = 3,555,440. One minute is 0.01 % of kehadiran = 152.376."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from domain.perbup_catalogue import load
from tests.catalogue.builders import Facts, Times

PULANG: Times = {1: "16:00", 2: "16:00", 3: "16:00", 4: "16:00", 5: "16:30"}
CLASS_9 = 5_079_200


def facts(tpp: int | None = CLASS_9, **posting: Any) -> Facts:
    sessions: dict[str, Times] = {"masuk": "07:30", "pulang": PULANG, "upacara": {5: "07:30"}}
    given = {"grade": 9, **posting}
    return Facts("kemnaker-permenaker-15-2024", sessions=sessions, tpp=tpp, **given)


@pytest.mark.parametrize(
    ("masuk", "cut"),
    [
        ("07:31", 0),
        ("08:30", 0),  # 60 minutes of tolerance
        ("08:30:59", 0),
        ("08:31", 152),  # 1 minute: 152.376
        ("10:00", 13_714),  # 150 - 60 = 90 minutes: 0.9 % = 13,713.84
    ],
)
def test_sixty_minutes_a_day_are_subtracted(masuk: str, cut: int) -> None:
    assert facts().day("2025-02-04", masuk=masuk).verdict("2025-02").cut == cut


def test_minutes_of_every_kind_are_added_exactly_and_rounded_at_the_total() -> None:
    # 75 - 60 = 15 late, 20 early, 30 away: 65 minutes = 0.65 % = 9,904.44
    month = facts().day("2025-02-04", masuk="08:45", pulang="15:40", away_s=1800).verdict("2025-02")

    assert month.cut == 9_904
    # running sums 2,285.64 -> 2,286; 5,333.16 -> 5,333; 9,904.44 -> 9,904
    assert month.of("terlambat") == 2_286
    assert month.of("pulang-cepat") == 3_047
    assert month.of("keluar-kantor") == 4_571


def test_absence_a_missing_record_and_a_missed_ceremony() -> None:
    # 3 + 1 + 3 = 7 % of 1,523,760 = 106,663.2
    month = (
        facts()
        .absent("2025-02-04")
        .day("2025-02-05", pulang=None)
        .day("2025-02-07", upacara=None)
        .verdict("2025-02")
    )

    assert month.cut == 106_663


def test_an_outage_waives_the_missing_record_but_neither_lateness_nor_absence() -> None:
    outage = facts().day("2025-02-05", pulang=None, masuk="08:40", outage=True)
    absent = facts().absent("2025-02-06", outage=True)

    # 10 minutes beyond the tolerance: 1,523.76; absent 3 %: 45,712.8
    assert outage.verdict("2025-02").cut == 1_524
    assert outage.verdict("2025-02").quantities("tanpa-presensi") == [1]
    assert absent.verdict("2025-02").cut == 45_713


@pytest.mark.parametrize(
    ("predicate", "cut"),
    [
        ("sangat_baik", 0),
        ("baik", 0),
        ("perlu_perbaikan", 533_316),  # 15 % of 3,555,440
        ("kurang", 1_422_176),  # 40 %
        ("sangat_kurang", 1_422_176),
        (None, 0),
    ],
)
def test_the_predicate_pays_the_part_of_performance(predicate: str | None, cut: int) -> None:
    assert facts().month("2025-02", predicate=predicate).verdict("2025-02").cut == cut


def test_what_is_paid_is_rounded_half_up_so_the_cut_is_rounded_half_down() -> None:
    # of 500 the kehadiran is 150, one missing record 1.5: paid 498.5 -> 499, cut 1
    month = facts(tpp=500).day("2025-02-05", pulang=None).verdict("2025-02")

    assert (month.cut, month.net) == (1, 499)


def test_a_cpns_has_eighty_percent_and_is_cut_from_that() -> None:
    # 4,063,360; kehadiran 1,219,008; absent 3 % = 36,570.24
    month = facts(employment="cpns").absent("2025-02-04").verdict("2025-02")

    assert (month.gross, month.cut) == (4_063_360, 36_570)


def test_the_class_table_stands_in_where_no_allowance_is_set() -> None:
    assert facts(tpp=None).day("2025-02-04").verdict("2025-02").gross == CLASS_9


@pytest.mark.parametrize(
    ("grade", "tpp", "gross"),
    [
        (9, CLASS_9, 3_915_950),  # class 7
        (8, 4_595_150, 3_915_950),
        (7, 3_915_950, 3_132_760),  # 80 %
    ],
)
def test_tugas_belajar_pays_class_7_or_eighty_percent(grade: int, tpp: int, gross: int) -> None:
    month = facts(tpp, grade=grade).month("2025-02", tugas_belajar="regular")

    assert month.verdict("2025-02").gross == gross


def test_a_plt_of_the_same_level_gets_a_fifth_more_and_of_a_higher_post_the_difference() -> None:
    assert acting("same_level", CLASS_9, days=28) == 6_095_040  # 5,079,200 + 1,015,840
    assert acting("one_below", 8_757_600, days=28) == 8_757_600
    assert acting("same_level", CLASS_9, days=27) == CLASS_9


def acting(kind: str, rupiah: int, days: int) -> Any:
    held = {"acting_from_on": date(2025, 2, 1), "acting_until_on": date(2025, 2, days)}
    month = facts().month("2025-02", acting_kind=kind, acting_rupiah=rupiah, **held)
    return month.verdict("2025-02").gross


@pytest.mark.parametrize(("reason", "gross"), [("cltn", 0), ("mpp", 0), ("lhkpn", CLASS_9)])
def test_nothing_is_paid_in_leave_without_pay_or_before_retirement(reason: str, gross: int) -> None:
    assert facts().month("2025-02", withheld=reason).verdict("2025-02").gross == gross


def test_one_day_of_annual_leave_wipes_no_other_cut() -> None:
    month = facts().cuti("tahunan", "2025-02-03", "2025-02-03").absent("2025-02-04")

    assert month.verdict("2025-02").cut == 45_713


def test_illness_cuts_the_whole_from_its_second_month_and_instead_of_attendance() -> None:
    # 13 January to 14 March: month 2 begins on 13 February, month 3 on 13 March
    ill = facts().absent("2025-01-06").cuti("sakit", "2025-01-13", "2025-03-14")
    ill.absent("2025-03-17")

    assert ill.verdict("2025-01").cut == 45_713
    assert ill.verdict("2025-02").cut == 2_539_600  # 50 % of 5,079,200
    assert ill.verdict("2025-03").cut == 3_809_400  # 75 %, and the absence is waived
    assert ill.verdict("2025-03").of("tidak-masuk") == 0


@pytest.mark.parametrize(
    ("last", "cut"),
    [("2025-02-27", 0), ("2025-02-28", 2_539_600), ("2025-03-10", 2_539_600)],
)
def test_cuti_besar_costs_half_once_it_lasts_a_whole_month(last: str, cut: int) -> None:
    assert facts().cuti("besar", "2025-02-01", last).verdict("2025-02").cut == cut


def test_a_whole_month_of_leave_in_a_leap_year_ends_on_29_february() -> None:
    earlier = replace(load("kemnaker-permenaker-15-2024"), effective_from=date(2024, 1, 1))
    sessions: dict[str, Times] = {"masuk": "07:30", "pulang": PULANG}
    short = Facts(earlier, sessions=sessions, tpp=CLASS_9).cuti("besar", "2024-02-01", "2024-02-28")
    whole = Facts(earlier, sessions=sessions, tpp=CLASS_9).cuti("besar", "2024-02-01", "2024-02-29")

    assert short.verdict("2024-02").cut == 0
    assert whole.verdict("2024-02").cut == 2_539_600


def test_a_miscarriage_costs_one_percent_a_day_from_the_thirty_first() -> None:
    # 1 January to 19 February is 50 days: day 31 is 31 January, day 45 is 14 February
    leave = facts().cuti("keguguran", "2025-01-01", "2025-02-19")

    assert leave.verdict("2025-01").cut == 50_792
    assert leave.verdict("2025-02").cut == 711_088  # 14 x 1 %
