"""The read side of a regency: rebuild, rules, questions over HTTP, and the rush of a morning."""

import tempfile
from pathlib import Path

from benchmarks import read_side_queries, read_side_rebuild, read_side_rules, read_side_rush
from benchmarks.regency import regency
from benchmarks.report import Report

MEASURES = (
    read_side_rebuild.measure,
    read_side_rules.measure,
    read_side_queries.measure,
    read_side_rush.measure,
)


def run(full: bool) -> list[Report]:
    """One regency for all, in this order: the first fills the views that the others ask."""
    people, days = (6_000, 365) if full else (2_000, 91)
    with (
        tempfile.TemporaryDirectory(prefix="epresensi-bench-") as name,
        regency(Path(name), people, days) as town,
    ):
        return [measure(town) for measure in MEASURES]
