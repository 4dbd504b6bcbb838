"""A small real performance website that fails in every way it is told to."""

import json
import socket
import struct
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Barrier, BrokenBarrierError, Event, Lock, Thread
from typing import Any

RESET = struct.pack("ii", 1, 0)
"""Lingering for no time: closing a socket resets the connection."""

FAILURES = ("500", "502", "503", "404", "401", "302", "hang", "drip", "reset", "cut", "garbage")
"""After which it has taken nothing in, or nobody knows that it has."""


class Website(ThreadingHTTPServer):
    """`kept` is what it took in, by key, each once; `asked` are all keys in the order they came.

    `script` are the ways in which the next requests are answered, of one employee or of anybody
    (`*`): a status, or `hang`, `drip`, `reset`, `cut`, `garbage`, `lost`, `meet`. Without one it
    accepts.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.url = f"http://127.0.0.1:{self.server_port}/laporan"
        self.kept: dict[str, dict[str, Any]] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.script: dict[str, deque[str]] = defaultdict(deque)
        self.retry_after: str | None = None
        self.released = Event()
        self.meeting = Barrier(1)
        self.lock = Lock()

    def take(self, key: str, body: bytes, headers: dict[str, str]) -> str:
        """How it is to be answered."""
        with self.lock:
            self.asked.append(key)
            self.headers.append(headers)
            message = json.loads(body)
            how = self._next(message["employee"])
            if how in {"200", "lost", "cut", "meet"}:
                self.kept.setdefault(key, message)
            return how

    def entries(self, employee: str) -> list[int]:
        """The positions that it took in, in the order in which it did."""
        return [m["position"] for m in self.kept.values() if m["employee"] == employee]

    def _next(self, employee: str) -> str:
        for name in (employee, "*"):
            if self.script[name]:
                return self.script[name].popleft()
        return "200"


class Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Website

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        how = self.server.take(self.headers["Idempotency-Key"], body, dict(self.headers))
        if how.isdecimal():
            self._status(int(how))
        else:
            getattr(self, f"_{how}")()

    def log_message(self, *_: Any) -> None:
        """Nothing is printed."""

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()

    def _status(self, status: int) -> None:
        told = f"jawaban {status}".encode()
        self.send_response(status)
        if self.server.retry_after is not None:
            self.send_header("Retry-After", self.server.retry_after)
        if status == 302:
            self.send_header("Location", self.server.url)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def _meet(self) -> None:
        """Accepts once as many requests wait as are to meet, else fails."""
        try:
            self.server.meeting.wait()
        except BrokenBarrierError:
            self._status(500)
        else:
            self._status(200)

    def _hang(self) -> None:
        self.server.released.wait()
        self.close_connection = True

    def _drip(self) -> None:
        """Always one more byte before anybody loses patience."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        with suppress(OSError):
            while not self.server.released.wait(0.02):
                self.wfile.write(b"x")
        self.close_connection = True

    def _reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self.connection.close()
        self.close_connection = True

    _lost = _reset

    def _cut(self) -> None:
        """In the middle of an answer that said it was accepted."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
        self._reset()

    def _garbage(self) -> None:
        self.wfile.write(b"\x00\x01 bukan HTTP \xff\r\n\r\n")
        self.close_connection = True


@contextmanager
def running() -> Iterator[Website]:
    website = Website()
    thread = Thread(target=website.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield website
    finally:
        website.released.set()
        website.shutdown()
        website.server_close()
        thread.join()
