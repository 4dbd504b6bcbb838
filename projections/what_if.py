"""What a draft of a regulation would make of months that are already assessed."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

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
from projections.view import Change, Frames


def simulate(
    frames: Frames, connection: psycopg.Connection[Any], draft: Perbup, scope: Scope
) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """The EMPLOYEE_MONTHS of each part, and how they would differ from the views, as the rows of
    `views.difference`. The draft counts after the regulations in force, as if enacted last."""
    perbups = (*register_now(connection), draft)
    for part in parts_of(concerned(frames, scope)):
        yield part, reassess(frames, perbups, part).differences


def open_simulation(
    connection: psycopg.Connection[Any], perbup: str, scope: Scope, asked_by: str
) -> int:
    """The number of the report that `run_simulation` will fill."""
    wanted = Wanted(kind="simulation", perbup=perbup, asked_by=asked_by, **scope._asdict())
    return open_report(connection, wanted, "pending", 0)


def run_simulation(database_url: str, report: int, text: str) -> Iterator[Progress]:
    """Fills a report with what the draft, given as JSON, would change; the ledger stays."""
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
        for part, found in simulate(frames, connection, load(text, "json"), scope):
            rows = found.with_columns(report=pl.lit(report, pl.Int64))
            frames.write([Change("difference", pl.DataFrame(), rows)])
            advanced(connection, report, part.height)
            progress = progress_of(connection, report)
            if progress is None or progress.status != "running":
                return
            yield progress
        ended(connection, report)
