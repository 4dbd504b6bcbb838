"""The projection of attendance: day and month facts, performance sums, ledger and deductions.

All of an employee's rows are written in one transaction, and the position with the last of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import polars as pl

from domain.assessment import Assessment
from domain.dated import month_after
from domain.event import Event
from domain.perbup import Perbup
from domain.perbup_stream import PerbupAmended, PerbupEnacted, PerbupRevoked
from domain.period import PeriodClosed, PeriodReopened
from domain.recorded import Recorded
from domain.references import References
from domain.streams import parse_stream
from projections.assessing import assess_months, assessed_changes
from projections.closing import (
    Closing,
    adjusted_changes,
    closed_from_the_start,
    period_changes,
    period_events,
)
from projections.duties import DutyBook
from projections.held_days import HeldDays
from projections.known import references_at
from projections.log import Log
from projections.performance import (
    PERFORMANCE_MONTH,
    fold_performance,
    performance_frame,
    performances,
)
from projections.periods import Periods
from projections.reach import Reach, reach
from projections.records import DayRecords
from projections.refold import (
    EmployeeMonth,
    Spans,
    Touched,
    begun,
    day_ranges,
    employee_months,
    existing,
    fold_by,
    fold_month_rows,
    fold_spans,
    outside,
    performance_ranges,
    spans_frame,
)
from projections.regulations import regulations
from projections.reports import Status, Wanted, open_report
from projections.rule_change import (
    MONTHS_AT_ONCE,
    Scope,
    changes_of,
    concerned,
    parts_of,
    reassess,
    scope_of,
)
from projections.stored_facts import NO_FACTS, Facts, stored_facts
from projections.touch import Touch, Touches
from projections.view import LIVE, Change, Frames, keys_from

_DAYS_AT_ONCE = 150_000
"""So many employee-days are worked on at once, which bounds the memory."""

_REGULATING = (PerbupEnacted, PerbupAmended, PerbupRevoked)
_KEY = ["employee", "month"]
_EMPLOYEES = pl.Schema({"employee": pl.String()})


class Attendance:
    """Holds the references at its position; `load` them before it is fed."""

    name = "attendance"
    besides: tuple[str, ...] = ("CheckInAttemptRefused",)
    alone: tuple[type[Event], ...] = (*_REGULATING, PeriodClosed, PeriodReopened)
    split = True

    def __init__(self, log: Log, frames: Frames) -> None:
        self._log = log
        self._frames = frames
        self._references = References()
        self._perbups: tuple[Perbup, ...] = ()
        self._reach = Reach()
        self._periods = Periods()
        self._live = frames.schema == LIVE
        self._blank = False
        self._held: HeldDays | None = None
        self._book = DutyBook(self._references)
        self._earlier: dict[int, References] = {}

    def load(self, position: int) -> None:
        self._references = References()
        self._book = DutyBook(self._references)
        self._periods = Periods()
        for recorded in self._log.references(position):
            self._references.apply(recorded.stream, recorded.event, recorded.position)
            self._periods = self._periods.evolve(recorded.event)
        self._regulate()

    def changes(self, events: Iterable[Recorded], upto: int) -> Iterator[list[Change]]:
        """One list a transaction; the rows of an employee are in one of them."""
        batch = list(events)
        if isinstance(batch[0].event, _REGULATING):
            yield from self._regulated(batch[0])
            return
        if isinstance(batch[0].event, self.alone):
            yield self._period_changed(batch[0])
            return
        touches = Touches()
        for recorded in batch:
            touches.apply(self._references, recorded)
        touched = touches.by_employee(self._references.employees())
        for part in self._parts(touched):
            yield self._refold(part, upto)

    def whole(self, employees: Sequence[str], upto: int) -> Iterator[list[Change]]:
        self._blank = True
        if not employees:
            yield period_changes(self._frames, period_events(self._log, upto))
            return
        pages = self._log.days(self._frames, employees[0], employees[-1], upto)
        self._held = HeldDays(employees, pages)
        for part in self._parts({employee: Touch(whole=True) for employee in employees}):
            yield self._refold(part, upto)
        self._held = None

    def _regulated(self, recorded: Recorded) -> Iterator[list[Change]]:
        """A large change of the rules is left to be worked off beside the projection."""
        before = self._perbups
        self._references.apply(recorded.stream, recorded.event, recorded.position)
        self._regulate()
        scope = scope_of(before, self._perbups)
        wanted = concerned(self._frames, scope) if scope else employee_months([])
        if scope is None or wanted.is_empty():
            return
        large = self._live and wanted.height > MONTHS_AT_ONCE
        report = self._report(recorded, scope, wanted, large=large)
        for part in () if large else parts_of(wanted):
            reassessed = reassess(self._frames, self._perbups, part)
            marks = self._marks(part["employee"].unique(), recorded.position)
            yield [*marks, *changes_of(self._frames, self._periods, reassessed, report)]

    def _period_changed(self, recorded: Recorded) -> list[Change]:
        before, event = self._periods, recorded.event
        self._periods = before.evolve(event)
        closing = Closing(self._log, self._frames, self._references)
        match event:
            case PeriodClosed():
                return closing.close(recorded, event, before)
            case PeriodReopened():
                return closing.reopen(recorded, event, before)
            case _:
                return []

    def _report(
        self, recorded: Recorded, scope: Scope, wanted: pl.DataFrame, *, large: bool
    ) -> int | None:
        if not self._live:
            return None
        asked = Wanted(
            kind="rule_change",
            perbup=parse_stream(recorded.stream).key,
            position=recorded.position,
            **scope._asdict(),
        )
        status: Status = "pending" if large else "done"
        return open_report(self._log.connection, asked, status, wanted.height)

    def _regulate(self) -> None:
        self._perbups = regulations(self._references)
        self._reach = reach(self._perbups)

    def _parts(self, touched: Touched) -> Iterator[Touched]:
        part: dict[str, Touch] = {}
        days = 0
        for employee, touch in touched.items():
            part[employee] = touch
            days += self._weight(touch)
            if days > _DAYS_AT_ONCE:
                yield part
                part, days = {}, 0
        if part:
            yield part

    def _weight(self, touch: Touch) -> int:
        ended = self._references.ended_between
        return sum(len(ended(*span)) + 1 for span in (*touch.spans(), *touch.months))

    def _refold(self, touched: Touched, upto: int) -> list[Change]:
        spans = {employee: touch.spans() for employee, touch in touched.items()}
        folded = self._folded(spans, upto)
        fresh = fold_performance(self._log.ranges(performance_ranges(touched), upto))
        known = performances(self._stored(touched, "performance_month", PERFORMANCE_MONTH.names()))
        performed = known | fresh
        possible = self._possible(touched, folded, performed)
        candidates = [
            (e, m) for e, months in possible.items() for m in months if touched[e].covers(m)
        ]
        wanted = employee_months(sorted({*candidates, *self._felt(candidates, possible)}))
        stored = NO_FACTS if self._blank else stored_facts(self._frames, wanted, self._reach)
        folded_spans = spans_frame(spans)
        days = pl.concat([outside(stored.days, folded_spans), folded])
        exist = existing(candidates, begun(self._references), days, performed)
        months = fold_month_rows(self._references, exist, performed)
        replaced = employee_months(candidates)
        others = stored.months.join(replaced, on=_KEY, how="anti")
        facts = Facts(days, pl.concat([others, months]))
        assessment = assess_months(facts, self._perbups, wanted)
        return [
            *self._marks(pl.Series("employee", list(touched), pl.String), upto),
            Change("attendance_day", folded_spans, folded),
            Change("performance_month", employee_months(fresh), performance_frame(fresh)),
            Change("attendance_month", replaced, months),
            *assessed_changes(wanted, assessment),
            *self._adjusted(touched, wanted, assessment, upto),
        ]

    def _folded(self, spans: Spans, upto: int) -> pl.DataFrame:
        if self._held:
            return fold_by(self._book, spans, self._held.of(list(spans)))
        records = DayRecords()
        records.extend_stored(self._log.stored(day_ranges(spans), upto))
        return fold_spans(self._references, spans, records)

    def _adjusted(
        self, touched: Touched, wanted: pl.DataFrame, assessment: Assessment, upto: int
    ) -> list[Change]:
        if self._blank:
            return closed_from_the_start(
                self._log, self._frames, list(touched), assessment, upto, self._then
            )
        return adjusted_changes(self._frames, self._periods, wanted, assessment)

    def _then(self, position: int) -> References:
        """The references of a closing; kept, since every part of a rebuild asks for them."""
        if position not in self._earlier:
            self._earlier[position] = references_at(self._log, position)
        return self._earlier[position]

    def _marks(self, employees: pl.Series, upto: int) -> Iterator[Change]:
        """Written before anything else of the employees, so that whoever holds a mark holds all."""
        named = employees.to_frame("employee")
        yield Change("employee_touch", named, named.with_columns(position=pl.lit(upto)))

    def _possible(
        self, touched: Touched, folded: pl.DataFrame, performed: Iterable[EmployeeMonth]
    ) -> dict[str, list[date]]:
        """The months of the touched employees that have facts now, or had some."""
        stored = self._stored(touched, "attendance_month", _KEY).rows()
        fresh = folded.select("employee", pl.col("on").dt.month_start()).unique().rows()
        months_begun = begun(self._references)
        months = {employee: set(months_begun) for employee in touched}
        for employee, month in (*stored, *fresh, *performed):
            months[employee].add(month)
        return {employee: sorted(found) for employee, found in months.items()}

    def _felt(
        self, changed: Iterable[EmployeeMonth], possible: Mapping[str, list[date]]
    ) -> Iterator[EmployeeMonth]:
        """The later months whose assessment reads the changed ones."""
        for employee, month in changed:
            last = self._reach.felt_until(month)
            if self._reach.spell:
                last = max(last, self._leave_until(employee, month))
            yield from ((employee, m) for m in possible[employee] if month < m <= last)

    def _leave_until(self, employee: str, month: date) -> date:
        """The last day of the leave that goes on after the month."""
        spell = self._references.leave(employee).get(month_after(month))
        return spell.until_on if spell else month

    def _stored(self, touched: Touched, table: str, columns: Iterable[str]) -> pl.DataFrame:
        if self._blank:
            return pl.DataFrame(schema=self._frames.table(table)).select(columns)
        query = f"""
            SELECT {", ".join(f't."{name}"' for name in columns)}
            FROM {self._frames.schema}.{table} AS t
            JOIN {keys_from(_EMPLOYEES)} AS k ON t.employee = k.employee
        """
        return self._frames.read(query, {"employee": list(touched)})
