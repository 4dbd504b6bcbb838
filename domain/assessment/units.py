"""The unit of each measure's quantity."""

from domain.perbup_measures import (
    Absent,
    Accumulated,
    AtClock,
    Cuti,
    Days,
    Discipline,
    Measure,
    Missing,
    PredicateGiven,
    Reports,
)


def unit_of(measure: Measure) -> str:
    match measure:
        case AtClock():
            unit = "second_of_day"
        case Missing():
            unit = "record"
        case Absent() | Days() | Cuti(count="working_days" | "calendar_days"):
            unit = "day"
        case Cuti(count="spells"):
            unit = "spell"
        case Cuti() | Discipline():
            unit = "month"
        case Accumulated(per_minutes=per) if per:
            unit = "day"
        case PredicateGiven():
            unit = "predicate"
        case Reports():
            unit = "count"
        case _:
            unit = "minute"
    return unit
