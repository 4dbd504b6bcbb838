"""Questions over HTTP, each beside its SQL asked over HTTP, in turn in the same run."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from http.client import HTTPConnection
from itertools import cycle, islice
from typing import Any, NamedTuple

import psycopg

from application.accounts import GrantedRole
from benchmarks import floor_reads, serving
from benchmarks.floor_reads import Statement
from benchmarks.made_up_log import OPDS, ZONE
from benchmarks.regency import Regency
from benchmarks.report import Line, Report
from projections.as_known_at import employee_month
from projections.board import board_of
from projections.deductions import deductions_of, totals_of
from projections.employee_month import year_of

MOST_MS = 100
WARM_UP = 20
ASKED = 300
_PAGE = 101
_FLOOR = "benchmarks.floor_reads:create_app"

Ask = Callable[[psycopg.Connection[Any]], object]


class _Question(NamedTuple):
    name: str
    role: GrantedRole
    paths: Sequence[str]
    asks: Sequence[Ask]


class _Times(NamedTuple):
    """Milliseconds: of the API, of its SQL over HTTP, and of that SQL from here."""

    asked: float
    floor: float
    bare: float


def measure(town: Regency) -> Report:
    report = Report("Questions over HTTP, one at a time, 99th percentile")
    questions = _questions(town)
    statements = [[_statements(town, ask) for ask in question.asks] for question in questions]
    environment = town.environment()
    floor = environment | floor_reads.keep(town.folder, statements)
    with (
        serving.api(environment),
        serving.api(floor, program=_FLOOR, port=serving.FLOOR_PORT),
        psycopg.connect(town.database_url, autocommit=True) as connection,
    ):
        for number, question in enumerate(questions):
            times = _measured(town, connection, question, number, statements[number])
            told = f"{times.asked:.1f} ms"
            beside = f"{times.floor:.1f} ms, its SQL asked over HTTP (bare: {times.bare:.1f} ms)"
            ratio = times.asked / times.floor
            report.add(Line(question.name, told, beside, ratio, at_most=2.0))
            goal = f"{MOST_MS} ms, the goal"
            report.add(Line(question.name, told, goal, times.asked / MOST_MS, at_most=1.0))
    return report


def _questions(town: Regency) -> list[_Question]:
    month, on = town.month, town.today - timedelta(days=1)
    some = town.employees[:: max(1, len(town.employees) // 100)]
    opds = [f"opd-{number:02d}" for number in range(OPDS)]
    instant = datetime.combine(town.today, datetime.min.time(), ZONE)
    at = instant.isoformat().replace("+", "%2B")
    this = f"{month:%Y-%m}"
    return [
        _Question(
            f"finance, first 100 of a month of {len(town.employees):,} and its totals",
            "finance",
            [f"/v1/deductions?month={this}"],
            [
                lambda connection: (
                    deductions_of(connection, month, limit=_PAGE),
                    totals_of(connection, month),
                )
            ],
        ),
        _Question(
            "board of an OPD",
            "bkpsdm",
            [f"/v1/opd/{opd}/today?on={on}" for opd in opds],
            [partial(_board, opd=opd, on=on) for opd in opds],
        ),
        _Question(
            "year of an employee",
            "finance",
            [f"/v1/employees/{who}/years/{month.year}" for who in some],
            [partial(_year, who=who, year=month.year) for who in some],
        ),
        _Question(
            "month of an employee as known at an instant",
            "auditor",
            [f"/v1/employees/{who}/months/{this}/as-known-at?at={at}" for who in some],
            [partial(_known, who=who, month=month, at=instant) for who in some],
        ),
    ]


def _board(connection: psycopg.Connection[Any], opd: str, on: Any) -> object:
    return board_of(connection, opd, on)


def _year(connection: psycopg.Connection[Any], who: str, year: int) -> object:
    return year_of(connection, who, year)


def _known(connection: psycopg.Connection[Any], who: str, month: Any, at: datetime) -> object:
    return employee_month(connection, who, month, at)


def _measured(
    town: Regency,
    connection: psycopg.Connection[Any],
    question: _Question,
    number: int,
    statements: Sequence[Sequence[Statement]],
) -> _Times:
    client = HTTPConnection("127.0.0.1", serving.PORT)
    floor = HTTPConnection("127.0.0.1", serving.FLOOR_PORT)
    headers = {"Authorization": f"Bearer {town.token(question.role)}"}
    times: list[_Times] = []
    for place, path in islice(cycle(enumerate(question.paths)), ASKED):
        of_path = statements[place % len(statements)]
        floor_path = f"/{number}/{place % len(statements)}"
        times.append(
            _Times(
                asked=_timed(partial(_get, client, path, headers)),
                floor=_timed(partial(_get, floor, floor_path, {})),
                bare=_timed(partial(_run, connection, of_path)),
            )
        )
    client.close()
    floor.close()
    return _Times(*map(_p99, zip(*times[WARM_UP:], strict=True)))


def _get(client: HTTPConnection, path: str, headers: dict[str, str]) -> None:
    client.request("GET", path, headers=headers)
    answer = client.getresponse()
    told = answer.read()
    if answer.status != 200:
        raise ValueError(told)


def _run(connection: psycopg.Connection[Any], statements: Sequence[Statement]) -> None:
    cursor = connection.cursor(binary=True)
    for query, parameters in statements:
        cursor.execute(query, parameters).fetchall()


def _statements(town: Regency, ask: Ask) -> list[Statement]:
    """What a question asks of the database."""
    told: list[Statement] = []

    class Telling(psycopg.Cursor[Any]):
        def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
            told.append((query, params))
            return super().execute(query, params, **options)

    with psycopg.connect(town.database_url, autocommit=True) as connection:
        connection.cursor_factory = Telling
        ask(connection)
    return told


def _timed(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1_000


def _p99(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.99)]
