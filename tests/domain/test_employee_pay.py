"""The allowance's base, and what raises, lowers or withholds it."""

from datetime import date

import pytest

from domain.employee import (
    ActingEnded,
    ActingStarted,
    EmployeeRegistered,
    TppBaseSet,
    TppComponent,
    TppWithheld,
    TppWithholdingLifted,
    TugasBelajarEnded,
    TugasBelajarStarted,
)
from domain.employee_commands import EmployeeUnknown, NotInService
from domain.employee_pay import (
    HIGHEST_RUPIAH,
    ActingExists,
    ActingUnknown,
    AlreadyWithheld,
    ComponentRepeated,
    ComponentsDoNotSum,
    GradeImplausible,
    NothingWithheld,
    NoTugasBelajar,
    RupiahImplausible,
    TugasBelajarOverlaps,
    end_acting,
    end_tugas_belajar,
    lift_withholding,
    set_tpp_base,
    start_acting,
    start_tugas_belajar,
    withhold,
)
from domain.employee_state import TugasBelajar, Withholding
from domain.identifiers import NotFirstOfMonth
from domain.spans import DatesReversed
from tests.domain.scenarios import employee

REGISTERED = EmployeeRegistered(
    name="Contoh Satu",
    employment="honorer",
    opd="dinas-a",
    office="kantor-a",
    pattern="lima-hari",
    from_on=date(2022, 1, 3),
)
OCTOBER, NOVEMBER, DECEMBER = (date(2022, month, 1) for month in (10, 11, 12))
BASE = TppBaseSet(from_month=OCTOBER, rupiah=4_000_000, grade=7)
FIELDS = {"from_month": OCTOBER, "rupiah": 4_000_000, "grade": 7}


def parts(*amounts):
    return tuple(TppComponent(name=f"bagian_{i}", rupiah=r) for i, r in enumerate(amounts))


def test_a_base_is_set_once():
    employee(REGISTERED).when(set_tpp_base, **FIELDS).records(BASE).and_again_nothing()


def test_a_base_needs_an_employee():
    employee().when(set_tpp_base, **FIELDS).is_refused(EmployeeUnknown)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"rupiah": -1}, RupiahImplausible),
        ({"rupiah": HIGHEST_RUPIAH + 1}, RupiahImplausible),
        ({"grade": 0}, GradeImplausible),
        ({"grade": 18}, GradeImplausible),
        ({"from_month": date(2022, 10, 2)}, NotFirstOfMonth),
        ({"components": parts(2_000_000, 1_999_999)}, ComponentsDoNotSum),
        ({"components": parts(5_000_000, -1_000_000)}, RupiahImplausible),
        ({"components": parts(2_000_000) + parts(2_000_000)}, ComponentRepeated),
    ],
)
def test_a_base_is_refused(fields, refusal):
    employee(REGISTERED).when(set_tpp_base, **{**FIELDS, **fields}).is_refused(refusal)


@pytest.mark.parametrize(
    "fields",
    [
        {"rupiah": 0},
        {"rupiah": HIGHEST_RUPIAH},
        {"grade": 1},
        {"grade": 17},
        {"components": parts(2_500_000, 1_500_000, 0)},
    ],
)
def test_a_base_at_its_limits_is_accepted(fields):
    assert len(employee(REGISTERED).when(set_tpp_base, **{**FIELDS, **fields}).decided) == 1


def test_withholding_is_recorded_once():
    event = TppWithheld(from_month=OCTOBER, reason="cltn", until_month=NOVEMBER)
    fields = {"from_month": OCTOBER, "reason": "cltn", "until_month": NOVEMBER}
    employee(REGISTERED).when(withhold, **fields).records(event).and_again_nothing()


def test_withholding_backwards_is_refused():
    fields = {"from_month": NOVEMBER, "reason": "cltn", "until_month": OCTOBER}
    employee(REGISTERED).when(withhold, **fields).is_refused(DatesReversed)


def test_withholding_twice_for_one_reason_is_refused():
    given = employee(REGISTERED, TppWithheld(from_month=OCTOBER, reason="lhkpn"))
    given.when(withhold, from_month=DECEMBER, reason="lhkpn").is_refused(
        AlreadyWithheld, from_month="2022-10-01"
    )
    assert given.when(withhold, from_month=DECEMBER, reason="cltn").decided


