"""Sends prepared requests over kept connections, each at its moment, whatever became of others."""

import asyncio
import time
from collections.abc import Sequence
from typing import NamedTuple

_HEAD_END = b"\r\n\r\n"
_LENGTH = b"content-length:"

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Answer(NamedTuple):
    """`seconds` from the moment at which the request was due."""

    status: int
    seconds: float


class Client:
    """Opens a connection where none is free; each serves one request after the other, unless the
    server has closed it meanwhile for having none."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._free: list[Connection] = []

    async def at(self, due: float, request: bytes) -> Answer:
        """`due` is a moment of `time.perf_counter`."""
        await asyncio.sleep(due - time.perf_counter())
        self._free = [free for free in self._free if not free[0].at_eof()]
        if self._free:
            connection = self._free.pop()
        else:
            connection = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = connection
        writer.write(request)
        head = await reader.readuntil(_HEAD_END)
        await reader.readexactly(_length(head))
        self._free.append(connection)
        return Answer(int(head.split(b" ", 2)[1]), time.perf_counter() - due)

    async def close(self) -> None:
        for _, writer in self._free:
            writer.close()
            await writer.wait_closed()


def _length(head: bytes) -> int:
    return int(head.lower().split(_LENGTH)[1].split(b"\r\n")[0])


async def paced(port: int, requests: Sequence[bytes], per_second: float) -> list[Answer]:
    client, start = Client(port), time.perf_counter() + 0.1
    answers = await asyncio.gather(
        *(client.at(start + n / per_second, request) for n, request in enumerate(requests))
    )
    await client.close()
    return answers
