"""How far an earlier run of the demonstration came, as its log tells."""

import msgspec
import psycopg

from api.demo.founding import SECOND_PERBUP
from api.demo.people import ADMIN
from domain.streams import perbup_stream

_STATE = """
SELECT
    (SELECT count(*) FROM log.stored_events) AS events,
    (SELECT count(*) FROM log.stored_events WHERE topic = 'EmployeeRegistered') AS employees,
    EXISTS (SELECT FROM auth.accounts WHERE login = %(admin)s) AS ours,
    EXISTS (SELECT FROM log.stored_events
            WHERE originator_id = %(last)s AND topic = 'PerbupDrafted') AS loaded,
    EXISTS (SELECT FROM log.stored_events
            WHERE originator_id = %(last)s AND topic = 'PerbupEnacted') AS replaced
"""


class NotADemonstration(Exception):
    """The database holds events of somebody else: nothing is written to it."""


class State(msgspec.Struct, frozen=True):
    """The regulation that replaces the first is drafted when all else is acknowledged, so that it
    tells of the load's end."""

    events: int
    employees: int
    loaded: bool
    replaced: bool


def state_of(database_url: str) -> State:
    with psycopg.connect(database_url) as connection:
        told = {"admin": ADMIN, "last": perbup_stream(SECOND_PERBUP)}
        events, employees, ours, loaded, replaced = connection.execute(_STATE, told).fetchall()[0]
    if events and not ours:
        raise NotADemonstration
    return State(events, employees, loaded, replaced)
