"""The signals that end a program: noted where they arrive, acted on outside their handler."""

import signal
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Final

ENDING: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Termination:
    """A handler may interrupt whatever holds a lock, even another handler, and would wait for that
    lock for ever. Putting into this queue takes none."""

    def __init__(self) -> None:
        self._told: SimpleQueue[None] = SimpleQueue()

    def listen(self) -> None:
        """From the main thread."""
        for number in ENDING:
            signal.signal(number, lambda *_: self.tell())

    def tell(self) -> None:
        """From a signal handler or any thread."""
        self._told.put(None)

    def wait(self) -> None:
        """Awake every second: a signal that comes just before falling asleep wakes nobody, and its
        handler runs only in who is awake."""
        while True:
            with suppress(Empty):
                return self._told.get(timeout=1.0)


def run_until_terminated(run: Callable[[], None], stop: Callable[[], None]) -> None:
    """For a program that is supervised: a signal ends it in order, its own fault with the fault."""
    termination, faults = Termination(), list[BaseException]()

    def running() -> None:
        try:
            run()
        except BaseException as fault:  # noqa: BLE001 # raised again below
            faults.append(fault)
        finally:
            termination.tell()

    termination.listen()
    thread = Thread(target=running, name="program")
    thread.start()
    termination.wait()
    stop()
    thread.join()
    if faults:
        raise faults[0]
