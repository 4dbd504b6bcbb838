"""Pakpak Bharat, before and after the change of 2019: TPP 4,000,000, kehadiran 30 % = 1,200,000,
kinerja 70 % = 2,800,000."""

import pytest

from tests.catalogue.builders import Facts

OLD, NEW = "pakpak-bharat-tpp-lama", "pakpak-bharat-tpp-perubahan-2019"


def facts(tpp: int = 4_000_000) -> Facts:
    return Facts(OLD, NEW, sessions={"masuk": "07:30", "pulang": "16:00"}, tpp=tpp)


EDGES = [
    (1, 6_000),  # 0.5 % of 1,200,000
    (30, 6_000),
    (31, 12_000),  # 1 %
    (60, 12_000),
    (61, 15_000),  # 1.25 %
    (90, 15_000),
    (91, 18_000),  # 1.5 %
    (200, 18_000),
]


@pytest.mark.parametrize(("minutes", "cut"), [(0, 0), *EDGES])
def test_lateness_at_the_edges_of_every_bracket(minutes: int, cut: int) -> None:
    masuk = f"{(450 + minutes) // 60:02d}:{(450 + minutes) % 60:02d}:59"

    assert facts().day("2019-03-05", masuk=masuk).verdict("2019-03").cut == cut


@pytest.mark.parametrize(("minutes", "cut"), [(0, 0), *EDGES])
def test_early_leaving_at_the_edges_of_every_bracket(minutes: int, cut: int) -> None:
    pulang = f"{(960 - minutes) // 60:02d}:{(960 - minutes) % 60:02d}"

    assert facts().day("2019-03-05", pulang=pulang).verdict("2019-03").cut == cut


def test_both_ends_of_a_day_are_added() -> None:
    # late 20: 0.5 %, early 40: 1 %
    month = facts().day("2019-03-05", masuk="07:50", pulang="15:20").verdict("2019-03")

    assert month.cut == 18_000


@pytest.mark.parametrize("session", ["masuk", "pulang"])
def test_a_missing_record_counts_as_91_minutes(session: str) -> None:
    month = facts().day("2019-03-05", **{session: None}).verdict("2019-03")

    assert month.cut == 18_000
    assert 91 in month.quantities("terlambat") + month.quantities("pulang-cepat")


def test_five_absent_days_leave_nothing_of_the_kehadiran() -> None:
    # before the change 5 % of 1,200,000 a day
    four = facts().absent_workdays("2019-03-04", "2019-03-07").verdict("2019-03")
    five = facts().absent_workdays("2019-03-04", "2019-03-08").verdict("2019-03")

    assert four.cut == 240_000
    assert five.cut == 1_200_000
    assert five.of("lima-hari") == 900_000


def test_after_the_change_absence_cuts_the_whole_tpp() -> None:
    # 4 % of 4,000,000 a day; five days are 800,000, and 1,200,000 kehadiran go besides
    four = facts().absent_workdays("2019-08-05", "2019-08-08").verdict("2019-08")
    five = facts().absent_workdays("2019-08-05", "2019-08-09").verdict("2019-08")

    assert four.cut == 640_000
    assert five.cut == 2_000_000


def test_the_change_counts_from_1_july() -> None:
    year = facts().absent("2019-06-28", "2019-07-01")

    assert year.verdict("2019-06").cut == 60_000
    assert year.verdict("2019-07").cut == 160_000
    assert {line["perbup"] for line in year.verdict("2019-07").lines} == {NEW}


@pytest.mark.parametrize(("month", "cut"), [("2019-03", 48_000), ("2019-08", 56_000)])
def test_illness_cuts_kehadiran_before_and_kinerja_after(month: str, cut: int) -> None:
    # two working days: 2 x 2 % of 1,200,000, later 2 x 1 % of 2,800,000
    first, last = f"{month}-05", f"{month}-06"

    assert facts().cuti("sakit", first, last).verdict(month).cut == cut


def test_alasan_penting_costs_from_the_sixth_day_before_and_from_the_first_after() -> None:
    # seven working days each, a week-end between: 2 x 24,000; 7 x 2 % of 2,800,000
    before = facts().cuti("alasan_penting", "2019-03-05", "2019-03-13").verdict("2019-03")
    after = facts().cuti("alasan_penting", "2019-08-06", "2019-08-14").verdict("2019-08")

    assert before.cut == 48_000
    assert after.cut == 392_000


def test_annual_leave_costs_nothing() -> None:
    assert facts().cuti("tahunan", "2019-03-05", "2019-03-13").verdict("2019-03").cut == 0


def test_the_base_is_rounded_before_the_rate() -> None:
    # 30 % of 3,333,335 is 1,000,000.5, rounded 1,000,001; 0.5 % of that is 5,000.005
    month = facts(3_333_335).day("2019-03-05", masuk="07:31").verdict("2019-03")

    assert month.cut == 5_000
    assert {line["base_rupiah"] for line in month.lines} == {1_000_001}


def test_a_night_shift_leaves_early_on_the_next_day() -> None:
    night = Facts(OLD, sessions={"masuk": "22:00", "pulang": "30:00"}, tpp=4_000_000)

    # 05:29 of 1 April is 31 minutes before 06:00, a cut of 31 March
    assert night.day("2019-03-31", pulang="29:29").verdict("2019-03").cut == 12_000


def test_a_holiday_declared_afterwards_leaves_four_absent_days() -> None:
    month = facts().absent_workdays("2019-03-04", "2019-03-06").absent("2019-03-08")

    assert month.holiday("2019-03-07").verdict("2019-03").cut == 240_000


def test_29_february() -> None:
    assert facts().absent("2020-02-28", "2020-02-29").verdict("2020-02").cut == 320_000
