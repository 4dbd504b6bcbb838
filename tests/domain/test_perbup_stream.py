"""The register of a regulation: drafted, enacted, amended, revoked."""

from datetime import date

import pytest

from domain.identifiers import DateImplausible
from domain.perbup_stream import (
    AmendedBeforeEnacted,
    PerbupAlreadyRevoked,
    PerbupAmended,
    PerbupDrafted,
    PerbupEmpty,
    PerbupEnacted,
    PerbupNotDraft,
    PerbupNotEnacted,
    PerbupRevoked,
    PerbupUnknown,
    PerbupVersion,
    amend,
    draft,
    enact,
    revoke,
)
from domain.refusals import TextMissing
from tests.domain.scenarios import perbup

TEXT = {"title": "Contoh", "rules": [{"clause": "Pasal 5"}]}
BETTER = {"title": "Contoh", "rules": [{"clause": "Pasal 6"}]}
SEPTEMBER, OCTOBER, NOVEMBER = (date(2022, month, 1) for month in (9, 10, 11))
DRAFTED = PerbupDrafted(perbup=TEXT)
ENACTED = PerbupEnacted(on=OCTOBER)
AMENDMENT = {"perbup": BETTER, "on": NOVEMBER, "from_on": OCTOBER, "source": "Nomor 9/2022"}
AMENDED = PerbupAmended(**AMENDMENT)
REVOKED = PerbupRevoked(from_on=NOVEMBER, reason="diganti")


def test_a_draft_is_replaced_until_it_is_enacted():
    perbup().when(draft, perbup=TEXT).records(DRAFTED).and_again_nothing()
    perbup(DRAFTED).when(draft, perbup=BETTER).records(PerbupDrafted(perbup=BETTER))
    perbup(DRAFTED, ENACTED).when(draft, perbup=BETTER).is_refused(PerbupNotDraft)
    perbup().when(draft, perbup={}).is_refused(PerbupEmpty)


def test_a_draft_is_enacted_once():
    perbup(DRAFTED).when(enact, on=OCTOBER).records(ENACTED).and_again_nothing()
    perbup().when(enact, on=OCTOBER).is_refused(PerbupUnknown)
    perbup(DRAFTED, ENACTED).when(enact, on=NOVEMBER).is_refused(PerbupNotDraft)
    perbup(DRAFTED).when(enact, on=date(202, 1, 1)).is_refused(DateImplausible)


def test_an_enacted_regulation_is_amended_also_backwards():
    given = perbup(DRAFTED, ENACTED)
    given.when(amend, **AMENDMENT).records(AMENDED).and_again_nothing()
    assert given(AMENDED).state.versions == (
        PerbupVersion(TEXT, OCTOBER),
        PerbupVersion(BETTER, NOVEMBER, OCTOBER),
    )


@pytest.mark.parametrize(
    ("events", "fields", "refusal"),
    [
        ((), {}, PerbupUnknown),
        ((DRAFTED,), {}, PerbupNotEnacted),
        ((DRAFTED, ENACTED, REVOKED), {}, PerbupNotEnacted),
        ((DRAFTED, ENACTED), {"perbup": {}}, PerbupEmpty),
        ((DRAFTED, ENACTED), {"on": SEPTEMBER}, AmendedBeforeEnacted),
        ((DRAFTED, ENACTED), {"from_on": date(22, 1, 1)}, DateImplausible),
    ],
)
def test_amending_is_refused(events, fields, refusal):
    perbup(*events).when(amend, **{**AMENDMENT, **fields}).is_refused(refusal)


def test_revoking():
    given = perbup(DRAFTED, ENACTED, AMENDED)
    given.when(revoke, from_on=NOVEMBER, reason="diganti").records(REVOKED).and_again_nothing()
    given(REVOKED).when(revoke, from_on=OCTOBER, reason="x").is_refused(PerbupAlreadyRevoked)
    given.when(revoke, from_on=NOVEMBER, reason="").is_refused(TextMissing)
    perbup().when(revoke, from_on=NOVEMBER, reason="x").is_refused(PerbupUnknown)
    perbup(DRAFTED).when(revoke, from_on=NOVEMBER, reason="x").is_refused(PerbupNotEnacted)
