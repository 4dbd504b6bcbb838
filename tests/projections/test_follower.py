"""A poison event stops its projection and no other; a fixed release goes on from there."""

import psycopg
import pytest

from domain import attendance
from domain.streams import day_stream
from projections import attendance as attendance_view
from projections import positions
from projections.follower import is_outage
from projections.view import Change, Frames, Superseded, move
from tests.projections.following import following, rebuild
from tests.projections.histories import Teller, surroundings
from tests.projections.test_queries import ANA, BUDI, CITRA, MONDAY, STORY, seen


@pytest.fixture
def teller(own_store):
    teller = Teller(own_store)
    teller.tell(surroundings())
    return teller


@pytest.fixture
def connection(own_database_url):
    with psycopg.connect(own_database_url, autocommit=True) as connection:
        yield connection


STATE = b'{"recorded_at":"2022-11-07T00:30:00.5Z","actor":"uji"}'


def store_as(connection, stream: str, tag: str, state: bytes) -> int:
    """An event that no release of ours would write."""
    query = """
        INSERT INTO log.stored_events (originator_id, originator_version, topic, state)
        VALUES (%s, 1, %s, %s) RETURNING notification_id
    """
    return connection.execute(query, (stream, tag, state)).fetchone()[0]


def states(connection) -> dict[str, positions.Position]:
    return {row.projection: row for row in positions.positions(connection)}


def test_a_projection_that_has_not_begun_has_reached_nothing(connection):
    positions.begin(connection, "attendance")
    connection.execute("UPDATE views.position SET position = 7")
    assert positions.reached(connection, ["attendance"]) == 7
    assert positions.reached(connection, ["attendance", "inbox"]) == 0


def test_an_unknown_event_stops_every_projection_that_would_read_it(
    teller, connection, own_database_url
):
    last = teller.tell([(day_stream(ANA, MONDAY), seen(MONDAY, "pagi", "07:20:00"))])
    poison = store_as(connection, day_stream(BUDI, MONDAY), "CheckedInByMind", STATE)
    teller.tell([(day_stream(CITRA, MONDAY), seen(MONDAY, "pagi", "07:25:00"))])
    with following(own_database_url) as live:
        live.catch_up()
        assert live.stopped == ["attendance", "directories", "inbox", "performance"]
    told = states(connection)["attendance"]
    assert (told.position, told.failed_position) == (poison - 1, poison)
    assert told.failed_event == "CheckedInByMind"
    assert "UnknownTag" in (told.error or "")
    assert told.position >= last
    assert told.lag_s > 0


def test_the_others_go_on_and_a_fixed_release_resumes(
    teller, connection, own_database_url, monkeypatch
):
    """A fault of ours that one event in the middle of a batch brings to light."""
    original = attendance_view.fold_spans

    def faulty(references, spans, records):
        if "terkutuk" in records.frame()["session"]:
            raise ZeroDivisionError("uji")
        return original(references, spans, records)

    monkeypatch.setattr(attendance_view, "fold_spans", faulty)
    teller.tell(STORY)
    poison = teller.tell([(day_stream(BUDI, MONDAY), seen(MONDAY, "terkutuk", "07:20:00"))])
    head = teller.tell([(day_stream(CITRA, MONDAY), seen(MONDAY, "sore", "16:25:00"))])
    with following(own_database_url) as live:
        live.catch_up()
        assert live.stopped == ["attendance"]
    told = states(connection)
    assert (told["attendance"].position, told["attendance"].failed_position) == (poison - 1, poison)
    assert told["attendance"].failed_event == "CheckedIn"
    assert "ZeroDivisionError: uji" in (told["attendance"].error or "")
    assert {told[name].position for name in ("directories", "inbox", "performance")} == {head}
    monkeypatch.undo()
    with following(own_database_url) as live:
        live.catch_up()
        assert live.stopped == []
    assert states(connection)["attendance"].error is None
    outcome = rebuild(own_database_url)
    assert outcome is not None
    assert outcome.differences == ()


def test_an_outage_is_not_the_fault_of_an_event(teller, own_database_url, servers):
    teller.tell(STORY)
    with following(own_database_url) as live:
        with psycopg.connect(servers.database_url, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND datname = %s",
                (psycopg.conninfo.conninfo_to_dict(own_database_url)["dbname"],),
            )
        with pytest.raises(Exception) as caught:  # noqa: PT011 - of either driver
            live.catch_up()
        assert is_outage(caught.value)
    with following(own_database_url) as live:
        live.catch_up()
        assert live.stopped == []


def test_only_one_of_two_projectors_moves_a_projection(teller, connection, own_database_url):
    teller.tell(STORY)
    with (
        following(own_database_url, batch=5) as first,
        following(own_database_url, batch=7) as other,
    ):
        for one, two in zip(first.followers, other.followers, strict=True):
            while min(one.position, two.position) < states(connection)["inbox"].head:
                one.catch_up(one.position + 5)
                two.catch_up(two.position + 7)
    outcome = rebuild(own_database_url)
    assert outcome is not None
    assert outcome.differences == ()


def test_rows_of_a_superseded_batch_are_not_written(teller, connection, own_database_url):
    teller.tell(STORY)
    with following(own_database_url) as live:
        live.catch_up()
    frames = Frames(own_database_url)
    change = frames.replace("opd_directory", ["opd"], [("dinas-uji",)], [])
    with pytest.raises(Superseded):
        frames.write([change], move("directories", 0, 10**6, 0))
    kept = connection.execute("SELECT count(*) FROM views.opd_directory").fetchone()
    assert kept == (2,)
    frames.write([Change("opd_directory", change.keys, change.rows)])
    kept = connection.execute("SELECT count(*) FROM views.opd_directory").fetchone()
    assert kept == (1,)
    frames.close()


def test_a_batch_that_cannot_be_made_to_its_end_leaves_nothing(
    teller, connection, own_database_url
):
    teller.tell(STORY)
    with following(own_database_url) as live:
        live.catch_up()
    frames = Frames(own_database_url)
    change = frames.replace("opd_directory", ["opd"], [("dinas-uji",)], [])

    def broken():
        yield change
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        frames.write(broken(), move("directories", live.followers[1].position, 10**6, 0))
    kept = connection.execute(
        "SELECT (SELECT count(*) FROM views.opd_directory),"
        " (SELECT max(position) FROM views.position) < 10^6"
    ).fetchone()
    assert kept == (2, True)
    frames.close()


def test_a_voided_record_leaves_no_trace_in_the_facts(teller, connection, own_database_url):
    stream = day_stream(ANA, MONDAY)
    teller.tell([(stream, seen(MONDAY, "pagi", "07:20:00"))])
    teller.tell([(stream, attendance.AttendanceVoided(on=MONDAY, record=1))])
    with following(own_database_url) as live:
        live.catch_up()
    row = connection.execute(
        'SELECT at_s, mark FROM views.attendance_day WHERE employee = %s AND "on" = %s',
        (ANA, MONDAY),
    ).fetchone()
    assert row == ([None, None, None], [None, None, None])
