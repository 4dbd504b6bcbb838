"""The four frames of the answer, from the lines, caps and effects of every regulation."""

from collections.abc import Sequence

import polars as pl

from domain.assessment.by_month import added
from domain.assessment.case import Case
from domain.assessment.counts import COUNTS
from domain.assessment.effects import effect_base
from domain.assessment.ledger import DEDUCTIONS, LEDGER, PROPOSALS, WARNINGS
from domain.assessment.occurrences import OF_WHOLE_DAY
from domain.assessment.result import Settled, final_caps
from domain.assessment.units import unit_of
from domain.assessment.warning_frames import NOTHING
from domain.perbup_rules import Propose

KINDS = ("cut", "free", "waived")
LINES, CAPS, EFFECTS, LAST = range(4)
"""The stages of a date or month, in the order of the ledger."""


def ledger(case: Case, parts: Sequence[Settled], sums: pl.DataFrame) -> pl.DataFrame:
    """Columns of `LEDGER`. `sums`: what lines and effects take."""
    frames = [_last(case, sums)]
    for part in parts:
        frames += [_lines(case, part), _caps(part), _effects(part)]
    ordered = _in_order([frame for frame in frames if len(frame)])
    people = case.months.select(pl.col("employee", "month").gather(ordered["em"]))
    mode = pl.when("trial").then(pl.lit("trial")).otherwise(pl.lit("live")).alias("mode")
    named = ordered.hstack(people).with_columns(mode, pl.col("events").fill_null([]))
    return named.select(LEDGER.names()).cast(LEDGER)


def _in_order(frames: list[pl.DataFrame]) -> pl.DataFrame:
    """The lines of one regulation alone stand in order already."""
    own = {name: kind for name, kind in LEDGER.items() if name not in {"employee", "month", "mode"}}
    nothing = pl.DataFrame(schema={"em": pl.UInt32, "trial": pl.Boolean, **own})
    whole = pl.concat([nothing, *frames], how="diagonal_relaxed")
    if len(frames) > 1:
        order = ["em", "on", "stage", "at", "place", "row", "pos"]
        whole = whole.sort(order, nulls_last=True, maintain_order=True)
    return whole.with_columns(pl.col("em").set_sorted())


def _named(frame: pl.DataFrame, index: str, names: dict[str, list[str | None]]) -> pl.DataFrame:
    """Adds texts by their place in the regulation."""
    return frame.with_columns(
        pl.Series(name, texts, dtype=pl.String).gather(frame[index]).alias(name)
        if texts
        else pl.lit(None, dtype=pl.String).alias(name)
        for name, texts in names.items()
    )


def _staged(frame: pl.DataFrame, part: Settled | None, stage: int, place: str) -> pl.DataFrame:
    perbup = None if part is None else part.charge.perbup.id
    return frame.with_columns(
        pl.lit(stage).alias("stage"),
        pl.lit(0 if part is None else part.charge.at).alias("at"),
        pl.col(place).cast(pl.Int64).alias("place"),
        *([] if part is None else [pl.lit(perbup).alias("perbup")]),
    )


def _lines(case: Case, part: Settled) -> pl.DataFrame:
    rules = part.charge.perbup.rules
    names: dict[str, list[str | None]] = {
        "rule_code": [rule.code for rule in rules],
        "clause": [rule.clause for rule in rules],
        "unit": [unit_of(rule.measure) for rule in rules],
        "base": [rule.base for rule in rules],
    }
    kind = pl.Series(KINDS).gather(part.lines["status"]).alias("kind")
    named = _named(part.lines, "rule", names).with_columns(kind, _events(case, part))
    staged = _staged(named, part, LINES, "rule")
    unsaid = ("rule", "whole", "rest", "status", "kept", "event", "cited")
    return staged.drop(unsaid).rename({"rule_code": "rule"})


def _events(case: Case, part: Settled) -> pl.Series:
    """Of the entry of each line, of its whole day, or what it cites."""
    lines, rules = part.lines, part.charge.perbup.rules
    if lines.is_empty():
        return pl.Series("events", [], dtype=pl.List(pl.Int64))
    whole_day = [i for i, rule in enumerate(rules) if isinstance(rule.measure, OF_WHOLE_DAY)]
    row = pl.when(pl.col("rule").is_in(whole_day)).then("row").alias("row")
    sources = lines.select(row, "event", "cited")
    known = pl.col("event").is_not_null()
    return sources.with_columns(
        case.days["events"].gather(sources["row"]).alias("of_day"),
        part.charge.cited.gather(sources["cited"]).alias("of_month"),
        sources["event"].reshape((-1, 1)).arr.to_list().alias("own"),
    ).select(
        pl.coalesce("of_day", "of_month", pl.when(known).then("own"), pl.lit([])).alias("events")
    )["events"]


