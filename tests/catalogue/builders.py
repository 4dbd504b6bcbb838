"""Facts of one made-up employee, briefly written, and what an assessment says of them."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import count
from typing import Any, Self

from domain import perbup_catalogue
from domain.assessment import assess
from domain.facts import (
    DayFacts,
    MonthFacts,
    PunishmentFact,
    SessionFact,
    days_frame,
    months_frame,
)
from domain.perbup import Perbup
from domain.perbup_words import clock_s

EMPLOYEE = "ujicobaujicobauj"
Times = str | Mapping[int, str]
"""A due time, or one for some weekdays (1 is Monday); on the others there is no such session."""
MARKS = ("special", "pending", "excused")


class Facts:
    """Sessions that are not named on a day are attended on time; None is no record."""

    def __init__(
        self, *scheme: str | Perbup, sessions: Mapping[str, Times], tpp: int | None, **posting: Any
    ) -> None:
        self.perbups = [perbup_catalogue.load(s) if isinstance(s, str) else s for s in scheme]
        self.roles = {terms.name: terms.role for p in self.perbups for terms in p.sessions}
        self.sessions = sessions
        self.posting = {"opd": "uji", "employment": "pns", "tpp_rupiah": tpp, **posting}
        self.days: list[DayFacts] = []
        self.months: dict[date, MonthFacts] = {}
        self.positions = count(1)

    def day(self, on: str, **given: Any) -> Self:
        """`given`: a time or None for each session, and fields of the day's facts."""
        when = date.fromisoformat(on)
        times = {name: given.pop(name) for name in self.sessions if name in given}
        facts = {"day": "work", "expected": True, "ended": True, **given}
        sessions = tuple(self._sessions(when, times, free="day" in given or "cuti" in given))
        self.days.append(
            DayFacts(
                employee=EMPLOYEE,
                on=when,
                opd=self.posting["opd"],
                employment=self.posting["employment"],
                pattern="uji",
                sessions=sessions,
                events=(next(self.positions),),
                **facts,
            )
        )
        return self

    def _sessions(
        self, on: date, times: Mapping[str, str | None], *, free: bool
    ) -> Iterator[SessionFact]:
        for name, due in self.sessions.items():
            asked = due if isinstance(due, str) else due.get(on.isoweekday())
            if asked is None and times.get(name) is None:
                continue
            yield self._session(name, asked, times.get(name, None if free else asked))

    def _session(self, name: str, due: str | None, at: str | None) -> SessionFact:
        mark = at if at in MARKS else ("phone" if at else None)
        return SessionFact(
            session=name,
            role=self.roles[name],
            due_s=clock_s(due) if due else None,
            opens_s=None,
            closes_s=None,
            at_s=None if at is None or at in MARKS else clock_s(at),
            mark=mark,
            event=next(self.positions) if at else None,
        )

    def absent(self, *dates: str, **given: Any) -> Self:
        for on in dates:
            self.day(on, **dict.fromkeys(self.sessions), **given)
        return self

    def workdays(self, first: str, last: str, **given: Any) -> Self:
        """A row for each Monday to Friday from the first date to the last."""
        for on in _dates(first, last):
            if on.isoweekday() < 6:
                self.day(on.isoformat(), **given)
        return self

    def absent_workdays(self, first: str, last: str) -> Self:
        return self.workdays(first, last, **dict.fromkeys(self.sessions))

    def cuti(self, kind: str, first: str, last: str, **given: Any) -> Self:
        """A row for each date of the leave, working day or not."""
        spell = {
            "status": "cuti",
            "cuti": kind,
            "cuti_from_on": date.fromisoformat(first),
            "cuti_until_on": date.fromisoformat(last),
        }
        for on in _dates(first, last):
            free = on.isoweekday() > 5
            day = {"day": "off" if free else "work", "expected": not free}
            self.day(on.isoformat(), **day, **spell, **given)
        return self

    def holiday(self, on: str, **given: Any) -> Self:
        return self.day(on, day="holiday", expected=False, **given)

    def month(self, month: str, **given: Any) -> Self:
        """What else is known of a month; months that are not named have the posting alone."""
        first = date.fromisoformat(f"{month}-01")
        self.months[first] = self._month(first, given)
        return self

    def _month(self, first: date, given: Mapping[str, Any]) -> MonthFacts:
        last = first.replace(day=monthrange(first.year, first.month)[1])
        whole = {"from_on": first, "until_on": last, "events": (next(self.positions),)}
        return MonthFacts(employee=EMPLOYEE, month=first, **{**whole, **self.posting, **given})

    def verdict(self, month: str) -> "Verdict":
        first = date.fromisoformat(f"{month}-01")
        for on in {day.on.replace(day=1) for day in self.days} | {first}:
            self.months.setdefault(on, self._month(on, {}))
        rows = sorted(self.months.values(), key=lambda row: row.month)
        days = sorted(self.days, key=lambda row: row.on)
        return Verdict(first, *assess(days_frame(days), months_frame(rows), self.perbups))


def punishment(kind: str, month: str, months: int | None = None) -> PunishmentFact:
    first = date.fromisoformat(f"{month}-01")
    return PunishmentFact(kind=kind, from_month=first, months=months, lifted_month=None, event=9000)


def _dates(first: str, last: str) -> Iterator[date]:
    on, until = date.fromisoformat(first), date.fromisoformat(last)
    while on <= until:
        yield on
        on += timedelta(days=1)


class Verdict:
    """One employee-month of an assessment; its lines sum to its figures."""

    def __init__(self, month: date, *frames: Any) -> None:
        ledger, deductions, proposals, warnings = (frame.to_dicts() for frame in frames)
        self.lines = [row for row in ledger if row["month"] == month]
        (self.row,) = [row for row in deductions if row["month"] == month]
        self.proposals = {row["punishment"] for row in proposals if row["month"] == month}
        self.warnings = {row["code"] for row in warnings if row["on"].replace(day=1) == month}
        assert self._sum("live") == self.cut
        assert self._sum("trial") == self.shadow

    def _sum(self, mode: str) -> int:
        return sum(line["rupiah"] for line in self.lines if line["mode"] == mode)

    def __getattr__(self, name: str) -> Any:
        """`cut`, `shadow`, `net`, `gross`, `postponed`: rupiah of the month."""
        if f"{name}_rupiah" in self.row:
            return self.row[f"{name}_rupiah"]
        raise AttributeError(name)

    def of(self, rule: str) -> int:
        """What the lines of a rule or effect take."""
        return sum(line["rupiah"] for line in self.lines if line["rule"] == rule)

    def on(self, day: str) -> int:
        """What the lines of a date take."""
        when = date.fromisoformat(day)
        return sum(line["rupiah"] for line in self.lines if line["on"] == when)

    def quantities(self, rule: str) -> list[int]:
        return [line["quantity"] for line in self.lines if line["rule"] == rule]
