"""Each line of an employee's month with the regulation's words, what happened, and its sum."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from domain.perbup import Perbup
from domain.perbup_rules import Cap, Effect, Rule
from domain.perbup_vocabulary import CUTI_LABELS, STATUS_LABELS
from projections.employee_month import Day, Line, Month
from projections.line_arithmetic import Worked, base_told, capped, cut, effect, not_cut, rupiah
from projections.line_rates import clock_told, percent_told, quantity_told

_MARKS = {
    "phone": "ponsel",
    "manual": "dicatat petugas",
    "special": "absensi khusus",
    "pending": "absensi khusus, menunggu keputusan",
    "excused": "dimaafkan",
}


class ExplainedLine(msgspec.Struct, frozen=True, kw_only=True):
    """`words` is the clause's text as it counted on the day, `happened` what the facts say, `why`
    how they lead to the rate. `arithmetic` ends with `rupiah`; `exact`: it was worked out again
    from base, quantity and text, to the rupiah. `positions`: of the events in the log."""

    line: int
    on: date | None
    session: str | None
    kind: str
    mode: str
    perbup: str | None
    counts_from: date | None
    rule: str | None
    clause: str | None
    words: str
    happened: str
    quantity: str
    base: str
    base_rupiah: int | None
    rate: str
    why: str
    arithmetic: str
    exact: bool
    rupiah: int
    positions: tuple[int, ...]


class Texts:
    """The texts of the regulations, by the lines that they made."""

    def __init__(self, month: Month, perbups: Sequence[Perbup]) -> None:
        last_on = max((posting.until_on for posting in month.postings), default=month.month)
        self._of = {line.line: _text_of(line, line.on or last_on, perbups) for line in month.ledger}

    def of(self, line: Line) -> Perbup | None:
        return self._of[line.line]


def explained_lines(month: Month, perbups: Sequence[Perbup]) -> tuple[ExplainedLine, ...]:
    """`perbups`: every text that the assessment knew, in the order of the register."""
    texts = Texts(month, perbups)
    return tuple(_explained(line, month, texts) for line in month.ledger)


def _explained(line: Line, month: Month, texts: Texts) -> ExplainedLine:
    perbup = texts.of(line)
    source = _source(line, perbup) if perbup else None
    worked = _worked(line, month, texts)
    exact = worked.rupiah == line.rupiah
    gross = month.deduction.gross_rupiah if month.deduction else 0
    return ExplainedLine(
        line=line.line,
        on=line.on,
        session=line.session,
        kind=line.kind,
        mode=line.mode,
        perbup=line.perbup,
        counts_from=perbup.effective_from if perbup else None,
        rule=line.rule,
        clause=line.clause,
        words=_words(line, source),
        happened="; ".join(_happened(line, month.days)),
        quantity=quantity_told(line, source if isinstance(source, Rule) else None),
        base=base_told(line, perbup, gross) if perbup and line.base_rupiah is not None else "",
        base_rupiah=line.base_rupiah,
        rate="" if line.rate_ppm is None else percent_told(line.rate_ppm),
        why=worked.why,
        arithmetic=worked.sums if exact else rupiah(line.rupiah),
        exact=exact,
        rupiah=line.rupiah,
        positions=tuple(line.events),
    )


def _text_of(line: Line, on: date, perbups: Sequence[Perbup]) -> Perbup | None:
    """The latest text of the line's regulation that has such a sentence and counted by then."""
    known = [p for p in perbups if p.id == line.perbup and p.effective_from <= on]
    newest = sorted(enumerate(known), key=lambda p: (p[1].effective_from, p[0]), reverse=True)
    saying = (perbup for _, perbup in newest if _source(line, perbup) is not None)
    return next(saying, newest[0][1] if newest else None)


def _source(line: Line, perbup: Perbup) -> Rule | Effect | Cap | None:
    sentences: Iterator[Rule | Effect | Cap]
    match line.kind:
        case "cap":
            sentences = (cap for cap in perbup.caps if cap.clause == line.clause)
        case "effect":
            sentences = (effect for effect in perbup.effects if effect.code == line.rule)
        case _:
            sentences = (rule for rule in perbup.rules if rule.code == line.rule)
    return next((said for said in sentences if said.clause == line.clause), None)


def _words(line: Line, source: Rule | Effect | Cap | None) -> str:
    if isinstance(source, Rule | Effect):
        return source.text
    return "Potongan tidak melebihi batasnya." if line.kind == "cap" else ""


def _worked(line: Line, month: Month, texts: Texts) -> Worked:
    perbup = texts.of(line)
    source = _source(line, perbup) if perbup else None
    match source:
        case Rule() if perbup and line.kind == "cut":
            earlier = [e for e in _cuts(month, line.mode, texts, perbup) if e.line < line.line]
            return cut(line, source, perbup, earlier)
        case Rule():
            return not_cut(line, source, _why(line, source, month, texts))
        case Effect() if perbup:
            return effect(line, source, perbup.rounding.how)
        case _ if line.kind == "cap":
            return capped(line, perbup.rounding.how if perbup else "half_up")
        case _:
            return Worked("", "", None)


def _cuts(month: Month, mode: str, texts: Texts, perbup: Perbup) -> list[Line]:
    return [
        line
        for line in month.ledger
        if line.kind == "cut" and line.mode == mode and texts.of(line) is perbup
    ]


def _why(line: Line, rule: Rule, month: Month, texts: Texts) -> str:
    if line.kind == "free":
        free = f"termasuk {rule.free_per_month} kali pertama sebulan"
        return f"tidak dipotong: {free if line.rate_ppm else 'tarifnya 0%'}"
    outage = any(day.outage for day in month.days if day.on == line.on)
    if rule.waived_on_outage and outage:
        return "tidak dipotong: hari gangguan sistem"
    perbup = texts.of(line)
    if perbup and rule.group and _beaten(line, rule.group, month, texts, perbup):
        return f"tidak dipotong: dari kelompok “{rule.group}” hanya potongan terbesar"
    if rule.measure.__struct_config__.tag == "discipline":
        return "tidak dipotong: hanya hukuman terberat"
    return "tidak dipotong: digantikan potongan cuti bulan ini"


def _beaten(line: Line, group: str, month: Month, texts: Texts, perbup: Perbup) -> bool:
    codes = {rule.code for rule in perbup.rules if rule.group == group}
    cuts = _cuts(month, line.mode, texts, perbup)
    return any(other.on == line.on and other.rule in codes for other in cuts)


def _happened(line: Line, days: Sequence[Day]) -> Iterator[str]:
    day = next((day for day in days if day.on == line.on), None)
    if day is None:
        return
    if line.session in day.session:
        yield _session(day, day.session.index(line.session))
        return
    if day.cuti:
        yield CUTI_LABELS.get(day.cuti, day.cuti)
    elif day.status != "office":
        yield STATUS_LABELS.get(day.status, day.status)
    elif day.expected and not any(at is not None for at in day.at_s):
        yield "tanpa presensi sama sekali"


def _session(day: Day, place: int) -> str:
    due, at, mark = day.due_s[place], day.at_s[place], day.mark[place]
    parts = [day.session[place]]
    if due is not None:
        parts.append(f"jatuh tempo {clock_told(due)}")
    parts.append(f"tercatat {clock_told(at)}" if at is not None else "tanpa catatan waktu")
    told = ", ".join(parts)
    return f"{told} ({_MARKS.get(mark, mark)})" if mark else told
