"""The month that finance closes."""

from datetime import date

import pytest

from domain.identifiers import NotFirstOfMonth
from domain.period import (
    MonthAlreadyClosed,
    MonthNotClosed,
    MonthNotOver,
    PeriodClosed,
    PeriodReopened,
    TotalsImplausible,
    close,
    reopen,
)
from domain.refusals import TextMissing
from tests.domain.scenarios import period

NOVEMBER = date(2022, 11, 1)
FIGURES = {
    "month": NOVEMBER,
    "position": 4711,
    "employees": 60,
    "gross_rupiah": 240_000_000,
    "deduction_rupiah": 1_000_000,
    "net_rupiah": 239_000_000,
}
CLOSED = PeriodClosed(**FIGURES)
TODAY = {"today": date(2022, 12, 1)}


def test_a_month_is_closed_once_it_is_over():
    period().when(close, **FIGURES, today=date(2022, 11, 30)).is_refused(MonthNotOver)
    period().when(close, **FIGURES, **TODAY).records(CLOSED).and_again_nothing()


def test_other_figures_need_a_reopening():
    other = {**FIGURES, "position": 4712}
    period(CLOSED).when(close, **other, **TODAY).is_refused(MonthAlreadyClosed)
    reopened = PeriodReopened(month=NOVEMBER, reason="salah data")
    period(CLOSED).when(reopen, month=NOVEMBER, reason="salah data").records(reopened)
    period(CLOSED, reopened).when(close, **other, **TODAY).records(PeriodClosed(**other))


@pytest.mark.parametrize("field", ["position", "employees", "gross_rupiah", "deduction_rupiah"])
def test_negative_figures_are_refused(field):
    period().when(close, **{**FIGURES, field: -1}, **TODAY).is_refused(TotalsImplausible)
    assert period().when(close, **{**FIGURES, field: 0}, **TODAY).decided


def test_a_month_is_its_first_day():
    fields = {**FIGURES, "month": date(2022, 11, 2)}
    period().when(close, **fields, **TODAY).is_refused(NotFirstOfMonth)


def test_reopening_is_refused():
    period().when(reopen, month=NOVEMBER, reason="x").is_refused(MonthNotClosed)
    period(CLOSED).when(reopen, month=NOVEMBER, reason="").is_refused(TextMissing)
