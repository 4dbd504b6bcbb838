"""The made-up regency is the same each time, and has every case that the demonstration shows."""

import io
from datetime import date, timedelta

import pytest
from PIL import Image
from shapely.geometry import Point, shape

from api.demo.pictures import SIDE_PX, selfie
from api.demo.places import PATTERNS, PLACES, metres_from, plan_of
from api.demo.regency import FEWEST_EMPLOYEES, holidays_of, made_up_regency
from api.demo.steps import (
    AskCuti,
    AskSpecial,
    CheckIn,
    DecideSpecial,
    EndDay,
    GivePredicate,
    RecordKinerja,
    waves,
)
from api.demo.timeline import END_AT, timeline
from domain.identifiers import NipMonthImpossible, parse_code, parse_nip

REGENCY = made_up_regency(60)
STEPS = timeline(REGENCY)
CHECK_INS = [step for step in STEPS if isinstance(step, CheckIn)]
SMALL = timeline(made_up_regency(FEWEST_EMPLOYEES))


def test_the_same_number_gives_the_same_regency_and_story() -> None:
    assert made_up_regency(60) == REGENCY
    assert timeline(made_up_regency(60)) == STEPS


def test_a_larger_regency_only_adds_people() -> None:
    assert made_up_regency(90).people[:60] == REGENCY.people


def test_there_are_at_least_six_agencies_with_a_head_each() -> None:
    assert len(REGENCY.agencies) >= 6
    for agency in REGENCY.agencies:
        assert REGENCY.head_of(agency.code).employment == "pns"


def test_codes_are_codes() -> None:
    codes = [*REGENCY.agencies, *REGENCY.places, *REGENCY.patterns]
    assert [parse_code(named.code, "code") for named in codes]


def test_every_employment_kind_and_pattern_is_there() -> None:
    assert {person.employment for person in REGENCY.people} == {"pns", "cpns", "pppk", "honorer"}
    assert {person.pattern for person in REGENCY.people} == {p.code for p in PATTERNS}


def test_names_say_that_they_are_examples() -> None:
    assert all(person.name.startswith("Pegawai Contoh ") for person in REGENCY.people)


def test_every_nip_has_the_form_of_its_kind() -> None:
    for person in REGENCY.people:
        if person.employment == "honorer":
            assert person.nip is None
            assert person.tpp_rupiah is None
        else:
            assert person.nip is not None
            assert parse_nip(person.nip, employment=person.employment) == person.nip


def test_nips_differ() -> None:
    nips = [person.nip for person in made_up_regency(800).people if person.nip]
    assert len(set(nips)) == len(nips)


def test_the_digits_of_a_pppk_are_no_month() -> None:
    pppk = next(person for person in REGENCY.people if person.employment == "pppk")
    assert pppk.nip is not None
    with pytest.raises(NipMonthImpossible):
        parse_nip(pppk.nip, employment="pns")


def test_holidays_are_those_of_2022() -> None:
    known = {holiday.on: holiday.kind for holiday in holidays_of(2022)}
    assert known[date(2022, 10, 8)] == "holiday"
    assert known[date(2022, 8, 17)] == "holiday"
    assert known[date(2022, 5, 6)] == "cuti_bersama"
    assert date(2022, 11, 1) not in known


def test_areas_are_points_with_a_radius_and_polygons_around_their_point() -> None:
    polygons = [place.area for place in PLACES if place.area.geojson is not None]
    assert len(polygons) >= 1
    assert any(place.area.geojson is None for place in PLACES)
    for area in polygons:
        assert shape(area.geojson).contains(Point(area.longitude, area.latitude))


def test_metres_are_metres() -> None:
    latitude, longitude = metres_from(-5.36, 104.97, 100, -100)
    assert latitude == pytest.approx(-5.36 - 0.000898, abs=1e-6)
    assert longitude == pytest.approx(104.97 + 0.000902, abs=1e-6)


def test_every_pattern_has_three_sessions_a_day_and_the_night_crosses_midnight() -> None:
    for pattern in PATTERNS:
        assert all(len(day.sessions) == 3 for day in pattern.days)
    night = next(pattern for pattern in PATTERNS if pattern.code == "jaga-malam")
    assert plan_of(night, date(2022, 11, 7))[-1].due_s == 30 * 3600
    assert plan_of(night, date(2022, 11, 8)) == ()


