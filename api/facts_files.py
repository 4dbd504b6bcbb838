"""Facts from files, to try a regulation without a server: CSV, or Parquet of the facts frames.

The days CSV has one row per session of a day. Only `employee` and `on` are required; the columns
are told in docs/perbup.md. A day without any session is one row with none named.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from api.facts_columns import (
    DAY_COLUMNS,
    MONTH_COLUMNS,
    SESSION_COLUMNS,
    BadFacts,
    BadRow,
    Line,
    lines,
)
from domain.facts import (
    DAYS,
    MONTHS,
    DayFacts,
    MonthFacts,
    SessionFact,
    days_frame,
    months_frame,
)


class Facts(NamedTuple):
    days: pl.DataFrame
    months: pl.DataFrame


def read_facts(days: Path, months: Path | None) -> Facts:
    """Without a months file, the months are those of the days, with their `tpp_rupiah` and `grade`.

    Raises `BadFacts` with every bad row of the days, or of the months.
    """
    if days.suffix == ".parquet":
        day_rows = _parquet(days, DAYS)
        return Facts(day_rows, _months(months, _months_of(day_rows)))
    read = _day_lines(days.read_text(encoding="utf-8-sig"))
    rows = [_day(group) for group in read]
    return Facts(days_frame(rows), _months(months, _months_of_lines(read)))


def _months(path: Path | None, otherwise: pl.DataFrame) -> pl.DataFrame:
    if path is None:
        return otherwise
    if path.suffix == ".parquet":
        return _parquet(path, MONTHS)
    bad: list[BadRow] = []
    text = path.read_text(encoding="utf-8-sig")
    read = list(lines(text, MONTH_COLUMNS, ("employee", "month"), bad))
    if bad:
        raise BadFacts(bad)
    return months_frame([_month(line.values) for line in read])


def _parquet(path: Path, schema: pl.Schema) -> pl.DataFrame:
    """Columns that the file has not are null."""
    try:
        found = pl.read_parquet(path)
    except pl.exceptions.PolarsError as error:
        raise BadFacts([BadRow(1, "", path.name, f"berkas Parquet ({error})")]) from error
    unknown = [
        BadRow(1, name, "", "kolom tidak dikenal") for name in found.columns if name not in schema
    ]
    wrong = [
        BadRow(1, name, str(found.schema[name]), str(kind))
        for name, kind in schema.items()
        if name in found.schema and not _casts(found[name], kind)
    ]
    needed = [
        BadRow(1, name, "", "kolom ini wajib ada")
        for name in _KEYS
        if name in schema and name not in found.columns
    ]
    if unknown or wrong or needed:
        raise BadFacts([*unknown, *wrong, *needed])
    absent = [
        pl.lit(None, kind).alias(name) for name, kind in schema.items() if name not in found.columns
    ]
    return found.with_columns(absent).select(schema.names()).cast(dict(schema))  # type: ignore[arg-type] # stubs


_KEYS = ("employee", "on", "month")


def _casts(column: pl.Series, kind: pl.DataType) -> bool:
    try:
        column.cast(kind)
    except (pl.exceptions.InvalidOperationError, pl.exceptions.ComputeError):
        return False
    return True


# ---- days


def _day_lines(text: str) -> list[list[Line]]:
    """The rows of each employee and date together, in the order in which they first occur."""
    bad: list[BadRow] = []
    groups: dict[tuple[str, date], list[Line]] = {}
    for line in lines(text, {**DAY_COLUMNS, **SESSION_COLUMNS}, ("employee", "on"), bad):
        groups.setdefault((line.values["employee"], line.values["on"]), []).append(line)
    for group in groups.values():
        bad.extend(_contradictions(group))
    if bad:
        raise BadFacts(sorted(bad))
    return list(groups.values())


def _contradictions(group: list[Line]) -> Iterable[BadRow]:
    first = group[0]
    for line in group[1:]:
        for name in DAY_COLUMNS:
            value = line.values.get(name)
            if value is not None and value != first.values.get(name):
                yield BadRow(line.number, name, str(value), f"sama dengan baris {first.number}")


def _day(group: list[Line]) -> DayFacts:
    values = group[0].values
    named = [line.values for line in group if "session" in line.values]
    kind = values.get("day", "work")
    return DayFacts(
        employee=values["employee"],
        on=values["on"],
        opd=values.get("opd", ""),
        employment=values.get("employment", "pns"),
        pattern=values.get("pattern", ""),
        day=kind,
        expected=values.get("expected", kind == "work"),
        ended=values.get("ended", True),
        status=values.get("status", "cuti" if "cuti" in values else "office"),
        cuti=values.get("cuti"),
        cuti_from_on=values.get("cuti_from_on"),
        cuti_until_on=values.get("cuti_until_on"),
        cuti_child=values.get("cuti_child"),
        away_s=values.get("away_minutes", 0),
        away_permitted_s=values.get("away_permitted_minutes", 0),
        minimum_s=values.get("minimum_minutes", 0),
        outage=values.get("outage", False),
        sessions=tuple(_session(session) for session in named),
        events=values.get("events", ()),
    )


def _session(values: dict[str, Any]) -> SessionFact:
    return SessionFact(
        session=values["session"],
        role=values.get("role", "presence"),
        due_s=values.get("due"),
        opens_s=values.get("opens"),
        closes_s=values.get("closes"),
        at_s=values.get("at"),
        mark=values.get("mark", "phone" if "at" in values else None),
        event=values.get("event"),
    )


# ---- months


def _months_of_lines(groups: list[list[Line]]) -> pl.DataFrame:
    """One row per employee and month, as its last day says."""
    last: dict[tuple[str, date], dict[str, Any]] = {}
    for group in sorted(groups, key=lambda group: group[0].values["on"]):
        values = group[0].values
        key = (values["employee"], values["on"].replace(day=1))
        last[key] = {**last.get(key, {}), **values, "month": key[1]}
    wanted = ("employee", "month", "opd", "employment", "tpp_rupiah", "grade")
    rows = [{name: row[name] for name in wanted if name in row} for row in last.values()]
    return months_frame([_month(row) for row in rows])


def _months_of(days: pl.DataFrame) -> pl.DataFrame:
    keys = days.sort("on").group_by("employee", month=pl.col("on").dt.month_start())
    rows = keys.agg(pl.col("opd").last(), pl.col("employment").last()).sort("employee", "month")
    return months_frame([_month(row) for row in rows.to_dicts()])


def _month(values: dict[str, Any]) -> MonthFacts:
    month = values["month"]
    following = (month + timedelta(days=31)).replace(day=1)
    whole = {"from_on": month, "until_on": following - timedelta(days=1)}
    return MonthFacts(**{"opd": "", "employment": "pns", **whole, **values})
