"""The projections: which there are, and which tables each one keeps."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from domain.event import Event
from domain.recorded import Recorded
from projections.attendance import Attendance
from projections.directories import Directories
from projections.inbox import Inbox
from projections.log import Log
from projections.performance import PerformanceEntries
from projections.view import Change, Frames


class Projection(Protocol):
    """Turns events into rows.

    `load` is called once, and again after a failure, with the position to go on from. `changes` is
    given the events after it, but for the tags `besides`, and yields what each transaction changes;
    `upto` is the position that they lead to. Events of the types `alone` are a batch of their own.
    `whole` makes the rows of some employees from the whole log up to a position, into empty tables;
    unless it is split, it is all there is in one part.
    """

    name: str
    besides: tuple[str, ...]
    alone: tuple[type[Event], ...]

    def load(self, position: int) -> None: ...

    def changes(self, events: Iterable[Recorded], upto: int) -> Iterator[list[Change]]: ...

    def whole(self, employees: Sequence[str], upto: int) -> Iterator[list[Change]]: ...


class Listed(NamedTuple):
    """`tables` depend on the log alone; `marks` also on the batches in which it was read."""

    make: Callable[[Log, Frames], Projection]
    split: bool
    tables: tuple[str, ...]
    marks: tuple[str, ...] = ()


CATALOGUE: Mapping[str, Listed] = {
    "attendance": Listed(
        Attendance,
        Attendance.split,
        (
            "attendance_day",
            "attendance_month",
            "performance_month",
            "lateness_ledger",
            "tpp_deduction",
            "punishment_proposal",
            "assessment_warning",
            "closed_period",
            "period_history",
            "closed_deduction",
            "closed_ledger",
            "adjustment",
        ),
        ("employee_touch",),
    ),
    "directories": Listed(
        Directories,
        Directories.split,
        (
            "employee_directory",
            "office_directory",
            "opd_directory",
            "opd_head",
            "work_calendar",
            "ended_day",
            "work_pattern_directory",
            "perbup_register",
            "perbup_history",
        ),
    ),
    "inbox": Listed(Inbox, Inbox.split, ("special_attendance", "suspicious_attempt")),
    "performance": Listed(PerformanceEntries, PerformanceEntries.split, ("performance_entry",)),
}
