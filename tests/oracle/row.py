"""The row of deductions of an employee-month: its money and its counts."""

from typing import Any

from tests.oracle.month import Month
from tests.oracle.quantities import Reading


def deductions_row(month: Month) -> dict[str, Any]:
    cut, shadow = (
        sum(line.rupiah for line in month.lines if line.mode == mode and line.kind in _COSTS)
        for mode in ("live", "trial")
    )
    gross = month.allowance.gross
    return {
        "opd": month.row.opd,
        "employment": month.row.employment,
        "grade": month.row.grade,
        "perbup": None if month.perbup is None else month.perbup.id,
        "tpp_rupiah": month.allowance.set_rupiah,
        "gross_rupiah": gross,
        "cut_rupiah": cut,
        "shadow_rupiah": shadow,
        "net_rupiah": gross - cut,
        "postponed_rupiah": gross - cut if month.postponed else 0,
        **_counts(month),
        "entitlements": month.allowance.codes(),
    }


_COSTS = {"cut", "cap", "effect"}


def _counts(month: Month) -> dict[str, int]:
    counts = dict.fromkeys(
        ("late_minutes", "late_count", "early_minutes", "missing_count", "absent_days"), 0
    )
    for place in month.places:
        position = month.by_place[place]
        if position is not None:
            _count(counts, month.book.reading(position, place))
    return counts


def _count(counts: dict[str, int], reading: Reading) -> None:
    if not reading.measured:
        return
    counts["absent_days"] += reading.absent
    for entry in reading.entries:
        counts["missing_count"] += reading.lacks(entry) and not reading.absent
        if entry.state != "record" or entry.due_s is None:
            continue
        beyond_s = (entry.at_s or 0) - entry.due_s
        if entry.role == "arrival" and beyond_s >= 60:
            counts["late_minutes"] += beyond_s // 60
            counts["late_count"] += 1
        if entry.role == "leaving" and reading.day.ended and beyond_s <= -60:
            counts["early_minutes"] += -beyond_s // 60
