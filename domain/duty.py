"""The duty of an employee on a date: where, under which pattern, and which sessions are due."""

from datetime import date
from typing import Literal

import msgspec

from domain.cuti import CutiKind
from domain.employee import ActingKind, Employment, TppBaseSet, TugasBelajarKind, UnpaidReason
from domain.kinerja import Predicate
from domain.office import Zone
from domain.work_pattern import PendingPolicy, Session

DayKind = Literal["work", "off", "holiday", "cuti_bersama"]


class CutiSpell(msgspec.Struct, frozen=True, kw_only=True):
    """Approved leave of one kind without a gap; both dates inclusive.

    Requests that follow on each other are one spell, so that a long illness cannot be cut into
    short ones.
    """

    cuti: str
    kind: CutiKind
    from_on: date
    until_on: date
    child: int | None = None
    events: tuple[int, ...] = ()


class Duty(msgspec.Struct, frozen=True, kw_only=True):
    """`sessions` are due on the date; `offered` may also be recorded, as on a holiday.

    An employee who is unknown or not in service on the date has `employed` False. `events` are
    the log positions of the holiday, the outage and the leave.
    """

    on: date
    employed: bool = False
    enrolled: bool = False
    employment: Employment | None = None
    opd: str = ""
    office: str = ""
    pattern: str = ""
    zone: Zone = "Asia/Jakarta"
    day: DayKind = "off"
    holiday: str = ""
    sessions: tuple[Session, ...] = ()
    offered: tuple[Session, ...] = ()
    minimum_s: int = 0
    variant: str = ""
    pending_counts_as: PendingPolicy = "present"
    lapses_after_days: int | None = 3
    outage: bool = False
    cuti: CutiSpell | None = None
    events: tuple[int, ...] = ()

    @property
    def expected(self) -> bool:
        """On duty by phone; leave is told apart by `cuti`."""
        return self.employed and self.enrolled and self.day == "work"


class PostingSpan(msgspec.Struct, frozen=True, kw_only=True):
    """Days, inclusive, on which nothing about the posting changed; `until_on` None is open."""

    from_on: date
    until_on: date | None
    employed: bool
    enrolled: bool
    employment: Employment | None
    opd: str
    office: str
    pattern: str


class ActingSpan(msgspec.Struct, frozen=True, kw_only=True):
    kind: ActingKind
    post_rupiah: int
    from_on: date
    until_on: date | None
    event: int


class PunishmentInForce(msgspec.Struct, frozen=True, kw_only=True):
    """`months` None is the regulation's own length; whether it has passed is the regulation's to
    say."""

    kind: str
    from_month: date
    months: int | None
    lifted_month: date | None
    event: int


class EmployeeMonth(msgspec.Struct, frozen=True, kw_only=True):
    """What the allowance of a month depends on beside attendance; `events` are log positions."""

    base: TppBaseSet | None = None
    withheld: UnpaidReason | None = None
    acting: tuple[ActingSpan, ...] = ()
    tugas_belajar: TugasBelajarKind | None = None
    predicate: Predicate | None = None
    punishments: tuple[PunishmentInForce, ...] = ()
    events: tuple[int, ...] = ()
