"""Measures: what a rule of a regulation counts, of a day, a month or a year."""

from typing import Literal

from domain.perbup_words import Clock, Code, Interval, Part


class Tolerance(Part):
    """`subtract`: only minutes beyond it count. `threshold`: nothing up to it (included), beyond it
    all. `clock`: lateness (earliness) is counted from `clock` instead of the due time."""

    how: Literal["subtract", "threshold", "clock"]
    minutes: int = 0
    clock: Clock | None = None


class Late(Part, tag_field="of", tag="late"):
    """Minutes after the due time of each of the sessions; one quantity a session and day.

    `seconds`: `floor` drops them (07:30:59 is not late for 07:30), `ceil` makes any second a
    minute; then the tolerance works on minutes. Lateness of a record counts at once.
    `missing_as_minutes`: an entry that lacks its record on a day that is not wholly absent counts
    as that late, tolerance aside. What the flexi forgives is no lateness.
    """

    sessions: tuple[Code, ...]
    tolerance: Tolerance | None = None
    seconds: Literal["floor", "ceil"] = "floor"
    missing_as_minutes: int | None = None


class Early(Part, tag_field="of", tag="early"):
    """Minutes before the due time (as the flexi shifts it) of each of the sessions, as `Late` in
    everything, but only when the day has ended: until then a later record may come. `ceil` makes
    any second a minute; a tolerance `clock` takes the place of the due time, shift and all."""

    sessions: tuple[Code, ...]
    tolerance: Tolerance | None = None
    seconds: Literal["floor", "ceil"] = "floor"
    missing_as_minutes: int | None = None


class AtClock(Part, tag_field="of", tag="clock"):
    """The record's second of the day, for brackets by clock time; a missing record has no quantity.

    Sessions whose role is leaving count when the day has ended. No flexi and no due time.
    """

    sessions: tuple[Code, ...]


class Missing(Part, tag_field="of", tag="missing"):
    """One for each entry that lacks its record, on a day that is not wholly absent.

    `on_absent_days`: count them on a wholly absent day too.
    """

    sessions: tuple[Code, ...]
    on_absent_days: bool = False


class Absent(Part, tag_field="of", tag="absent"):
    """One for each day that is wholly absent (without a record in any session that the regulation
    counts, ceremonies aside), or, also before it has ended, with more than `or_away_over_minutes`
    whole minutes of `away_s`."""

    or_away_over_minutes: int | None = None


class Away(Part, tag_field="of", tag="away"):
    """Whole minutes of `away_s`, away from the office without permission; where
    `permitted_minutes_per_day` is set, whole minutes of `away_permitted_s` beyond it count as well.
    """

    permitted_minutes_per_day: int | None = None


class Short(Part, tag_field="of", tag="short"):
    """Whole minutes (a begun one counts) by which the time from the arrival record to the leaving
    record falls short of the day's `minimum_s`, when the day has ended and has both records: the
    first entry of each name. Breaks are in both figures."""

    arrival: Code
    leaving: Code


class Cuti(Part, tag_field="of", tag="cuti"):
    """Days of approved leave of these kinds, numbered in their spell, month or year.

    `count`: what is counted: rows of `working_days` (expected), of `calendar_days`, rows on which a
    month of the spell begins (`months`: `cuti_from_on` and the same day of each later month, or
    that month's last day if it has no such day), or rows on the spell's first day (`spells`).
    Leave counts whether or not the day has ended.

    `numbered`: the running number of a counted row (from 1, over all rows given) in its spell (same
    kind and `cuti_from_on`), calendar month or calendar year. In a spell, calendar days are
    numbered from `cuti_from_on` itself (null: always 1), and so are months (the first is 1).

    `children`: only rows whose `cuti_child` lies in it. `whole_months`: only of spells that last so
    many whole months in all, from first to last day; not those without both dates. Rows that are
    left out are not numbered either.

    `by` number: each counted row is an occurrence of quantity 1 with its number, for the brackets.
    `by` total: the counted rows of the month (of each spell in it, if numbered by spell) are one
    occurrence, on the last of them: its number, and as quantity how many they are.
    The ledger shows the number for Brackets and the quantity for Each. Rows of one employee are
    numbered in the order of their dates.
    """

    kinds: tuple[str, ...]
    count: Literal["working_days", "calendar_days", "months", "spells"] = "working_days"
    numbered: Literal["spell", "month", "year"] = "spell"
    by: Literal["number", "total"] = "number"
    children: Interval | None = None
    whole_months: Interval | None = None


class Accumulated(Part, tag_field="of", tag="accumulated"):
    """The sum of other rules' quantities over a month or over the year to date.

    `rules`: codes of rules of this regulation whose minutes are summed: Late, Early, Away and Short
    after tolerance and with their own `missing_as_minutes`; an occurrence of a Missing rule adds
    `missing_as_minutes`, one of an Absent rule `absent_as_minutes`; other measures add nothing.
    `per_minutes`: the sum is converted to whole units of so many minutes (450 = one day of 7.5
    hours), the rest dropped. `carry`, with `year` and `per_minutes`: the units completed in this
    month: those to its end less those to the end of the month before, so that the rest of minutes
    goes on. The unit is the minute, or with `per_minutes` the day.
    """

    rules: tuple[Code, ...]
    period: Literal["month", "year"] = "month"
    per_minutes: int | None = None
    carry: bool = False
    missing_as_minutes: int = 0
    absent_as_minutes: int = 0


class Days(Part, tag_field="of", tag="days"):
    """Days (rows) in the month, or in the year to the month's end, on which one of the named rules
    has an occurrence.

    `consecutive`: instead, the length of the longest run of them without an expected row of the
    period between (days off do not break it, leave and any other working day do) that touches the
    month. A row that is itself not expected neither counts nor breaks.
    """

    rules: tuple[Code, ...]
    period: Literal["month", "year"] = "month"
    consecutive: bool = False


class PredicateGiven(Part, tag_field="of", tag="predicate"):
    """The performance predicate of this month, of the month before, of the previous quarter's last
    month, or of the previous year's December; rates are by name, the quantity is 1. A month that is
    not given, or has no predicate, has no line."""

    lag: Literal["none", "month", "quarter", "year"] = "none"


class Activity(Part, tag_field="of", tag="activity"):
    """Verified minutes (`score_minutes`) of a month that is over, against a target; the rate is the
    missing share (`Shortfall`). Reached is no line."""

    target_minutes: int


class Reports(Part, tag_field="of", tag="reports"):
    """Performance entries: how many were made, or were unfit, in each of the months that lie so
    many months before (0 is this month, when it is over); each such month that is given is a
    quantity of its own. 0 is a quantity here too, which brackets may hold."""

    which: Literal["made", "unfit"]
    months_before: tuple[int, ...] = (0,)


class Discipline(Part, tag_field="of", tag="discipline"):
    """Punishments in force in the month; rates by kind; the quantity is the number of the month in
    the punishment's length, from 1. `overlap`: only the heaviest (of equals the first listed; the
    others are waived), or all.

    In force: from `from_month`, for `months` (null: the rate's own), and before `lifted_month`.
    """

    overlap: Literal["heaviest", "add"] = "heaviest"


Measure = (
    Late
    | Early
    | AtClock
    | Missing
    | Absent
    | Away
    | Short
    | Cuti
    | Accumulated
    | Days
    | PredicateGiven
    | Activity
    | Reports
    | Discipline
)
