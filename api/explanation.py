"""Why an employee is paid what they are paid: every line with its clause, arithmetic and events."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from api import texts
from domain.perbup_wording import day as date_told
from domain.perbup_wording import weekdays
from domain.recorded import Recorded
from domain.tags import TAGS
from projections import explanation as reasons
from projections.closed_months import Adjustment, ClosedPeriod
from projections.employee_month import Deduction
from projections.explained_lines import ExplainedLine
from projections.explanation import Regulation
from projections.gross_arithmetic import Step
from projections.line_arithmetic import rupiah
from projections.line_rates import number

_ZONE_NAMES: Mapping[str, str] = {
    "Asia/Jakarta": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}


class CitedEvent(msgspec.Struct, frozen=True, kw_only=True):
    """`told` is what happened in words, with times as the office's clock shows them."""

    position: int
    told: str
    recorded: str
    recorded_at: datetime
    actor: str


class Line(ExplainedLine, frozen=True, kw_only=True):
    events: tuple[CitedEvent, ...]


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """`sums` reads from the allowance to what is paid; `gross` are the steps to the gross.

    Lines of mode live sum to the cut, those of mode trial to the shadow; `agrees`: they do, and
    each line was worked out again to the rupiah. A closed month has the figures that it was closed
    with: `paid` are adjustments of earlier months in this one, `later` its own in others, and
    `paid_rupiah` is the net less what is postponed with the adjustments paid in it. `events` are
    all that lines and adjustments cite.
    """

    employee: str
    name: str
    nip: str | None
    opd_name: str | None
    month: date
    position: int
    closed: ClosedPeriod | None
    deduction: Deduction | None
    regulations: tuple[Regulation, ...]
    gross: tuple[Step, ...]
    sums: tuple[str, ...]
    lines: tuple[Line, ...]
    paid: tuple[Adjustment, ...]
    later: tuple[Adjustment, ...]
    paid_rupiah: int
    agrees: bool
    events: tuple[CitedEvent, ...]


def positions_of(found: reasons.Explanation) -> list[int]:
    """Of every event that a line or an adjustment cites."""
    of_lines = {position for line in found.lines for position in line.positions}
    adjusted = {event for a in (*found.paid, *found.later) for event in a.events}
    return sorted(of_lines | adjusted)


def explained(
    found: reasons.Explanation, events: Iterable[Recorded], *, zone: str, language: str
) -> Explanation:
    """`zone`: that of the employee's office."""
    spoken = Spoken(zone, language)
    cited = {recorded.position: _cited(recorded, spoken) for recorded in events}
    same = {
        name: getattr(found, name)
        for name in Explanation.__struct_fields__
        if name not in {"sums", "lines", "events"}
    }
    return Explanation(
        **same,
        sums=_sums(found.deduction, language) if found.deduction else (),
        lines=tuple(_line(line, cited) for line in found.lines),
        events=tuple(cited.values()),
    )


class Spoken:
    """Writes times as the office's clock shows them, and dates with the month's name."""

    def __init__(self, zone: str, language: str) -> None:
        self.language = language
        self._zone = ZoneInfo(zone)
        self._name = _ZONE_NAMES.get(zone, zone)

    def moment(self, at: datetime) -> str:
        local = at.astimezone(self._zone)
        shown = f"{local:%H.%M.%S}" if self.language == "id" else f"{local:%H:%M:%S}"
        return f"{self.day(local.date())} {shown} {self._name}"

    def day(self, on: date) -> str:
        return date_told(on) if self.language == "id" else f"{on.day} {on:%B %Y}"

    def weekday(self, on: date) -> str:
        """With the day's name before the date."""
        name = weekdays([on.isoweekday()]) if self.language == "id" else f"{on:%A}"
        return f"{name}, {self.day(on)}"

    def month_of(self, month: date) -> str:
        return self.day(month).partition(" ")[2]

    def shown(self, value: Any) -> Any:
        """Any field of an event, for a sentence."""
        match value:
            case datetime():
                return self.moment(value)
            case date():
                return self.day(value)
            case list() | tuple():
                return ", ".join(str(self.shown(item)) for item in value)
            case _:
                return value


def _cited(recorded: Recorded, spoken: Spoken) -> CitedEvent:
    tag = TAGS[type(recorded.event)]
    fields = msgspec.structs.asdict(recorded.event)
    shown = {name: spoken.shown(value) for name, value in fields.items()}
    shown |= {
        name: number(value)
        for name, value in fields.items()
        if name.endswith("rupiah") and isinstance(value, int)
    }
    return CitedEvent(
        position=recorded.position,
        told=texts.event_text(tag, spoken.language, shown),
        recorded=spoken.moment(recorded.recorded_at),
        recorded_at=recorded.recorded_at,
        actor=recorded.actor,
    )


def _line(line: ExplainedLine, cited: Mapping[int, CitedEvent]) -> Line:
    events = tuple(cited[position] for position in line.positions if position in cited)
    return Line(**msgspec.structs.asdict(line), events=events)


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
