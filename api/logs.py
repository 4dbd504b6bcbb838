"""Logs as JSON lines on standard error, for machines; the same for every process."""

import logging
import sys
from typing import TextIO, cast

import structlog

LOG_LEVEL = "EPRESENSI_LOG_LEVEL"
"""How the processes that are started are told."""

_LEVEL = ["debug"]
"""As long as nobody has set one, everything is told."""


def told_all() -> bool:
    """A line that is not written costs what it is made of, on every request."""
    return _LEVEL[0] == "debug"


class _StandardError:
    """Whatever standard error is when a line is written: it may be put elsewhere, and closed."""

    def write(self, text: str) -> int:
        return sys.stderr.write(text)

    def flush(self) -> None:
        sys.stderr.flush()


def configure_logs(level: str = "info") -> None:
    _LEVEL[0] = level
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(cast("TextIO", _StandardError())),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
