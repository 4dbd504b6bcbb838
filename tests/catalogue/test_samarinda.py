"""Samarinda, Perwali 31/2022: worked examples with a TPP of 5,000,000; 1 % is 50,000."""

import pytest

from tests.catalogue.builders import Facts, Times

PULANG: Times = {1: "16:00", 2: "16:00", 3: "16:00", 4: "16:00", 5: "11:00"}


def facts(**posting: object) -> Facts:
    sessions: dict[str, Times] = {"masuk": "07:30", "pulang": PULANG, "apel": {1: "07:30"}}
    return Facts("samarinda-perwali-31-2022", sessions=sessions, **{"tpp": 5_000_000, **posting})


def test_example_2_of_one_month() -> None:
    # late 10 twice: 2.5 + 2.5; late 45: 3; apel: 3; no record: 6; two hours out: 2 x 2.5 = 5
    month = (
        facts()
        .day("2022-11-01", masuk="07:40")
        .day("2022-11-02", masuk="07:40")
        .day("2022-11-03", masuk="08:15")
        .day("2022-11-07", apel=None)
        .day("2022-11-08", pulang=None)
        .day("2022-11-09", away_s=7200)
        .verdict("2022-11")
    )

    # 22 % of 5,000,000; minutes 20 + 45 + 120 = 185, not above 780
    assert month.cut == 1_100_000
    assert month.postponed == 0


def test_example_3_more_than_780_minutes_postpone_the_rest() -> None:
    late = facts()
    for on in ("01", "02", "03", "04", "08", "09"):
        late.day(f"2022-11-{on}", masuk="09:05")
    month = late.day("2022-11-10", masuk=None).day("2022-11-11", pulang=None).verdict("2022-11")

    # 6 x 5 % + 2 x 6 % = 42 %; 6 x 95 + 2 x 120 = 810 minutes
    assert (month.cut, month.net) == (2_100_000, 2_900_000)
    assert month.postponed == 2_900_000


def test_example_3_never_more_than_everything() -> None:
    # 14 working days from 1 to 18 November 2022 at 7 %, one missing record at 6 %: 104 %
    month = facts().absent_workdays("2022-11-01", "2022-11-18").day("2022-11-22", pulang=None)

    assert month.verdict("2022-11").cut == 5_000_000


@pytest.mark.parametrize(
    ("masuk", "cut"),
    [
        ("07:30", 0),
        ("07:30:59", 0),  # seconds are dropped
        ("07:31", 125_000),  # 1 minute: 2.5 %
        ("08:00:59", 125_000),  # 30 minutes
        ("08:01", 150_000),  # 31: 3 %
        ("08:30", 150_000),  # 60
        ("08:31", 200_000),  # 61: 4 %
        ("09:00", 200_000),  # 90
        ("09:01", 250_000),  # 91: 5 %
        ("15:59", 250_000),
    ],
)
def test_lateness_at_the_edges_of_every_bracket(masuk: str, cut: int) -> None:
    assert facts().day("2022-11-02", masuk=masuk).verdict("2022-11").cut == cut


@pytest.mark.parametrize(("masuk", "postponed"), [("08:30", 0), ("08:31", 3_000_000)])
def test_780_minutes_postpone_nothing_and_781_do(masuk: str, postponed: int) -> None:
    # six missing records are 720 minutes and 36 %; 60 minutes more 3 %, 61 minutes 4 %
    month = facts()
    for on in ("01", "02", "03", "08", "09", "10"):
        month.day(f"2022-11-{on}", pulang=None)

    assert month.day("2022-11-15", masuk=masuk).verdict("2022-11").postponed == postponed


