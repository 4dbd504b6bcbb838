"""Away without permission, and time on duty that falls short."""

from domain.perbup_measures import Away, Short
from domain.perbup_rules import Each
from tests.assessment.samples import MONDAY, assessed, day, minutes, perbup, rule, rupiah, session


def test_away_by_the_hour() -> None:
    away = [day(MONDAY, away_s=5_400)]
    costs = {
        begun: rupiah(
            assessed(away, perbup(rule(Away(), Each(cut="2.5%", unit_minutes=60, begun=begun))))
        )
        for begun in ("up", "down", "exact")
    }
    assert costs == {"up": [200_000], "down": [100_000], "exact": [150_000]}


def test_an_exact_part_of_an_hour_is_exact() -> None:
    hours = perbup(rule(Away(), Each(cut="2.5%", unit_minutes=60)))
    found = assessed([day(MONDAY, away_s=420)], hours)
    assert rupiah(found) == [11_667]
    assert found.ledger["rate_ppm"].to_list() == [2_917]


def test_permitted_time_beyond_the_allowance_counts() -> None:
    permitted = [day(MONDAY, away_s=59, away_permitted_s=8_000)]
    assert minutes(permitted, Away()) == []
    assert minutes(permitted, Away(permitted_minutes_per_day=120)) == [13]


def test_short_duty() -> None:
    short = Short(arrival="pagi", leaving="sore")
    full = day(MONDAY, session("pagi", "09:00"), session("sore", "17:00"), minimum_s=28_800)
    less = day(MONDAY, session("pagi", "09:00:01"), session("sore", "17:00"), minimum_s=28_800)
    half = day(MONDAY, session("pagi", None), session("sore", "17:00"), minimum_s=28_800)
    assert minutes([full], short) == []
    assert minutes([less], short) == [1]
    assert minutes([half], short) == []
