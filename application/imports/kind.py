"""What every kind of import has: how it is read, which streams it writes, how a row is decided."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from application.imports.asked import Asked, Reading, read_table
from application.imports.draft import Draft
from application.imports.notes import Notes
from application.imports.repeats import Key, once
from application.imports.rows import Fault, Field, Line
from domain.references import References


class Kind(NamedTuple):
    """`streams` are those of which the history is needed; new ones may be left out."""

    read: Callable[[Asked, Notes, list[Fault]], Reading]
    streams: Callable[[References, Asked, Reading], Iterable[str]]
    decide: Callable[[Draft, Asked, Reading], None]


def of_table(
    fields: tuple[Field, ...],
    key: Key,
    streams: Callable[[References, Line], Iterable[str]],
    decide: Callable[[Draft, Line], None],
) -> Kind:
    """A table of which each row is decided alone, in its order."""

    def read(asked: Asked, notes: Notes, faults: list[Fault]) -> Reading:
        return read_table(asked, fields, notes, faults)

    def all_streams(references: References, _: Asked, reading: Reading) -> Iterable[str]:
        return {stream for line in reading.lines for stream in streams(references, line)}

    def decide_all(draft: Draft, _: Asked, reading: Reading) -> None:
        for line in once(reading.lines, key, reading.headers, draft.notes, draft.faults):
            with draft.row(line):
                decide(draft, line)

    return Kind(read, all_streams, decide_all)