@pytest.mark.parametrize(
    ("given", "cut"),
    [
        ({"away_s": 59 * 60}, 0),  # no full hour
        ({"away_s": 60 * 60}, 125_000),
        ({"away_s": 119 * 60}, 125_000),
        ({"away_permitted_s": 120 * 60}, 0),  # two hours a day are allowed
        ({"away_permitted_s": 180 * 60}, 125_000),  # the third is not
    ],
)
def test_only_full_hours_out_of_the_office_count(given: dict[str, int], cut: int) -> None:
    assert facts().day("2022-11-02", **given).verdict("2022-11").cut == cut


def test_friday_ends_at_eleven_and_has_no_apel() -> None:
    month = facts().day("2022-11-04", masuk="07:31", pulang="11:00").verdict("2022-11")

    assert month.cut == 125_000
    assert month.quantities("apel-senin") == []


def test_a_wholly_absent_monday_costs_seven_percent_and_no_apel() -> None:
    month = facts().absent("2022-11-07").verdict("2022-11")

    assert month.cut == 350_000
    assert month.quantities("tidak-hadir") == [1]


def test_apel_is_not_asked_of_those_on_duty_elsewhere() -> None:
    away = {"masuk": "special", "pulang": "special", "apel": None, "status": "dinas_luar"}

    assert facts().day("2022-11-07", **away).verdict("2022-11").cut == 0


def test_a_holiday_declared_afterwards_takes_the_absence_back() -> None:
    before = facts().absent("2022-11-08").verdict("2022-11")
    after = facts().holiday("2022-11-08").verdict("2022-11")

    assert (before.cut, after.cut) == (350_000, 0)


def test_nothing_is_cut_before_1_august_and_months_stand_apart() -> None:
    year = facts().absent("2022-07-29", "2022-08-01", "2022-08-31", "2022-09-01")

    assert year.verdict("2022-07").cut == 0
    assert "no_regulation" in year.verdict("2022-07").warnings
    assert year.verdict("2022-08").cut == 700_000
    assert year.verdict("2022-09").cut == 350_000


def test_29_february_is_a_working_day_like_any_other() -> None:
    assert facts().absent("2024-02-29").verdict("2024-02").cut == 350_000


@pytest.mark.parametrize(("masuk", "cut"), [("08:00:59", 0), ("08:01", 125_000)])
def test_ramadan_hours_come_from_the_work_pattern(masuk: str, cut: int) -> None:
    ramadan = Facts(
        "samarinda-perwali-31-2022",
        sessions={"masuk": "08:00", "pulang": "15:00"},
        tpp=5_000_000,
    )

    assert ramadan.day("2023-04-03", masuk=masuk).verdict("2023-04").cut == cut


def test_a_night_shift_belongs_to_the_date_on_which_it_starts() -> None:
    night = Facts(
        "samarinda-perwali-31-2022",
        sessions={"masuk": "22:00", "pulang": "30:00"},
        tpp=5_000_000,
    )

    # 31 October, 22:31 to 06:10 of 1 November: 31 minutes late in October, 3 %
    shift = night.day("2022-10-31", masuk="22:31", pulang="30:10")

    assert shift.verdict("2022-10").cut == 150_000
    assert shift.verdict("2022-11").cut == 0


def test_honorer_are_proposed_for_a_warning_in_the_month_of_the_third_day() -> None:
    honorer = facts(employment="honorer", tpp=1_000_000)
    honorer.absent("2022-08-09", "2022-09-06", "2022-10-04", "2022-11-08")

    assert honorer.verdict("2022-09").proposals == set()
    assert honorer.verdict("2022-10").proposals == {"teguran_tertulis"}
    assert honorer.verdict("2022-11").proposals == set()


def test_ten_days_in_a_row_propose_dismissal_of_honorer_only() -> None:
    # 7 to 18 November 2022: ten working days, the week-end does not break the row
    honorer = facts(employment="honorer", tpp=1_000_000)
    pns = facts()

    assert "phk" in honorer.absent_workdays("2022-11-07", "2022-11-18").verdict("2022-11").proposals
    assert pns.absent_workdays("2022-11-07", "2022-11-18").verdict("2022-11").proposals == set()
