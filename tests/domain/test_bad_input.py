"""Whatever a client sends is accepted or refused by name; nothing else ever happens."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from domain.check_in import CheckIn, Outcome, check_in
from domain.office import Area
from domain.office_area import distance_m, parse_area
from domain.phone_clock import Captured, Limits, judge_clock
from domain.position import parse_position
from domain.refusals import Refusal
from domain.special_attendance import SpecialAttendance, record_special
from tests.domain.any_events import of
from tests.domain.scenarios import day
from tests.domain.surroundings import KNOWN, LIMITS, wib

NOW = datetime(2022, 10, 3, 0, 30, tzinfo=UTC)
any_float = st.floats() | st.sampled_from([0.0, -5.358, 104.974, 1e308])
awkward = {"latitude": any_float, "longitude": any_float, "accuracy_m": any_float}
CAPTURED = Captured(at=wib(7, 25), offline=False)


@given(of(CheckIn, awkward))
def test_any_check_in(asked):
    try:
        outcome = check_in(day().state, asked, captured=CAPTURED, known=KNOWN, limits=LIMITS)
    except Refusal:
        return
    assert isinstance(outcome, Outcome)
    assert outcome.events


@given(of(SpecialAttendance, awkward))
def test_any_special_attendance(asked):
    try:
        outcome = record_special(day().state, asked, captured=CAPTURED, known=KNOWN, limits=LIMITS)
    except Refusal:
        return
    assert outcome.events


@given(st.datetimes(timezones=st.just(UTC) | st.none()), st.none() | st.floats())
def test_any_clock(captured_at, offset_s):
    try:
        captured = judge_clock(captured_at, offset_s=offset_s, now=NOW, limits=Limits())
    except Refusal:
        return
    assert 0 <= (NOW - captured.at).total_seconds() <= LIMITS.offline_s + 1


@given(any_float, any_float)
def test_any_position(latitude, longitude):
    try:
        position = parse_position(latitude, longitude)
    except Refusal:
        return
    assert distance_m(Area(latitude=-5.358, longitude=104.974), *position) >= 0


scalars = st.none() | st.booleans() | st.integers() | any_float | st.text(max_size=5)
json = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=12,
)
points = st.lists(st.lists(any_float, max_size=3) | json, max_size=6)
geometries = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["Polygon", "MultiPolygon", "Feature", "FeatureCollection"]),
        "coordinates": st.lists(points | st.lists(points, max_size=2), max_size=2),
        "geometry": json,
        "features": json,
    }
)


@given(json | geometries)
def test_any_geojson(geojson):
    try:
        area = parse_area(latitude=-5.358, longitude=104.974, geojson=geojson)
    except Refusal:
        return
    assert distance_m(area, area.latitude, area.longitude) >= 0


rings = st.lists(
    st.tuples(st.floats(104.97, 104.99), st.floats(-5.37, -5.35)).map(list), min_size=3, max_size=7
).map(lambda corners: [*corners, corners[0]])


@given(st.lists(rings, min_size=1, max_size=2))
def test_any_closed_rings(coordinates):
    """Corners near each other, on one line, crossing, or the same."""
    try:
        area = parse_area(geojson={"type": "Polygon", "coordinates": coordinates})
    except Refusal:
        return
    assert distance_m(area, area.latitude, area.longitude) == 0
