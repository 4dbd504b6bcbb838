"""Commands that correct an attendance day: manual records, absences, excuses, voided records."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from application.plan import Form, Plan, on
from domain import corrections
from domain.attendance import AttendanceDay, ExcuseKind, ManualSource, evolve
from domain.event import Event
from domain.notes import noted
from domain.personal import NOTHING_PERSONAL
from domain.references import References
from domain.streams import day_stream

_EMPTY_DAY = AttendanceDay()


class RecordManual(Form):
    """`evidence` names the list, log line or letter, or is a stored file's SHA-256."""

    at: datetime
    source: ManualSource
    evidence: str
    session: str = ""
    note: str = ""


class RecordAway(Form):
    """Seconds from local midnight; the end does not count."""

    from_s: int
    until_s: int
    permitted: bool
    reason: str


class ExcuseSession(Form):
    session: str
    kind: ExcuseKind
    reason: str


class WithdrawExcuse(Form):
    session: str


class VoidRecord(Form):
    """`record` is the version of the record within its day."""

    record: int
    reason: str


def record_manual(
    references: References, employee: str, on_date: date, form: RecordManual, now: datetime
) -> Plan:
    personal = noted(form.note, "note") if form.note else NOTHING_PERSONAL

    def decide(day: AttendanceDay) -> Sequence[Event]:
        return corrections.record_manual(
            day,
            duty=references.duty_on(employee, on_date),
            at=form.at,
            source=form.source,
            evidence=form.evidence,
            session=form.session,
            now=now,
            personal=personal,
        )

    return _plan(employee, on_date, decide)


def record_away(references: References, employee: str, on_date: date, form: RecordAway) -> Plan:
    return _plan(
        employee,
        on_date,
        lambda day: corrections.leave_office(
            day,
            duty=references.duty_on(employee, on_date),
            from_s=form.from_s,
            until_s=form.until_s,
            permitted=form.permitted,
            reason=form.reason,
        ),
    )


def excuse(references: References, employee: str, on_date: date, form: ExcuseSession) -> Plan:
    return _plan(
        employee,
        on_date,
        lambda day: corrections.excuse(
            day,
            duty=references.duty_on(employee, on_date),
            session=form.session,
            kind=form.kind,
            reason=form.reason,
        ),
    )


def withdraw_excuse(
    references: References, employee: str, on_date: date, form: WithdrawExcuse
) -> Plan:
    return _plan(
        employee,
        on_date,
        lambda day: corrections.withdraw_excuse(
            day, duty=references.duty_on(employee, on_date), session=form.session
        ),
    )


def void(employee: str, on_date: date, form: VoidRecord) -> Plan:
    return _plan(
        employee,
        on_date,
        lambda day: corrections.void(day, record=form.record, reason=form.reason),
    )


def _plan(employee: str, on_date: date, decide: Callable[[AttendanceDay], Sequence[Event]]) -> Plan:
    return on(day_stream(employee, on_date), evolve, _EMPTY_DAY, decide)
