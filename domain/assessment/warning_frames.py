"""Warnings: facts that cannot be read or that the regulation does not know."""

import polars as pl

from domain.assessment.ledger import WARNINGS
from domain.assessment.shape import same

NOTHING = pl.DataFrame(schema=WARNINGS)


def noted(
    code: str = "",
    employee: pl.Series | None = None,
    on: pl.Series | None = None,
    session: pl.Series | None = None,
) -> pl.DataFrame:
    """A frame of one warning for each place; without places an empty one."""
    if employee is None or not len(employee):
        return NOTHING
    nothing = same(None, len(employee), pl.String)
    columns = {
        "employee": employee,
        "on": on,
        "session": nothing if session is None else session,
        "code": same(code, len(employee), pl.String),
    }
    return pl.DataFrame(columns).cast(WARNINGS)
