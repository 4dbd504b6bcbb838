"""Leave: requested, approved, refused, withdrawn; never two at once."""

from datetime import date

import pytest

from domain.cuti import (
    LONGEST_DAYS,
    ChildOrderMissing,
    ChildOrderNotAsked,
    CutiAlreadyDecided,
    CutiAlreadyOver,
    CutiApproved,
    CutiExists,
    CutiOverlaps,
    CutiRefused,
    CutiRequested,
    CutiTooLong,
    CutiUnknown,
    CutiWithdrawn,
    approve,
    refuse,
    request,
    withdraw,
)
from domain.identifiers import DateImplausible, HashUnreadable
from domain.personal import Personal
from domain.refusals import OwnRequest, TextMissing, Unreadable
from domain.spans import DatesReversed
from tests.domain.scenarios import cuti

ME, HEAD = "a" * 16, "b" * 16
FIELDS = {
    "cuti": "c-1",
    "kind": "tahunan",
    "from_on": date(2022, 10, 3),
    "until_on": date(2022, 10, 5),
    "personal": Personal(note="acara keluarga"),
}
REQUESTED = CutiRequested(**FIELDS)
APPROVED = CutiApproved(cuti="c-1")
REFUSED = CutiRefused(cuti="c-1", personal=Personal(note="tenaga kurang"))
BY_HEAD = {"employee": ME, "by": HEAD}


def other(*events, from_on, until_on, kind="sakit"):
    asked = CutiRequested(cuti="c-2", kind=kind, from_on=from_on, until_on=until_on)
    return cuti(asked, *events).state


def test_leave_is_requested_once():
    cuti().when(request, **FIELDS, others=()).records(REQUESTED).and_again_nothing()


def test_the_same_request_with_other_dates_is_refused():
    changed = {**FIELDS, "until_on": date(2022, 10, 6)}
    cuti(REQUESTED).when(request, **changed, others=()).is_refused(CutiExists)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"cuti": "c/1"}, Unreadable),
        ({"until_on": date(2022, 10, 2)}, DatesReversed),
        ({"from_on": date(202, 10, 3)}, DateImplausible),
        ({"until_on": date(2022 + 5, 10, 3)}, CutiTooLong),
        ({"child": 1}, ChildOrderNotAsked),
        ({"kind": "melahirkan"}, ChildOrderMissing),
        ({"kind": "melahirkan", "child": 0}, ChildOrderMissing),
        ({"kind": "melahirkan", "child": 2**31}, ChildOrderMissing),
        ({"document": "surat.pdf"}, HashUnreadable),
    ],
)
def test_a_request_is_refused(fields, refusal):
    cuti().when(request, **{**FIELDS, **fields}, others=()).is_refused(refusal)


def test_one_day_and_the_longest_leave_are_accepted():
    one_day = {**FIELDS, "until_on": FIELDS["from_on"]}
    assert cuti().when(request, **one_day, others=()).decided
    last = date.fromordinal(FIELDS["from_on"].toordinal() + LONGEST_DAYS - 1)
    assert cuti().when(request, **{**FIELDS, "until_on": last}, others=()).decided
    longer = date.fromordinal(last.toordinal() + 1)
    cuti().when(request, **{**FIELDS, "until_on": longer}, others=()).is_refused(CutiTooLong)


def test_a_birth_names_the_order_of_the_child():
    assert cuti().when(request, **{**FIELDS, "kind": "melahirkan"}, child=3, others=()).decided


@pytest.mark.parametrize(
    ("from_on", "until_on", "accepted"),
    [
        (date(2022, 10, 1), date(2022, 10, 2), True),
        (date(2022, 10, 1), date(2022, 10, 3), False),
        (date(2022, 10, 4), date(2022, 10, 4), False),
        (date(2022, 10, 5), date(2022, 10, 9), False),
        (date(2022, 10, 6), date(2022, 10, 9), True),
        (date(2022, 10, 1), date(2022, 10, 31), False),
    ],
)
@pytest.mark.parametrize("events", [(), (CutiApproved(cuti="c-2"),)])
def test_leave_does_not_overlap(from_on, until_on, accepted, events):
    others = (other(*events, from_on=from_on, until_on=until_on),)
    then = cuti().when(request, **FIELDS, others=others)
    if accepted:
        then.records(REQUESTED)
    else:
        then.is_refused(CutiOverlaps, cuti="c-2")


