"""Small regulations and facts of made-up employees, to assess by hand."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from domain.assessment import Assessment, assess
from domain.facts import DayFacts, MonthFacts, SessionFact, days_frame, months_frame
from domain.perbup import Perbup, SessionTerms, Source
from domain.perbup_measures import Measure
from domain.perbup_rules import Bracket, Brackets, Each, Rate, Rule
from domain.perbup_words import clock_s

EMPLOYEE = "pegawaiuji000001"
MONDAY = date(2022, 10, 3)
TPP = 4_000_000

SESSIONS = (
    SessionTerms(name="pagi", role="arrival"),
    SessionTerms(name="siang", role="presence"),
    SessionTerms(name="sore", role="leaving"),
    SessionTerms(name="apel", role="apel"),
)
DUE = {"pagi": "07:30", "siang": "12:30", "sore": "16:00", "apel": "07:30"}
ROLES = {"pagi": "arrival", "siang": "presence", "sore": "leaving", "apel": "apel"}

BRACKETS = Brackets(
    brackets=(
        Bracket(within="[1,31)", cut="0.5%"),
        Bracket(within="[31,61)", cut="1%"),
        Bracket(within="[61,91)", cut="1.25%"),
        Bracket(within="[91,)", cut="1.5%"),
    )
)
ONE_PERCENT = Each(cut="1%")


def perbup(*rules: Rule, **parts: Any) -> Perbup:
    given = {
        "id": "uji",
        "number": "1",
        "year": 2022,
        "title": "Uji",
        "region": "Uji",
        "source": Source(label="Uji", strength="example"),
        "effective_from": date(2020, 1, 1),
        "sessions": SESSIONS,
        "rules": rules,
    }
    return Perbup(schema=1, **{**given, **parts})


def rule(measure: Measure, rate: Rate = ONE_PERCENT, code: str = "r", **parts: Any) -> Rule:
    return Rule(code=code, clause=f"Pasal {code}", text="Uji", measure=measure, rate=rate, **parts)


def session(name: str, at: str | int | None, **given: Any) -> SessionFact:
    """`at` is a clock time or seconds; what is not given is as `DUE` and `ROLES` say."""
    return SessionFact(
        **{
            "session": name,
            "role": ROLES[name],
            "due_s": clock_s(DUE[name]),
            "opens_s": None,
            "closes_s": None,
            "at_s": clock_s(at) if isinstance(at, str) else at,
            "mark": None if at is None else "phone",
            **given,
        }
    )


def day(on: date = MONDAY, *sessions: SessionFact, **given: Any) -> DayFacts:
    """Without sessions named, pagi and sore are attended in time."""
    times = {s.session: s for s in sessions}
    usual = {name: session(name, DUE[name]) for name in ("pagi", "sore")}
    return DayFacts(
        **{
            "employee": EMPLOYEE,
            "on": on,
            "opd": "dinas-uji",
            "employment": "pns",
            "pattern": "uji",
            "day": "work",
            "expected": True,
            "ended": True,
            "sessions": tuple({**usual, **times}.values()),
            **given,
        }
    )


def absent(on: date, **given: Any) -> DayFacts:
    return day(on, session("pagi", None), session("sore", None), **given)


def leave(kind: str, first: date, last: date, **given: Any) -> list[DayFacts]:
    """A row for each day of it; Monday to Friday are working days."""
    dates = [first + timedelta(days=i) for i in range((last - first).days + 1)]
    spell = {"cuti": kind, "status": "cuti", "cuti_from_on": first, "cuti_until_on": last}
    return [
        day(on, **{"expected": on.isoweekday() <= 5, "sessions": (), **spell, **given})
        for on in dates
    ]


def month(first: date = date(2022, 10, 1), **given: Any) -> MonthFacts:
    until = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return MonthFacts(
        **{
            "employee": EMPLOYEE,
            "month": first.replace(day=1),
            "from_on": first,
            "until_on": until,
            "opd": "dinas-uji",
            "employment": "pns",
            "tpp_rupiah": TPP,
            **given,
        }
    )


def assessed(
    days: Sequence[DayFacts],
    *regulations: Perbup,
    months: Sequence[MonthFacts] | None = None,
    since: date | None = None,
) -> Assessment:
    """Of the months given, or of those in which the days lie."""
    rows = months if months is not None else _months_of(days)
    return assess(days_frame(list(days)), months_frame(list(rows)), regulations, since)


def _months_of(days: Sequence[DayFacts]) -> list[MonthFacts]:
    return [month(first) for first in sorted({d.on.replace(day=1) for d in days})]


def lines(assessment: Assessment, *columns: str) -> list[tuple[Any, ...]]:
    return assessment.ledger.select(columns).rows()


def rupiah(assessment: Assessment) -> list[int]:
    return assessment.ledger["rupiah"].to_list()


def minutes(days: Sequence[DayFacts], measure: Measure, **parts: Any) -> list[int]:
    """The quantities that a measure finds, whatever they cost."""
    return (
        assessed(days, perbup(rule(measure, Each(cut="0.0001%")), **parts))
        .ledger["quantity"]
        .to_list()
    )


def codes(assessment: Assessment) -> list[str]:
    return assessment.warnings["code"].to_list()
