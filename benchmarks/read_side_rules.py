"""A change of the rules over the year and a what-if, beside reading the facts and COPY."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import msgspec
import polars as pl
import psycopg

from application.store import Store
from benchmarks.regency import Regency
from benchmarks.report import Line, Report, seconds
from domain import perbup_catalogue as shipped
from domain.facts import DAYS, MONTHS
from domain.perbup_loading import to_file_form
from domain.perbup_stream import PerbupDrafted, PerbupEnacted
from domain.streams import perbup_stream
from projections import rule_change, what_if
from projections.catalogue import CATALOGUE
from projections.follower import Follower
from projections.log import Log
from projections.reports import pending
from projections.rule_change import Scope
from projections.view import Change, Frames

OTHER = "contoh-pringsewu-2022-pengganti"
_LEDGER = ("lateness_ledger", "tpp_deduction")
_COPIED = "floor"


class _Bench(NamedTuple):
    town: Regency
    connection: psycopg.Connection[tuple[object, ...]]
    frames: Frames


def measure(town: Regency) -> Report:
    with _bench(town) as bench:
        report = Report("Change of the rules, and a what-if, from the stored facts")
        days = bench.frames.read("SELECT count(*) AS days FROM views.attendance_day")["days"][0]
        first, _ = seconds(lambda: _read_facts(bench))
        imagined, months = seconds(lambda: _simulated(bench))
        second, _ = seconds(lambda: _read_facts(bench))
        changed, _ = seconds(lambda: _changed(bench))
        third, _ = seconds(lambda: _read_facts(bench))
        copied, lines = _copied(bench)
    facts = f"the facts of {days / 1e6:.2f} million employee-days"
    told = f"{imagined:.1f} s, {months:,} employee-months compared"
    floor = (first + second) / 2
    beside = f"{floor:.1f} s to read {facts}"
    report.add(Line("what-if over all months", told, beside, imagined / floor, at_most=1.3))
    floor = (second + third) / 2 + copied
    told = f"{changed:.1f} s, {lines:,} rows of ledger and deductions"
    beside = f"{floor:.1f} s to read {facts} and COPY the rows back"
    report.add(Line("rule change over all months", told, beside, changed / floor, at_most=1.5))
    return report


@contextmanager
def _bench(town: Regency) -> Iterator[_Bench]:
    frames = Frames(town.database_url)
    try:
        with psycopg.connect(town.database_url, autocommit=True) as connection:
            yield _Bench(town, connection, frames)
    finally:
        frames.close()


def _read_facts(bench: _Bench) -> None:
    """Every column that an assessment reads, in one COPY of each table."""
    for table, schema in (("attendance_day", DAYS), ("attendance_month", MONTHS)):
        columns = ", ".join(f'"{name}"' for name in schema)
        bench.frames.read(f"SELECT {columns} FROM views.{table}")


def _text(town: Regency) -> dict[str, object]:
    """The richest regulation of the catalogue, for everybody, in the place of the one in force."""
    return to_file_form(shipped.load(OTHER)) | {
        "effective_from": town.first.isoformat(),
        "who": {},
        "trial_until": None,
    }


def _simulated(bench: _Bench) -> int:
    scope = Scope(bench.town.first.replace(day=1), None, None, None)
    number = what_if.open_simulation(bench.connection, OTHER, scope, "uji")
    text = msgspec.json.encode(_text(bench.town)).decode()
    return [p.done for p in what_if.run_simulation(bench.town.database_url, number, text)][-1]


def _changed(bench: _Bench) -> None:
    """From the moment that the regulation is enacted until every figure follows it."""
    store = Store(bench.town.database_url, bench.town.settings.key_for("person-keys"))
    events = [PerbupDrafted(perbup=_text(bench.town)), PerbupEnacted(on=bench.town.first)]
    store.append(perbup_stream(OTHER), 0, events, actor="uji")
    store.close()
    attendance = CATALOGUE["attendance"].make(Log(bench.connection), bench.frames)
    Follower(attendance, bench.connection, bench.frames).catch_up()
    for report in pending(bench.connection):
        for _ in rule_change.run(bench.town.database_url, report):
            pass


def _copied(bench: _Bench) -> tuple[float, int]:
    """The seconds that it takes to put the same rows into empty tables with the same indexes."""
    bench.connection.execute(f"CREATE SCHEMA {_COPIED}")
    changes = []
    for table in _LEDGER:
        like = f"CREATE TABLE {_COPIED}.{table} (LIKE views.{table} INCLUDING ALL)"
        bench.connection.execute(like)
        rows = bench.frames.read(f"SELECT * FROM views.{table}")
        changes.append(Change(table, pl.DataFrame(), rows))
    frames = Frames(bench.town.database_url, _COPIED)
    taken, _ = seconds(lambda: frames.write(changes))
    frames.close()
    bench.connection.execute(f"DROP SCHEMA {_COPIED} CASCADE")
    return taken, sum(change.rows.height for change in changes)
