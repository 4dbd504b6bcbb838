"""Measures: what a rule of a regulation counts, of a day, a month or a year."""

from typing import Literal

from domain.perbup_words import Clock, Code, Interval, Part


class Tolerance(Part):
    """`subtract`: only minutes beyond it count. `threshold`: nothing up to it, beyond it all.
    `clock`: lateness is counted from `clock` instead of the due time."""

    how: Literal["subtract", "threshold", "clock"]
    minutes: int = 0
    clock: Clock | None = None


class Late(Part, tag_field="of", tag="late"):
    """Minutes after the due time of each arrival session; one quantity a session and day.

    `seconds`: `floor` drops them (07:30:59 is not late for 07:30), `ceil` makes any second a
    minute. `missing_as_minutes`: a missing record counts as that late. Records on days of `outage`
    still count.
    """

    sessions: tuple[Code, ...]
    tolerance: Tolerance | None = None
    seconds: Literal["floor", "ceil"] = "floor"
    missing_as_minutes: int | None = None


class Early(Part, tag_field="of", tag="early"):
    """Minutes before the due time of each leaving session, as `Late` in everything."""

    sessions: tuple[Code, ...]
    tolerance: Tolerance | None = None
    seconds: Literal["floor", "ceil"] = "floor"
    missing_as_minutes: int | None = None


class AtClock(Part, tag_field="of", tag="clock"):
    """The record's time of day, for brackets by clock time; a missing record has no quantity."""

    sessions: tuple[Code, ...]


class Missing(Part, tag_field="of", tag="missing"):
    """One for each session without a record on an ended, expected day that is not wholly absent.

    `on_absent_days`: count them on a day without any record too.
    """

    sessions: tuple[Code, ...]
    on_absent_days: bool = False


class Absent(Part, tag_field="of", tag="absent"):
    """One for each ended, expected day without a record in any session that the regulation counts
    (ceremonies aside), or with more than `or_away_over_minutes` away without permission."""

    or_away_over_minutes: int | None = None


class Away(Part, tag_field="of", tag="away"):
    """Minutes away from the office without permission; permitted ones beyond the allowance of the
    day count as well."""

    permitted_minutes_per_day: int | None = None


class Cuti(Part, tag_field="of", tag="cuti"):
    """Days of approved leave of these kinds, numbered in their spell, month or year.

    `count`: working days, calendar days, months begun (the first month is 1), or spells.
    `numbered`: what the number restarts with. `children`: only births of this order. `by`: each
    day at its own number's rate, or the whole at the rate of the last number (`total`).
    `whole_months`: only of spells that last so many whole months in all, from first to last day.
    """

    kinds: tuple[str, ...]
    count: Literal["working_days", "calendar_days", "months", "spells"] = "working_days"
    numbered: Literal["spell", "month", "year"] = "spell"
    by: Literal["number", "total"] = "number"
    children: Interval | None = None
    whole_months: Interval | None = None


class Accumulated(Part, tag_field="of", tag="accumulated"):
    """The sum of other rules' quantities over a month or over the year to date.

    `rules`: codes of rules of this regulation whose minutes are summed (a missing record adds
    `missing_as_minutes`, an absent day `absent_as_minutes`). `per_minutes`: the sum is converted to
    units of so many minutes (450 = one day of 7.5 hours), the rest dropped; `carry`: with `year`,
    units completed in this month count, the rest of minutes goes on to the next month.
    """

    rules: tuple[Code, ...]
    period: Literal["month", "year"] = "month"
    per_minutes: int | None = None
    carry: bool = False
    missing_as_minutes: int = 0
    absent_as_minutes: int = 0


class Days(Part, tag_field="of", tag="days"):
    """Days in the month or year on which the named rules counted; `consecutive`: the longest run of
    working days of them that touches the month."""

    rules: tuple[Code, ...]
    period: Literal["month", "year"] = "month"
    consecutive: bool = False


class PredicateGiven(Part, tag_field="of", tag="predicate"):
    """The performance predicate of this month, of the month before, of the previous quarter's last
    month, or of the previous year's last month; rates are by name."""

    lag: Literal["none", "month", "quarter", "year"] = "none"


class Activity(Part, tag_field="of", tag="activity"):
    """Verified minutes of performance entries, against a target: the cut is the missing share."""

    target_minutes: int


class Reports(Part, tag_field="of", tag="reports"):
    """Performance entries: how many were made, or were unfit, in each of the months that lie so
    many months before (0 is this month); each such month is a quantity of its own."""

    which: Literal["made", "unfit"]
    months_before: tuple[int, ...] = (0,)


class Discipline(Part, tag_field="of", tag="discipline"):
    """Punishments in force in the month; rates by kind. `overlap`: only the heaviest or all."""

    overlap: Literal["heaviest", "add"] = "heaviest"


Measure = (
    Late
    | Early
    | AtClock
    | Missing
    | Absent
    | Away
    | Cuti
    | Accumulated
    | Days
    | PredicateGiven
    | Activity
    | Reports
    | Discipline
)
