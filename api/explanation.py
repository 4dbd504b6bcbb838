"""Why an employee is paid what they are paid: every line with its clause, arithmetic and events."""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from api import texts
from domain.perbup import Perbup
from domain.recorded import Recorded
from domain.rupiah import PPM
from domain.tags import TAGS
from projections.employee_month import Deduction, Line, Month


class CitedEvent(msgspec.Struct, frozen=True, kw_only=True):
    position: int
    told: str
    recorded_at: datetime
    actor: str


class ExplainedLine(msgspec.Struct, frozen=True, kw_only=True):
    """`words` are those of the regulation; `arithmetic` makes `rupiah` out of what is named."""

    line: int
    on: date | None
    session: str | None
    kind: str
    mode: str
    perbup: str | None
    clause: str | None
    words: str
    quantity: str
    arithmetic: str
    rupiah: int
    events: tuple[CitedEvent, ...]


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """`sums` reads from the allowance to what is paid; the live lines sum to the cut."""

    employee: str
    name: str
    nip: str | None
    month: date
    deduction: Deduction | None
    sums: tuple[str, ...]
    lines: tuple[ExplainedLine, ...]


def explained(
    month: Month,
    *,
    name: str,
    nip: str | None,
    perbups: Sequence[Perbup],
    events: Sequence[Recorded],
    language: str,
) -> Explanation:
    cited = {recorded.position: _cited(recorded, language) for recorded in events}
    return Explanation(
        employee=month.employee,
        name=name,
        nip=nip,
        month=month.month,
        deduction=month.deduction,
        sums=_sums(month.deduction, language) if month.deduction else (),
        lines=tuple(_line(line, perbups, cited, language) for line in month.ledger),
    )


def rupiah(amount: int) -> str:
    """Written as Indonesians do: Rp1.250.000, negative with a minus before."""
    return f"{'-' if amount < 0 else ''}Rp{abs(amount):,}".replace(",", ".")


def percent(rate_ppm: int) -> str:
    """Of millionths, without a float: 15000 is 1,5%."""
    whole, rest = divmod(abs(rate_ppm), PPM // 100)
    digits = f"{rest:04}".rstrip("0")
    return f"{'-' if rate_ppm < 0 else ''}{whole}{',' + digits if digits else ''}%"


def _cited(recorded: Recorded, language: str) -> CitedEvent:
    tag = TAGS[type(recorded.event)]
    data = msgspec.to_builtins(recorded.event)
    return CitedEvent(
        position=recorded.position,
        told=texts.event_text(tag, language, data),
        recorded_at=recorded.recorded_at,
        actor=recorded.actor,
    )


def _line(
    line: Line, perbups: Sequence[Perbup], cited: dict[int, CitedEvent], language: str
) -> ExplainedLine:
    return ExplainedLine(
        line=line.line,
        on=line.on,
        session=line.session,
        kind=line.kind,
        mode=line.mode,
        perbup=line.perbup,
        clause=line.clause,
        words=_words(line, perbups) or texts.text(f"line_{line.kind}", language, {}),
        quantity=_quantity(line, language),
        arithmetic=_arithmetic(line),
        rupiah=line.rupiah,
        events=tuple(cited[position] for position in line.events if position in cited),
    )


def _words(line: Line, perbups: Sequence[Perbup]) -> str:
    """Of the text that counted on the line's date: an amended regulation has several."""
    on = line.on or line.month
    counting = [p for p in perbups if p.id == line.perbup and p.effective_from <= on]
    for perbup in reversed(counting):
        named: dict[str, str] = {rule.code: rule.text for rule in perbup.rules}
        named |= {effect.code: effect.text for effect in perbup.effects}
        if line.rule in named:
            return named[line.rule]
    return ""


def _quantity(line: Line, language: str) -> str:
    if line.quantity is None or line.unit is None:
        return ""
    if line.unit == "second_of_day":
        minutes = line.quantity // 60
        return f"{minutes // 60 % 24:02}.{minutes % 60:02}"
    return f"{line.quantity} {texts.text(f'unit_{line.unit}', language, {})}"


def _arithmetic(line: Line) -> str:
    if line.base_rupiah is None or line.rate_ppm is None:
        return rupiah(line.rupiah)
    return f"{rupiah(line.base_rupiah)} × {percent(line.rate_ppm)} = {rupiah(line.rupiah)}"


def _sums(deduction: Deduction, language: str) -> tuple[str, ...]:
    amounts = {
        "tpp": deduction.tpp_rupiah,
        "gross": deduction.gross_rupiah,
        "cut": -deduction.cut_rupiah,
        "net": deduction.net_rupiah,
        "postponed": deduction.postponed_rupiah,
        "shadow": deduction.shadow_rupiah,
    }
    shown = ("tpp", "gross", "cut", "net")
    names = [name for name, amount in amounts.items() if name in shown or amount]
    return tuple(f"{texts.text(f'sum_{n}', language, {})}: {rupiah(amounts[n])}" for n in names)
