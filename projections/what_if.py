"""What a draft of a regulation would make of months that are already assessed."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from typing import Any, NamedTuple

import polars as pl
import psycopg

from domain.perbup import Perbup
from domain.perbup_loading import load
from projections.reports import (
    Progress,
    Wanted,
    advanced,
    alone,
    begun,
    ended,
    open_report,
    progress_of,
)
from projections.rule_change import Scope, concerned, parts_of, reassess, register_now
from projections.side_by_side import in_order
from projections.view import Change, Frames


class _Compared(NamedTuple):
    wanted: pl.DataFrame
    differences: pl.DataFrame


def open_simulation(
    connection: psycopg.Connection[Any], perbup: str, scope: Scope, asked_by: str
) -> int:
    """The number of the report that `run_simulation` will fill."""
    wanted = Wanted(kind="simulation", perbup=perbup, asked_by=asked_by, **scope._asdict())
    return open_report(connection, wanted, "pending", 0)


def run_simulation(database_url: str, report: int, text: str) -> Iterator[Progress]:
    """Fills a report with what the draft, given as JSON, would change; the ledger stays.

    The draft counts after the regulations in force, as if enacted last.
    """
    with ExitStack() as opened:
        connection = opened.enter_context(psycopg.connect(database_url, autocommit=True))
        frames = Frames(database_url)
        opened.callback(frames.close)
        asked = progress_of(connection, report)
        if asked is None or not alone(connection, report):
            return
        scope = Scope(asked.from_month, asked.until_month, asked.employments, asked.opds)
        begun(connection, report)
        connection.execute("DELETE FROM views.difference WHERE report = %s", (report,))
        perbups = (*register_now(connection), load(text, "json"))
        parts = parts_of(concerned(frames, scope))
        for wanted, found in in_order(database_url, parts, partial(_compared, perbups)):
            rows = found.with_columns(report=pl.lit(report, pl.Int64))
            frames.write([Change("difference", pl.DataFrame(), rows)])
            advanced(connection, report, wanted.height)
            progress = progress_of(connection, report)
            if progress is None or progress.status != "running":
                return
            yield progress
        ended(connection, report)


def _compared(perbups: Sequence[Perbup], frames: Frames, wanted: pl.DataFrame) -> _Compared:
    """How some EMPLOYEE_MONTHS would differ from the views, as the rows of `views.difference`."""
    return _Compared(wanted, reassess(frames, perbups, wanted).differences)