@pytest.mark.parametrize(
    "event",
    [CutiRefused(cuti="c-2"), CutiWithdrawn(cuti="c-2", from_on=date(2022, 10, 1))],
)
def test_refused_and_withdrawn_leave_is_in_nobodys_way(event):
    others = (other(event, from_on=date(2022, 10, 1), until_on=date(2022, 10, 31)),)
    cuti().when(request, **FIELDS, others=others).records(REQUESTED)


def test_leave_cut_short_frees_its_last_days():
    cut = other(
        CutiApproved(cuti="c-2"),
        CutiWithdrawn(cuti="c-2", from_on=date(2022, 10, 3)),
        from_on=date(2022, 9, 26),
        until_on=date(2022, 10, 7),
    )
    cuti().when(request, **FIELDS, others=(cut,)).records(REQUESTED)


def test_approving():
    cuti(REQUESTED).when(approve, **BY_HEAD, others=()).records(APPROVED).and_again_nothing()


def test_approving_a_second_leave_for_the_same_days_is_refused():
    days = {"from_on": date(2022, 10, 5), "until_on": date(2022, 10, 9)}
    pending = other(**days)
    approved = other(CutiApproved(cuti="c-2"), **days)
    given = cuti(REQUESTED)
    given.when(approve, **BY_HEAD, others=(given.state, pending)).records(APPROVED)
    given.when(approve, **BY_HEAD, others=(given.state, approved)).is_refused(CutiOverlaps)


def test_refusing():
    then = cuti(REQUESTED).when(refuse, **BY_HEAD, reason="tenaga kurang")
    then.records(REFUSED).and_again_nothing()
    cuti(REQUESTED).when(refuse, **BY_HEAD, reason="").is_refused(TextMissing)


@pytest.mark.parametrize(
    ("command", "fields"), [(approve, {"others": ()}), (refuse, {"reason": "x"})]
)
def test_deciding_is_refused(command, fields):
    cuti().when(command, **BY_HEAD, **fields).is_refused(CutiUnknown)
    cuti(REQUESTED).when(command, employee=ME, by=ME, **fields).is_refused(OwnRequest)
    withdrawn = CutiWithdrawn(cuti="c-1", from_on=date(2022, 10, 3))
    cuti(REQUESTED, withdrawn).when(command, **BY_HEAD, **fields).is_refused(
        CutiAlreadyDecided, status="withdrawn"
    )


def test_a_decision_is_not_turned_round():
    cuti(REQUESTED, APPROVED).when(refuse, **BY_HEAD, reason="x").is_refused(CutiAlreadyDecided)
    cuti(REQUESTED, REFUSED).when(approve, **BY_HEAD, others=()).is_refused(CutiAlreadyDecided)


@pytest.mark.parametrize(
    ("from_on", "recorded", "status", "until_on"),
    [
        (date(2022, 9, 1), date(2022, 10, 3), "withdrawn", date(2022, 10, 5)),
        (date(2022, 10, 3), date(2022, 10, 3), "withdrawn", date(2022, 10, 5)),
        (date(2022, 10, 4), date(2022, 10, 4), "approved", date(2022, 10, 3)),
        (date(2022, 10, 5), date(2022, 10, 5), "approved", date(2022, 10, 4)),
    ],
)
def test_withdrawing_from_a_date(from_on, recorded, status, until_on):
    given = cuti(REQUESTED, APPROVED)
    event = CutiWithdrawn(cuti="c-1", from_on=recorded)
    given.when(withdraw, from_on=from_on).records(event)
    state = given(event).state
    assert (state.status, state.until_on) == (status, until_on)


def test_withdrawing_is_refused():
    cuti().when(withdraw, from_on=date(2022, 10, 3)).is_refused(CutiUnknown)
    cuti(REQUESTED).when(withdraw, from_on=date(2022, 10, 6)).is_refused(CutiAlreadyOver)
    cuti(REQUESTED, REFUSED).when(withdraw, from_on=date(2022, 10, 3)).is_refused(
        CutiAlreadyDecided
    )


def test_withdrawing_whole_twice_changes_nothing():
    given = cuti(REQUESTED, CutiWithdrawn(cuti="c-1", from_on=date(2022, 10, 3)))
    given.when(withdraw, from_on=date(2022, 10, 3)).records()
