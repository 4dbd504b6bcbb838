"""Random valid regulations, in sets that replace each other in the middle of a month, hold for some
people only, or count as a trial."""

from datetime import date, timedelta
from typing import Any, get_args

from hypothesis import strategies as st
from msgspec.structs import replace

from domain.dated import month_after
from domain.perbup import Base, Flexi, GradeAmount, MoneyRounding, Perbup, SessionTerms, Source
from domain.perbup_measures import AtClock, Early, Late, Missing
from domain.perbup_rules import Phase, Rule, Who
from domain.rupiah import Rounding
from tests.strategies.measures import rarely
from tests.strategies.people import OPDS
from tests.strategies.rules import caps_of, effects, entitlements, rule_lists

# ---- sessions and bases

_ROLES = {
    "apel": "apel",
    "pagi": "arrival",
    "siang": "presence",
    "istirahat": "leaving",
    "kembali": "arrival",
    "sore": "leaving",
}
_OWN_HOURS: dict[str, tuple[dict[str, Any], ...]] = {
    "pagi": ({"due": "08:00"}, {"opens": "06:30", "closes": "11:00"}, {"closes": "09:00"}),
    "sore": ({"due": "16:30"}, {"due": "11:30", "opens": "11:00"}, {"opens": "15:30"}),
}


@st.composite
def session_terms(draw: st.DrawFn, name: str) -> tuple[SessionTerms, ...]:
    """The hours of the pattern, or other ones on every day or on Fridays; or on no other day."""
    plain: dict[str, Any] = {"name": name, "role": _ROLES[name]}
    if name not in _OWN_HOURS or draw(st.booleans()):
        return (SessionTerms(**plain),)
    own = draw(st.sampled_from(_OWN_HOURS[name]))
    on_friday = SessionTerms(**plain, weekdays=(5,), **own)
    every_day, others = SessionTerms(**plain, **own), SessionTerms(**plain, weekdays=(1, 2, 3, 4))
    return draw(st.sampled_from(((every_day,), (others, on_friday), (on_friday,))))


@st.composite
def sessions(draw: st.DrawFn, own_rules: tuple[Rule, ...]) -> tuple[SessionTerms, ...]:
    """Those that the rules and the flexi name, and more."""
    named = {name for rule in own_rules for name in _names_of(rule)}
    more = draw(st.sets(st.sampled_from(tuple(_ROLES))))
    return tuple(
        terms
        for name in _ROLES
        if name in {"pagi", "sore", *named, *more}
        for terms in draw(session_terms(name))
    )


def _names_of(rule: Rule) -> tuple[str, ...]:
    match rule.measure:
        case Late() | Early() | AtClock() | Missing():
            return rule.measure.sessions
        case _:
            return ()


@st.composite
def bases(draw: st.DrawFn, point: str) -> tuple[Base, ...]:
    """Two parts of the allowance, and bases within, beside and a day of them."""
    first = draw(st.sampled_from((40, 30, 60)))
    of_month = Base(name="harian", share="4.5454%")
    of_day = st.builds(
        Base,
        name=st.just("harian"),
        of=st.sampled_from(("tpp", "disiplin", "beban")),
        per=st.sampled_from(("working_day", "calendar_day")),
    )
    return (
        Base(name="disiplin", share=f"{first}%", part=True),
        Base(name="kinerja", share=f"{100 - first}%", part=True),
        Base(name="dalam", of=draw(st.sampled_from(("disiplin", "kinerja"))), share="33.3333%"),
        Base(name="beban", of="component:beban", share=draw(st.sampled_from(("100%", "50%")))),
        draw(of_day) if point == "item" else of_month,
    )


flexis = st.builds(
    Flexi,
    arrival=st.just("pagi"),
    leaving=st.just("sore"),
    how=st.sampled_from(("proportional", "block")),
    max_late_minutes=st.sampled_from((15, 30, 90)),
    max_early_minutes=st.sampled_from((0, 3, 90)),
    block_minutes=st.just(30),
    forgives=st.sampled_from(("always", "if_made_up", "never")),
).map(lambda f: f if f.how == "block" else replace(f, block_minutes=0))

