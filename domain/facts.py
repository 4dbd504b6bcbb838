"""Facts: what the fold makes and the assessment reads. They know no percentages.

Two frames, each row dated: days (one per employee and date) and months (one per employee, month
and posting). Seconds count from the local midnight of `on`; beyond 86,400 is the next day.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
import polars as pl

DAY_KINDS = ("work", "off", "holiday", "cuti_bersama")
STATUSES = ("office", "wfh", "dinas_luar", "diklat", "rapat", "upacara", "sosialisasi", "cuti")
MARKS = ("phone", "manual", "special", "pending", "excused")
"""How a session was attended: by phone, by a manual record, by approved special attendance, by one
that still waits; `excused` is not held against the employee whatever its times say."""


class SessionFact(msgspec.Struct, frozen=True, kw_only=True):
    """One expected or attended session of a day.

    `at_s` is the record that counts (the first of an arrival, the last of a leaving), None where
    there is none; `due_s` is None for a session that the pattern does not know. `event` is the log
    position of the record, or of what excused it; where a session that was expected has neither,
    of the day's end.
    """

    session: str
    role: str
    due_s: int | None
    opens_s: int | None
    closes_s: int | None
    at_s: int | None = None
    mark: str | None = None
    event: int | None = None


class DayFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One employee and date.

    `expected`: enrolled, in service and on duty by calendar and pattern; only such a day can be
    absent. `ended`: the date is over, so that what is missing is missing for good. `cuti_*`: the
    approved leave that covers the date. `away_s`: left without permission. `minimum_s`: duty that
    a full day asks for. `events`: positions of what made the row beside its sessions; among them
    the day's end, where it was expected and no leave.
    """

    employee: str
    on: date
    opd: str
    employment: str
    pattern: str
    day: str
    expected: bool
    ended: bool
    status: str = "office"
    cuti: str | None = None
    cuti_from_on: date | None = None
    cuti_until_on: date | None = None
    cuti_child: int | None = None
    away_s: int = 0
    away_permitted_s: int = 0
    minimum_s: int = 0
    outage: bool = False
    sessions: tuple[SessionFact, ...] = ()
    events: tuple[int, ...] = ()


class PunishmentFact(msgspec.Struct, frozen=True, kw_only=True):
    """A punishment in force: `months` None is the regulation's own length."""

    kind: str
    from_month: date
    months: int | None
    lifted_month: date | None
    event: int


class MonthFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One employee and month, as far as one posting lasts in it (a mutasi makes two rows).

    `from_on` and `until_on` are inclusive and lie in the month; the rows of a month do not overlap.
    `tpp_rupiah` is the full month's allowance at this posting, None where no base is set;
    `components` are its parts. What is the month's and not the posting's (`acting_*`, tugas
    belajar, predicate, `score_*`, `withheld`, punishments) stands whole on the month's last row at
    least. `acting_*` is the longest Plt of the month. `score_*` are of
    performance: minutes of verified entries, number of entries, entries returned as unfit.
    `withheld` is why no allowance is paid at all.
    """

    employee: str
    month: date
    from_on: date
    until_on: date
    opd: str
    employment: str
    grade: int | None = None
    tpp_rupiah: int | None = None
    components: tuple[tuple[str, int], ...] = ()
    acting_kind: str | None = None
    acting_rupiah: int = 0
    acting_from_on: date | None = None
    acting_until_on: date | None = None
    tugas_belajar: str | None = None
    predicate: str | None = None
    score_minutes: int = 0
    score_entries: int = 0
    score_unfit: int = 0
    withheld: str | None = None
    punishments: tuple[PunishmentFact, ...] = ()
    events: tuple[int, ...] = ()


_DAYS: dict[str, pl.DataType | type[pl.DataType]] = {
    "employee": pl.String,
    "on": pl.Date,
    "opd": pl.String,
    "employment": pl.String,
    "pattern": pl.String,
    "day": pl.String,
    "expected": pl.Boolean,
    "ended": pl.Boolean,
    "status": pl.String,
    "cuti": pl.String,
    "cuti_from_on": pl.Date,
    "cuti_until_on": pl.Date,
    "cuti_child": pl.Int32,
    "away_s": pl.Int32,
    "away_permitted_s": pl.Int32,
    "minimum_s": pl.Int32,
    "outage": pl.Boolean,
    "session": pl.List(pl.String),
    "role": pl.List(pl.String),
    "due_s": pl.List(pl.Int32),
    "opens_s": pl.List(pl.Int32),
    "closes_s": pl.List(pl.Int32),
    "at_s": pl.List(pl.Int32),
    "mark": pl.List(pl.String),
    "event": pl.List(pl.Int64),
    "events": pl.List(pl.Int64),
}
DAYS = pl.Schema(_DAYS)
"""The days frame. The eight session columns are parallel lists of one length in a row."""

_MONTHS: dict[str, pl.DataType | type[pl.DataType]] = {
    "employee": pl.String,
    "month": pl.Date,
    "from_on": pl.Date,
    "until_on": pl.Date,
    "opd": pl.String,
    "employment": pl.String,
    "grade": pl.Int32,
    "tpp_rupiah": pl.Int64,
    "component": pl.List(pl.String),
    "component_rupiah": pl.List(pl.Int64),
    "acting_kind": pl.String,
    "acting_rupiah": pl.Int64,
    "acting_from_on": pl.Date,
    "acting_until_on": pl.Date,
    "tugas_belajar": pl.String,
    "predicate": pl.String,
    "score_minutes": pl.Int32,
    "score_entries": pl.Int32,
    "score_unfit": pl.Int32,
    "withheld": pl.String,
    "punishment": pl.List(pl.String),
    "punishment_from": pl.List(pl.Date),
    "punishment_months": pl.List(pl.Int32),
    "punishment_lifted": pl.List(pl.Date),
    "punishment_event": pl.List(pl.Int64),
    "events": pl.List(pl.Int64),
}
MONTHS = pl.Schema(_MONTHS)
"""The months frame."""

_SESSION_LISTS = ("session", "role", "due_s", "opens_s", "closes_s", "at_s", "mark", "event")


def days_frame(facts: list[DayFacts]) -> pl.DataFrame:
    """The rows as a frame of the schema `DAYS`."""
    plain = [name for name in DAYS if name not in _SESSION_LISTS]
    columns = {name: [getattr(row, name) for row in facts] for name in plain}
    columns |= {n: [[getattr(s, n) for s in row.sessions] for row in facts] for n in _SESSION_LISTS}
    return pl.DataFrame({name: columns[name] for name in DAYS}, schema=DAYS)


def months_frame(facts: list[MonthFacts]) -> pl.DataFrame:
    """The rows as a frame of the schema `MONTHS`."""
    special: dict[str, list[Any]] = {
        "component": [[name for name, _ in row.components] for row in facts],
        "component_rupiah": [[rupiah for _, rupiah in row.components] for row in facts],
        "punishment": [[p.kind for p in row.punishments] for row in facts],
        "punishment_from": [[p.from_month for p in row.punishments] for row in facts],
        "punishment_months": [[p.months for p in row.punishments] for row in facts],
        "punishment_lifted": [[p.lifted_month for p in row.punishments] for row in facts],
        "punishment_event": [[p.event for p in row.punishments] for row in facts],
    }
    columns = {
        name: special.get(name) or [getattr(row, name, None) for row in facts] for name in MONTHS
    }
    return frame_of(columns, MONTHS)


def frame_of(columns: Mapping[str, Sequence[Any]], schema: pl.Schema) -> pl.DataFrame:
    """As the library makes it, many times quicker where there are lists. Raises TypeError for a
    value in a list that its column cannot hold."""
    return pl.DataFrame(
        {
            name: _lists(columns[name], kind) if isinstance(kind, pl.List) else columns[name]
            for name, kind in schema.items()
        },
        schema=schema,
    )


def _lists(values: Sequence[Sequence[Any]], kind: pl.List) -> pl.Series:
    """By way of JSON: the library looks at each list of Python's to learn what it is."""
    text = msgspec.json.encode(values).decode()
    lists = pl.Series([text], dtype=pl.String).str.json_decode(pl.List(kind)).explode()
    nulls = lists.explode(empty_as_null=False, keep_nulls=False).null_count()
    if nulls != sum(some.count(None) for some in values):  # what does not fit was read as null
        raise TypeError(f"a value of a list is no {kind.inner}")
    return lists
