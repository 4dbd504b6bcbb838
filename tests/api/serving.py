"""A server of its own for a test: a port that is free, and the moment at which it is ready."""

import socket
from time import monotonic, sleep

import httpx


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ready(address: str) -> str:
    until = monotonic() + 150
    while monotonic() < until:
        try:
            if httpx.get(f"{address}/health/ready").is_success:
                return address
        except httpx.TransportError:
            sleep(0.05)  # between polls of a condition
    raise TimeoutError(address)
