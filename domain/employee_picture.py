"""All that the reference streams say about one employee, ordered by date."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from domain import cuti, discipline, employee, employee_state
from domain.cuti import Cuti, CutiKind, CutiRequested
from domain.dated import at, month_after, month_of, starts
from domain.discipline import Discipline
from domain.duty import ActingSpan, CutiSpell, EmployeeMonth, PostingSpan, PunishmentInForce
from domain.employee import Employment
from domain.employee_state import Acting, Employee, Posting, TugasBelajar
from domain.event import Event
from domain.kinerja import KinerjaPredicateGiven, Predicate

NOWHERE = Posting("", "")


class Placement(NamedTuple):
    """What an employee's days have in common with the days of others in the same place."""

    employed: bool
    enrolled: bool
    employment: Employment | None
    opd: str
    office: str
    pattern: str


class Timeline(NamedTuple):
    """`placements[i]` holds before `starts[i]`; the last one for ever after."""

    starts: tuple[date, ...]
    placements: tuple[Placement, ...]
    leave: dict[date, CutiSpell]


class EmployeePicture:
    """Mutable; whoever applies events is one thread, whoever reads may be many.

    Derived values are kept in a slot that is replaced, after the change, by each applied event: a
    reader that worked on the older state fills a slot that nobody looks at any more.
    """

    __slots__ = ("_cited", "_slot", "cuti", "discipline", "employee", "predicates")

    def __init__(self) -> None:
        self.employee = Employee()
        self.cuti: dict[str, Cuti] = {}
        self.discipline = Discipline()
        self.predicates: dict[date, Predicate] = {}
        self._cited: dict[str, int] = {}
        self._slot: list[Timeline] = []

    def apply_employee(self, event: Event, position: int) -> None:
        self.employee = employee_state.evolve(self.employee, event)
        self._cite(event, position)
        self._slot = []

    def apply_cuti(self, request: str, event: Event, position: int) -> None:
        self.cuti = {**self.cuti, request: cuti.evolve(self.cuti.get(request, Cuti()), event)}
        if isinstance(event, cuti.CutiApproved | cuti.CutiWithdrawn):
            self._cited[f"cuti/{request}"] = position
        self._slot = []

    def apply_discipline(self, event: Event, position: int) -> None:
        self.discipline = discipline.evolve(self.discipline, event)
        self._cite(event, position)

    def apply_kinerja(self, event: Event, position: int) -> None:
        if isinstance(event, KinerjaPredicateGiven):
            self.predicates[month_of(event.month)] = event.predicate
            self._cited[f"predicate/{month_of(event.month)}"] = position

    def timeline(self) -> Timeline:
        slot = self._slot
        if not slot:
            slot.append(self._timeline())
        return slot[0]

    def spans(self, from_on: date, until_on: date) -> tuple[PostingSpan, ...]:
        """The spans that these dates (inclusive) touch, cut to them."""
        timeline = self.timeline()
        edges = [from_on, *(s for s in timeline.starts if from_on < s <= until_on)]
        ends = [*(s - timedelta(days=1) for s in edges[1:]), until_on]
        return tuple(
            PostingSpan(from_on=begin, until_on=end, **placement_on(timeline, begin)._asdict())
            for begin, end in zip(edges, ends, strict=True)
        )

    def month(self, month: date) -> EmployeeMonth:
        base = at(self.employee.bases, month)
        withheld = next(
            (
                w
                for w in self.employee.withholdings
                if w.from_month <= month and (w.until_month is None or month <= w.until_month)
            ),
            None,
        )
        study = next((s for s in self.employee.tugas_belajar if _in_month(s, month)), None)
        keys = (
            f"base/{base.from_month}" if base else "",
            f"withheld/{withheld.from_month}/{withheld.reason}" if withheld else "",
            f"tugas_belajar/{study.from_on}" if study else "",
            f"predicate/{month}" if month in self.predicates else "",
        )
        return EmployeeMonth(
            base=base,
            withheld=withheld.reason if withheld else None,
            acting=self._acting(month),
            tugas_belajar=study.kind if study else None,
            predicate=self.predicates.get(month),
            punishments=self._punishments(month),
            events=tuple(self._cited[key] for key in keys if key in self._cited),
        )

    def _acting(self, month: date) -> tuple[ActingSpan, ...]:
        return tuple(
            ActingSpan(
                kind=a.kind,
                post_rupiah=a.post_rupiah,
                from_on=a.from_on,
                until_on=a.until_on,
                event=self._cited.get(f"acting/{a.acting}", 0),
            )
            for a in self.employee.acting
            if _in_month(a, month)
        )

    def _punishments(self, month: date) -> tuple[PunishmentInForce, ...]:
        return tuple(
            PunishmentInForce(
                kind=p.kind,
                from_month=p.from_month,
                months=p.months,
                lifted_month=p.lifted_month,
                event=self._cited.get(f"punishment/{p.punishment}", 0),
            )
            for p in self.discipline.punishments
            if p.from_month <= month and (p.lifted_month is None or month < p.lifted_month)
        )

    def _timeline(self) -> Timeline:
        state = self.employee
        changes = {state.enrolled_from} if state.enrolled_from else set()
        for entries in (state.postings, state.employments, state.patterns, state.service):
            changes.update(starts(entries))
        edges = tuple(sorted(changes))
        placements = (_placement(state, date.min), *(_placement(state, edge) for edge in edges))
        return Timeline(edges, placements, self._leave())

    def _leave(self) -> dict[date, CutiSpell]:
        return {
            spell.from_on + timedelta(days=day): spell
            for spell in spells(self.cuti, self._cited)
            for day in range((spell.until_on - spell.from_on).days + 1)
        }

    def _cite(self, event: Event, position: int) -> None:
        match event:
            case employee.TppBaseSet():
                self._cited[f"base/{event.from_month}"] = position
            case employee.TppWithheld():
                self._cited[f"withheld/{event.from_month}/{event.reason}"] = position
            case employee.ActingStarted():
                self._cited.setdefault(f"acting/{event.acting}", position)
            case employee.TugasBelajarStarted():
                self._cited[f"tugas_belajar/{event.from_on}"] = position
            case discipline.DisciplineImposed():
                self._cited.setdefault(f"punishment/{event.punishment}", position)
            case _:
                pass


