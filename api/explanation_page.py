"""An explanation as a page to print: no script, no style sheet and no address of elsewhere."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any, Final

from api import texts
from api.explanation import CitedEvent, Explanation, Line, Spoken
from api.explanation_style import STYLE
from domain.perbup_vocabulary import EMPLOYMENT_LABELS
from projections.closed_months import Adjustment
from projections.line_arithmetic import rupiah

_TAGGED: Final = ("effect", "cap", "free", "waived")
_MODES: Final = ("live", "trial")


def page(explanation: Explanation, zone: str, language: str) -> str:
    """`zone`: that of the employee's office."""
    body = "".join(_Page(explanation, Spoken(zone, language)).parts())
    title = escape(texts.text("page_title", language, {}))
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
        f"<style>{STYLE}</style></head><body>{body}</body></html>"
    )


class _Page:
    def __init__(self, explanation: Explanation, spoken: Spoken) -> None:
        self._of = explanation
        self._spoken = spoken

    def parts(self) -> Iterator[str]:
        yield self._head()
        yield self._person()
        yield self._notes()
        if self._of.deduction or self._of.paid:
            yield self._section("amounts", self._amounts())
        for mode in _MODES if self._of.deduction else ():
            lines = [line for line in self._of.lines if line.mode == mode]
            if lines or mode == "live":
                yield self._section(f"lines_{mode}", self._lines(lines))
        if self._of.paid or self._of.later:
            yield self._section("adjustments", self._adjustments())
        if self._of.events:
            yield self._section("events", self._event_table(self._of.events))
        agrees = "agrees" if self._of.agrees else "disagrees"
        yield f"<footer>{self._word(agrees, position=self._of.position)}</footer>"

    def _word(self, name: str, **details: Any) -> str:
        return escape(texts.text(f"page_{name}", self._spoken.language, details))

    def _section(self, name: str, content: str) -> str:
        return f"<section><h2>{self._word(name)}</h2>{content}</section>"

    def _head(self) -> str:
        month = escape(self._spoken.month_of(self._of.month))
        paid = ""
        if self._of.deduction or self._of.paid:
            amount = escape(rupiah(self._of.paid_rupiah))
            paid = f'<div class="paid"><span>{self._word("paid")}</span><b>{amount}</b></div>'
        heading = f"<h1>{self._word('title')}</h1><p>{month}</p>"
        return f"<header><div>{heading}</div>{paid}</header>"

    def _person(self) -> str:
        own = self._of.deduction
        post = [EMPLOYMENT_LABELS.get(own.employment or "", own.employment or "")] if own else []
        if own and own.grade is not None:
            post.append(texts.text("page_grade", self._spoken.language, {"grade": own.grade}))
        facts = {
            "name": self._of.name,
            "nip": self._of.nip or "–",
            "opd": self._of.opd_name or (own.opd if own else None) or "–",
            "post": ", ".join(filter(None, post)) or "–",
        }
        cells = (
            f"<div><dt>{self._word(f'person_{name}')}</dt><dd>{escape(value)}</dd></div>"
            for name, value in facts.items()
        )
        return f'<dl class="person">{"".join(cells)}</dl>'

    def _notes(self) -> str:
        if self._of.deduction is None:
            return f'<div class="note"><p>{self._word("no_figures")}</p></div>'
        closed = self._of.closed
        state = (
            self._word("closed", at=self._spoken.moment(closed.closed_at))
            if closed
            else self._word("open")
        )
        counts = self._word("counts", **_counts(self._of))
        warning = "" if self._of.agrees else " warn"
        return f'<div class="note{warning}"><p>{counts}</p><p>{state}</p></div>{self._texts()}'

    def _texts(self) -> str:
        told = (
            self._word(
                "regulation",
                title=regulation.title,
                number=regulation.number,
                year=regulation.year,
                counts_from=self._spoken.day(regulation.counts_from),
            )
            for regulation in self._of.regulations
        )
        listed = "".join(f"<p>{line}</p>" for line in told)
        return f'<div class="note">{listed}</div>' if listed else ""

    def _amounts(self) -> str:
        own = self._of.deduction
        rows = [_sum_row(_with_clause(s.told, s.clause), s.rupiah) for s in self._of.gross]
        if own:
            rows.append(_sum_row(self._word("cut"), -own.cut_rupiah))
            if own.net_rupiah != self._of.paid_rupiah:
                rows.append(_sum_row(self._word("net"), own.net_rupiah, "sum"))
            if own.postponed_rupiah:
                rows.append(_sum_row(self._word("postponed"), -own.postponed_rupiah))
        rows += [_sum_row(self._adjusted(paid), paid.rupiah) for paid in self._of.paid]
        rows.append(_sum_row(self._word("paid"), self._of.paid_rupiah, "end"))
        return f"<table>{''.join(rows)}</table>"

    def _adjusted(self, adjustment: Adjustment) -> str:
        kind = self._word("underpaid" if adjustment.rupiah >= 0 else "overpaid")
        about = self._word("about", month=self._spoken.month_of(adjustment.about))
        return f"{kind} {about}"

    def _lines(self, lines: list[Line]) -> str:
        if not lines:
            return f"<p>{self._word('no_lines')}</p>"
        heads = "".join(
            f'<th class="{"rp" if name == "rupiah" else ""}">{self._word(name)}</th>'
            for name in ("on", "clause", "sum", "rupiah")
        )
        rows = "".join(map(self._line, lines))
        total = rupiah(sum(line.rupiah for line in lines))
        sums = f'<td colspan="3">{self._word("total")}</td><td class="rp">{escape(total)}</td>'
        return (
            f'<table class="lines"><thead><tr>{heads}</tr></thead><tbody>{rows}'
            f'<tr class="sum">{sums}</tr></tbody></table>'
        )

    def _line(self, line: Line) -> str:
        when = self._spoken.weekday(line.on) if line.on else self._plain("whole_month")
        refs = " ".join(f"#{position}" for position in line.positions)
        tag = self._tag(line.kind) if line.kind in _TAGGED else ""
        cells = (
            f"<b>{escape(when)}</b>{_small(line.happened, refs)}",
            f"<b>{escape(line.clause or '')}</b> {tag}{_small(line.words)}",
            f"{escape(line.arithmetic)}{_small(line.base, line.why)}",
        )
        left = "".join(f"<td>{cell}</td>" for cell in cells)
        quiet = "" if line.rupiah else ' class="none"'
        return f'<tr{quiet}>{left}<td class="rp">{escape(rupiah(line.rupiah))}</td></tr>'

    def _plain(self, name: str) -> str:
        return texts.text(f"page_{name}", self._spoken.language, {})

    def _tag(self, kind: str) -> str:
        told = texts.text(f"line_{kind}", self._spoken.language, {})
        return f'<span class="tag">{escape(told)}</span>'

    def _adjustments(self) -> str:
        rows = "".join(map(self._adjustment, (*self._of.paid, *self._of.later)))
        return f"<table>{rows}</table>"

    def _adjustment(self, adjustment: Adjustment) -> str:
        paid_in = self._word("paid_in", month=self._spoken.month_of(adjustment.month))
        when = self._spoken.weekday(adjustment.on) if adjustment.on else ""
        refs = " ".join(f"#{event}" for event in adjustment.events)
        return (
            f"<tr><td>{self._adjusted(adjustment)}, {paid_in}{_small(when, refs)}</td>"
            f"<td>{escape(adjustment.clause or '')}</td>"
            f'<td class="rp">{escape(rupiah(adjustment.rupiah))}</td></tr>'
        )

    def _event_table(self, events: Iterable[CitedEvent]) -> str:
        rows = "".join(
            f"<tr><td>#{event.position}</td><td>{escape(event.recorded)}</td>"
            f"<td>{escape(event.told)}</td></tr>"
            for event in events
        )
        heads = f"<th>#</th><th>{self._word('recorded')}</th><th>{self._word('event')}</th>"
        return f'<table class="events"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _counts(explanation: Explanation) -> dict[str, int]:
    own = explanation.deduction
    names = ("late_count", "late_minutes", "early_minutes", "missing_count", "absent_days")
    return {name: getattr(own, name) for name in names}


def _sum_row(told: str, amount: int | None, kind: str = "") -> str:
    """`told` is escaped already."""
    shown = "" if amount is None else escape(rupiah(amount))
    mark = f' class="{kind}"' if kind else ""
    return f'<tr{mark}><td>{told}</td><td class="rp">{shown}</td></tr>'


def _with_clause(told: str, clause: str) -> str:
    return f"{escape(told)}{_small(clause)}"


def _small(*told: str) -> str:
    return "".join(f"<small>{escape(text)}</small>" for text in told if text)
