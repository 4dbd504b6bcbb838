"""Rules: from a measured quantity to a percentage of a base; effects, caps and entitlements."""

from datetime import date
from typing import Literal

from domain.perbup_measures import Accumulated, Days, Measure
from domain.perbup_words import ClockInterval, Code, Interval, Part, Percent, Strength, Weekday


class Phase(Part):
    """From this date the regulation also counts for these people; empty lists mean everybody."""

    from_on: date
    employment: tuple[str, ...] = ()
    opd: tuple[str, ...] = ()


class Who(Part):
    """Whom a regulation or a rule concerns; what is left out does not narrow it.

    With `phases`, nobody is concerned before the first phase that names their employment and opd;
    the other fields narrow all phases. Of a rule about a whole month the date is its last day.
    """

    employment: tuple[str, ...] = ()
    opd: tuple[str, ...] = ()
    except_opd: tuple[str, ...] = ()
    grades: Interval | None = None
    phases: tuple[Phase, ...] = ()


# ---- rates


class Each(Part, tag_field="by", tag="each"):
    """So much for each unit of the quantity; `unit_minutes` turns minutes into hours and the like,
    a begun unit counting whole (`up`), not at all (`down`) or in proportion (`exact`). It divides
    the quantity of every measure."""

    cut: Percent
    unit_minutes: int = 1
    begun: Literal["up", "down", "exact"] = "exact"


class Bracket(Part):
    """`within` is of minutes, days, months or counts. Exactly one of `cut` (taken away) and `pay`
    (what is left to be paid)."""

    within: Interval
    cut: Percent | None = None
    pay: Percent | None = None


class Brackets(Part, tag_field="by", tag="brackets"):
    """The bracket that the number falls in gives the rate, once. `then_each`: the bracket's rate is
    for each unit of the quantity (each day of the month, with Cuti `by` total). The number is the
    quantity, with Cuti the day's number. Of brackets that overlap the first counts."""

    brackets: tuple[Bracket, ...]
    then_each: bool = False


class ClockBracket(Part):
    """`within` is of the time of day."""

    within: ClockInterval
    cut: Percent


class ClockBrackets(Part, tag_field="by", tag="clock"):
    """The bracket that the time of day falls in gives the rate, once."""

    brackets: tuple[ClockBracket, ...]


class Named(Part):
    """The rate of a predicate or of a kind of punishment; `months` is a punishment's length."""

    name: Code
    cut: Percent | None = None
    pay: Percent | None = None
    months: int = 1


class ByName(Part, tag_field="by", tag="name"):
    """The rate of each predicate or punishment."""

    rates: tuple[Named, ...]


class Shortfall(Part, tag_field="by", tag="shortfall"):
    """The share of the target that was not reached."""


Rate = Each | Brackets | ClockBrackets | ByName | Shortfall


# ---- rules, effects, entitlements


class Rule(Part):
    """A sentence of the regulation that takes money away.

    `weekdays`: the rule counts on these days only. `free_per_month`: so many occurrences cost
    nothing; when there are more, the rest is cut or `all`. `group`: of the lines of one group on
    one day only the greatest stays. `waived_on_outage`: not counted on days of a declared outage.
    `except_status`: day statuses on which it does not count although the day is expected; on a day
    of approved leave no measure of attendance counts anyway. `instead`: a leave line that cuts
    replaces the month's lines of attendance.
    """

    code: Code
    clause: str
    text: str
    measure: Measure
    rate: Rate
    base: Code = "tpp"
    who: Who | None = None
    weekdays: tuple[Weekday, ...] = (1, 2, 3, 4, 5, 6, 7)
    free_per_month: int = 0
    free_then: Literal["rest", "all"] = "rest"
    group: Code | None = None
    waived_on_outage: bool = False
    except_status: tuple[str, ...] = ()
    instead: Literal["nothing", "month"] = "nothing"
    strength: Strength | None = None


class Cap(Part):
    """The lines of these rules (all, if none is named) cut at most `max` of `base` a day or month,
    rounded to whole rupiah. Effects are not limited by it."""

    clause: str
    max: Percent
    base: Code = "tpp"
    per: Literal["day", "month"] = "month"
    rules: tuple[Code, ...] = ()


class Zero(Part, tag_field="do", tag="zero"):
    """Nothing of this base is paid for the month: what earlier lines left of it is cut."""

    base: Code


class CutMore(Part, tag_field="do", tag="cut"):
    """So much more of the base is cut for the month."""

    cut: Percent
    base: Code = "tpp"


class Postpone(Part, tag_field="do", tag="postpone"):
    """What is left is paid so many months later."""

    months: int = 1


class Propose(Part, tag_field="do", tag="propose"):
    """A punishment is proposed, never imposed: it needs an examination and a decree."""

    punishment: Code


class Effect(Part):
    """When a month's or year's sum reaches an interval, something happens to the month. A sum of
    the year does so in the month in which it enters the interval."""

    code: Code
    clause: str
    text: str
    measure: Accumulated | Days
    within: Interval
    do: Zero | CutMore | Postpone | Propose
    who: Who | None = None
    strength: Strength | None = None


class PayShare(Part, tag_field="give", tag="share"):
    """People of one of these employments, or on one of these tugas belajar, are paid a share of the
    allowance; everybody, if neither is named."""

    pay: Percent
    employment: tuple[str, ...] = ()
    tugas_belajar: tuple[str, ...] = ()


class PayGrade(Part, tag_field="give", tag="grade"):
    """Those on one of these tugas belajar are paid as this grade of the regulation's table, if it
    has the grade."""

    grade: int
    tugas_belajar: tuple[str, ...]


class PayActing(Part, tag_field="give", tag="acting"):
    """Plt: `add` of the own or the acting post's allowance, or what the latter exceeds the own by,
    if held for at least `min_days` calendar days in all (no end: to the month's end)."""

    kind: Literal["same_level", "one_below"]
    how: Literal["share", "difference"]
    add: Percent = "0%"
    of: Literal["own", "post"] = "own"
    min_days: int = 28


class PayNothing(Part, tag_field="give", tag="nothing"):
    """No allowance for these reasons (CLTN, MPP, LHKPN), or only later (`postpone`)."""

    reasons: tuple[str, ...]
    postpone: bool = False


class Entitlement(Part):
    """A sentence that says how much the month's allowance is before anything is cut."""

    code: Code
    clause: str
    text: str
    give: PayShare | PayGrade | PayActing | PayNothing
    who: Who | None = None
    strength: Strength | None = None
