"""A head's screen on a running server: a check-in appears on it, and after a lost connection
nothing is missed and nothing comes twice."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count, pairwise
from queue import Queue
from threading import Event as Signal
from threading import Thread

import httpx
import pytest

from api.clock import SIMULATED
from client import Api, Event, Transport
from client import models as m
from tests.api.regency import HERE, PASSWORD, Person, Regency, picture
from tests.api.serving import api_alone
from workers.projector import Projector

_SEEDS = count(95_000)
NOW = "2022-11-02T08:15:00+07:00"


@pytest.fixture(scope="module", autouse=True)
def projector(database_url: str) -> Iterator[None]:
    projector = Projector(database_url)
    thread = Thread(target=projector.run)
    thread.start()
    yield
    projector.stop()
    thread.join()


@pytest.fixture(scope="module")
def server(
    regency: Regency, database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    with api_alone(database_url, tmp_path_factory.mktemp("var")) as address:
        yield address


@contextmanager
def signed_in(server: str, person: Person, patience_s: float = 60) -> Iterator[Api]:
    with httpx.Client(base_url=server, timeout=60) as http:
        api = Api(Transport(http, headers={SIMULATED: NOW}))
        device = m.Device(id=person.device, name="Ponsel Uji")
        form = m.LoginRequest(login=person.login, password=PASSWORD, device=device)
        api.transport.sign_in(api.auth.login(form))
        http.timeout = httpx.Timeout(60, read=patience_s)
        yield api


@contextmanager
def watching(head: Api) -> Iterator[tuple["Queue[Event]", "Queue[str]"]]:
    """What comes to a screen whose connection is lost whenever nothing comes for a while; like a
    browser it connects again and names what it has. Also what was named, each time."""
    came: Queue[Event] = Queue()
    named: Queue[str] = Queue()
    leaving = Signal()

    def watch() -> None:
        last = ""
        while not leaving.is_set():
            named.put(last)
            with suppress(httpx.ReadTimeout):
                for event in head.boards.live_board("dinkes", last_event_id=last):
                    last = event.id
                    came.put(event)

    thread = Thread(target=watch)
    thread.start()
    try:
        yield came, named
    finally:
        leaving.set()
        thread.join()


def check_in(server: str, person: Person) -> None:
    with signed_in(server, person) as api:
        api.check_ins.check_in(m.CheckInForm(**HERE), selfie=picture(next(_SEEDS)))


def states(event: Event) -> dict[str, str]:
    return {row.employee: row.state for row in event.read(m.Board).rows}


def test_a_check_in_appears_and_a_lost_connection_goes_on_where_it_was(
    regency: Regency, server: str
) -> None:
    staff, head = regency.staff.employee, regency.head.employee
    boards: list[Event] = []

    def until(employee: str, state: str) -> dict[str, str]:
        """The first board on which the employee is in the state."""
        while True:
            boards.append(came.get(timeout=60))
            if states(boards[-1]).get(employee) == state:
                return states(boards[-1])

    with signed_in(server, regency.head, patience_s=0.3) as api, watching(api) as (came, named):
        until(staff, "expected")
        check_in(server, regency.staff)
        assert until(staff, "late")[head] == "expected"
        while named.get(timeout=60) != boards[-1].id:
            continue  # until the connection was lost on this board
        check_in(server, regency.head)
        assert until(head, "late")[staff] == "late"
    assert {board.name for board in boards} == {"board"}
    assert all(one.id != following.id for one, following in pairwise(boards))


def test_a_screen_that_names_no_board_gets_the_whole_one(regency: Regency, server: str) -> None:
    with signed_in(server, regency.head) as api:
        for last_event_id in ("", "entah"):
            event = next(api.boards.live_board("dinkes", last_event_id=last_event_id))
            assert len(states(event)) == 2
