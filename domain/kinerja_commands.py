"""Decisions about performance entries (laporan kinerja) and the month's predicate."""

from datetime import date

from msgspec.structs import replace

from domain.dated import month_of
from domain.identifiers import parse_hash, parse_month, parse_request_id, parse_text
from domain.kinerja import (
    Content,
    Entry,
    KinerjaEvent,
    KinerjaMonth,
    KinerjaPredicateGiven,
    KinerjaRecorded,
    KinerjaReturned,
    KinerjaRevised,
    KinerjaVerified,
    KinerjaWithdrawn,
    Predicate,
)
from domain.notes import LONGEST_NOTE, noted
from domain.personal import Personal
from domain.refusals import OwnRequest, Refusal, Unknown

DAY_MINUTES = 24 * 60


class EntryExists(Refusal):
    code = "kinerja_entry_exists"
    field = "entry"


class EntryUnknown(Unknown):
    code = "kinerja_entry_unknown"
    field = "entry"


class EntryVerified(Refusal):
    """What a superior verified is not changed any more; it is returned first."""

    code = "kinerja_entry_verified"
    field = "entry"


class EntryWithdrawn(Refusal):
    code = "kinerja_entry_withdrawn"
    field = "entry"


class OtherMonth(Refusal):
    code = "kinerja_other_month"
    field = "on"


class WorkInFuture(Refusal):
    code = "kinerja_in_future"
    field = "on"


class MinutesImplausible(Refusal):
    """The entries of one day cannot be longer than the day."""

    code = "kinerja_minutes_implausible"
    field = "minutes"


class QuantityImplausible(Refusal):
    code = "kinerja_quantity_implausible"
    field = "quantity"


class MonthNotBegun(Refusal):
    code = "kinerja_month_not_begun"
    field = "month"


def record(
    state: KinerjaMonth,
    *,
    month: date,
    entry: str,
    on: date,
    content: Content,
    activity: str,
    today: date,
    note: str = "",
) -> tuple[KinerjaEvent, ...]:
    """`month` is the stream's; `today` is the date in the employee's zone. An entry that is sent
    again under another key is refused: whether it says the same cannot be read."""
    checked, personal = _checked(content), _told(activity, note)
    if _find(state, parse_request_id(entry, "entry")):
        raise EntryExists(entry=entry)
    if month_of(on) != month:
        raise OtherMonth(month=month.isoformat())
    if on > today:
        raise WorkInFuture(on=on.isoformat())
    _check_day(state, entry, on, checked)
    return (
        KinerjaRecorded(
            entry=entry,
            on=on,
            minutes=checked.minutes,
            quantity=checked.quantity,
            unit=checked.unit,
            attachment=checked.attachment,
            personal=personal,
        ),
    )


def revise(
    state: KinerjaMonth, *, entry: str, content: Content, activity: str, note: str = ""
) -> tuple[KinerjaEvent, ...]:
    """An entry that was returned is recorded anew by its revision. A revision is always recorded:
    whether the text is another cannot be read."""
    known = _require_open(state, entry)
    checked, personal = _checked(content), _told(activity, note)
    _check_day(state, entry, known.on, checked)
    return (
        KinerjaRevised(
            entry=entry,
            minutes=checked.minutes,
            quantity=checked.quantity,
            unit=checked.unit,
            attachment=checked.attachment,
            personal=personal,
        ),
    )


def withdraw(state: KinerjaMonth, *, entry: str) -> tuple[KinerjaEvent, ...]:
    known = _require(state, entry)
    if known.status == "withdrawn":
        return ()
    _require_open(state, entry)
    return (KinerjaWithdrawn(entry=entry),)


def verify(state: KinerjaMonth, *, entry: str, employee: str, by: str) -> tuple[KinerjaEvent, ...]:
    """`by` is the superior; the same decision again changes nothing."""
    known = _require_decidable(state, entry, employee, by)
    return () if known.status == "verified" else (KinerjaVerified(entry=entry),)


def give_back(
    state: KinerjaMonth,
    *,
    entry: str,
    employee: str,
    by: str,
    reason: str,
) -> tuple[KinerjaEvent, ...]:
    """Also an entry that was verified by mistake."""
    known = _require_decidable(state, entry, employee, by)
    if known.status == "returned":
        return ()
    return (KinerjaReturned(entry=entry, personal=noted(reason)),)


def give_predicate(
    state: KinerjaMonth,
    *,
    month: date,
    predicate: Predicate,
    employee: str,
    by: str,
    today: date,
) -> tuple[KinerjaEvent, ...]:
    """A later predicate replaces the earlier one."""
    if by == employee:
        raise OwnRequest
    if today < parse_month(month, "month"):
        raise MonthNotBegun(month=month.isoformat())
    if state.predicate == predicate:
        return ()
    return (KinerjaPredicateGiven(month=month, predicate=predicate),)


def _checked(content: Content) -> Content:
    if not 1 <= content.minutes <= DAY_MINUTES:
        raise MinutesImplausible(value=content.minutes, most=DAY_MINUTES)
    if not 0 <= content.quantity <= 1_000_000:
        raise QuantityImplausible(value=content.quantity)
    return Content(
        minutes=content.minutes,
        quantity=content.quantity,
        unit=parse_text(content.unit, "unit", longest=60),
        attachment=parse_hash(content.attachment, "attachment") if content.attachment else "",
    )


def _told(activity: str, note: str) -> Personal:
    told = parse_text(activity, "activity", longest=LONGEST_NOTE)
    return replace(noted(note, "note") if note.strip() else Personal(), activity=told)


def _check_day(state: KinerjaMonth, entry: str, on: date, content: Content) -> None:
    others = (
        known.content.minutes
        for known in state.entries
        if known.on == on and known.entry != entry and known.status != "withdrawn"
    )
    total = sum(others) + content.minutes
    if total > DAY_MINUTES:
        raise MinutesImplausible(value=total, most=DAY_MINUTES)


def _find(state: KinerjaMonth, entry: str) -> Entry | None:
    return next((known for known in state.entries if known.entry == entry), None)


def _require(state: KinerjaMonth, entry: str) -> Entry:
    known = _find(state, entry)
    if known is None:
        raise EntryUnknown(entry=entry)
    return known


def _require_open(state: KinerjaMonth, entry: str) -> Entry:
    known = _require(state, entry)
    if known.status == "verified":
        raise EntryVerified(entry=entry)
    if known.status == "withdrawn":
        raise EntryWithdrawn(entry=entry)
    return known


def _require_decidable(state: KinerjaMonth, entry: str, employee: str, by: str) -> Entry:
    known = _require(state, entry)
    if by == employee:
        raise OwnRequest
    if known.status == "withdrawn":
        raise EntryWithdrawn(entry=entry)
    return known
