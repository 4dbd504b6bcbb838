"""The arithmetic of a ledger line, spelt out in Indonesian and worked out again to the rupiah.

The amounts come from the assessment; what is worked out here only shows how they come about, and is
compared with them: a line whose arithmetic does not make its rupiah says that, and not another sum.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from domain.perbup import Base, Perbup
from domain.perbup_rules import CutMore, Effect, Postpone, Rule, Shortfall, Zero
from domain.perbup_wording import percent, span
from domain.perbup_wording import rupiah as positive
from domain.perbup_words import ppm
from domain.rupiah import PPM, Rounding, rounded, share_of
from projections.employee_month import Line
from projections.line_rates import exact_rate, percent_told, quantity_told, rate_told

HOW: dict[Rounding, str] = {
    "half_up": "setengah ke atas",
    "half_down": "setengah ke bawah",
    "half_even": "setengah ke genap",
    "up": "ke atas",
    "down": "ke bawah",
}
_PER = {"month": "", "working_day": " ÷ hari kerja", "calendar_day": " ÷ hari kalender"}


class Worked(NamedTuple):
    """`why` says how rate or limit come about; `sums` is arithmetic that ends with `rupiah`, which
    is None where the line cannot be worked out."""

    why: str
    sums: str
    rupiah: int | None


def rupiah(amount: int) -> str:
    """ "−Rp1.250.000": as Indonesians write it, with a real minus."""
    return f"{'−' if amount < 0 else ''}{positive(abs(amount))}"


def money(amount: Fraction) -> str:
    """Of an exact amount up to four decimals; dots say that there are more."""
    whole, rest = divmod(abs(amount), 1)
    if not rest:
        return rupiah(int(amount))
    digits, more = divmod(rest * 10_000, 1)
    shown = f"{int(digits):04d}"
    tail = f"{shown}…" if more else shown.rstrip("0")
    return f"{'−' if amount < 0 else ''}{positive(int(whole))},{tail}"


def cut(line: Line, rule: Rule, perbup: Perbup, earlier: Sequence[Line]) -> Worked:
    """`earlier`: the lines before it that are cut by the same text in the same mode."""
    exact = _exact(line, rule, perbup)
    product = f"{_factors(line, rule)} = {money(exact)}"
    amount = _to_unit(exact, perbup)
    if perbup.rounding.point == "total":
        amount, rounding = _share_of_total(exact, perbup, earlier)
    else:
        rounding = f", dibulatkan {_unit(perbup)} = {rupiah(amount)}"
    return Worked(rate_told(line, rule), product + (rounding if amount != exact else ""), amount)


def _share_of_total(exact: Fraction, perbup: Perbup, earlier: Sequence[Line]) -> tuple[int, str]:
    """What the rounded sum of all lines grows by."""
    before = sum((_exact(e, _rule_of(e, perbup), perbup) for e in earlier), Fraction(0))
    so_far, taken = _to_unit(before + exact, perbup), _to_unit(before, perbup)
    told = (
        f"; jumlah sampai baris ini {money(before + exact)} dibulatkan {_unit(perbup)} "
        f"{positive(so_far)}, dikurangi {positive(taken)} = {rupiah(so_far - taken)}"
    )
    return so_far - taken, told


def not_cut(line: Line, rule: Rule, reason: str) -> Worked:
    """What it would have cost, and why it does not."""
    why = "; ".join(filter(None, (rate_told(line, rule), reason)))
    if not line.rate_ppm or line.base_rupiah is None:
        return Worked(why, rupiah(0), 0)
    would = money(line.base_rupiah * exact_rate(line, rule))
    return Worked(why, f"{_factors(line, rule)} = {would}, tidak dipotong: {rupiah(0)}", 0)


def capped(line: Line, how: Rounding) -> Worked:
    """What fits is kept, and what was cut beyond it is given back."""
    base, rate = line.base_rupiah or 0, line.rate_ppm or 0
    limit = share_of(base, rate, how)
    over = limit - line.rupiah
    why = (
        f"batas {percent_told(rate)} × {positive(base)} = {positive(limit)}; kelebihan dikembalikan"
    )
    sums = f"{positive(limit)} − potongan {positive(over)} = {rupiah(line.rupiah)}"
    return Worked(why, sums, limit - over)


def effect(line: Line, happened: Effect, how: Rounding) -> Worked:
    base = line.base_rupiah or 0
    reached = f"{quantity_told(line, None)} mencapai {span(happened.within)}"
    match happened.do:
        case CutMore() as do:
            share = Fraction(base * ppm(do.cut), PPM)
            amount = share_of(base, ppm(do.cut), how)
            rounding = f", dibulatkan {HOW[how]} = {positive(amount)}" if share != amount else ""
            product = f"{positive(base)} × {percent(do.cut)} = {money(share)}{rounding}"
            return Worked(reached, product, amount)
        case Zero():
            taken = base - line.rupiah
            left = f"{positive(base)} − {positive(taken)} yang sudah dipotong"
            return Worked(reached, f"{left} = {positive(line.rupiah)}", base - taken)
        case Postpone() as do:
            later = f"; TPP bersih dibayar {do.months} bulan kemudian"
            return Worked(reached + later, rupiah(0), 0)
        case _:
            return Worked(reached, rupiah(0), 0)


def base_told(line: Line, perbup: Perbup, gross_rupiah: int) -> str:
    """ "disiplin: 40% × TPP Rp4.000.000 = Rp1.600.000"; bases of bases one after the other."""
    amount = positive(line.base_rupiah or 0)
    if line.base in {None, "tpp"}:
        return f"TPP bruto {amount}"
    known = {base.name: base for base in perbup.bases}
    parts: list[str] = []
    base = known.get(str(line.base))
    while base is not None:
        parts.append(f"{base.name}: {_share(base, gross_rupiah)}")
        base = known.get(base.of)
    return f"{'; '.join(parts) or line.base} = {amount}"


def _share(base: Base, gross_rupiah: int) -> str:
    tpp = f"TPP bruto {positive(gross_rupiah)}"
    of = tpp if base.of == "tpp" else base.of.replace("component:", "komponen ")
    return f"{percent(base.share)} × {of}{_PER[base.per]}"


def _exact(line: Line, rule: Rule, perbup: Perbup) -> Fraction:
    """Shortfalls are rounded to whole rupiah before anything else."""
    amount = (line.base_rupiah or 0) * exact_rate(line, rule)
    if isinstance(rule.rate, Shortfall):
        return Fraction(rounded(amount.numerator, amount.denominator, perbup.rounding.how))
    return amount


def _rule_of(line: Line, perbup: Perbup) -> Rule:
    return next(rule for rule in perbup.rules if rule.code == line.rule)


def _factors(line: Line, rule: Rule) -> str:
    rate = exact_rate(line, rule)
    whole = rate * PPM
    told = (
        percent_told(int(whole))
        if whole.denominator == 1
        else f"{rate.numerator}/{rate.denominator}"
    )
    return f"{positive(line.base_rupiah or 0)} × {told}"


def _to_unit(amount: Fraction, perbup: Perbup) -> int:
    unit, how = perbup.rounding.unit_rupiah, perbup.rounding.how
    return rounded(amount.numerator, amount.denominator * unit, how) * unit


def _unit(perbup: Perbup) -> str:
    unit = perbup.rounding.unit_rupiah
    to = "" if unit == 1 else f" ke kelipatan {positive(unit)}"
    return f"{HOW[perbup.rounding.how]}{to}"
