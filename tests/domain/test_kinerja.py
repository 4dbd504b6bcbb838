"""Performance entries and the month's predicate."""

from datetime import date

import pytest

from domain.identifiers import HashUnreadable, NotFirstOfMonth
from domain.kinerja import (
    Content,
    KinerjaPredicateGiven,
    KinerjaRecorded,
    KinerjaReturned,
    KinerjaRevised,
    KinerjaVerified,
    KinerjaWithdrawn,
)
from domain.kinerja_commands import (
    EntryExists,
    EntryUnknown,
    EntryVerified,
    EntryWithdrawn,
    MinutesImplausible,
    MonthNotBegun,
    OtherMonth,
    QuantityImplausible,
    WorkInFuture,
    give_back,
    give_predicate,
    record,
    revise,
    verify,
    withdraw,
)
from domain.personal import Personal
from domain.refusals import OwnRequest, TextMissing, TextTooLong, Unreadable
from tests.domain.scenarios import kinerja

ME, HEAD = "a" * 16, "b" * 16
OCTOBER = date(2022, 10, 1)
TODAY = date(2022, 10, 31)
CONTENT = Content(minutes=120, quantity=3, unit="dokumen")
OTHER = Content(minutes=60, quantity=1, unit="dokumen")
TOLD = {"activity": " menyusun laporan "}
PLAIN = {
    "minutes": 120,
    "quantity": 3,
    "unit": "dokumen",
    "personal": Personal(activity="menyusun laporan"),
}
FIELDS = {"month": OCTOBER, "entry": "k-1", "on": date(2022, 10, 31), "today": TODAY, **TOLD}
RECORDED = KinerjaRecorded(entry="k-1", on=date(2022, 10, 31), **PLAIN)
VERIFIED = KinerjaVerified(entry="k-1")
RETURNED = KinerjaReturned(entry="k-1", personal=Personal(note="kurang bukti"))
WITHDRAWN = KinerjaWithdrawn(entry="k-1")
BY_HEAD = {"entry": "k-1", "employee": ME, "by": HEAD}


def test_an_entry_is_recorded_with_its_texts_apart():
    kinerja().when(record, **FIELDS, content=CONTENT).records(RECORDED)
    told = Personal(activity="menyusun laporan", note="di luar")
    noted = KinerjaRecorded(entry="k-1", on=date(2022, 10, 31), **{**PLAIN, "personal": told})
    kinerja().when(record, **FIELDS, note=" di luar ", content=CONTENT).records(noted)


@pytest.mark.parametrize("content", [CONTENT, OTHER])
def test_an_entry_is_recorded_once(content):
    kinerja(RECORDED).when(record, **FIELDS, content=content).is_refused(EntryExists)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"entry": "k 1"}, Unreadable),
        ({"on": date(2022, 9, 30)}, OtherMonth),
        ({"on": date(2022, 11, 1), "today": date(2022, 11, 2)}, OtherMonth),
        ({"today": date(2022, 10, 30)}, WorkInFuture),
        ({"content": Content(0, 1, "dokumen")}, MinutesImplausible),
        ({"content": Content(1441, 1, "dokumen")}, MinutesImplausible),
        ({"content": Content(1, -1, "dokumen")}, QuantityImplausible),
        ({"content": Content(1, 1, "")}, TextMissing),
        ({"activity": "  "}, TextMissing),
        ({"activity": "x" * 1001}, TextTooLong),
        ({"note": "x" * 1001}, TextTooLong),
        ({"content": Content(1, 1, "dokumen", "foto.jpg")}, HashUnreadable),
    ],
)
def test_an_entry_is_refused(fields, refusal):
    kinerja().when(record, **{**FIELDS, "content": CONTENT, **fields}).is_refused(refusal)


def test_the_entries_of_a_day_are_no_longer_than_the_day():
    given = kinerja(RECORDED)
    fields = {**FIELDS, "entry": "k-2"}
    whole = Content(1320, 1, "hari")
    longer = Content(1321, 1, "hari")
    assert given.when(record, **fields, content=whole).decided
    given.when(record, **fields, content=longer).is_refused(MinutesImplausible, value=1441)
    assert given(WITHDRAWN).when(record, **fields, content=longer).decided


def test_an_entry_is_revised():
    event = KinerjaRevised(entry="k-1", **{**PLAIN, "minutes": 60, "quantity": 1})
    kinerja(RECORDED).when(revise, entry="k-1", content=OTHER, **TOLD).records(event)


def test_a_revision_of_the_text_alone_is_recorded():
    event = KinerjaRevised(entry="k-1", **{**PLAIN, "personal": Personal(activity="lain")})
    kinerja(RECORDED).when(revise, entry="k-1", content=CONTENT, activity="lain").records(event)


def test_a_returned_entry_is_recorded_anew_by_its_revision():
    given = kinerja(RECORDED, RETURNED)
    then = given.when(revise, entry="k-1", content=CONTENT, **TOLD)
    assert given(*then.decided).state.entries[0].status == "recorded"


@pytest.mark.parametrize(
    ("events", "refusal"),
    [
        ((), EntryUnknown),
        ((RECORDED, VERIFIED), EntryVerified),
        ((RECORDED, WITHDRAWN), EntryWithdrawn),
    ],
)
def test_revising_is_refused(events, refusal):
    kinerja(*events).when(revise, entry="k-1", content=OTHER, **TOLD).is_refused(refusal)


def test_withdrawing():
    kinerja(RECORDED).when(withdraw, entry="k-1").records(WITHDRAWN).and_again_nothing()
    kinerja(RECORDED, VERIFIED).when(withdraw, entry="k-1").is_refused(EntryVerified)
    kinerja().when(withdraw, entry="k-1").is_refused(EntryUnknown)


def test_verifying_and_giving_back():
    kinerja(RECORDED).when(verify, **BY_HEAD).records(VERIFIED).and_again_nothing()
    fields = {**BY_HEAD, "reason": "kurang bukti"}
    for events in ((RECORDED,), (RECORDED, VERIFIED)):
        kinerja(*events).when(give_back, **fields).records(RETURNED).and_again_nothing()
    kinerja(RECORDED, RETURNED).when(verify, **BY_HEAD).records(VERIFIED)


@pytest.mark.parametrize(("command", "extra"), [(verify, {}), (give_back, {"reason": "x"})])
def test_deciding_is_refused(command, extra):
    kinerja().when(command, **BY_HEAD, **extra).is_refused(EntryUnknown)
    kinerja(RECORDED).when(command, **{**BY_HEAD, "by": ME}, **extra).is_refused(OwnRequest)
    kinerja(RECORDED, WITHDRAWN).when(command, **BY_HEAD, **extra).is_refused(EntryWithdrawn)


PREDICATE = {"month": OCTOBER, "predicate": "baik", "employee": ME, "by": HEAD, "today": OCTOBER}


def test_a_predicate_is_given_and_replaced():
    event = KinerjaPredicateGiven(month=OCTOBER, predicate="baik")
    kinerja().when(give_predicate, **PREDICATE).records(event).and_again_nothing()
    better = {**PREDICATE, "predicate": "sangat_baik"}
    then = kinerja(event).when(give_predicate, **better)
    then.records(KinerjaPredicateGiven(month=OCTOBER, predicate="sangat_baik"))


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"by": ME}, OwnRequest),
        ({"today": date(2022, 9, 30)}, MonthNotBegun),
        ({"month": date(2022, 10, 2)}, NotFirstOfMonth),
    ],
)
def test_a_predicate_is_refused(fields, refusal):
    kinerja().when(give_predicate, **{**PREDICATE, **fields}).is_refused(refusal)
