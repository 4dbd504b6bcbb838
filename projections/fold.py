"""The fold: the records of attendance days and the duties become day facts. It knows no rates."""

from collections.abc import Iterator

import polars as pl

from domain.assessment.plans import all_computed, computed
from domain.facts import DAYS

_KEY = ["row", "session"]
_SESSION_ROW = ["row", "place", "session", "role", "due_s", "opens_s", "closes_s"]
_SESSION_ROW += ["at_s", "mark", "event", "kind"]
_SESSION_LISTS = ["session", "role", "due_s", "opens_s", "closes_s", "at_s", "mark", "event"]

_UNKNOWN_PLACE = 1_000  # after every session that the pattern knows
_DAYS_S = 2**19 - 1  # six days, beyond which the order of records does not matter

# Which record counts of several for one session, best first.
_APPROVED, _IN_WINDOW, _WAITING, _OUTSIDE = range(4)


def fold_days(duties: pl.DataFrame, slots: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
    """The frames of `Duties` and of `DayRecords` -> DAYS, sorted by employee and date.

    Each row of `duties` becomes a row. Approved special attendance counts before a record in the
    pattern's window, that before one that waits for approval, and that before a record outside the
    window. Of equal ones the first of an arrival counts, and the last of a leaving.
    """
    held = duties.lazy()
    offered, recorded = _named_alike(slots, records)
    standing = computed(_standing(held, recorded)).lazy()
    steps = [_counted(held, offered, standing), _excuses(standing), _away(held, standing)]
    counted, excuses, away = (frame.lazy() for frame in all_computed(steps))
    due = computed(_due(held, offered, counted)).lazy()
    sessions = computed(_sessions(due, offered, counted, excuses)).lazy()
    lists = sessions.group_by("row", maintain_order=True).agg(_SESSION_LISTS)
    days = (
        held.join(lists, on="row", how="left")
        .join(away, on="row", how="left")
        .join(_statuses(sessions), on="row", how="left")
        .with_columns(pl.col(_SESSION_LISTS).fill_null([]), *_plain())
        .select(DAYS.names())
        .cast(DAYS)
        .sort("employee", "on")
    )
    return computed(days)


def _named_alike(*frames: pl.DataFrame) -> Iterator[pl.LazyFrame]:
    """The sessions by numbers, in the order of their names: quicker to join and to sort by."""
    names = pl.concat([frame["session"] for frame in frames]).drop_nulls().unique().sort()
    return (frame.lazy().with_columns(pl.col("session").cast(pl.Enum(names))) for frame in frames)


def _plain() -> list[pl.Expr]:
    away = pl.col("away_s", "away_permitted_s").fill_null(0)
    status = pl.when(pl.col("cuti").is_not_null()).then(pl.lit("cuti")).otherwise("status")
    return [
        away,
        status.fill_null("office").alias("status"),
        pl.coalesce("cited", "events").alias("events"),
    ]


def _standing(duties: pl.LazyFrame, records: pl.LazyFrame) -> pl.LazyFrame:
    """The records that were not voided, by row of the duties."""
    known = duties.select("row", "stream").drop_nulls()
    voided = records.filter(what="voided").select("stream", version="number")
    return (
        records.join(voided, on=["stream", "version"], how="anti")
        .join(known, on="stream", how="inner")
        .drop("stream")
    )


def _decided(standing: pl.LazyFrame) -> pl.LazyFrame:
    """Special attendance by what was decided last: special, pending, or gone."""
    decisions = (
        standing.filter(pl.col("what").is_in(["approved", "refused", "lapsed"]))
        .sort("version")
        .group_by("row", "special")
        .agg(decision=pl.col("what").last())
    )
    mark = pl.when(decision="approved").then(pl.lit("special")).otherwise(pl.lit("pending"))
    return (
        standing.filter(what="special")
        .join(decisions, on=["row", "special"], how="left")
        .filter(pl.col("decision").is_null() | (pl.col("decision") == "approved"))
        .select("row", "session", "position", "at", "kind", mark=mark)
    )


def _counted(duties: pl.LazyFrame, slots: pl.LazyFrame, standing: pl.LazyFrame) -> pl.LazyFrame:
    """The one record of each row and session that counts."""
    plain = standing.filter(pl.col("what").is_in(["phone", "manual"])).select(
        "row", "session", "position", "at", kind=pl.lit(None, pl.String), mark="what"
    )
    candidates = (
        pl.concat([plain, _decided(standing)])
        .join(duties.select("row", "plan", "on", "offset_s", "pending_present"), on="row")
        .join(slots.drop("place", "due", "due_s"), on=["plan", "session"], how="left")
        .with_columns(at_s=pl.col("at") + pl.col("offset_s") - pl.col("on").dt.epoch("s"))
        .with_columns(order=_order())
    )
    first = pl.col("order") == pl.col("order").min().over(_KEY)
    chosen = candidates.filter(first)
    present = (pl.col("mark") != "pending") | pl.col("pending_present")
    return chosen.with_columns(
        at_s=pl.when(present).then("at_s"), mark=pl.when(present).then("mark"), event="position"
    )


def _order() -> pl.Expr:
    """One number, least for the record that counts: rank, then time, then place in the log."""
    outside = ~pl.col("at_s").is_between("opens_s", "closes_s")
    rank = (
        pl.when(mark="special").then(_APPROVED)
        .when(mark="pending").then(_WAITING)
        .when(outside).then(_OUTSIDE)
        .otherwise(_IN_WINDOW)
    )  # fmt: skip
    near = pl.col("at_s").clip(-_DAYS_S, _DAYS_S)
    time = pl.when(role="leaving").then(-near).otherwise(near) + _DAYS_S
    return rank.cast(pl.Int64) * 2**61 + time * 2**40 + pl.col("position")


def _excuses(standing: pl.LazyFrame) -> pl.LazyFrame:
    """The sessions whose last word is that they are excused, and the position of that word."""
    words = standing.filter(pl.col("what").is_in(["excused", "unexcused"])).sort("version")
    last = words.group_by(_KEY).agg(pl.col("what").last(), excuse=pl.col("position").last())
    return last.filter(what="excused").drop("what")


def _due(duties: pl.LazyFrame, slots: pl.LazyFrame, counted: pl.LazyFrame) -> pl.LazyFrame:
    """A row for each session that is due, with the record that counts."""
    asked = duties.select("row", "plan", "end").join(slots.filter("due").drop("due"), on="plan")
    attended = counted.select(*_KEY, "at_s", "mark", "event", "kind")
    return asked.join(attended, on=_KEY, how="left").with_columns(event=pl.coalesce("event", "end"))


def _sessions(
    due: pl.LazyFrame, slots: pl.LazyFrame, counted: pl.LazyFrame, excuses: pl.LazyFrame
) -> pl.LazyFrame:
    """A row for each session that is due or attended, in the order of the day's plan."""
    beside = (
        counted.join(due, on=_KEY, how="anti")
        .join(slots.select("plan", "session", "place"), on=["plan", "session"], how="left")
        .with_columns(
            pl.col("role").fill_null("presence"),
            pl.col("place").fill_null(_UNKNOWN_PLACE),
            due_s=pl.lit(None, pl.Int32),
        )
    )
    rows = pl.concat([due.select(_SESSION_ROW), beside.select(_SESSION_ROW)])
    rows = rows.join(excuses, on=_KEY, how="left").with_columns(
        mark=pl.when(pl.col("excuse").is_null()).then("mark").otherwise(pl.lit("excused")),
        event=pl.coalesce("excuse", "event"),
    )
    return rows.sort("row", "place", "session")


def _away(duties: pl.LazyFrame, standing: pl.LazyFrame) -> pl.LazyFrame:
    """Of the days on which the office was left; `cited` are all events that made the day."""
    left = standing.filter(pl.col("what").is_in(["left", "left_permitted"]))
    permitted = pl.col("what") == "left_permitted"
    away = left.group_by("row").agg(
        "position",
        away_s=pl.col("number").filter(~permitted).sum(),
        away_permitted_s=pl.col("number").filter(permitted).sum(),
    )
    cited = pl.concat_list("events", "position").list.sort().alias("cited")
    return away.join(duties.select("row", "events"), on="row").select(
        "row", "away_s", "away_permitted_s", cited
    )


def _statuses(sessions: pl.LazyFrame) -> pl.LazyFrame:
    """The kind of special attendance that fills the day: a meeting in the afternoon does not make
    it a day of meetings, else it would excuse the morning."""
    due = (
        sessions.filter(pl.col("due_s").is_not_null())
        .group_by("row")
        .agg(elsewhere=(pl.col("kind").is_not_null() & pl.col("at_s").is_not_null()).all())
    )
    kinds = sessions.drop_nulls("kind").group_by("row", maintain_order=True)
    return (
        kinds.agg(status=pl.col("kind").first())
        .join(due, on="row", how="left")
        .filter(pl.col("elsewhere").fill_null(True))
        .select("row", "status")
    )
