"""Facts of made-up employees, as many as asked for, the same each time."""

from datetime import date
from io import BytesIO

import polars as pl

from domain.facts import DAYS, MONTHS

PEOPLE = 1_000
"""One block of people, repeated under other names until there are enough."""

SESSIONS = (
    ("arrival", 27_000, 21_600, 43_200),
    ("presence", 46_800, 43_200, 50_400),
    ("leaving", 57_600, 50_400, 64_800),
    ("apel", 27_000, 25_200, 30_600),
)
"""Role, due time and window, in seconds; apel is on Mondays."""

OF_10_000 = {"late": 800, "early": 300, "missing": 300, "absent": 100, "cuti": 300}
"""How many sessions of ten thousand are late, early or missing, and days absent or on leave."""


def days(people: int, first: date, months: int, names: dict[str, str]) -> pl.DataFrame:
    """A row for each of the people and each date of the months, in their order.

    `names`: what the sessions are called, by their role; a day has those that are named.
    """
    block = _block(first, months, names)
    blocks = [renamed(block, number) for number in range(people // PEOPLE)]
    return _stored(pl.concat(blocks).select(DAYS.names()))


def renamed(block: pl.DataFrame, number: int) -> pl.DataFrame:
    """The rows of the first block of people under the names of another one."""
    return block.with_columns(_repeated(_names(number), len(block) // PEOPLE))


def _stored(frame: pl.DataFrame) -> pl.DataFrame:
    """As a database gives it: every value written out, also those that are the same in all rows."""
    written = BytesIO()
    frame.write_ipc(written)
    return pl.read_ipc(written.getvalue()).rechunk()


def months_of(people: int, first: date, months: int) -> pl.DataFrame:
    names = [name for number in range(people // PEOPLE) for name in _names(number)]
    month = pl.DataFrame({"month": _starts(first, months)})
    given = (
        pl.DataFrame({"employee": names})
        .join(month, how="cross")
        .with_columns(
            pl.col("month").alias("from_on"),
            pl.col("month").dt.month_end().alias("until_on"),
            opd=pl.lit("dinas-01"),
            employment=pl.lit("pns"),
            grade=pl.lit(9),
            tpp_rupiah=pl.lit(4_000_000),
            acting_rupiah=pl.lit(0),
            predicate=pl.lit("baik"),
            score_minutes=pl.lit(6_800),
            score_entries=pl.lit(20),
            score_unfit=pl.lit(0),
        )
    )
    return _stored(_filled(given, MONTHS))


def _filled(given: pl.DataFrame, schema: pl.Schema) -> pl.DataFrame:
    """Lists that are not given are empty, the rest is null."""
    lists = [name for name, kind in given.schema.items() if isinstance(kind, pl.List)]
    given = given.with_columns(pl.col(n).fill_null(pl.lit([], given.schema[n])) for n in lists)
    missing = {
        name: pl.lit([], dtype=kind) if isinstance(kind, pl.List) else pl.lit(None, dtype=kind)
        for name, kind in schema.items()
        if name not in given.columns
    }
    return given.with_columns(**missing).select(schema.names()).cast(schema)


def _names(block: int) -> list[str]:
    return [f"pegawai-{block * PEOPLE + i:08d}" for i in range(PEOPLE)]


def _repeated(names: list[str], times: int) -> pl.Series:
    each = pl.int_range(len(names) * times, eager=True) // times
    return pl.Series("employee", names).gather(each)


def _starts(first: date, months: int) -> list[date]:
    until = date(
        first.year + (first.month + months - 2) // 12, (first.month + months - 2) % 12 + 1, 1
    )
    return pl.date_range(first, until, "1mo", eager=True).to_list()


def _block(first: date, months: int, names: dict[str, str]) -> pl.DataFrame:
    last = pl.Series(_starts(first, months)).dt.month_end().to_list()[-1]
    dates = pl.DataFrame({"on": pl.date_range(first, last, eager=True)})
    rows = pl.DataFrame({"person": range(PEOPLE)}).join(dates, how="cross").drop("person")
    drawn = rows.with_row_index("n").with_columns(
        (pl.col("on").dt.weekday() <= 5).alias("expected"),
        (_draw("cuti") & (pl.col("on").dt.weekday() <= 5)).alias("leave"),
        _draw("absent").alias("gone"),
    )
    leave = pl.when("leave").then("on")
    plain = drawn.with_columns(
        pl.when("expected").then(pl.lit("work")).otherwise(pl.lit("off")).alias("day"),
        pl.when("leave").then(pl.lit("cuti")).otherwise(pl.lit("office")).alias("status"),
        pl.when("leave").then(pl.lit("tahunan")).alias("cuti"),
        leave.alias("cuti_from_on"),
        leave.alias("cuti_until_on"),
        employee=pl.lit(""),
        opd=pl.lit("dinas-01"),
        employment=pl.lit("pns"),
        pattern=pl.lit("lima-hari"),
        ended=pl.lit(value=True),
        outage=pl.lit(value=False),
        away_s=pl.lit(0),
        away_permitted_s=pl.lit(0),
        minimum_s=pl.lit(27_000),
        events=pl.when("leave").then(pl.concat_list(pl.col("n").cast(pl.Int64) * 10 + 9)),
    )
    sessions = _sessions(drawn.filter(pl.col("expected") & ~pl.col("leave")), names)
    return _filled(plain.join(sessions, on="n", how="left", maintain_order="left"), DAYS)


def _draw(what: str, salt: int = 0) -> pl.Expr:
    """True for as many of ten thousand as the table says."""
    seed = sum(map(ord, what)) + salt
    return pl.col("n").hash(seed) % 10_000 < OF_10_000[what]


def _sessions(duty: pl.DataFrame, names: dict[str, str]) -> pl.DataFrame:
    """The session lists of the days on duty."""
    frames = [
        duty.filter((pl.col("on").dt.weekday() == 1) | (role != "apel")).select(
            "n",
            session=pl.lit(names[role]),
            role=pl.lit(role),
            due_s=pl.lit(due_s),
            opens_s=pl.lit(opens_s),
            closes_s=pl.lit(closes_s),
            at_s=_at_s(role, due_s, nth),
            event=pl.col("n").cast(pl.Int64) * 10 + nth,
        )
        for nth, (role, due_s, opens_s, closes_s) in enumerate(SESSIONS)
        if role in names
    ]
    marked = pl.concat(frames).with_columns(
        pl.when(pl.col("at_s").is_not_null()).then(pl.lit("phone")).alias("mark")
    )
    return marked.sort("n", "due_s").group_by("n", maintain_order=True).agg(pl.all())


def _at_s(role: str, due_s: int, nth: int) -> pl.Expr:
    """In time by up to twenty minutes, late or early by up to two hours, or nothing."""
    in_time = (pl.col("n").hash(nth) % 1_200).cast(pl.Int64)
    odd = (pl.col("n").hash(10 + nth) % 7_200).cast(pl.Int64)
    late, early = _draw("late", nth), _draw("early", nth)
    at = {
        "arrival": due_s - in_time + pl.when(late).then(in_time + odd).otherwise(0),
        "presence": due_s + in_time,
        "apel": due_s + in_time,
        "leaving": due_s + in_time - pl.when(early).then(in_time + odd).otherwise(0),
    }[role]
    return pl.when(~pl.col("gone") & ~_draw("missing", nth)).then(at)
