"""The allowance before anything is cut."""

from datetime import date
from typing import Any

import pytest

from domain.perbup import GradeAmount
from domain.perbup_rules import Entitlement, PayActing, PayGrade, PayNothing, PayShare, Who
from tests.assessment.samples import TPP, assessed, codes, month, perbup

OCT_10, OCT_11 = date(2022, 10, 10), date(2022, 10, 11)


def entitled(give: Any, code: str = "hak", **given: Any) -> Entitlement:
    return Entitlement(code=code, clause="Pasal 1", text="Uji", give=give, **given)


def paid(*rows: Any, entitlements: tuple[Entitlement, ...] = (), **parts: Any) -> dict[str, Any]:
    terms = perbup(entitlements=entitlements, **parts)
    return assessed([], terms, months=rows).deductions.row(0, named=True)


CPNS = entitled(PayShare(pay="80%", employment=("cpns",)), "cpns")
STUDY = entitled(PayShare(pay="80%", tugas_belajar=("regular",)), "belajar")


def test_a_cpns_is_paid_eighty_percent() -> None:
    row = paid(month(employment="cpns"), entitlements=(CPNS,))
    assert (row["tpp_rupiah"], row["gross_rupiah"]) == (4_000_000, 3_200_000)
    assert row["entitlements"] == ["cpns"]
    assert paid(month(), entitlements=(CPNS,))["entitlements"] == []


def test_shares_follow_each_other() -> None:
    row = paid(month(employment="cpns", tugas_belajar="regular"), entitlements=(CPNS, STUDY))
    assert row["gross_rupiah"] == 2_560_000


def test_who_narrows_an_entitlement() -> None:
    low = entitled(PayShare(pay="80%", tugas_belajar=("regular",)), who=Who(grades="[,7]"))
    assert (
        paid(month(tugas_belajar="regular", grade=7), entitlements=(low,))["gross_rupiah"]
        == 3_200_000
    )
    assert paid(month(tugas_belajar="regular", grade=8), entitlements=(low,))["gross_rupiah"] == TPP


def test_the_table_of_grades_pays_whoever_has_no_amount() -> None:
    table = (GradeAmount(grade=5, rupiah=3_134_250), GradeAmount(grade=6, rupiah=3_510_400))
    study = entitled(PayGrade(grade=5, tugas_belajar=("regular",)))
    assert paid(month(tpp_rupiah=None, grade=6), grades=table)["gross_rupiah"] == 3_510_400
    row = paid(
        month(tpp_rupiah=None, grade=6, tugas_belajar="regular"),
        grades=table,
        entitlements=(study,),
    )
    assert (row["tpp_rupiah"], row["gross_rupiah"]) == (3_510_400, 3_134_250)


@pytest.mark.parametrize("tpp", [None, -1, 1_000_000_001])
def test_whoever_has_no_possible_amount_gets_nothing(tpp: int | None) -> None:
    found = assessed([], perbup(), months=[month(tpp_rupiah=tpp)])
    assert found.deductions["gross_rupiah"].to_list() == [0]
    assert codes(found) == ["no_tpp_base"]


# ---- mutasi


@pytest.mark.parametrize(
    ("mutasi", "gross"), [("first", 4_000_000), ("last", 5_000_000), ("by_day", 4_677_419)]
)
def test_a_posting_that_changes_within_the_month(mutasi: Any, gross: int) -> None:
    rows = month(until_on=OCT_10), month(from_on=OCT_11, tpp_rupiah=5_000_000, opd="badan-uji")
    row = paid(*rows, mutasi=mutasi)
    assert (row["gross_rupiah"], row["opd"]) == (gross, "badan-uji")


def test_by_day_pays_only_the_days_of_a_posting() -> None:
    assert paid(month(from_on=OCT_11), mutasi="by_day")["gross_rupiah"] == 2_709_677


def test_each_posting_has_its_own_share_by_day() -> None:
    rows = month(until_on=OCT_10, employment="cpns"), month(from_on=OCT_11)
    row = paid(*rows, mutasi="by_day", entitlements=(CPNS,))
    assert (row["gross_rupiah"], row["entitlements"]) == (3_741_935, ["cpns"])


# ---- Plt


def plt(**given: Any) -> Any:
    terms = {
        "acting_kind": "same_level",
        "acting_rupiah": 6_000_000,
        "acting_from_on": date(2022, 10, 1),
        "acting_until_on": date(2022, 10, 28),
    }
    return month(**{**terms, **given})


SAME = entitled(PayActing(kind="same_level", how="share", add="20%"), "plt")
POST = entitled(PayActing(kind="same_level", how="share", add="20%", of="post"), "plt")
BELOW = entitled(PayActing(kind="one_below", how="difference"), "plt")


def test_plt_adds_a_share_or_the_difference() -> None:
    assert paid(plt(), entitlements=(SAME,))["gross_rupiah"] == 4_800_000
    assert paid(plt(), entitlements=(POST,))["gross_rupiah"] == 5_200_000
    assert paid(plt(acting_kind="one_below"), entitlements=(BELOW,))["gross_rupiah"] == 6_000_000
    assert (
        paid(plt(acting_kind="one_below", acting_rupiah=1), entitlements=(BELOW,))["gross_rupiah"]
        == TPP
    )


def test_plt_must_be_held_long_enough() -> None:
    short = plt(acting_until_on=date(2022, 10, 27))
    assert paid(short, entitlements=(SAME,))["gross_rupiah"] == TPP
    assert paid(plt(acting_until_on=None), entitlements=(SAME,))["gross_rupiah"] == 4_800_000


# ---- withheld


def test_nothing_is_paid_for_a_reason_that_the_regulation_names() -> None:
    nothing = entitled(PayNothing(reasons=("cltn",)))
    row = paid(month(withheld="cltn"), entitlements=(nothing,))
    assert (row["gross_rupiah"], row["net_rupiah"], row["postponed_rupiah"]) == (0, 0, 0)


def test_or_it_is_paid_later() -> None:
    later = entitled(PayNothing(reasons=("lhkpn",), postpone=True))
    row = paid(month(withheld="lhkpn"), entitlements=(later,))
    assert (row["net_rupiah"], row["postponed_rupiah"]) == (TPP, TPP)


def test_an_unknown_reason_withholds_nothing_and_warns() -> None:
    found = assessed([], perbup(), months=[month(withheld="other")])
    assert found.deductions["gross_rupiah"].to_list() == [TPP]
    assert codes(found) == ["unknown_withheld"]
