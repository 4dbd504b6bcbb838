"""The rate of a ledger line: as an exact fraction, and in Indonesian words."""

from collections.abc import Iterator
from fractions import Fraction

from domain.assessment.rates import cut_ppm
from domain.perbup_explain_rules import rates
from domain.perbup_measures import Activity, Cuti
from domain.perbup_rules import Brackets, ByName, ClockBrackets, Each, Rule, Shortfall
from domain.perbup_wording import percent
from domain.perbup_words import clock_interval, interval, percent_of, ppm
from domain.rupiah import PPM
from projections.employee_month import Line

_UNITS = {
    "minute": "{} menit",
    "record": "{} kali tanpa presensi",
    "day": "{} hari",
    "spell": "{} kali cuti",
    "month": "bulan ke-{}",
    "count": "{} laporan",
    "predicate": "predikat kinerja",
}


def exact_rate(line: Line, rule: Rule) -> Fraction:
    """Of the base, at most the whole: the ledger keeps only whole millionths."""
    quantity = line.quantity or 0
    match rule.rate, rule.measure:
        case Shortfall(), Activity(target_minutes=target):
            return min(Fraction(quantity, max(target, 1)), Fraction(1))
        case Each(begun="exact") as each, _:
            whole = Fraction(quantity * ppm(each.cut), PPM * max(each.unit_minutes, 1))
            return min(whole, Fraction(1))
        case _:
            return Fraction(line.rate_ppm or 0, PPM)


def quantity_told(line: Line, rule: Rule | None) -> str:
    """ "23 menit", "pukul 07.52", "hari ke-3"."""
    if line.quantity is None or line.unit is None:
        return ""
    if line.unit == "second_of_day":
        return f"pukul {clock_told(line.quantity)}"
    if rule and isinstance(rule.measure, Cuti) and isinstance(rule.rate, Brackets):
        counted = {"months": "bulan", "spells": "cuti"}.get(rule.measure.count, "hari")
        return f"{counted} ke-{line.quantity}"
    return _UNITS.get(line.unit, "{}").format(number(line.quantity))


def rate_told(line: Line, rule: Rule) -> str:
    """Which row of the rule's table it is, and what follows from it."""
    told = quantity_told(line, rule)
    if isinstance(rule.rate, Shortfall) and isinstance(rule.measure, Activity):
        return f"kurang {told} dari target {number(rule.measure.target_minutes)} menit"
    rows = " atau ".join(f"{where} {cut}" for where, cut in _rows(line, rule))
    units = _units_told(line, rule)
    return "; ".join(filter(None, (f"{told}: {rows}" if rows else told, units)))


def number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def percent_told(rate_ppm: int) -> str:
    return percent(percent_of(rate_ppm))


def clock_told(seconds: int) -> str:
    """ "07.52", with seconds where it has any; before midnight with a minus."""
    minutes, rest = divmod(abs(seconds), 60)
    shown = f"{minutes // 60:02d}.{minutes % 60:02d}" + (f".{rest:02d}" if rest else "")
    return f"-{shown}" if seconds < 0 else shown


def _rows(line: Line, rule: Rule) -> Iterator[tuple[str, str]]:
    """Of the table as the regulation is told: those that the line falls into."""
    table, quantity = list(rates(rule)), line.quantity or 0
    match rule.rate:
        case Brackets(brackets=brackets):
            fits = [_within(quantity, interval(b.within)) for b in brackets]
            yield from _first(table, fits)
        case ClockBrackets(brackets=clocks):
            fits = [_within(quantity, clock_interval(b.within)) for b in clocks]
            yield from _first(table, fits)
        case ByName(rates=names):
            for row, named in zip(table, names, strict=True):
                if cut_ppm(named) == line.rate_ppm:
                    yield row
        case _:
            yield from table


def _within(number: int, ends: tuple[int, int | None]) -> bool:
    return number >= ends[0] and (ends[1] is None or number < ends[1])


def _first(table: list[tuple[str, str]], fits: list[bool]) -> Iterator[tuple[str, str]]:
    for row, fitting in zip(table, fits, strict=True):
        if fitting:
            yield row
            return


def _units_told(line: Line, rule: Rule) -> str:
    """How many units the quantity makes, where they are longer than one."""
    if not isinstance(rule.rate, Each) or rule.rate.unit_minutes <= 1:
        return ""
    quantity, unit = line.quantity or 0, rule.rate.unit_minutes
    match rule.rate.begun:
        case "up":
            return f"{quantity} menit dihitung {-(-quantity // unit)} × {unit} menit"
        case "down":
            return f"{quantity} menit dihitung {quantity // unit} × {unit} menit"
        case "exact":
            return f"{quantity}/{unit} × {percent(rule.rate.cut)}"
