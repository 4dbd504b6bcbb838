"""Random employees: postings, allowances and what else a month depends on, with their days."""

from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from hypothesis import strategies as st
from msgspec.structs import replace

from domain.dated import month_after
from domain.facts import DayFacts, MonthFacts, PunishmentFact
from tests.strategies.choice import each_of
from tests.strategies.days import PATTERNS, Spell, is_on, odd_days, spells, with_odd, with_spell

OPDS = ("dinas-uji", "badan-uji")
EMPLOYMENTS = ("pns", "cpns", "pppk", "honorer")
PUNISHMENTS = ("teguran_lisan", "teguran_tertulis", "tunda_kp", "phk")
PREDICATES = ("sangat_baik", "baik", "perlu_perbaikan", "kurang", "sangat_kurang")
WITHHELD = ("cltn", "mpp", "lhkpn", "other")
FIRST_MONTHS = (date(2022, 10, 1), date(2023, 11, 1), date(2024, 1, 1))
"""With a plain year, with a change of the year, and with 29 February."""


@cache
def punishments(months: tuple[date, ...]) -> st.SearchStrategy[PunishmentFact]:
    return each_of(
        kind=PUNISHMENTS,
        from_month=(months[0].replace(year=months[0].year - 1), *months),
        months=(None, 1, 2, 12, 14),
        lifted_month=(None, None, None, months[-1]),
        event=range(700_000, 700_009),
    ).map(lambda fields: PunishmentFact(**fields))


