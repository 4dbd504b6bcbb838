"""Punishments: imposed, possibly late, and lifted."""

from datetime import date

import pytest

from domain.discipline import (
    DisciplineImposed,
    DisciplineLifted,
    LiftedBeforeImposed,
    PunishmentExists,
    PunishmentMonthsImplausible,
    PunishmentUnknown,
    impose,
    lift,
)
from domain.identifiers import NotFirstOfMonth
from domain.refusals import TextMissing, Unreadable
from tests.domain.scenarios import discipline

OCTOBER, NOVEMBER = date(2022, 10, 1), date(2022, 11, 1)
FIELDS = {
    "punishment": "sk-1",
    "kind": "teguran_tertulis",
    "decree": "800/12/2022",
    "from_month": OCTOBER,
    "months": 2,
}
IMPOSED = DisciplineImposed(**FIELDS)


def test_a_punishment_is_imposed_once():
    discipline().when(impose, **FIELDS).records(IMPOSED).and_again_nothing()
    discipline(IMPOSED).when(impose, **{**FIELDS, "months": 3}).is_refused(PunishmentExists)


@pytest.mark.parametrize(
    ("field", "value", "refusal"),
    [
        ("punishment", "sk 1", Unreadable),
        ("kind", "Teguran Tertulis", Unreadable),
        ("decree", "", TextMissing),
        ("from_month", date(2022, 10, 15), NotFirstOfMonth),
        ("months", 0, PunishmentMonthsImplausible),
        ("months", 121, PunishmentMonthsImplausible),
    ],
)
def test_imposing_is_refused(field, value, refusal):
    discipline().when(impose, **{**FIELDS, field: value}).is_refused(refusal)


@pytest.mark.parametrize("months", [None, 1, 120])
def test_a_length_at_its_limits_is_accepted(months):
    assert discipline().when(impose, **{**FIELDS, "months": months}).decided


@pytest.mark.parametrize("month", [OCTOBER, NOVEMBER])
def test_a_punishment_is_lifted_once(month):
    event = DisciplineLifted(punishment="sk-1", from_month=month)
    then = discipline(IMPOSED).when(lift, punishment="sk-1", from_month=month)
    then.records(event).and_again_nothing()


def test_lifting_is_refused():
    given = discipline(IMPOSED)
    given.when(lift, punishment="sk-2", from_month=NOVEMBER).is_refused(PunishmentUnknown)
    given.when(lift, punishment="sk-1", from_month=date(2022, 9, 1)).is_refused(LiftedBeforeImposed)


def test_imposing_again_what_was_lifted_changes_nothing():
    lifted = DisciplineLifted(punishment="sk-1", from_month=NOVEMBER)
    discipline(IMPOSED, lifted).when(impose, **FIELDS).records()
