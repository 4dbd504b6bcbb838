"""What happens because time passes: days end, what nobody decided lapses, old attempts go."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from threading import Event as Signal
from time import monotonic
from typing import Any
from uuid import uuid4

import psycopg
import structlog

from application import login, uploads
from application.calendar import EndDay, end_day
from application.commit import Committer
from application.directory import Directory
from application.plan import Plan, on
from domain.attendance import AttendanceDay, evolve
from domain.office import Zone
from domain.references import References
from domain.refusals import Refusal
from domain.sessions import ZONES
from domain.special_attendance import lapse
from domain.streams import day_stream
from projections.special_attendance import pending_until

ACTOR = "jadwal"
"""Who the log says recorded it."""

LOCK = 0x6A616477  # any number that nothing else in this database locks
_EVERY_S = 30.0
_PURGE_EVERY_S = 3600.0
_TRY_AGAIN_S = 1.0
_NIGHT = timedelta(hours=6)
"""A day ends so long after its midnight, when night shifts that began on it have gone home."""
_EMPTY_DAY = AttendanceDay()

_LOG = structlog.get_logger("scheduler")


class Scheduler:
    """Runs until it is stopped. Of several, one works and the others wait to take over.

    The zone is the regency's: it tells when a date has passed.
    """

    def __init__(
        self,
        database_url: str,
        committer: Committer,
        directory: Directory,
        now: Callable[[], datetime],
        zone: Zone = "Asia/Jakarta",
    ) -> None:
        self._database_url = database_url
        self._committer = committer
        self._directory = directory
        self._now = now
        self._zone = ZONES[zone]
        self._stopping = Signal()

    def stop(self) -> None:
        self._stopping.set()

    def run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._run_under_lock()
            except psycopg.Error as error:
                _LOG.warning("scheduler cut off", error=type(error).__name__)
                self._stopping.wait(_TRY_AGAIN_S)

    def _run_under_lock(self) -> None:
        with psycopg.connect(self._database_url, autocommit=True) as connection:
            while not _locked(connection):
                if self._stopping.wait(_TRY_AGAIN_S):
                    return
            purged_at = -_PURGE_EVERY_S
            while not self._stopping.is_set():
                self.tick(connection)
                if monotonic() - purged_at >= _PURGE_EVERY_S:
                    login.purge(connection)
                    uploads.purge(connection)
                    purged_at = monotonic()
                self._stopping.wait(_EVERY_S)

    def tick(self, connection: psycopg.Connection[Any]) -> None:
        """Everything that is due by now; done again it changes nothing."""
        self._directory.refresh()
        references = self._directory.references
        today = (self._now() - _NIGHT).astimezone(self._zone).date()
        for on_date in _passed(references, today):
            self._execute(end_day(EndDay(on=on_date), today))
        waiting = {(employee, on_date) for employee, on_date, _ in pending_until(connection, today)}
        for employee, on_date in sorted(waiting):
            if _is_overdue(references, employee, on_date, today):
                self._execute(_lapse(references, employee, on_date, today))

    def _execute(self, plan: Plan) -> None:
        try:
            self._committer.execute(plan.command(uuid4(), b"", ACTOR))
        except Refusal as refusal:
            _LOG.warning("refused", streams=plan.streams, refusal=str(refusal))


def _passed(references: References, today: date) -> Iterator[date]:
    """The dates before today that have not ended, from the first on which anyone is enrolled."""
    on_date = _first_on(references)
    while on_date and on_date < today:
        if not references.ended(on_date):
            yield on_date
        on_date += timedelta(days=1)


def _first_on(references: References) -> date | None:
    known = (references.employee(employee) for employee in references.employees())
    enrolled = (person.enrolled_from for person in known if person and person.enrolled_from)
    return min(enrolled, default=None)


def _is_overdue(references: References, employee: str, on_date: date, today: date) -> bool:
    """Asked first, since every command that is sent leaves its key."""
    days = references.duty_on(employee, on_date).lapses_after_days
    return days is not None and today > on_date + timedelta(days=days)


def _lapse(references: References, employee: str, on_date: date, today: date) -> Plan:
    stream = day_stream(employee, on_date)
    duty = references.duty_on(employee, on_date)
    return on(stream, evolve, _EMPTY_DAY, lambda day: lapse(day, duty=duty, today=today))


def _locked(connection: psycopg.Connection[Any]) -> bool:
    row = connection.execute("SELECT pg_try_advisory_lock(%s)", (LOCK,)).fetchone()
    return bool(row and row[0])
