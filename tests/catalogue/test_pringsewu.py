"""The example regulations of the demo: TPP 4,000,000; disiplin 40 % = 1,600,000, and after the
replacement kehadiran 30 % = 1,200,000 and kinerja 70 % = 2,800,000. No figure is Pringsewu's."""

from datetime import date
from typing import Any

import pytest

from domain.perbup_catalogue import load
from tests.catalogue.builders import Facts, Times, punishment

FIRST, SECOND = "contoh-pringsewu-2022", "contoh-pringsewu-2022-pengganti"
SORE: Times = {1: "16:00", 2: "16:00", 3: "16:00", 4: "16:00", 5: "16:30"}


def facts(*schemes: str, **posting: Any) -> Facts:
    sessions: dict[str, Times] = {"pagi": "07:30", "siang": "12:30", "sore": SORE}
    return Facts(*(schemes or (FIRST,)), sessions=sessions, **{"tpp": 4_000_000, **posting})


@pytest.mark.parametrize("name", [FIRST, SECOND])
def test_the_examples_say_that_they_are_no_regulation(name: str) -> None:
    perbup = load(name)

    assert perbup.source.strength == "example"
    assert "CONTOH" in perbup.title
    assert "bukan peraturan" in perbup.title
    assert "bukan peraturan" in perbup.source.label


def test_october_is_a_trial_and_november_is_not() -> None:
    year = facts().day("2022-10-31", pagi="07:45").day("2022-11-01", pagi="07:45")

    october, november = year.verdict("2022-10"), year.verdict("2022-11")
    assert (october.shadow, october.cut, october.net) == (8_000, 0, 4_000_000)
    assert (november.shadow, november.cut, november.net) == (0, 8_000, 3_992_000)


@pytest.mark.parametrize(
    ("pagi", "cut"),
    [
        ("07:30:59", 0),
        ("07:31", 8_000),  # 0.5 % of 1,600,000
        ("08:00:59", 8_000),
        ("08:01", 16_000),
        ("08:30:59", 16_000),
        ("08:31", 24_000),
        ("09:00:59", 24_000),
        ("09:01", 32_000),
        (None, 32_000),
    ],
)
def test_the_morning_at_the_edges_of_every_bracket(pagi: str | None, cut: int) -> None:
    assert facts().day("2022-11-01", pagi=pagi).verdict("2022-11").cut == cut


@pytest.mark.parametrize(
    ("sore", "cut"),
    [("15:59:01", 0), ("15:59", 8_000), ("15:29", 16_000), ("14:59", 24_000), ("14:29", 32_000)],
)
def test_the_afternoon_at_the_edges_of_every_bracket(sore: str, cut: int) -> None:
    assert facts().day("2022-11-01", sore=sore).verdict("2022-11").cut == cut


def test_noon_is_presence_alone_and_friday_ends_later() -> None:
    assert facts().day("2022-11-01", siang="13:29").verdict("2022-11").cut == 0
    assert facts().day("2022-11-01", siang=None).verdict("2022-11").cut == 16_000
    assert facts().day("2022-11-04", sore="16:29").verdict("2022-11").cut == 8_000


def test_an_outage_waives_missing_records_and_not_lateness() -> None:
    outage = facts().day("2022-11-01", pagi="07:45", siang=None, sore=None, outage=True)

    assert outage.verdict("2022-11").cut == 8_000


def test_an_hour_out_that_has_begun_counts_whole() -> None:
    # 61 minutes are two hours: 2 x 0.5 %
    assert facts().day("2022-11-01", away_s=61 * 60).verdict("2022-11").cut == 16_000


def test_example_12_twelve_days_propose_and_the_decree_cuts_six_million() -> None:
    # 1 to 16 November 2022 are twelve working days
    absent = facts().absent_workdays("2022-11-01", "2022-11-16").verdict("2022-11")
    year = facts()
    for month in range(1, 9):
        kind = punishment("potong_tukin_6_bulan", "2023-01")
        year.month(f"2023-{month:02d}", punishments=(kind,))

    cuts = [year.verdict(f"2023-{month:02d}").cut for month in range(1, 9)]

    assert absent.proposals == {"potong_tukin_6_bulan", "pemberhentian"}
    assert cuts == [1_000_000] * 6 + [0, 0]
    assert sum(cuts) == 6_000_000