def _caps(part: Settled) -> pl.DataFrame:
    caps = part.charge.perbup.caps
    names: dict[str, list[str | None]] = {
        "clause": [cap.clause for cap in caps],
        "base": [cap.base for cap in caps],
    }
    return _staged(_as_cap(_named(part.caps, "index", names)), part, CAPS, "index").drop("index")


def _as_cap(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.lit("cap").alias("rule"), pl.lit("cap").alias("kind"))


def _effects(part: Settled) -> pl.DataFrame:
    effects = part.charge.perbup.effects
    names: dict[str, list[str | None]] = {
        "rule": [effect.code for effect in effects],
        "clause": [effect.clause for effect in effects],
        "unit": [unit_of(effect.measure) for effect in effects],
        "base": [effect_base(effect) for effect in effects],
    }
    named = _named(part.effects.lines, "index", names)
    kind = pl.lit("effect").alias("kind")
    return _staged(named.with_columns(kind), part, EFFECTS, "index").drop("index")


def _last(case: Case, sums: pl.DataFrame) -> pl.DataFrame:
    caps = final_caps(case, sums)
    perbup = _perbup_ids(case).gather(caps["em"]).alias("perbup")
    named = _as_cap(caps).with_columns(
        perbup, pl.lit("").alias("clause"), pl.lit("tpp").alias("base")
    )
    return _staged(named, None, LAST, "index").drop("index")


def _perbup_ids(case: Case) -> pl.Series:
    """The month's regulation of every employee-month."""
    ids = pl.Series("perbup", [perbup.id for perbup in case.perbups], dtype=pl.String)
    return ids.gather(case.months["regulation"].cast(pl.UInt32))


# ---- sums


def deductions(case: Case, parts: Sequence[Settled], sums: pl.DataFrame) -> pl.DataFrame:
    """Columns of `DEDUCTIONS`, of the assessed employee-months. `sums`: what is taken of each,
    before the last cap."""
    later = pl.repeat(value=False, n=len(case.months), eager=True).alias("later")
    for part in parts:
        later = later.scatter(part.effects.postponed["em"], values=True)
    postponed = (pl.col("withheld_later") & ~pl.col("trial")) | pl.col("later")
    whole = pl.concat(
        [case.months, sums.rename({"trial": "shadow"}), _counts(case, parts)], how="horizontal"
    )
    return (
        whole.lazy()
        .with_columns(
            _perbup_ids(case),
            later,
            cut_rupiah=pl.min_horizontal("live", "gross_rupiah"),
            shadow_rupiah=pl.min_horizontal("shadow", "gross_rupiah"),
        )
        .filter("assessed")
        .with_columns(net_rupiah=pl.col("gross_rupiah") - pl.col("cut_rupiah"))
        .with_columns(postponed_rupiah=pl.when(postponed).then("net_rupiah").otherwise(0))
        .select(DEDUCTIONS.names())
        .cast(DEDUCTIONS)
        .collect()
    )


def _counts(case: Case, parts: Sequence[Settled]) -> pl.DataFrame:
    none = pl.repeat(0, len(case.months), dtype=pl.Int64, eager=True)
    whole = added([pl.DataFrame(dict.fromkeys(COUNTS, none)), *(p.charge.counts for p in parts)])
    return whole.select(pl.all().clip(0, pl.Int32.max()))


def proposals(case: Case, parts: Sequence[Settled]) -> pl.DataFrame:
    """Columns of `PROPOSALS`."""
    frames = [pl.DataFrame(schema={"em": pl.UInt32, "index": pl.Int16, **PROPOSALS})]
    for part in parts:
        effects = part.charge.perbup.effects
        names: dict[str, list[str | None]] = {
            "effect": [effect.code for effect in effects],
            "clause": [effect.clause for effect in effects],
            "punishment": [e.do.punishment if isinstance(e.do, Propose) else None for e in effects],
        }
        made = _named(part.effects.proposals, "index", names)
        people = case.months.select(pl.col("employee", "month").gather(made["em"]))
        perbup = pl.lit(part.charge.perbup.id).alias("perbup")
        frames.append(made.hstack(people).with_columns(perbup))
    whole = pl.concat(frames, how="diagonal_relaxed").sort("em", "index", maintain_order=True)
    return whole.select(PROPOSALS.names()).cast(PROPOSALS)


def warnings(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Columns of `WARNINGS`, each once."""
    told = [frame for frame in frames if len(frame)]
    return pl.concat(told).unique().sort(WARNINGS.names()) if told else NOTHING
