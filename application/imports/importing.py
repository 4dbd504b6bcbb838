"""Runs an import: looks at a file and says what would happen, or does it, wholly or not at all."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final, Literal

import msgspec
import psycopg

from application.command import Histories
from application.directory import Directory
from application.envelope import CommandKey, KeyTaken, StaleVersion
from application.imports import attendance, attlog, employees, holidays, offices, tpp
from application.imports.asked import Asked, Reading
from application.imports.draft import Draft, Outcome, Who
from application.imports.kind import Kind
from application.imports.notes import Notes, Notice
from application.imports.reasons import ImportKindUnknown, ImportRunning
from application.imports.rows import Fault, plain
from application.store import Store
from domain.recorded import Recorded
from domain.refusals import Refusal, Unreadable

KindName = Literal["employees", "offices", "tpp", "holidays", "attlog", "attendance"]

KINDS: Final[Mapping[str, Kind]] = {
    "employees": employees.KIND,
    "offices": offices.KIND,
    "tpp": tpp.KIND,
    "holidays": holidays.KIND,
    "attlog": attlog.KIND,
    "attendance": attendance.KIND,
}

_LOCK: Final = 0x696D706F  # any number that nothing else in this database locks
_ATTEMPTS: Final = 20


class Report(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What would happen, or with `applied` what did. Rows that are faulty are in none of the
    counts. `events` would be recorded; `position` is the last one's once they are."""

    kind: str
    sha256: str
    applied: bool = False
    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: int = 0
    faulty: int = 0
    events: int = 0
    position: int | None = None
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    faults: tuple[Fault, ...] = ()
    notices: tuple[Notice, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


class Importer:
    def __init__(self, store: Store, database_url: str) -> None:
        self._store = store
        self._database_url = database_url

    def look(self, kind: str, asked: Asked, who: Who) -> Report:
        """Writes nothing, whatever the file says."""
        return self._planned(kind, asked, who)[0]

    def apply(self, kind: str, asked: Asked, who: Who, key: CommandKey | None = None) -> Report:
        """Everything in one transaction, or nothing where a row is faulty. `key` is the request's,
        stored with the report as its answer."""
        with self._alone():
            for _ in range(_ATTEMPTS):
                report, draft = self._planned(kind, asked, who)
                if report.faulty or draft is None:
                    return report
                saved = self._saved(report, draft, key)
                if saved is not None:
                    return saved
        raise ImportRunning

    def _planned(self, kind: str, asked: Asked, who: Who) -> tuple[Report, Draft | None]:
        """Without a draft where the file as a whole cannot be read."""
        chosen = KINDS.get(kind)
        if chosen is None:
            raise ImportKindUnknown(value=kind, kinds=list(KINDS))
        notes, faults = Notes(), list[Fault]()
        try:
            reading = chosen.read(asked, notes, faults)
        except Unreadable as refusal:
            faults.append(_of_file(refusal))
            return _report(kind, asked, Reading(lines=(), rows=0), notes, faults, None), None
        draft = self._decided(kind, chosen, asked, reading, notes, who)
        return _report(kind, asked, reading, notes, [*faults, *draft.faults], draft), draft

    def _decided(
        self, name: str, kind: Kind, asked: Asked, reading: Reading, notes: Notes, who: Who
    ) -> Draft:
        directory = Directory(self._database_url)
        try:
            directory.refresh()
            references = directory.references
            streams = sorted(set(kind.streams(references, asked, reading)))
            histories = Histories(self._store.before(streams, []).histories)
        finally:
            directory.close()
        draft = Draft(name, references, histories, notes, reading.headers, who)
        kind.decide(draft, asked, reading)
        return draft

    def _saved(self, report: Report, draft: Draft, key: CommandKey | None) -> Report | None:
        """None where another wrote meanwhile, so that it is decided again."""
        events = [event for row in draft.drafted for event in row.events]
        keys = [row.key() for row in draft.drafted]
        claims = [claim for row in draft.drafted for claim in row.claims()]
        done = msgspec.structs.replace(report, applied=True)
        if key is not None:
            keys.append(_answering(key, done, events))
        if not keys:
            return done
        try:
            positions = self._store.save([self._store.envelope(e) for e in events], keys, claims)
        except (StaleVersion, KeyTaken):
            stored = self._store.before([], [keys[0].command_id]).keys
            positions = [known.position for known in stored.values()]
            return _at(done, positions) if stored else None
        return _at(done, positions)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two imports of one file at once would register everybody twice."""
        with psycopg.connect(self._database_url, autocommit=True) as connection:
            row = connection.execute("SELECT pg_try_advisory_lock(%s)", (_LOCK,)).fetchone()
            if not (row and row[0]):
                raise ImportRunning
            try:
                yield
            finally:
                connection.execute("SELECT pg_advisory_unlock(%s)", (_LOCK,))


def _at(done: Report, positions: Sequence[int]) -> Report:
    return msgspec.structs.replace(done, position=positions[-1] if positions else None)


def _answering(key: CommandKey, done: Report, events: Sequence[Recorded]) -> CommandKey:
    """What a repetition of the request gets: the counts, without every row."""
    last = events[-1] if events else None
    return msgspec.structs.replace(
        key,
        answer=msgspec.json.encode(msgspec.structs.replace(done, outcomes=())),
        stream=last.stream if last else None,
        version=last.version if last else None,
    )


def _under_header(notice: Notice, reading: Reading) -> Notice:
    field = reading.headers.get(notice.field, notice.field)
    return msgspec.structs.replace(notice, field=field)


def _of_file(refusal: Refusal) -> Fault:
    return Fault(row=0, code=refusal.code, field=refusal.field or "", details=plain(refusal))


def _report(
    kind: str,
    asked: Asked,
    reading: Reading,
    notes: Notes,
    faults: Sequence[Fault],
    draft: Draft | None,
) -> Report:
    outcomes = draft.outcomes if draft else []
    of_rows = Counter(outcome.status for outcome in outcomes if outcome.row)
    return Report(
        kind=kind,
        sha256=hashlib.sha256(asked.content).hexdigest(),
        rows=reading.rows,
        new=of_rows["new"],
        changed=of_rows["changed"],
        unchanged=of_rows["unchanged"],
        skipped=of_rows["skipped"],
        faulty=len({(fault.file, fault.row) for fault in faults}),
        events=sum(len(row.events) for row in draft.drafted) if draft else 0,
        sheet=reading.sheet,
        encoding=reading.encoding,
        delimiter=reading.delimiter,
        faults=tuple(sorted(faults, key=lambda fault: (fault.file, fault.row))),
        notices=tuple(_under_header(notice, reading) for notice in notes.all()),
        outcomes=tuple(sorted(o for o in outcomes if o.status in {"new", "changed"})),
    )
