"""Choosing values for many fields with one draw: examples are large, and every draw takes time."""

from collections.abc import Sequence
from math import prod
from typing import Any

from hypothesis import strategies as st


def each_of(**options: Sequence[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """One of its options for every name; the first of each is the simplest."""
    count = prod(len(values) for values in options.values())
    return st.integers(0, count - 1).map(lambda number: _chosen(options, number))


def _chosen(options: dict[str, Sequence[Any]], number: int) -> dict[str, Any]:
    chosen = {}
    for name, values in options.items():
        number, place = divmod(number, len(values))
        chosen[name] = values[place]
    return chosen
