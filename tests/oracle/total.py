"""From lines to the month's figure: rounding, caps, effects and the last cap."""

from fractions import Fraction

from domain.perbup import Perbup
from domain.perbup_rules import Cap, CutMore, Effect, Postpone, Zero
from tests.oracle.lines import Line
from tests.oracle.money import rounded, whole
from tests.oracle.sums import Total
from tests.oracle.words import lies_in, percent


def round_lines(perbup: Perbup, lines: list[Line]) -> None:
    """The cut lines of one regulation and mode, in ledger order."""
    running = Fraction(0)
    for line in lines:
        before = rounded(running, perbup.rounding)
        running += line.exact
        if perbup.rounding.point == "total":
            line.rupiah = rounded(running, perbup.rounding) - before
        else:
            line.rupiah = rounded(line.exact, perbup.rounding)
        line.kept = line.rupiah


def apply_cap(cap: Cap, lines: list[Line], most: int) -> list[tuple[Line, int]]:
    """Take off the last lines what exceeds the cap, of each date or of the month; each excess with
    one of its lines."""
    within: dict[object, list[Line]] = {}
    for line in lines:
        if line.kind != "cut" or (cap.rules and line.rule not in cap.rules):
            continue
        if cap.per == "month":
            within.setdefault("month", []).append(line)
        elif line.on is not None:
            within.setdefault(line.on, []).append(line)
    excesses = []
    for group in within.values():
        excess = sum(line.kept for line in group) - most
        if excess > 0:
            excesses.append((group[0], excess))
            _take_off(group, excess)
    return excesses


def _take_off(group: list[Line], excess: int) -> None:
    for line in reversed(group):
        off = min(line.kept, excess)
        line.kept -= off
        excess -= off


def derives_from(perbup: Perbup, name: str | None, base: str) -> bool:
    """Whether a base is this one, or a share of it or of what derives from it; all are of tpp."""
    while name is not None and name != base:
        name = next((b.of for b in perbup.bases if b.name == name), None)
    return base in {"tpp", name}


def effect_happens(effect: Effect, total: Total) -> bool:
    if total.quantity == 0 or not total.adds or not lies_in(total.quantity, effect.within):
        return False
    if effect.measure.period == "month" or getattr(effect.measure, "consecutive", False):
        return True
    return total.before == 0 or not lies_in(total.before, effect.within)


def effect_rupiah(effect: Effect, base_rupiah: int, taken: int, how: str) -> int:
    match effect.do:
        case Zero():
            return max(0, base_rupiah - taken)
        case CutMore(cut=cut):
            return whole(base_rupiah * percent(cut), how)
        case _:
            return 0


def effect_base(effect: Effect) -> str:
    return effect.do.base if isinstance(effect.do, Zero | CutMore) else "tpp"


def postpones(effect: Effect) -> bool:
    return isinstance(effect.do, Postpone)
