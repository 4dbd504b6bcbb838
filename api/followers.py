"""Keeps the generations of accounts current, so that a withdrawn access token ends at once."""

from threading import Event, Thread
from time import time
from typing import Final

import psycopg
import structlog
from psycopg_pool import PoolTimeout

from api.tokens import Tokens
from application.accounts import Accounts

_EVERY_S: Final = 0.8
_OVERLAP_S: Final = 30.0
"""Transactions commit a little after the moment that they write down."""

_LOG = structlog.get_logger("accounts")


class GenerationFollower:
    def __init__(self, accounts: Accounts, tokens: Tokens) -> None:
        self._accounts = accounts
        self._tokens = tokens
        self._since = 0.0
        self._stopping = Event()
        self._thread = Thread(target=self._follow, name="generations", daemon=True)

    def open(self) -> None:
        self.refresh()
        self._thread.start()

    def close(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def refresh(self) -> None:
        asked_at = time()
        for account, generation in self._accounts.generations(self._since):
            self._tokens.generations[account] = generation
        self._since = asked_at - _OVERLAP_S

    def _follow(self) -> None:
        while not self._stopping.wait(_EVERY_S):
            try:
                self.refresh()
            except (psycopg.Error, PoolTimeout) as error:
                _LOG.warning("accounts not reachable", error=type(error).__name__)
