"""Two regulations for the same people on one day are a fault; a replacement is none."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from domain import perbup_catalogue
from domain.perbup import Perbup
from domain.perbup_conflicts import conflicts
from domain.perbup_rules import Phase, Who
from domain.perbup_validation import read
from tests.perbup_files import SOUND

FIRST = read(SOUND)


def another(id_: str = "lain", **changes: Any) -> Perbup:
    return replace(FIRST, id=id_, **changes)


def test_two_regulations_of_one_scope_in_force_on_one_day_conflict() -> None:
    (fault,) = conflicts([another(effective_from=date(2023, 1, 1)), FIRST])

    assert (fault.path, fault.code) == ("lain", "conflicting_perbup")
    assert fault.details == {"other": "uji", "start": "2023-01-01", "until": "…"}
    assert "uji" in fault.text()


@pytest.mark.parametrize("relation", [{"amends": "uji"}, {"replaces": ("uji",)}, {"id_": "uji"}])
def test_what_amends_replaces_or_renews_another_does_not_conflict(relation: dict[str, Any]) -> None:
    later = another(**relation, effective_from=date(2023, 1, 1))

    assert conflicts([FIRST, later]) == ()


def test_a_replacement_of_a_replacement_does_not_conflict_with_the_first() -> None:
    second = another("kedua", replaces=("uji",), effective_from=date(2023, 1, 1))
    third = another("ketiga", replaces=("kedua",), effective_from=date(2023, 7, 1))

    assert conflicts([FIRST, second, third]) == ()


def test_two_replacements_of_one_regulation_conflict() -> None:
    second = another("kedua", replaces=("uji",), effective_from=date(2023, 1, 1))
    third = another("ketiga", replaces=("uji",), effective_from=date(2023, 7, 1))

    (fault,) = conflicts([FIRST, second, third])

    assert (fault.path, fault.details["other"]) == ("ketiga", "kedua")


def test_regulations_meet_on_their_last_and_first_day() -> None:
    ended = replace(FIRST, effective_until=date(2022, 12, 31))

    assert conflicts([ended, another(effective_from=date(2023, 1, 1))]) == ()
    assert len(conflicts([ended, another(effective_from=date(2022, 12, 31))])) == 1


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        (Who(employment=("pns",)), Who(employment=("pppk",)), False),
        (Who(employment=("pns", "pppk")), Who(employment=("pppk",)), True),
        (Who(employment=("pns",)), Who(), True),
        (Who(opd=("dinkes",)), Who(opd=("bkpsdm",)), False),
        (Who(opd=("dinkes",)), Who(except_opd=("dinkes",)), False),
        (Who(opd=("dinkes", "bkpsdm")), Who(except_opd=("dinkes",)), True),
        (Who(except_opd=("dinkes",)), Who(except_opd=("bkpsdm",)), True),
        (Who(grades="[1,8)"), Who(grades="[8,)"), False),
        (Who(grades="[1,8]"), Who(grades="[8,)"), True),
        (Who(grades="[1,8)"), Who(), True),
        (Who(employment=("pns",), opd=("dinkes",)), Who(employment=("pns",)), True),
    ],
)
def test_only_regulations_that_share_people_conflict(one: Who, other: Who, conflict: bool) -> None:
    pair = [replace(FIRST, who=one), another(who=other)]

    assert bool(conflicts(pair)) == conflict


def test_a_phase_makes_the_conflict_begin_with_it() -> None:
    phases = (
        Phase(from_on=date(2022, 11, 1), employment=("pns",)),
        Phase(from_on=date(2023, 4, 1), employment=("pppk",)),
    )
    phased = replace(FIRST, who=Who(phases=phases))
    ended = another(who=Who(employment=("pppk",)), effective_until=date(2023, 3, 31))

    (fault,) = conflicts([phased, another(who=Who(employment=("pppk",)))])

    assert fault.details["start"] == "2023-04-01"
    assert conflicts([phased, ended]) == ()


def test_the_regulations_of_the_demo_do_not_conflict() -> None:
    names = [name for name in perbup_catalogue.names() if name.startswith("contoh")]

    assert len(names) == 2
    assert conflicts([perbup_catalogue.load(name) for name in names]) == ()
