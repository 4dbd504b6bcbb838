"""The HTTP server of the API: one supervising process and its workers."""

import signal
from typing import Any

from granian import Granian

from api.termination import ENDING

_Granian: Any = Granian


class HttpServer(_Granian):  # type: ignore[misc] # one of two classes, by the kind of Python
    """Its own handler takes a lock, and would wait for ever for itself where a second signal
    interrupts it. A parent of many threads that is killed sends one for each of them."""

    def signal_handler_interrupt(self, *_: Any, **__: Any) -> None:
        for number in ENDING:
            signal.signal(number, signal.SIG_IGN)
        super().signal_handler_interrupt()
