"""The OPD and its head."""

from datetime import date

from domain.opd import (
    NoHead,
    OpdAlreadyEstablished,
    OpdEstablished,
    OpdHeadAppointed,
    OpdHeadDischarged,
    OpdRenamed,
    OpdUnknown,
    appoint_head,
    discharge_head,
    establish,
    rename,
)
from domain.refusals import TextMissing, Unreadable
from tests.domain.scenarios import opd

HEAD = "a" * 16
ESTABLISHED = OpdEstablished(code="dinas-a", name="Dinas A")
MARCH, JUNE = date(2022, 3, 1), date(2022, 6, 1)
APPOINTED = OpdHeadAppointed(employee=HEAD, from_on=MARCH)


def test_establishing():
    opd().when(establish, code="dinas-a", name=" Dinas A ").records(ESTABLISHED)
    opd(ESTABLISHED).when(establish, code="dinas-a", name="B").is_refused(OpdAlreadyEstablished)
    opd().when(establish, code="Dinas A", name="B").is_refused(Unreadable)
    opd().when(establish, code="dinas-a", name="").is_refused(TextMissing)


def test_renaming():
    opd(ESTABLISHED).when(rename, name="Dinas B").records(
        OpdRenamed(name="Dinas B")
    ).and_again_nothing()
    opd().when(rename, name="Dinas B").is_refused(OpdUnknown)


def test_appointing_a_head():
    fields = {"employee": HEAD, "from_on": MARCH}
    opd(ESTABLISHED).when(appoint_head, **fields).records(APPOINTED).and_again_nothing()
    opd().when(appoint_head, **fields).is_refused(OpdUnknown)
    opd(ESTABLISHED).when(appoint_head, employee="198804112014031009", from_on=MARCH).is_refused(
        Unreadable
    )


def test_discharging_a_head_leaves_the_post_vacant():
    given = opd(ESTABLISHED, APPOINTED)
    given.when(discharge_head, from_on=JUNE).records(
        OpdHeadDischarged(from_on=JUNE)
    ).and_again_nothing()
    given.when(discharge_head, from_on=date(2022, 2, 28)).is_refused(NoHead)
    opd().when(discharge_head, from_on=JUNE).is_refused(OpdUnknown)
