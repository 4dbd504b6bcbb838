"""The columnar assessment answers what a slow reading, row by row, answers.

`EPRESENSI_ORACLE_EXAMPLES=20000` compares so many random examples of each kind, new ones each time.
"""

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from domain.assessment import assess
from domain.facts import days_frame, months_frame
from domain.perbup import Perbup
from domain.perbup_conflicts import conflicts
from domain.perbup_faults import errors
from domain.perbup_measures import Measure
from domain.perbup_rules import CutMore, PayActing, PayGrade, PayNothing, PayShare, Postpone, Zero
from domain.perbup_validation import faults_of
from tests.oracle import Slow, assess_slowly
from tests.strategies import ABOUT, Case, cases
from tests.strategies.smaller import small_on_failure

MORE = int(os.environ.get("EPRESENSI_ORACLE_EXAMPLES", "0"))
compared = settings(
    max_examples=MORE or 85,
    derandomize=not MORE,
    database=None,
    deadline=None,
    phases=[Phase.generate],  # `small_on_failure` shrinks
    suppress_health_check=list(HealthCheck),
)


def difference(case: Case) -> list[str]:
    """The rows that only one of them has, each with whose it is."""
    fast = assess(days_frame(case.days), months_frame(case.months), case.perbups, case.since)
    slow = assess_slowly(*case)
    found = []
    for name in Slow._fields:
        left, right = counted(getattr(fast, name).to_dicts()), counted(getattr(slow, name))
        found += [f"assessment {name} {row}" for row in left - right]
        found += [f"oracle {name} {row}" for row in right - left]
    return found


def counted(rows: list[dict[str, Any]]) -> Counter[str]:
    return Counter(str(sorted(row.items())) for row in rows)


@pytest.mark.parametrize("about", ABOUT)
def test_the_assessment_equals_the_oracle(about: str) -> None:
    compared(given(case=cases(about))(compare))()


@small_on_failure
def compare(case: Case) -> None:
    assert not difference(case)


def reached_by(case: Case, slow: Slow) -> Iterator[Any]:
    """Every kind of thing that a case brings about."""
    measures = {(p.id, r.code): type(r.measure) for p in case.perbups for r in p.rules}
    effects = {(p.id, e.code): type(e.do) for p in case.perbups for e in p.effects}
    gives = {(p.id, e.code): type(e.give) for p in case.perbups for e in p.entitlements}
    for line in slow.ledger:
        yield from (line["kind"], line["mode"])
        key = line["perbup"], line["rule"]
        if line["kind"] == "cut" and line["rupiah"]:
            yield measures[key]
        if line["kind"] == "effect":
            yield effects[key]
    for row in slow.deductions:
        yield from (gives[row["perbup"], code] for code in row["entitlements"])
    yield from (warning["code"] for warning in slow.warnings)
    yield from ("proposal" for _ in slow.proposals)


EVERYTHING = {
    *get_args(Measure),
    *(Zero, CutMore, Postpone, "proposal"),
    *(PayShare, PayGrade, PayActing, PayNothing),
    *("cut", "free", "waived", "cap", "effect", "live", "trial"),
    *("unknown_session", "outside_window", "reversed", "time_impossible", "pending_special"),
    *("unknown_cuti", "unknown_status", "unknown_predicate", "unknown_punishment"),
    *("unknown_withheld", "no_bracket", "no_tpp_base", "no_regulation"),
}


def test_random_cases_bring_about_everything_and_are_valid() -> None:
    reached: Counter[Any] = Counter()

    def look_at(case: Case) -> None:
        reached.update(reached_by(case, assess_slowly(*case)))
        assert not conflicts(case.perbups)
        assert not [fault for perbup in case.perbups for fault in faults(perbup)]

    only_generate = settings(compared, max_examples=60)
    for about in ABOUT:
        only_generate(given(case=cases(about))(look_at))()
    assert not [what for what in EVERYTHING if reached[what] == 0], reached


def faults(perbup: Perbup) -> tuple[Any, ...]:
    return errors(faults_of(msgspec.to_builtins(perbup)))
