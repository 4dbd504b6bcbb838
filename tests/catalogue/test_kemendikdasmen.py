"""Kemendikdasmen, Permendikdasmen 14/2025: tunjangan 6,000,000; 2.5 % is 150,000."""

import pytest

from tests.catalogue.builders import Facts


def facts() -> Facts:
    sessions = {"masuk": "07:30", "pulang": "16:00"}
    return Facts("kemendikdasmen-permendikdasmen-14-2025", sessions=sessions, tpp=6_000_000)


@pytest.mark.parametrize(
    ("last", "cut"),
    [
        ("2025-08-04", 150_000),
        ("2025-08-14", 1_350_000),  # nine days
        ("2025-08-15", 6_000_000),  # ten: nothing is paid
        ("2025-08-18", 6_000_000),
    ],
)
def test_ten_days_in_a_row_leave_nothing(last: str, cut: int) -> None:
    # from Monday 4 August; the week-end does not break the row
    assert facts().absent_workdays("2025-08-04", last).verdict("2025-08").cut == cut


def test_a_day_at_work_breaks_the_row() -> None:
    month = facts().absent_workdays("2025-08-04", "2025-08-07").day("2025-08-08")
    month.absent_workdays("2025-08-11", "2025-08-18")

    assert month.verdict("2025-08").cut == 1_500_000


def test_a_holiday_declared_afterwards_shortens_the_row_but_does_not_break_it() -> None:
    nine = facts().absent_workdays("2025-08-04", "2025-08-14").holiday("2025-08-15")
    ten = facts().absent_workdays("2025-08-04", "2025-08-14").holiday("2025-08-15")
    ten.absent("2025-08-18")

    assert nine.verdict("2025-08").cut == 1_350_000
    assert ten.verdict("2025-08").cut == 6_000_000


def test_a_row_is_counted_within_its_month() -> None:
    # five days at the end of July, five at the beginning of August
    row = facts().absent_workdays("2025-07-25", "2025-07-31")
    row.absent_workdays("2025-08-01", "2025-08-07")

    assert row.verdict("2025-07").cut == 750_000
    assert row.verdict("2025-08").cut == 750_000


@pytest.mark.parametrize(
    ("month", "cut"),
    [
        ("2025-07", 1_500_000),  # kurang: 25 % (example) of July to September
        ("2025-08", 1_500_000),
        ("2025-09", 1_500_000),
        ("2025-10", 0),
    ],
)
def test_a_quarter_pays_for_the_predicate_of_the_one_before(month: str, cut: int) -> None:
    year = facts().month("2025-06", predicate="kurang").month("2025-09", predicate="baik")

    assert year.verdict(month).cut == cut


@pytest.mark.parametrize(
    ("kind", "last", "cut"),
    [
        ("alasan_penting", "2025-08-10", 0),  # 7 calendar days from the 4th
        ("alasan_penting", "2025-08-11", 3_000_000),  # 8: 50 %
        ("keluarga_meninggal", "2025-08-17", 0),  # 14
        ("keluarga_meninggal", "2025-08-18", 1_500_000),  # 15: 75 % is paid
        ("menikah", "2025-08-17", 0),
        ("menikah", "2025-08-18", 3_000_000),
        ("istri_melahirkan", "2025-08-13", 0),  # 10
        ("istri_melahirkan", "2025-08-14", 3_000_000),
    ],
)
def test_alasan_penting_is_paid_by_its_cause_and_length(kind: str, last: str, cut: int) -> None:
    assert facts().cuti(kind, "2025-08-04", last).verdict("2025-08").cut == cut


def test_the_third_and_the_fourth_leave_of_a_year_cost_more() -> None:
    year = facts()
    for month in ("07", "08", "09", "10"):
        year.cuti("alasan_penting", f"2025-{month}-08", f"2025-{month}-09")

    cuts = [year.verdict(f"2025-{month}").cut for month in ("07", "08", "09", "10")]
    assert cuts == [0, 0, 3_000_000, 4_500_000]


def test_the_count_of_leaves_begins_again_with_the_year() -> None:
    years = facts()
    for on in ("2025-10-08", "2025-11-11", "2025-12-09", "2026-01-06"):
        years.cuti("menikah", on, on)

    assert years.verdict("2025-12").cut == 3_000_000
    assert years.verdict("2026-01").cut == 0


def test_absence_on_29_february_and_lateness_costs_nothing() -> None:
    leap = facts().absent("2028-02-29").day("2028-02-28", masuk="10:00").verdict("2028-02")

    assert leap.cut == 150_000