def test_absence_of_the_whole_month_is_capped_at_the_discipline_share() -> None:
    # 22 working days at 5 % would be 110 % of 1,600,000
    month = facts().absent_workdays("2022-11-01", "2022-11-30").verdict("2022-11")

    assert month.cut == 1_600_000
    assert sum(line["rupiah"] for line in month.lines) == month.cut


@pytest.mark.parametrize(
    ("employment", "month", "cut"),
    [
        ("pns", "2022-11", 80_000),
        ("pppk", "2022-12", 0),
        ("pppk", "2023-01", 80_000),
        ("honorer", "2023-03", 0),
        ("honorer", "2023-04", 80_000),
    ],
)
def test_pppk_and_honorer_join_in_phases(employment: str, month: str, cut: int) -> None:
    absent = facts(employment=employment).absent(f"{month}-08")

    assert absent.verdict(month).cut == cut


def test_the_retroactive_replacement_counts_from_november() -> None:
    def months(*schemes: str) -> tuple[int, int]:
        year = facts(*schemes)
        year.day("2022-11-01", pagi="07:45").day("2022-11-02", pagi="07:46")
        year.absent("2022-11-03").day("2022-10-31", pagi="07:45")
        return year.verdict("2022-10").shadow, year.verdict("2022-11").cut

    # 8,000 + 8,000 + 80,000; then 0.5 % and 1 % of 1,200,000 and 2 % of 4,000,000
    assert months(FIRST) == (8_000, 96_000)
    assert months(FIRST, SECOND) == (8_000, 98_000)


@pytest.mark.parametrize(
    ("pagi", "cut"),
    [
        ("07:45:59", 6_000),
        ("07:46", 12_000),
        ("08:00:59", 12_000),
        ("08:01", 18_000),
        ("08:31", 24_000),
        ("09:01", 36_000),
        (None, 36_000),
    ],
)
def test_the_brackets_of_the_replacement(pagi: str | None, cut: int) -> None:
    assert facts(FIRST, SECOND).day("2022-11-01", pagi=pagi).verdict("2022-11").cut == cut


def test_the_predicate_of_the_month_before_pays_the_kinerja() -> None:
    year = facts(FIRST, SECOND).month("2022-11", predicate="perlu_perbaikan").month("2022-12")

    assert year.verdict("2022-11").cut == 0
    assert year.verdict("2022-12").cut == 280_000  # 10 % of 2,800,000


def test_a_plt_a_cpns_and_one_without_lhkpn() -> None:
    held = {"acting_from_on": date(2022, 11, 1), "acting_until_on": date(2022, 11, 30)}
    plt = facts().month("2022-11", acting_kind="same_level", acting_rupiah=0, **held)
    cpns = facts(employment="cpns").absent("2022-11-01")
    lhkpn = facts().month("2022-11", withheld="lhkpn")

    assert plt.verdict("2022-11").gross == 4_800_000
    assert cpns.verdict("2022-11").cut == 64_000  # 5 % of 40 % of 3,200,000
    assert lhkpn.verdict("2022-11").net == lhkpn.verdict("2022-11").postponed == 4_000_000


def test_ramadan_29_february_and_a_holiday_declared_afterwards() -> None:
    ramadan = Facts(FIRST, sessions={"pagi": "08:00", "sore": "15:00"}, tpp=4_000_000)

    assert ramadan.day("2023-04-03", pagi="08:01").verdict("2023-04").cut == 8_000
    assert facts().absent("2024-02-29").verdict("2024-02").cut == 80_000
    assert facts().holiday("2022-11-01", pagi="09:01").verdict("2022-11").cut == 0


def test_illness_costs_from_the_fifteenth_calendar_day() -> None:
    # 1 to 20 November: the days 15 to 20 at 1 % of 1,600,000
    assert facts().cuti("sakit", "2022-11-01", "2022-11-20").verdict("2022-11").cut == 96_000