# ---- regulations


@st.composite
def perbups(draw: st.DrawFn, /, about: str, id_: str, from_on: date, **fields: Any) -> Perbup:
    own_rules = draw(rule_lists(about))
    wanted = draw(st.integers(0, 3))
    rounding = draw(roundings)
    return Perbup(
        schema=1,
        id=id_,
        number="1",
        year=from_on.year,
        title="Peraturan uji",
        region="Kabupaten Uji",
        source=Source(label="uji", strength="example"),
        effective_from=from_on,
        sessions=draw(sessions(own_rules)),
        rules=own_rules,
        flexi=draw(rarely(flexis)),
        bases=draw(bases(rounding.point)),
        grades=(GradeAmount(grade=7, rupiah=3_915_950), GradeAmount(grade=5, rupiah=3_134_250)),
        entitlements=draw(entitlements()),
        effects=tuple(draw(effects(i, own_rules)) for i in range(1, wanted + 1)),
        caps=tuple(draw(st.lists(caps_of(own_rules), max_size=2))),
        mutasi=draw(st.sampled_from(("first", "last", "by_day"))),
        rounding=rounding,
        **fields,
    )


roundings = st.builds(
    MoneyRounding,
    how=st.sampled_from(get_args(Rounding)),
    point=st.sampled_from(("item", "total")),
    unit_rupiah=st.sampled_from((1, 1, 1, 100, 1000)),
    clause=st.sampled_from(("", "Pasal 99")),
)


@st.composite
def modes(
    draw: st.DrawFn, from_on: date, until_on: date | None, months: tuple[date, ...]
) -> dict[str, Any]:
    """Live for most; a trial throughout, to the end of a month, or to the middle of one."""
    kind = draw(st.sampled_from(("live", "live", "live", "trial", "until")))
    if kind != "until":
        return {"mode": kind}
    ends = (month_after(months[0]) - timedelta(days=1), months[0] + timedelta(days=9))
    last_on = max(from_on, draw(st.sampled_from(ends)))
    return {"trial_until": min(last_on, until_on or last_on)}


@st.composite
def regulations(draw: st.DrawFn, about: str, months: tuple[date, ...]) -> tuple[Perbup, ...]:
    """One to three regulations of which one at most concerns an employee on a day."""
    before = months[0].replace(year=months[0].year - 1)
    switch = months[0] + timedelta(days=draw(st.integers(1, 75)))

    def one(id_: str, from_on: date, **fields: Any) -> Perbup:
        mode = draw(modes(from_on, fields.get("effective_until"), months))
        return draw(perbups(about, id_, from_on, **mode, **fields))

    def phased(on: date) -> Who:
        return Who(phases=(Phase(from_on=before, opd=OPDS[:1]), Phase(from_on=on, opd=OPDS[1:])))

    kind = draw(
        st.sampled_from(
            ("one", "one", "late", "ends", "replaced", "amended", "again", "by", "phases")
        )
    )
    made: tuple[Perbup, ...]
    match kind:
        case "one":
            made = (one("uji-1", before),)
        case "late":
            made = (one("uji-1", switch),)
        case "ends":
            last_on, gap = switch - timedelta(days=1), draw(st.sampled_from((0, 3)))
            first = one("uji-1", before, effective_until=last_on)
            made = (first, one("uji-2", switch + timedelta(days=gap)))
        case "replaced":
            made = (one("uji-1", before), one("uji-2", switch, replaces=("uji-1",)))
        case "amended":
            made = (one("uji-1", before), one("uji-2", switch, amends="uji-1"))
        case "again":
            made = (one("uji-1", switch), one("uji-1", before))
        case "by":
            first = one("uji-1", before, who=Who(opd=OPDS[:1]))
            made = (first, one("uji-2", before, who=Who(except_opd=OPDS[:1])))
        case _:
            made = (one("uji-1", before, who=phased(switch)),)
    return made
