"""Projections that follow a log in a test's own thread, and a rebuild beside them."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import psycopg

from projections.catalogue import CATALOGUE
from projections.follower import Follower
from projections.log import Log
from projections.rebuild import start, work
from projections.swap import Outcome, Swap, finish
from projections.view import Frames

ALL = tuple(CATALOGUE)


class Following:
    def __init__(self, followers: list[Follower]) -> None:
        self.followers = followers

    def catch_up(self) -> None:
        for follower in self.followers:
            follower.catch_up()

    @property
    def stopped(self) -> list[str]:
        return [follower.name for follower in self.followers if follower.stopped]


@contextmanager
def following(database_url: str, batch: int = 20_000) -> Iterator[Following]:
    with ExitStack() as opened:
        connection = opened.enter_context(psycopg.connect(database_url, autocommit=True))
        frames = Frames(database_url)
        opened.callback(frames.close)
        yield Following(
            [
                Follower(listed.make(Log(connection), frames), connection, frames, batch)
                for listed in CATALOGUE.values()
            ]
        )


def rebuild(database_url: str, swap: Swap = "never") -> Outcome | None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        number = start(connection, ALL)
    for _ in work(database_url, number):
        pass
    return finish(database_url, number, swap)
