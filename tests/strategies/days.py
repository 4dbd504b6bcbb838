"""Days as the pattern has them, and the odd things that a rule looks for."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from hypothesis import strategies as st
from msgspec.structs import replace

from domain.facts import STATUSES, DayFacts, SessionFact
from tests.strategies.choice import each_of

CUTI_KINDS = ("tahunan", "besar", "sakit", "melahirkan", "alasan_penting", "izin")

MINUTES = (0, 1, 4, 14, 15, 29, 30, 31, 45, 59, 60, 61, 75, 89, 90, 91, 92, 120, 180, 449, 450, 451)
AMOUNTS_S = tuple(60 * minutes + s for minutes in MINUTES for s in (0, 1, 59))


def _session(session: str, role: str, due_h: float, opens_h: float, closes_h: float) -> SessionFact:
    due_s, opens_s, closes_s = (int(3600 * h) for h in (due_h, opens_h, closes_h))
    on_time_s = {"arrival": -300, "leaving": 120, "presence": 300, "apel": 60}[role]
    return SessionFact(
        session=session,
        role=role,
        due_s=due_s,
        opens_s=opens_s,
        closes_s=closes_s,
        at_s=due_s + on_time_s,
        mark="phone",
    )


_APEL = _session("apel", "apel", 7.5, 7, 9)
_PAGI = _session("pagi", "arrival", 7.5, 6, 12)
_SIANG = _session("siang", "presence", 12, 11.5, 13.5)
_SORE = _session("sore", "leaving", 16, 14, 20)
_ISTIRAHAT = _session("istirahat", "leaving", 12, 11, 12.75)
_KEMBALI = _session("kembali", "arrival", 13, 12.75, 15)
_MALAM = (_session("pagi", "arrival", 20, 19, 23), _session("sore", "leaving", 30, 28, 33))

PATTERNS: dict[str, Callable[[int], tuple[SessionFact, ...]]] = {
    "tiga": lambda weekday: (
        (_APEL, _PAGI, _SIANG, _SORE) if weekday == 1 else (_PAGI, _SIANG, _SORE) * (weekday < 6)
    ),
    "dua": lambda weekday: (_PAGI, _SORE) * (weekday < 7),
    "empat": lambda weekday: (_PAGI, _ISTIRAHAT, _KEMBALI, _SORE) * (weekday < 6),
    "malam": lambda weekday: _MALAM * (weekday != 3),
}
SESSIONS = ("apel", "pagi", "siang", "istirahat", "kembali", "sore")


class Odd(NamedTuple):
    """One thing that is not as usual, on one day of the employee."""

    day: int
    what: str
    session: int
    amount_s: int


def _moved(sign: int) -> Callable[[SessionFact, Odd], dict[str, Any]]:
    return lambda s, odd: {"at_s": (s.due_s or 0) + sign * odd.amount_s}


_ON_SESSION: dict[str, Callable[[SessionFact, Odd], dict[str, Any]]] = {
    "late": _moved(1),
    "early": _moved(-1),
    "missing": lambda *_: {"at_s": None, "mark": None, "event": None},
    "excused": lambda *_: {"mark": "excused"},
    "excused_missing": lambda *_: {"mark": "excused", "at_s": None},
    "pending": lambda *_: {"mark": "pending"},
    "special_without_time": lambda *_: {"mark": "special", "at_s": None},
    "manual": lambda s, odd: {"mark": "manual", "at_s": (s.due_s or 0) + odd.amount_s},
    "unknown_session": lambda *_: {"session": "tak_bernama"},
    "no_due": lambda *_: {"due_s": None, "opens_s": None, "closes_s": None},
    "next_day": lambda _, odd: {"at_s": 86_400 + odd.amount_s},
    "impossible": lambda _, odd: {"at_s": -86_390 - odd.amount_s},
    "day_before": lambda _, odd: {"at_s": -odd.amount_s, "opens_s": None},
    "far_ahead": lambda _, odd: {"at_s": 172_800 + odd.amount_s},
}
"""What happens to one session; late and early take the session at hand, whatever its role."""


def _absent(row: DayFacts, odd: Odd) -> dict[str, Any]:
    return {
        "sessions": tuple(replace(s, at_s=None, mark=None, event=None) for s in row.sessions),
    }


def _reversed(row: DayFacts, odd: Odd) -> dict[str, Any]:
    times = [s.at_s for s in row.sessions][::-1]
    return {
        "sessions": tuple(replace(s, at_s=at) for s, at in zip(row.sessions, times, strict=True))
    }


def _twice(row: DayFacts, odd: Odd) -> dict[str, Any]:
    again = (replace(s, at_s=(s.due_s or 0) + odd.amount_s) for s in row.sessions[-1:])
    return {"sessions": (*row.sessions, *again)}


def _holiday(row: DayFacts, odd: Odd) -> dict[str, Any]:
    kept = row.sessions if odd.session % 2 else ()
    return {
        "day": ("holiday", "cuti_bersama")[odd.session % 2],
        "expected": False,
        "sessions": kept,
    }


_ON_DAY: dict[str, Callable[[DayFacts, Odd], dict[str, Any]]] = {
    "absent": _absent,
    "reversed": _reversed,
    "session_twice": _twice,
    "holiday": _holiday,
    "away": lambda _, odd: {"away_s": odd.amount_s},
    "away_permitted": lambda _, odd: {
        "away_permitted_s": odd.amount_s,
        "away_s": 60 * odd.session,
    },
    "outage": lambda *_: {"outage": True},
    "not_ended": lambda *_: {"ended": False},
    "not_expected": lambda *_: {"expected": False},
    "no_sessions": lambda *_: {"sessions": ()},
    "status": lambda _, odd: {"status": STATUSES[odd.amount_s % (len(STATUSES) - 1)]},
    "unknown_status": lambda *_: {"status": "tak_bernama"},
}

_OFTEN = ("late", "late", "early", "early", "missing", "absent", "away")
_KINDS = (*_OFTEN * 6, *_ON_SESSION, *_ON_DAY)


@cache
def odd_days(days: int, least: int) -> st.SearchStrategy[list[Odd]]:
    """At least so many odd things in so many days."""
    odds = each_of(day=range(days), what=_KINDS, session=range(4), amount_s=AMOUNTS_S)
    return st.lists(odds.map(lambda fields: Odd(**fields)), min_size=least, max_size=least + 10)


def is_on(odd: Odd, offset: int) -> bool:
    """An absence lasts one to four days."""
    lasts = odd.session if odd.what == "absent" else 0
    return odd.day <= offset <= odd.day + lasts


def with_odd(row: DayFacts, odd: Odd) -> DayFacts:
    if odd.what in _ON_DAY:
        return replace(row, **_ON_DAY[odd.what](row, odd))
    if not row.sessions:
        return row
    index = _session_for(row, odd)
    changed = replace(row.sessions[index], **_ON_SESSION[odd.what](row.sessions[index], odd))
    return replace(row, sessions=(*row.sessions[:index], changed, *row.sessions[index + 1 :]))


def _session_for(row: DayFacts, odd: Odd) -> int:
    """Lateness mostly meets an arrival and earliness a leaving, so that they cost something."""
    role = {"late": "arrival", "early": "leaving"}.get(odd.what)
    fitting = [i for i, s in enumerate(row.sessions) if s.role == role]
    if fitting and odd.session < 3:
        return fitting[odd.session % len(fitting)]
    return odd.session % len(row.sessions)


class Spell(NamedTuple):
    """Leave from a day of the employee on; days before and after the frame belong to it as well."""

    day: int
    length: int
    kind: str
    child: int | None
    without_sessions: bool


spells = each_of(
    day=range(-20, 85),
    length=(1, 2, 3, 5, 8, 14, 15, 31, 45, 75),
    kind=(*CUTI_KINDS, "tak_bernama"),
    child=(1, 2, 3, None),
    without_sessions=(True, False),
).map(lambda fields: Spell(**fields))


def with_spell(row: DayFacts, spell: Spell, first: date) -> DayFacts:
    from_on = first + timedelta(days=spell.day)
    until_on = from_on + timedelta(days=spell.length - 1)
    if not from_on <= row.on <= until_on:
        return row
    return replace(
        row,
        status="cuti",
        cuti=spell.kind,
        cuti_from_on=from_on,
        cuti_until_on=until_on,
        cuti_child=spell.child if spell.kind == "melahirkan" else None,
        sessions=() if spell.without_sessions else _absent(row, _NOTHING)["sessions"],
        events=(*row.events, 900_000 + spell.length),
    )


_NOTHING = Odd(0, "absent", 0, 0)
