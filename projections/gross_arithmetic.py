"""How the allowance as it was set becomes that of the month, before anything is cut, in steps."""

from collections.abc import Iterator, Sequence

import msgspec

from domain.dated import month_after
from domain.perbup import Perbup
from domain.perbup_rules import Entitlement, PayActing, PayGrade, PayNothing, PayShare
from domain.perbup_wording import day, percent
from domain.perbup_wording import rupiah as positive
from domain.perbup_words import ppm
from domain.rupiah import rounded, share_of
from projections.employee_month import Deduction, Posting


class Step(msgspec.Struct, frozen=True):
    """`rupiah` is what the allowance is after it, None where that is not said."""

    told: str
    clause: str
    rupiah: int | None


def gross_steps(
    deduction: Deduction, postings: Sequence[Posting], perbup: Perbup | None
) -> tuple[Step, ...]:
    """Worked out where that leads to the amounts of the assessment; else in words alone."""
    fitting = _fitting(deduction, perbup)
    if perbup and postings:
        steps = tuple(_worked(postings, perbup, fitting))
        if steps[-1].rupiah == deduction.gross_rupiah:
            return steps
    words = (Step(e.text, e.clause, None) for e in fitting)
    first = Step("TPP menurut penetapan", "", deduction.tpp_rupiah)
    return (first, *words, Step("TPP bruto bulan ini", "", deduction.gross_rupiah))


def _fitting(deduction: Deduction, perbup: Perbup | None) -> list[Entitlement]:
    codes = set(deduction.entitlements)
    return [e for e in perbup.entitlements if e.code in codes] if perbup else []


def _worked(
    postings: Sequence[Posting], perbup: Perbup, fitting: Sequence[Entitlement]
) -> Iterator[Step]:
    if perbup.mutasi == "by_day" and len(postings) > 1:
        yield _by_day(postings, perbup)
        return
    posting = postings[-1] if perbup.mutasi == "last" else postings[0]
    amount = _set(posting, perbup)
    yield Step(_source(posting), "", amount)
    own = 0
    for kind in (PayGrade, PayShare, PayActing, PayNothing):
        own = amount if kind is PayActing else own
        for entitlement in fitting:
            if isinstance(entitlement.give, kind):
                told, amount = _paid(entitlement, amount, own, postings[-1], perbup)
                yield Step(told, entitlement.clause, amount)


def _source(posting: Posting) -> str:
    if posting.tpp_rupiah is None and posting.grade is not None:
        return f"TPP kelas jabatan {posting.grade} menurut peraturan"
    return "TPP menurut penetapan"


def _set(posting: Posting, perbup: Perbup) -> int:
    table = {row.grade: row.rupiah for row in perbup.grades}
    if posting.tpp_rupiah is not None:
        return posting.tpp_rupiah
    return table.get(posting.grade, 0) if posting.grade is not None else 0


def _by_day(postings: Sequence[Posting], perbup: Perbup) -> Step:
    """Without entitlements, which would be of each posting."""
    days = [(p.until_on - p.from_on).days + 1 for p in postings]
    amounts = [_set(posting, perbup) for posting in postings]
    of_days = (month_after(postings[0].month) - postings[0].month).days
    parts = " + ".join(f"{positive(amount)} × {n}" for amount, n in zip(amounts, days, strict=True))
    whole = sum(amount * n for amount, n in zip(amounts, days, strict=True))
    amount = rounded(whole, of_days, perbup.rounding.how)
    since = ", ".join(f"mulai {day(p.from_on)} {p.opd}" for p in postings[1:])
    return Step(f"mutasi {since}: ({parts}) ÷ {of_days} hari = {positive(amount)}", "", amount)


def _paid(
    entitlement: Entitlement, amount: int, own: int, month: Posting, perbup: Perbup
) -> tuple[str, int]:
    how = perbup.rounding.how
    match entitlement.give:
        case PayGrade(grade=grade):
            paid = next((row.rupiah for row in perbup.grades if row.grade == grade), amount)
            return f"{entitlement.text} Kelas {grade}: {positive(paid)}", paid
        case PayShare(pay=pay):
            paid = share_of(amount, ppm(pay), how)
            return (
                f"{entitlement.text} {positive(amount)} × {percent(pay)} = {positive(paid)}",
                paid,
            )
        case PayActing() as give:
            base = own if give.of == "own" else month.acting_rupiah
            share = share_of(base, ppm(give.add), how)
            more = share if give.how == "share" else max(month.acting_rupiah - own, 0)
            return f"{entitlement.text} Ditambah {positive(more)}", amount + more
        case PayNothing() as give:
            return entitlement.text, amount if give.postpone else 0
