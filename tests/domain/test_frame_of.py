"""Lists come into a frame as they are, or not at all."""

from collections.abc import Sequence
from datetime import date

import polars as pl
import pytest

from domain.facts import frame_of


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (pl.Int64, [[2**63 - 1, -(2**63)], [], [None, 1]]),
        (pl.String, [['"', "\n", "é"], [None], []]),
        (pl.Date, [[date.min, None, date.max], []]),
        (pl.Int64, []),
    ],
)
def test_lists_are_kept_as_they_are(kind: type[pl.DataType], values: list[list[object]]) -> None:
    frame = frame_of({"some": values}, pl.Schema({"some": pl.List(kind)}))
    assert frame.schema == {"some": pl.List(kind)}
    assert frame["some"].to_list() == values


@pytest.mark.parametrize(("kind", "value"), [(pl.Int32, 2**40), (pl.Int64, 2**63), (pl.Date, "x")])
@pytest.mark.parametrize("others", [(), (None,), (1,)])
def test_a_value_that_a_column_cannot_hold_is_no_null(
    kind: type[pl.DataType], value: object, others: Sequence[object]
) -> None:
    with pytest.raises(TypeError):
        frame_of({"some": [[], [value, *others]]}, pl.Schema({"some": pl.List(kind)}))