def test_windows_of_a_day_do_not_overlap() -> None:
    for pattern in PATTERNS:
        for day in pattern.days:
            edges = [edge for s in day.sessions for edge in (s.opens_s, s.due_s, s.closes_s)]
            assert edges == sorted(edges)


@pytest.mark.parametrize("steps", [STEPS, SMALL])
def test_the_story_has_every_case(steps: tuple[object, ...]) -> None:
    check_ins = [step for step in steps if isinstance(step, CheckIn)]
    asked = [step for step in steps if isinstance(step, AskSpecial)]
    decided = {s.asked: s.approve for s in steps if isinstance(s, DecideSpecial)}
    undecided = [step for step in asked if step.key not in decided]
    assert {step.refusal for step in check_ins} >= {None, "too_far", "selfie_used_before"}
    assert any(step.offline for step in check_ins)
    assert {"upacara", "dinas_luar"} <= {step.kind for step in asked} or steps is SMALL
    assert {True, False} <= set(decided.values())
    assert any(step.on < date(2022, 11, 20) for step in undecided), "one lapses"
    assert any(step.on > date(2022, 11, 27) for step in undecided), "one is pending at the end"
    assert any(isinstance(step, AskCuti) for step in steps)
    assert any(isinstance(step, RecordKinerja) for step in steps)


def test_each_day_of_two_months_ends_once() -> None:
    ended = [step.on for step in STEPS if isinstance(step, EndDay)]
    assert ended == [date(2022, 10, 1) + timedelta(days=n) for n in range(61)]


def test_keys_are_unique_and_times_ascend() -> None:
    assert len({step.key for step in STEPS}) == len(STEPS)
    assert [step.at for step in STEPS] == sorted(step.at for step in STEPS)
    assert STEPS[-1].at <= END_AT


def test_offline_posts_come_within_a_day() -> None:
    late = [step.at - step.captured_at for step in CHECK_INS]
    assert timedelta(0) <= min(late)
    assert max(late) < timedelta(hours=24)


def test_nobody_checks_in_on_a_holiday_unless_the_unit_never_closes() -> None:
    on_maulid = {step.person for step in CHECK_INS if step.on == date(2022, 10, 8)}
    working = {p.number for p in REGENCY.people if p.pattern == "jaga-malam"}
    assert on_maulid <= working


def test_nobody_checks_in_before_being_enrolled_or_while_on_leave() -> None:
    people = {person.number: person for person in REGENCY.people}
    leaves = [step for step in STEPS if isinstance(step, AskCuti)]
    assert all(step.on >= people[step.person].enrolled_from for step in CHECK_INS)
    for leave in leaves:
        days = {step.on for step in CHECK_INS if step.person == leave.person}
        assert not any(leave.from_on <= on <= leave.until_on for on in days)


def test_nobody_does_anything_before_being_enrolled() -> None:
    people = {person.number: person for person in REGENCY.people}
    acting = [step for step in STEPS if step.person and not isinstance(step, GivePredicate)]
    assert all(step.at.date() >= people[step.person].enrolled_from for step in acting)


def test_waves_keep_every_step_in_order() -> None:
    parts = list(waves(STEPS))
    assert tuple(step for wave in parts for step in wave) == STEPS
    assert all(len({step.at.date() for step in wave}) == 1 for wave in parts)


def test_selfies_differ_by_name_and_are_small_pictures() -> None:
    assert selfie("a") == selfie("a")
    assert selfie("a") != selfie("b")
    assert Image.open(io.BytesIO(selfie("a"))).size == (SIDE_PX, SIDE_PX)
    assert len(selfie("a")) < 8_000


def test_only_the_reused_selfie_repeats() -> None:
    rightly = [step.selfie for step in CHECK_INS if step.refusal != "selfie_used_before"]
    assert len(set(rightly)) == len(rightly)
    reused = next(step for step in CHECK_INS if step.refusal == "selfie_used_before")
    first = next(step for step in CHECK_INS if step.selfie == reused.selfie)
    assert first.person == reused.person
    assert first.at < reused.at
