"""What an assessment changes of the figures that the views have, clause by clause."""

import polars as pl

from domain.assessment import Assessment
from projections.stored_facts import EMPLOYEE_MONTHS
from projections.view import Frames, keys_from

_KEY = ["employee", "month"]
_FIGURES = ("gross", "cut", "shadow", "net")
_CLAUSE = ["perbup", "rule", "clause", "mode"]
_LISTS = [*_CLAUSE, "before_rupiah", "now_rupiah"]


def differences(frames: Frames, wanted: pl.DataFrame, new: Assessment) -> pl.DataFrame:
    """The rows of `views.difference`, but for the report's number, of the EMPLOYEE_MONTHS wanted.

    Only those whose gross, cut, shadow or net differ.
    """
    figures = _figures(_stored_deductions(frames, wanted), new.deductions)
    clauses = _clauses(_stored_clauses(frames, wanted.join(figures, on=_KEY, how="semi")), new)
    return figures.join(clauses, on=_KEY, how="left").with_columns(pl.col(_LISTS).fill_null([]))


def _figures(old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    names = [f"{name}_rupiah" for name in _FIGURES]
    before = old.select(*_KEY, "opd", *names).rename({n: _before(n) for n in names})
    both = before.join(
        new.select(*_KEY, pl.col("opd").alias("opd_now"), *names),
        on=_KEY,
        how="full",
        coalesce=True,
    ).with_columns(pl.col(*names, *map(_before, names)).fill_null(0))
    differs = pl.any_horizontal(pl.col(name) != pl.col(_before(name)) for name in names)
    ordered = [column for name in names for column in (_before(name), name)]
    return both.filter(differs).select(*_KEY, pl.coalesce("opd_now", "opd").alias("opd"), *ordered)


def _clauses(old: pl.DataFrame, new: Assessment) -> pl.DataFrame:
    """By employee-month, in lists: what each clause took, where it now takes something else."""
    now = new.ledger.group_by(*_KEY, *_CLAUSE).agg(now_rupiah=pl.col("rupiah").sum())
    both = old.join(now, on=[*_KEY, *_CLAUSE], how="full", coalesce=True, nulls_equal=True)
    changed = both.with_columns(pl.col("before_rupiah", "now_rupiah").fill_null(0)).filter(
        pl.col("before_rupiah") != pl.col("now_rupiah")
    )
    return changed.sort(*_KEY, *_CLAUSE).group_by(_KEY, maintain_order=True).agg(_LISTS)


def _before(name: str) -> str:
    return name.replace("_rupiah", "_before_rupiah")


def _stored_deductions(frames: Frames, wanted: pl.DataFrame) -> pl.DataFrame:
    names = ("opd", *(f"{name}_rupiah" for name in _FIGURES))
    columns = ", ".join(f"t.{name}" for name in (*_KEY, *names))
    return _stored(frames, f"SELECT {columns}", "tpp_deduction", "", wanted)


def _stored_clauses(frames: Frames, wanted: pl.DataFrame) -> pl.DataFrame:
    columns = ", ".join(f"t.{name}" for name in (*_KEY, *_CLAUSE))
    chosen = f"SELECT {columns}, sum(t.rupiah)::bigint AS before_rupiah"
    return _stored(frames, chosen, "lateness_ledger", f"GROUP BY {columns}", wanted)


def _stored(
    frames: Frames, select: str, table: str, grouping: str, wanted: pl.DataFrame
) -> pl.DataFrame:
    query = f"""
        {select} FROM {frames.schema}.{table} AS t
        JOIN {keys_from(EMPLOYEE_MONTHS)} AS k ON t.employee = k.employee AND t.month = k.month
        {grouping}
    """
    return frames.read_many(query, wanted.select(EMPLOYEE_MONTHS.names()).to_dict())
