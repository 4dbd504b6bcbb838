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

    `of`: "tpp", another base's name, or "component:NAME" of the allowance. `part`: it is one of the
    parts into which `of` is divided; those of one `of` sum to 100 %. `per` working_day divides by
    the month's working days of the employee.
    """

    name: Code
    of: str = "tpp"
    share: Percent = "100%"
    part: bool = False
    per: Literal["month", "working_day"] = "month"


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

    The leaving session is due later by the lateness (`proportional`) or by a fixed block whatever
    the lateness (`block`), for at most `max_late_minutes` of lateness; up to `max_early_minutes`
    of early arrival make it due earlier. `forgives`: lateness up to the maximum is forgiven always
    (what is not made up shows as early leaving), or only if it was made up, or never (the end still
    shifts).
    """

    arrival: Code
    leaving: Code
    how: Literal["proportional", "block"] = "proportional"
    max_late_minutes: int = 0
    max_early_minutes: int = 0
    block_minutes: int = 0
    forgives: Literal["always", "if_made_up", "never"] = "always"


class GradeAmount(Part):
    grade: int
    rupiah: Annotated[int, Meta(ge=0)]


class MoneyRounding(Part):
    """`item`: each line is rounded. `total`: the month's sum is, and the lines share the rounding
    so that they sum to it."""

    how: Rounding = "half_up"
    point: Literal["item", "total"] = "item"
    unit_rupiah: Annotated[int, Meta(ge=1)] = 1
    clause: str = ""


class Perbup(Part):
    """A regulation. `live` deducts; `trial` assesses and shows the same but deducts nothing, and a
    live one does so up to `trial_until`.

    `mutasi`: the month's base when the posting changes in it: that of the first day, of the last
    day, or each in proportion to its calendar days. Attendance lines always cut from the month's
    base.
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
