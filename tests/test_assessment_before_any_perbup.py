"""Before the first regulation there is a deduction of nothing, and a warning for every day."""

from datetime import date

from domain.assessment import assess
from domain.facts import DayFacts, MonthFacts, days_frame, months_frame

OCTOBER = date(2022, 10, 1)


def test_without_a_regulation_nothing_is_cut_and_every_day_warns() -> None:
    day = DayFacts(
        employee="a",
        on=date(2022, 10, 3),
        opd="dinkes",
        employment="pns",
        pattern="lima-hari",
        day="work",
        expected=True,
        ended=True,
    )
    month = MonthFacts(
        employee="a",
        month=OCTOBER,
        from_on=OCTOBER,
        until_on=date(2022, 10, 31),
        opd="dinkes",
        employment="pns",
        tpp_rupiah=4_000_000,
    )
    made = assess(days_frame([day]), months_frame([month]), [])
    assert made.ledger.height == 0
    assert made.proposals.height == 0
    assert made.deductions["gross_rupiah"].to_list() == [4_000_000]
    assert made.deductions["cut_rupiah"].to_list() == [0]
    assert made.warnings["code"].to_list() == ["no_regulation"]
