"""A Perbup as data: everything that a regulation on attendance and TPP says, declared.

The same words serve every regulation: a *rule* measures something of a day or a month, scales it to
a percentage, and cuts that from a base. Percentages, intervals and clock times are written as the
regulation writes them and read once, exactly: "2.5%", "[61,91)", "07:30".
"""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from domain.perbup_rules import Cap, Effect, Entitlement, Rule, Who
from domain.perbup_words import Clock, Code, Part, Percent, Strength, Weekday
from domain.rupiah import Rounding


class Source(Part):
    """Where the figures come from, and how sure they are; a rule that is less sure says so."""

    label: str
    strength: Strength
    note: str = ""
    reference: str = ""


class Base(Part):
    """An amount that a rule cuts from: a share of the gross allowance or of another base.

    `of`: "tpp" (the gross), another base's name, or "component:NAME" of the allowance (of the
    posting row that `mutasi` takes, the last for by_day), in proportion to the gross where that is
    not the row's amount; one that the employee has not is 0. `part`: it is one of the parts into
    which `of` is divided; those of one `of` sum to 100 %. `per` divides by the employee's expected
    days of the month, or its calendar days; none is a base of 0. The rows of the whole month are
    needed for it. A base is rounded to whole rupiah: once for the proportion of a component, once
    for the share, once for the division.
    """

    name: Code
    of: str = "tpp"
    share: Percent = "100%"
    part: bool = False
    per: Literal["month", "working_day", "calendar_day"] = "month"


class SessionTerms(Part):
    """A session that the regulation counts. What is left out comes from the work pattern.

    A record outside opens-closes is no record. `weekdays`: the regulation's own hours hold on these
    days only; several terms of one name give other hours to other days.
    """

    name: Code
    role: Literal["arrival", "presence", "leaving", "apel"]
    weekdays: tuple[Weekday, ...] = (1, 2, 3, 4, 5, 6, 7)
    due: Clock | None = None
    opens: Clock | None = None
    closes: Clock | None = None


class Flexi(Part):
    """Coming later and leaving later, or earlier and earlier.

    Lateness and early arrival are whole minutes, seconds dropped, of the first entry of `arrival`
    that is a record, against its due time without tolerance. The leaving session is due later by
    the lateness, at most `max_late_minutes` (`proportional`), or by `block_minutes` if the arrival
    is even a second late (`block`); and earlier by the early arrival, at most `max_early_minutes`.

    `forgives`: lateness of at most `max_late_minutes` is no lateness `always` (what is not made up
    shows as early leaving); or `if_made_up`: if the leaving entry (the first of its name) is
    excused, attended or a record not before its shifted due time (not one without due time), and
    until the day has ended; the end then shifts only if it was made up; or `never` (the end still
    shifts). Clock brackets know no flexi.
    """

    arrival: Code
    leaving: Code
    how: Literal["proportional", "block"] = "proportional"
    max_late_minutes: int = 0
    max_early_minutes: int = 0
    block_minutes: int = 0
    forgives: Literal["always", "if_made_up", "never"] = "always"


class GradeAmount(Part):
    """A month's allowance of a grade (kelas jabatan)."""

    grade: int
    rupiah: Annotated[int, Meta(ge=0)]


class MoneyRounding(Part):
    """`item`: each line is rounded. `total`: the month's sum is, and the lines share the rounding
    so that they sum to it. `how` also rounds bases and entitlements; `unit_rupiah` is of lines."""

    how: Rounding = "half_up"
    point: Literal["item", "total"] = "item"
    unit_rupiah: Annotated[int, Meta(ge=1)] = 1
    clause: str = ""


class Perbup(Part):
    """A regulation. `live` deducts; `trial` assesses and shows the same but deducts nothing, and a
    live one does so up to `trial_until`, included.

    `mutasi`: the month's base when the posting changes in it: that of the first day, of the last
    day, or each in proportion to its calendar days. Attendance lines always cut from the month's
    base. `grades`: the amounts of those whose own is not set. The exact meaning of every part, and
    the order in which they work, is docs/decisions/0005-assessment.md.
    """

    schema: Literal[1]
    id: Code
    number: str
    year: int
    title: str
    region: str
    source: Source
    effective_from: date
    sessions: tuple[SessionTerms, ...]
    rules: tuple[Rule, ...]
    effective_until: date | None = None
    stated_on: date | None = None
    enacted_on: date | None = None
    amends: Code | None = None
    replaces: tuple[Code, ...] = ()
    mode: Literal["live", "trial"] = "live"
    trial_until: date | None = None
    who: Who = Who()
    flexi: Flexi | None = None
    bases: tuple[Base, ...] = ()
    grades: tuple[GradeAmount, ...] = ()
    entitlements: tuple[Entitlement, ...] = ()
    effects: tuple[Effect, ...] = ()
    caps: tuple[Cap, ...] = ()
    mutasi: Literal["first", "last", "by_day"] = "first"
    rounding: MoneyRounding = MoneyRounding()
    notes: tuple[str, ...] = ()
