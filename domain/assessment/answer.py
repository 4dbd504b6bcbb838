"""The four frames of the answer, from the lines, caps and effects of every regulation."""

from collections.abc import Iterator, Sequence

import polars as pl

from domain.assessment.by_month import added
from domain.assessment.case import Case
from domain.assessment.counts import COUNTS
from domain.assessment.effects import effect_base
from domain.assessment.ledger import DEDUCTIONS, LEDGER, PROPOSALS, WARNINGS
from domain.assessment.occurrences import OF_WHOLE_DAY
from domain.assessment.plans import computed
from domain.assessment.result import Settled, final_caps
from domain.assessment.shape import same
from domain.assessment.units import unit_of
from domain.assessment.warning_frames import NOTHING
from domain.perbup_rules import Propose

KINDS = ("cut", "free", "waived")
NO_LINES = pl.DataFrame(
    schema={"em": pl.UInt32, "trial": pl.Boolean, **LEDGER},
).drop("employee", "month", "mode")
NO_PROPOSALS = pl.DataFrame(schema=PROPOSALS)
LINES, CAPS, EFFECTS, LAST = range(4)
"""The stages of a date or month, in the order of the ledger."""


def ledger(case: Case, parts: Sequence[Settled], sums: pl.DataFrame) -> pl.DataFrame:
    """Columns of `LEDGER`. `sums`: what lines and effects take."""
    frames = [_last(case, final_caps(case, sums))]
    for part in parts:
        frames += [_lines(case, part), _caps(part), _effects(part)]
    whole = _in_order([frame for frame in frames if frame is not None])
    employee, month = (pl.lit(case.months[name]).gather("em") for name in ("employee", "month"))
    return (
        whole.with_columns(
            employee.alias("employee"),
            month.alias("month"),
            mode=pl.when("trial").then(pl.lit("trial")).otherwise(pl.lit("live")),
            events=pl.col("events").fill_null([]),
        )
        .select(LEDGER.names())
        .cast(LEDGER)
        .pipe(computed)
    )


def _in_order(frames: Sequence[pl.LazyFrame]) -> pl.LazyFrame:
    """The lines of one regulation alone stand in order already."""
    whole = pl.concat([NO_LINES.lazy(), *frames], how="diagonal_relaxed")
    if len(frames) <= 1:
        return whole
    order = ["em", "on", "stage", "at", "place", "row", "pos", "trial"]
    return whole.sort(order, nulls_last=True, maintain_order=True)


def _texts(index: str, **names: Sequence[str | None]) -> Iterator[pl.Expr]:
    """Texts by their place in the regulation."""
    for name, texts in names.items():
        yield pl.lit(pl.Series(texts, dtype=pl.String)).gather(index).alias(name)


def _staged(part: Settled, stage: int, place: str) -> Iterator[pl.Expr]:
    yield pl.lit(stage).alias("stage")
    yield pl.lit(part.charge.at).alias("at")
    yield pl.col(place).cast(pl.Int64).alias("place")
    yield pl.lit(part.charge.perbup.id).alias("perbup")


def _lines(case: Case, part: Settled) -> pl.LazyFrame | None:
    if part.lines.is_empty():
        return None
    rules = part.charge.perbup.rules
    named = part.lines.lazy().with_columns(
        *_texts(
            "rule",
            rule_code=[rule.code for rule in rules],
            clause=[rule.clause for rule in rules],
            unit=[unit_of(rule.measure) for rule in rules],
            base=[rule.base for rule in rules],
        ),
        *_staged(part, LINES, "rule"),
        *_texts("status", kind=KINDS),
        events=_events(case, part),
    )
    unsaid = ("rule", "whole", "rest", "status", "kept", "event", "cited")
    return named.drop(unsaid).rename({"rule_code": "rule"})


def _events(case: Case, part: Settled) -> pl.Expr:
    """Of the entry of each line, of its whole day, or what it cites."""
    rules = enumerate(part.charge.perbup.rules)
    whole_day = [i for i, rule in rules if isinstance(rule.measure, OF_WHOLE_DAY)]
    row = pl.when(pl.col("rule").is_in(whole_day)).then("row")
    own = pl.col("event").reshape((-1, 1)).arr.to_list()
    return pl.coalesce(
        pl.lit(case.days["events"]).gather(row),
        pl.lit(part.charge.cited).gather("cited"),
        pl.when(pl.col("event").is_not_null()).then(own),
        pl.lit([]),
    )


