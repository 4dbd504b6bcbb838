"""Spans of dates or months: both ends count, and an end of None is open."""

from datetime import date

from domain.identifiers import parse_date
from domain.refusals import Refusal


class DatesReversed(Refusal):
    """The last day lies before the first."""

    code = "dates_reversed"
    field = "until_on"


def overlap(a_from: date, a_until: date | None, b_from: date, b_until: date | None) -> bool:
    return (a_until is None or b_from <= a_until) and (b_until is None or a_from <= b_until)


def require_order(from_on: date, until_on: date | None, *, field: str = "until_on") -> None:
    parse_date(from_on, field)
    if until_on is not None and parse_date(until_on, field) < from_on:
        raise DatesReversed(field=field, from_on=from_on.isoformat(), until_on=until_on.isoformat())
