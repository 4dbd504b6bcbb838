"""The check-in command: what a phone reports, decided on the day's stream."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Annotated, Literal, cast

import msgspec
from msgspec import Meta

from application.command import Decision, Histories
from application.plan import Form, Plan
from domain import check_in as decisions
from domain.attendance import AttendanceDay, CheckedIn, evolve
from domain.check_in import CheckIn, Known, Outcome
from domain.duty import Duty
from domain.phone_clock import Captured, CapturedTooLongAgo, Limits, judge_clock
from domain.recorded import fold
from domain.references import References
from domain.sessions import attendance_date, seconds_into
from domain.streams import day_stream

_EMPTY_DAY = AttendanceDay()

Timeliness = Literal["on_time", "late", "early", "recorded"]


class CheckInForm(Form):
    """`captured_at` is the phone's own time, left out when it posts at once; `clock_offset_s` is
    the server's clock less the phone's at their last contact. `selfie` is the SHA-256 of a photo
    that was posted before."""

    latitude: Annotated[float, Meta(ge=-1000, le=1000)]
    longitude: Annotated[float, Meta(ge=-1000, le=1000)]
    accuracy_m: Annotated[float, Meta(ge=0)]
    session: str = ""
    captured_at: datetime | None = None
    clock_offset_s: float | None = None
    selfie: str = ""
    note: str = ""
    mock: bool = False


class CheckInAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`late_s`: after the due time of an arrival, `early_s`: before that of a leaving. What it
    costs is for the regulation to say. `position` is known once the event is stored."""

    position: int = 0
    on: date
    session: str
    at: datetime
    due_s: int | None
    timeliness: Timeliness
    late_s: int
    early_s: int
    distance_m: int
    offline: bool
    flags: tuple[str, ...]
    version: int
    text: str = ""


Say = Callable[[CheckInAnswer], str]


class Phone(msgspec.Struct, frozen=True, kw_only=True):
    """Who posts, from which phone (its hash), and when the server received it."""

    employee: str
    device: str
    now: datetime


def check_in(
    references: References, phone: Phone, form: CheckInForm, limits: Limits, say: Say, *, keep: bool
) -> Plan:
    """`keep`: an attempt that is not believed is stored, and refused after; else only refused."""
    asked = CheckIn(
        latitude=form.latitude,
        longitude=form.longitude,
        accuracy_m=form.accuracy_m,
        device=phone.device,
        selfie=form.selfie,
        session=form.session,
        note=form.note or None,
        mock=form.mock,
    )

    def decide(day: AttendanceDay, captured: Captured, known: Known) -> Outcome:
        return decisions.check_in(day, asked, captured=captured, known=known, limits=limits)

    def answer(outcome: Outcome, duty: Duty) -> bytes:
        return msgspec.json.encode(_answer(outcome, duty, say))

    captured_at = form.captured_at or phone.now
    moment = Moment(captured_at, form.clock_offset_s)
    return plan(references, phone, moment, form.selfie, limits, decide, answer, keep=keep)


class Moment(msgspec.Struct, frozen=True):
    captured_at: datetime
    clock_offset_s: float | None


def plan(
    references: References,
    phone: Phone,
    moment: Moment,
    selfie: str,
    limits: Limits,
    decide: Callable[[AttendanceDay, Captured, Known], Outcome],
    answer: Callable[[Outcome, Duty], bytes],
    *,
    keep: bool,
) -> Plan:
    """What a phone posts about a day, on the stream of the date that it belongs to."""
    try:
        captured = judge_clock(
            moment.captured_at, offset_s=moment.clock_offset_s, now=phone.now, limits=limits
        )
    except CapturedTooLongAgo as refusal:
        return _refusing(refusal)
    on = attendance_date(partial(references.duty_on, phone.employee), captured.at)
    stream = day_stream(phone.employee, on)
    claim = bytes.fromhex(selfie) if len(selfie) == 64 else b""

    def decided(histories: Histories) -> Decision:
        known = _known(references, phone.employee, on, selfie_used=claim in histories.taken)
        outcome = decide(fold(histories[stream], evolve, _EMPTY_DAY), captured, known)
        if outcome.refusal and not keep:
            raise outcome.refusal
        if outcome.refusal:
            return Decision(events={stream: outcome.events}, refusal=outcome.refusal)
        claims = (claim,) if outcome.events and claim else ()
        return Decision(
            events={stream: outcome.events}, answer=answer(outcome, known.duty), claims=claims
        )

    return Plan((stream,), decided, (claim,) if claim else ())


def _refusing(refusal: CapturedTooLongAgo) -> Plan:
    """A late repetition of what was accepted in time still finds its first answer by its key."""

    def decided(_: Histories) -> Decision:
        raise refusal

    return Plan((), decided)


def _known(references: References, employee: str, on: date, *, selfie_used: bool) -> Known:
    duty = references.duty_on(employee, on)
    person = references.employee(employee)
    return Known(
        duty=duty,
        area=references.area_on(duty.office, on),
        devices=person.devices if person else (),
        selfie_used=selfie_used,
    )


def _answer(outcome: Outcome, duty: Duty, say: Say) -> CheckInAnswer:
    record = cast("CheckedIn", outcome.record)
    session = next((s for s in duty.offered if s.name == record.session), None)
    due_s = session.due_s if session else None
    over_s = seconds_into(duty.on, record.at, duty.zone) - due_s if due_s is not None else 0
    role = session.role if session else "presence"
    late_s = max(over_s, 0) if role in {"arrival", "apel"} else 0
    early_s = max(-over_s, 0) if role == "leaving" else 0
    answer = CheckInAnswer(
        on=record.on,
        session=record.session,
        at=record.at,
        due_s=due_s,
        timeliness=_timeliness(role, late_s, early_s),
        late_s=late_s,
        early_s=early_s,
        distance_m=record.distance_m,
        offline=record.offline,
        flags=record.flags,
        version=outcome.version,
    )
    return msgspec.structs.replace(answer, text=say(answer))


def _timeliness(role: str, late_s: int, early_s: int) -> Timeliness:
    if late_s:
        return "late"
    if early_s:
        return "early"
    return "recorded" if role == "presence" else "on_time"