@cache
def month_parts(months: tuple[date, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """The fields of one month whatever the posting."""
    return st.builds(
        lambda *parts: {name: value for part in parts for name, value in part.items()},
        each_of(
            acting=[{}, {}, *_acting(months[0])],
            tugas_belajar=(None, None, None, "regular", "extension"),
            withheld=(*[None] * 16, *WITHHELD),
        ).map(lambda part: {**part.pop("acting"), **part}),
        each_of(
            predicate=(None, *PREDICATES),
            score_minutes=(0, 1, 3000, 6749, 6750, 9000),
            score_entries=range(13),
            score_unfit=range(13),
        ),
        st.lists(punishments(months), max_size=3).map(lambda p: {"punishments": tuple(p)}),
        st.just({"events": (800_000 + months[0].month,)}),
    )


def _acting(month: date) -> list[dict[str, Any]]:
    """Of both kinds, from before the month or within it, long enough or not, or without end."""
    return [
        {
            "acting_kind": kind,
            "acting_rupiah": rupiah,
            "acting_from_on": month + timedelta(days=begins),
            "acting_until_on": None if days is None else month + timedelta(days=begins + days),
        }
        for kind, rupiah in (("same_level", 7_654_321), ("one_below", 3_000_000), ("one_below", -1))
        for begins in (-40, 0, 5)
        for days in (0, 26, 27, 60, None)
    ]


class Posting(NamedTuple):
    opd: str
    employment: str
    grade: int | None
    tpp_rupiah: int | None
    components: tuple[tuple[str, int], ...]


postings = each_of(
    opd=OPDS,
    employment=EMPLOYMENTS,
    grade=(7, 5, 9, None),
    tpp_rupiah=(4_000_000, 5_000_000, 3_333_333, 1_234_567, 2_999_999, 0, 7, None, 2_000_000_000),
    components=((("beban", 1_000_001), ("prestasi", 2_500_000)), (("beban", 333_333),), ()),
).map(lambda fields: Posting(**fields))


def _month_rows(
    number: int, month: date, by_part: list[tuple[date, Posting]], parts: dict[str, Any]
) -> list[MonthFacts]:
    last = month_after(month) - timedelta(days=1)
    ends = [from_on - timedelta(days=1) for from_on, _ in by_part[1:]] + [last]
    return [
        MonthFacts(
            employee=employee_id(number),
            month=month,
            from_on=from_on,
            until_on=until_on,
            **posting._asdict(),
            **parts,
        )
        for (from_on, posting), until_on in zip(by_part, ends, strict=True)
    ]


def employee_id(number: int) -> str:
    return f"{'bcdefgh'[number]}" * 16


def _plain_day(number: int, on: date, posting: Posting, pattern: str) -> DayFacts:
    sessions = PATTERNS[pattern](on.isoweekday())
    first_event = number * 100_000 + (on - FIRST_MONTHS[0]).days * 10
    return DayFacts(
        employee=employee_id(number),
        on=on,
        opd=posting.opd,
        employment=posting.employment,
        pattern=pattern,
        day="work" if sessions else "off",
        expected=bool(sessions),
        ended=True,
        minimum_s=30_600 if sessions else 0,
        sessions=tuple(replace(s, event=first_event + i) for i, s in enumerate(sessions)),
    )


class Facts(NamedTuple):
    days: list[DayFacts]
    months: list[MonthFacts]


@st.composite
def employees(draw: st.DrawFn, number: int, months: tuple[date, ...]) -> Facts:
    """One employee: the postings month by month, then the days with what was odd on them."""
    month_rows: list[MonthFacts] = []
    posting = draw(postings)
    life = draw(_lives)
    for month in months:
        by_part = [(month, posting)]
        if life["moves"] == len(month_rows):
            posting = draw(postings)
            by_part.append((month.replace(day=life["moves_on"]), posting))
        month_rows += _month_rows(number, month, by_part, draw(month_parts(months)))
    return Facts(_days(draw, number, months, month_rows, life), month_rows)


_lives = each_of(
    moves=(None, None, None, 0, 1, 2),
    moves_on=(2, 11, 15, 28),
    begins=(0, 0, 0, 0, 9, 40),
    day_twice=(*[None] * 5, 4),
    pattern=tuple(PATTERNS),
    odd_times_a_day=(0.25, 0.5, 0, 1),
    leaves=(1, 3, 0, 2),
)


def _days(
    draw: st.DrawFn,
    number: int,
    months: tuple[date, ...],
    month_rows: list[MonthFacts],
    life: dict[str, Any],
) -> list[DayFacts]:
    length = (month_after(months[-1]) - months[0]).days
    what_was_odd = draw(odd_days(length, int(life["odd_times_a_day"] * length)))
    leave = _apart(draw(st.lists(spells, min_size=life["leaves"], max_size=life["leaves"])))
    rows = []
    for offset in range(life["begins"], length):
        on = months[0] + timedelta(days=offset)
        posting = next(m for m in month_rows if m.from_on <= on <= m.until_on)
        row = _plain_day(number, on, _posting_of(posting), life["pattern"])
        for odd in what_was_odd:
            row = with_odd(row, odd) if is_on(odd, offset) else row
        for spell in leave:
            row = with_spell(row, spell, months[0])
        rows += [row] * (2 if offset == life["day_twice"] else 1)
    return rows


def _apart(leave: list[Spell]) -> list[Spell]:
    """Two spells of leave never cover the same day nor touch."""
    apart: list[Spell] = []
    for spell in sorted(leave):
        if not apart or spell.day > apart[-1].day + apart[-1].length:
            apart.append(spell)
    return apart


def _posting_of(row: MonthFacts) -> Posting:
    return Posting(row.opd, row.employment, row.grade, row.tpp_rupiah, row.components)


@st.composite
def facts(draw: st.DrawFn, months: tuple[date, ...], most: int = 4) -> Facts:
    """Several employees of the same months."""
    parts = [draw(employees(i, months)) for i in range(draw(st.integers(1, most)))]
    return Facts([d for p in parts for d in p.days], [m for p in parts for m in p.months])


@st.composite
def spans(draw: st.DrawFn, least: int) -> tuple[date, ...]:
    """At least so many months on end, at most three."""
    first = draw(st.sampled_from(FIRST_MONTHS))
    second = month_after(first)
    return (first, second, month_after(second))[: draw(st.integers(least, 3))]
