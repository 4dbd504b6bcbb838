"""A change of the rules: the employee-months it touches, assessed again from their facts alone."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from typing import Any, NamedTuple

import polars as pl
import psycopg

from domain.assessment import Assessment
from domain.dated import month_of
from domain.perbup import Perbup
from domain.references import References
from domain.streams import perbup_stream
from projections.assessing import assess_months, assessed_changes
from projections.closing import adjusted_changes, period_events
from projections.differences import differences
from projections.log import Log, StreamRange
from projections.periods import Periods
from projections.positions import begin
from projections.reach import reach
from projections.regulations import regulations
from projections.reports import (
    Progress,
    advanced,
    alone,
    begun,
    ended,
    is_next,
    progress_of,
)
from projections.side_by_side import in_order
from projections.stored_facts import EMPLOYEE_MONTHS, stored_facts
from projections.view import Change, Claim, Frames, Superseded

MONTHS_AT_ONCE = 6_000
"""So many employee-months are assessed at once, which bounds the memory."""

_MARK_ALL = """
INSERT INTO views.employee_touch (employee, position)
SELECT employee, 0 FROM unnest(%s::text[]) AS e (employee) ON CONFLICT DO NOTHING
"""
_MARKS = """
SELECT employee, position FROM views.employee_touch WHERE employee = ANY($1) ORDER BY employee
"""
_UNMOVED = """
SELECT held FROM (
    SELECT count(*) AS held FROM (
        SELECT t.employee FROM views.employee_touch AS t
        JOIN unnest($1, $2) AS k (employee, position)
            ON t.employee = k.employee COLLATE "C" AND t.position = k.position
        ORDER BY t.employee FOR UPDATE OF t
    ) AS rows
) AS counted WHERE held = $3
"""
_SAME_GENERATION = """
SELECT generation FROM views.position WHERE projection = 'attendance' AND generation = $1
FOR SHARE
"""


class Scope(NamedTuple):
    """Whom and when a change may concern; None does not narrow. Months are inclusive."""

    from_month: date
    until_month: date | None
    employments: list[str] | None
    opds: list[str] | None


class Reassessed(NamedTuple):
    wanted: pl.DataFrame
    assessment: Assessment
    differences: pl.DataFrame


def scope_of(before: Iterable[Perbup], after: Iterable[Perbup]) -> Scope | None:
    """None if nothing that is assessed differs.

    A regulation that replaces or amends another ends it for everybody, whomever itself concerns.
    """
    old, new = list(before), list(after)
    differing = [p for p in (*old, *new) if (p in old) != (p in new)]
    if not differing:
        return None
    from_month = month_of(min(p.effective_from for p in differing))
    if any(p.replaces or p.amends for p in differing) or len({p.id for p in differing}) > 1:
        return Scope(from_month, None, None, None)
    return Scope(
        from_month,
        _latest([p.effective_until for p in differing]),
        _named([p.who.employment for p in differing]),
        _named([p.who.opd for p in differing]),
    )


def _latest(ends: Sequence[date | None]) -> date | None:
    known = [month_of(end) for end in ends if end]
    return max(known) if len(known) == len(ends) else None


def _named(lists: Sequence[Sequence[str]]) -> list[str] | None:
    return sorted({name for names in lists for name in names}) if all(lists) else None


def concerned(frames: Frames, scope: Scope) -> pl.DataFrame:
    """The EMPLOYEE_MONTHS that have facts within the scope, in order."""
    query = f"""
        SELECT DISTINCT employee, month FROM {frames.schema}.attendance_month
        WHERE month >= $1 AND month <= $2
            AND ($3 OR employment = ANY($4)) AND ($5 OR opd = ANY($6))
    """
    names = ("from", "until", "any_employment", "employments", "any_opd", "opds")
    values = (
        scope.from_month,
        scope.until_month or date.max,
        scope.employments is None,
        pl.Series(scope.employments or [], dtype=pl.String),
        scope.opds is None,
        pl.Series(scope.opds or [], dtype=pl.String),
    )
    found = frames.read(query, dict(zip(names, values, strict=True)))
    return found.cast(EMPLOYEE_MONTHS).sort("employee", "month")


def parts_of(wanted: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Some employees at a time, each with all its months."""
    sizes = wanted.group_by("employee", maintain_order=True).len()
    numbered = sizes.select("employee", part=(pl.col("len").cum_sum() - 1) // MONTHS_AT_ONCE)
    for part in wanted.join(numbered, on="employee").partition_by("part", maintain_order=True):
        yield part.drop("part")


def reassess(frames: Frames, perbups: Sequence[Perbup], wanted: pl.DataFrame) -> Reassessed:
    """What the regulations make of the stored facts, and how that differs from what is stored."""
    facts = stored_facts(frames, wanted, reach(perbups))
    assessment = assess_months(facts, perbups, wanted)
    return Reassessed(wanted, assessment, differences(frames, wanted, assessment))


def changes_of(
    frames: Frames, periods: Periods, reassessed: Reassessed, report: int | None
) -> list[Change]:
    """The new figures; and, in a report, their differences from those that they replace.

    Rows of a report are never replaced: whoever does a part again finds no difference there.
    """
    wanted, assessment, _ = reassessed
    changes = [
        *assessed_changes(wanted, assessment),
        *adjusted_changes(frames, periods, wanted, assessment),
    ]
    if report is not None:
        rows = reassessed.differences.with_columns(report=pl.lit(report, pl.Int64))
        changes.append(Change("difference", pl.DataFrame(), rows))
    return changes


def run(database_url: str, report: int) -> Iterator[Progress]:
    """Works off a rule change that was left pending, beside the live projection.

    Nothing happens while another process does it, or one before it is still to be done.
    """
    with ExitStack() as opened:
        connection = opened.enter_context(psycopg.connect(database_url, autocommit=True))
        frames = Frames(database_url)
        opened.callback(frames.close)
        if alone(connection, report) and is_next(connection, report):
            yield from _Run(database_url, connection, frames, report).parts()


class _Made(NamedTuple):
    """A part as the live views were when its facts were read, to be written if they still are."""

    marks: pl.DataFrame
    generation: int
    reassessed: Reassessed


class _Run:
    def __init__(
        self,
        database_url: str,
        connection: psycopg.Connection[Any],
        frames: Frames,
        report: int,
    ) -> None:
        self._database_url = database_url
        self._connection = connection
        self._frames = frames
        self._report = report

    def parts(self) -> Iterator[Progress]:
        asked = progress_of(self._connection, self._report)
        if asked is None:
            return
        scope = Scope(asked.from_month, asked.until_month, asked.employments, asked.opds)
        begun(self._connection, self._report)
        if not self._goes_on():
            return
        parts = parts_of(concerned(self._frames, scope))
        for made in in_order(self._database_url, parts, self._made):
            self._settle(made)
            advanced(self._connection, self._report, made.reassessed.wanted.height)
            progress = self._goes_on()
            if progress is None:
                return
            yield progress
        ended(self._connection, self._report)

    def _goes_on(self) -> Progress | None:
        """None once somebody stopped it."""
        progress = progress_of(self._connection, self._report)
        return progress if progress and progress.status == "running" else None

    def _made(self, frames: Frames, part: pl.DataFrame) -> _Made:
        """What there is to hold against the live projection is read before any facts."""
        employees = part.select("employee").unique()
        marks = self._marks(frames, employees)
        generation = begin(self._connection, "attendance")[1]
        reassessed = reassess(frames, register_now(self._connection), part)
        return _Made(marks, generation, reassessed)

    def _settle(self, made: _Made) -> None:
        while not self._written(made):
            made = self._made(self._frames, made.reassessed.wanted)

    def _written(self, made: _Made) -> bool:
        """False where the live projection wrote of these employees meanwhile: once more then."""
        periods = periods_now(self._connection)
        changes = changes_of(self._frames, periods, made.reassessed, self._report)
        try:
            self._frames.write(changes, _unmoved(made.marks), _same(made.generation))
        except Superseded:
            return False
        return True

    def _marks(self, frames: Frames, employees: pl.DataFrame) -> pl.DataFrame:
        """The last position of each, with a row for everyone, so that there is one to hold."""
        named = list(employees["employee"])
        self._connection.execute(_MARK_ALL, (named,))
        return frames.read(_MARKS, {"employees": employees["employee"]})


def _unmoved(marks: pl.DataFrame) -> Claim:
    wanted: dict[str, Any] = marks.select("employee", "position").to_dict()
    return Claim(_UNMOVED, wanted | {"all": marks.height})


def _same(generation: int) -> Claim:
    return Claim(_SAME_GENERATION, {"generation": generation})


def register_now(connection: psycopg.Connection[Any]) -> tuple[Perbup, ...]:
    """The regulations as the live facts have them."""
    upto = begin(connection, "attendance")[0]
    references = References()
    everything = StreamRange(perbup_stream(""), perbup_stream("~"))
    history = sorted(Log(connection).ranges([everything], upto), key=lambda r: r.position)
    for recorded in history:
        references.apply(recorded.stream, recorded.event, recorded.position)
    return regulations(references)


def periods_now(connection: psycopg.Connection[Any]) -> Periods:
    """The closed months as the live figures have them."""
    periods = Periods()
    upto = begin(connection, "attendance")[0]
    for recorded in period_events(Log(connection), upto):
        periods = periods.evolve(recorded.event)
    return periods
