"""Random employees: postings, allowances and what else a month depends on, with their days."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from hypothesis import strategies as st
from msgspec.structs import replace

from domain.dated import month_after
from domain.facts import DayFacts, MonthFacts, PunishmentFact
from tests.strategies.days import PATTERNS, Spell, is_on, odds, spells, with_odd, with_spell

OPDS = ("dinas-uji", "badan-uji")
EMPLOYMENTS = ("pns", "cpns", "pppk", "honorer")
PUNISHMENTS = ("teguran_lisan", "teguran_tertulis", "tunda_kp", "phk")
PREDICATES = ("sangat_baik", "baik", "perlu_perbaikan", "kurang", "sangat_kurang")
WITHHELD = ("cltn", "mpp", "lhkpn", "other")
FIRST_MONTHS = (date(2022, 10, 1), date(2023, 11, 1), date(2024, 1, 1))
"""With a plain year, with a change of the year, and with 29 February."""


@st.composite
def punishments(draw: st.DrawFn, months: tuple[date, ...]) -> PunishmentFact:
    near = (months[0].replace(year=months[0].year - 1), *months)
    return PunishmentFact(
        kind=draw(st.sampled_from(PUNISHMENTS)),
        from_month=draw(st.sampled_from(near)),
        months=draw(st.sampled_from((None, 1, 2, 12, 14))),
        lifted_month=draw(st.sampled_from((None, None, None, months[-1]))),
        event=draw(st.integers(700_000, 700_009)),
    )


@st.composite
def month_parts(draw: st.DrawFn, months: tuple[date, ...]) -> dict[str, Any]:
    """The fields of one month whatever the posting; mostly plain, sometimes all at once."""
    if draw(st.integers(0, 2)) == 0:
        return {}
    acting = draw(st.sampled_from((None, None, "same_level", "one_below")))
    begun = months[0] + timedelta(days=draw(st.sampled_from((-40, 0, 5, 30))))
    lasts = timedelta(days=draw(st.sampled_from((0, 26, 27, 28, 60))))
    return {
        "acting_kind": acting,
        "acting_rupiah": 0 if acting is None else draw(st.sampled_from((3_000_000, 7_654_321))),
        "acting_from_on": acting and begun,
        "acting_until_on": acting and begun + lasts,
        "tugas_belajar": draw(st.sampled_from((None, None, None, "regular", "extension"))),
        "predicate": draw(st.sampled_from((None, *PREDICATES))),
        "score_minutes": draw(st.sampled_from((0, 1, 3000, 6749, 6750, 9000))),
        "score_entries": draw(st.integers(0, 12)),
        "score_unfit": draw(st.integers(0, 12)),
        "withheld": draw(st.sampled_from((*[None] * 16, *WITHHELD))),
        "punishments": tuple(draw(st.lists(punishments(months), max_size=3))),
        "events": (800_000 + months[0].month,),
    }


class Posting(NamedTuple):
    opd: str
    employment: str
    grade: int | None
    tpp_rupiah: int | None
    components: tuple[tuple[str, int], ...]


postings = st.builds(
    Posting,
    opd=st.sampled_from(OPDS),
    employment=st.sampled_from(EMPLOYMENTS),
    grade=st.sampled_from((7, 5, 9, None)),
    tpp_rupiah=st.sampled_from((4_000_000, 5_000_000, 3_333_333, 1_234_567, 2_999_999, 0, 7, None)),
    components=st.sampled_from(
        ((("beban", 1_000_001), ("prestasi", 2_500_000)), (("beban", 333_333),), ())
    ),
)


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
        minimum_s=27_000 if sessions else 0,
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
    for month in months:
        by_part = [(month, posting)]
        if draw(st.integers(0, 5)) == 5:
            posting = draw(postings)
            by_part.append((month.replace(day=draw(st.sampled_from((2, 11, 15, 28)))), posting))
        month_rows += _month_rows(number, month, by_part, draw(month_parts(months)))
    begins = draw(st.sampled_from((0, 0, 0, 0, 9, 40)))
    days = _days(draw, number, months, month_rows, begins)
    return Facts(days, month_rows)


def _days(
    draw: st.DrawFn,
    number: int,
    months: tuple[date, ...],
    month_rows: list[MonthFacts],
    begins: int,
) -> list[DayFacts]:
    pattern = draw(st.sampled_from(tuple(PATTERNS)))
    length = (month_after(months[-1]) - months[0]).days
    least = draw(st.sampled_from((0, length // 4, length // 2, length)))
    what_was_odd = draw(st.lists(odds(length), min_size=least, max_size=least + 10))
    leave = _apart(draw(st.lists(spells, max_size=2)))
    rows = []
    for offset in range(begins, length):
        on = months[0] + timedelta(days=offset)
        posting = next(m for m in month_rows if m.from_on <= on <= m.until_on)
        row = _plain_day(number, on, _posting_of(posting), pattern)
        for odd in what_was_odd:
            row = with_odd(row, odd) if is_on(odd, offset) else row
        for spell in leave:
            row = with_spell(row, spell, months[0])
        rows.append(row)
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
def spans(draw: st.DrawFn) -> tuple[date, ...]:
    """One to three months on end."""
    first = draw(st.sampled_from(FIRST_MONTHS))
    second = month_after(first)
    return (first, second, month_after(second))[: draw(st.integers(1, 3))]
