"""Minutes that become days: 450 a day, begun again each month or carried through the year."""

from typing import Any

import pytest

from domain.perbup import Perbup
from domain.perbup_validation import read
from tests.catalogue.builders import Facts
from tests.perbup_files import spoiled


def scheme(**sums: Any) -> Perbup:
    """Lateness itself costs nothing; each 450 minutes of it cost 5 % as a day."""
    measure = {"of": "accumulated", "rules": ["terlambat"], "per_minutes": 450, **sums}
    free = {"by": "brackets", "brackets": [{"within": "[1,)", "cut": "0%"}]}
    day = {"code": "menit-jadi-hari", "clause": "Ps 3", "text": "450 menit sehari."}
    rate = {"by": "each", "cut": "5%"}
    return read(
        spoiled(("rules.0.rate", free), ("rules.2", {**day, "measure": measure, "rate": rate}))
    )


def late(perbup: Perbup, *spans: tuple[str, int]) -> Facts:
    year = Facts(perbup, sessions={"masuk": "07:30", "pulang": "16:00"}, tpp=1_000_000)
    for on, minutes in spans:
        year.day(on, masuk=f"{(450 + minutes) // 60:02d}:{(450 + minutes) % 60:02d}")
    return year


JANUARY = [("2023-01-03", 120), ("2023-01-04", 80)]
FEBRUARY = [("2023-02-01", 150), ("2023-02-02", 150)]


def test_example_12_a_monthly_sum_of_200_and_300_is_no_day() -> None:
    year = late(scheme(), *JANUARY, *FEBRUARY)

    assert [year.verdict("2023-01").cut, year.verdict("2023-02").cut] == [0, 0]


def test_example_12_carried_through_the_year_they_are_one_day_and_fifty_minutes() -> None:
    # 200 + 300 = 500 = 450 + 50; 400 more are 900 = 2 x 450
    carried = scheme(period="year", carry=True)
    year = late(carried, *JANUARY, *FEBRUARY, ("2023-03-01", 200), ("2023-03-02", 200))

    assert [year.verdict(f"2023-0{m}").cut for m in (1, 2, 3)] == [0, 50_000, 50_000]


@pytest.mark.parametrize(("minutes", "cut"), [(149, 0), (150, 50_000)])
def test_the_day_is_full_with_its_450th_minute(minutes: int, cut: int) -> None:
    month = late(scheme(), ("2023-01-03", 150), ("2023-01-04", 150), ("2023-01-05", minutes))

    assert month.verdict("2023-01").cut == cut


def test_a_new_year_begins_at_nothing() -> None:
    carried = scheme(period="year", carry=True)
    years = late(carried, ("2022-12-28", 200), ("2022-12-29", 200), ("2023-01-03", 200))

    assert years.verdict("2023-01").cut == 0