def placement_on(timeline: Timeline, on: date) -> Placement:
    return timeline.placements[bisect_right(timeline.starts, on)]


def spells(requests: dict[str, Cuti], cited: dict[str, int]) -> list[CutiSpell]:
    """Approved requests in the order of their first day, those that follow on each other joined."""
    approved = sorted(_approved(requests), key=lambda found: (found[1].from_on, found[2]))
    last: dict[CutiKind, CutiSpell] = {}
    joined: list[CutiSpell] = []
    for name, request, until_on in approved:
        event = cited.get(f"cuti/{name}", 0)
        before = last.get(request.kind)
        if before and request.from_on <= before.until_on + timedelta(days=1):
            joined.remove(before)
            longer = max(before.until_on, until_on)
            spell = replace(before, until_on=longer, events=(*before.events, event))
        else:
            spell = _spell(request, until_on, event)
        last[request.kind] = spell
        joined.append(spell)
    return joined


def _approved(requests: dict[str, Cuti]) -> Iterator[tuple[str, CutiRequested, date]]:
    for name, state in requests.items():
        if state.status == "approved" and state.request and state.until_on:
            yield name, state.request, state.until_on


def _spell(request: CutiRequested, until_on: date, event: int) -> CutiSpell:
    return CutiSpell(
        cuti=request.cuti,
        kind=request.kind,
        from_on=request.from_on,
        until_on=until_on,
        child=request.child,
        events=(event,),
    )


def _placement(state: Employee, on: date) -> Placement:
    posting = at(state.postings, on) or NOWHERE
    return Placement(
        employed=state.serves_on(on),
        enrolled=state.enrolled_from is not None and state.enrolled_from <= on,
        employment=at(state.employments, on),
        opd=posting.opd,
        office=posting.office,
        pattern=at(state.patterns, on) or "",
    )


def _in_month(span: Acting | TugasBelajar, month: date) -> bool:
    return span.from_on < month_after(month) and (span.until_on is None or span.until_on >= month)


def placements_from(timeline: Timeline, from_on: date) -> tuple[Placement, ...]:
    return timeline.placements[bisect_right(timeline.starts, from_on) :]