def _caps(part: Settled) -> pl.LazyFrame | None:
    if part.caps.is_empty():
        return None
    caps = part.charge.perbup.caps
    clauses, bases = [cap.clause for cap in caps], [cap.base for cap in caps]
    named = part.caps.lazy().with_columns(
        *_texts("index", clause=clauses, base=bases),
        *_staged(part, CAPS, "index"),
        rule=pl.lit("cap"),
        kind=pl.lit("cap"),
    )
    return named.drop("index")


def _effects(part: Settled) -> pl.LazyFrame | None:
    if part.effects.lines.is_empty():
        return None
    effects = part.charge.perbup.effects
    named = part.effects.lines.lazy().with_columns(
        *_texts(
            "index",
            rule=[effect.code for effect in effects],
            clause=[effect.clause for effect in effects],
            unit=[unit_of(effect.measure) for effect in effects],
            base=[effect_base(effect) for effect in effects],
        ),
        *_staged(part, EFFECTS, "index"),
        kind=pl.lit("effect"),
    )
    return named.drop("index")


def _last(case: Case, caps: pl.DataFrame) -> pl.LazyFrame | None:
    if caps.is_empty():
        return None
    return caps.lazy().select(
        pl.exclude("index"),
        pl.lit(_perbup_ids(case)).gather("em").alias("perbup"),
        stage=pl.lit(LAST),
        at=pl.lit(0),
        place=pl.lit(0, dtype=pl.Int64),
        rule=pl.lit("cap"),
        kind=pl.lit("cap"),
        clause=pl.lit(""),
        base=pl.lit("tpp"),
    )


def _perbup_ids(case: Case) -> pl.Series:
    """The month's regulation of every employee-month."""
    ids = pl.Series("perbup", [perbup.id for perbup in case.perbups], dtype=pl.String)
    return ids.gather(case.months["regulation"].cast(pl.UInt32))


# ---- sums


def deductions(case: Case, parts: Sequence[Settled], sums: pl.DataFrame) -> pl.DataFrame:
    """Columns of `DEDUCTIONS`, of the assessed employee-months. `sums`: what is taken of each,
    before the last cap."""
    later = same(value=False, length=len(case.months), kind=pl.Boolean).alias("later")
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
        .pipe(computed)
    )


def _counts(case: Case, parts: Sequence[Settled]) -> pl.DataFrame:
    if not parts:
        none = same(0, len(case.months), pl.Int64)
        return pl.DataFrame(dict.fromkeys(COUNTS, none))
    whole = added([part.charge.counts for part in parts])
    return whole.lazy().select(pl.all().clip(0, pl.Int32.max())).pipe(computed)


def proposals(case: Case, parts: Sequence[Settled]) -> pl.DataFrame:
    """Columns of `PROPOSALS`."""
    made = [_proposed(case, part) for part in parts if len(part.effects.proposals)]
    if not made:
        return NO_PROPOSALS
    whole = pl.concat(made).sort("em", "index", maintain_order=True)
    return whole.select(PROPOSALS.names()).cast(PROPOSALS)


def _proposed(case: Case, part: Settled) -> pl.DataFrame:
    effects = part.charge.perbup.effects
    punishments = [e.do.punishment if isinstance(e.do, Propose) else None for e in effects]
    return part.effects.proposals.with_columns(
        *_texts(
            "index",
            effect=[effect.code for effect in effects],
            clause=[effect.clause for effect in effects],
            punishment=punishments,
        ),
        pl.lit(case.months["employee"]).gather("em").alias("employee"),
        pl.lit(case.months["month"]).gather("em").alias("month"),
        perbup=pl.lit(part.charge.perbup.id),
    )


def warnings(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Columns of `WARNINGS`, each once."""
    told = [frame for frame in frames if len(frame)]
    return pl.concat(told).unique().sort(WARNINGS.names()) if told else NOTHING