def test_lifting_ends_the_withholding_the_month_before():
    given = employee(REGISTERED, TppWithheld(from_month=OCTOBER, reason="lhkpn"))
    event = TppWithholdingLifted(from_month=DECEMBER, reason="lhkpn")
    given.when(lift_withholding, from_month=DECEMBER, reason="lhkpn").records(event)
    assert given(event).state.withholdings == (Withholding(OCTOBER, "lhkpn", NOVEMBER),)


def test_lifting_in_the_last_month_that_was_set_shortens_it():
    set_until = TppWithheld(from_month=OCTOBER, reason="lhkpn", until_month=NOVEMBER)
    lifted = TppWithholdingLifted(from_month=NOVEMBER, reason="lhkpn")
    state = employee(REGISTERED, set_until, lifted).state
    assert state.withholdings == (Withholding(OCTOBER, "lhkpn", OCTOBER),)


def test_lifting_from_its_first_month_leaves_no_withholding():
    given = employee(REGISTERED, TppWithheld(from_month=OCTOBER, reason="lhkpn"))
    then = given.when(lift_withholding, from_month=OCTOBER, reason="lhkpn")
    assert given(*then.decided).state.withholdings == ()


@pytest.mark.parametrize(("month", "reason"), [(DECEMBER, "cltn"), (NOVEMBER, "mpp")])
def test_lifting_what_is_not_withheld_is_refused(month, reason):
    given = employee(
        REGISTERED, TppWithheld(from_month=OCTOBER, reason="cltn", until_month=NOVEMBER)
    )
    given.when(lift_withholding, from_month=month, reason=reason).is_refused(NothingWithheld)


PLT = {
    "acting": "plt-1",
    "kind": "one_below",
    "post_rupiah": 6_000_000,
    "from_on": date(2022, 10, 3),
    "until_on": None,
}


def test_acting_is_recorded_once_and_ended():
    started = ActingStarted(**PLT)
    employee(REGISTERED).when(start_acting, **PLT).records(started).and_again_nothing()
    given = employee(REGISTERED, started)
    ended = ActingEnded(acting="plt-1", until_on=date(2022, 11, 30))
    fields = {"acting": "plt-1", "until_on": date(2022, 11, 30)}
    given.when(end_acting, **fields).records(ended).and_again_nothing()


def test_acting_is_refused():
    given = employee(REGISTERED, ActingStarted(**PLT))
    given.when(start_acting, **{**PLT, "post_rupiah": 1}).is_refused(ActingExists)
    given.when(start_acting, **{**PLT, "post_rupiah": -1}).is_refused(RupiahImplausible)
    given.when(end_acting, acting="plt-2", until_on=DECEMBER).is_refused(ActingUnknown)
    given.when(end_acting, acting="plt-1", until_on=OCTOBER).is_refused(DatesReversed)
    early = {**PLT, "from_on": date(2022, 1, 2)}
    employee(REGISTERED).when(start_acting, **early).is_refused(NotInService)


STUDY = {"kind": "regular", "from_on": OCTOBER, "until_on": date(2024, 9, 30)}


def test_tugas_belajar_is_recorded_once_and_ended_early():
    started = TugasBelajarStarted(**STUDY)
    employee(REGISTERED).when(start_tugas_belajar, **STUDY).records(started).and_again_nothing()
    given = employee(REGISTERED, started)
    ended = TugasBelajarEnded(until_on=DECEMBER)
    given.when(end_tugas_belajar, until_on=DECEMBER).records(ended).and_again_nothing()
    assert given(ended).state.tugas_belajar == (TugasBelajar("regular", OCTOBER, DECEMBER),)


def test_an_extension_may_begin_the_day_after_and_not_before():
    given = employee(REGISTERED, TugasBelajarStarted(**STUDY))
    last, after = date(2024, 9, 30), date(2024, 10, 1)
    given.when(start_tugas_belajar, kind="extension", from_on=last).is_refused(TugasBelajarOverlaps)
    assert given.when(start_tugas_belajar, kind="extension", from_on=after).decided


def test_ending_no_tugas_belajar_is_refused():
    given = employee(REGISTERED, TugasBelajarStarted(**STUDY))
    given.when(end_tugas_belajar, until_on=date(2024, 10, 1)).is_refused(NoTugasBelajar)
