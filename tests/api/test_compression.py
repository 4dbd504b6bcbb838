"""What is compressed on the way, by what the client accepts, and what never is."""

import asyncio
import gzip
from typing import Any

import httpx
import pytest
from backports import zstd

from api.compression import ENCODINGS, SMALLEST_BYTES, Compressed, encoding_for
from tests.api.regency import Regency

READ = {"zstd": zstd.decompress, "gzip": gzip.decompress}
LONG = "/docs/openapi.json"
START = {"type": "http.response.start", "status": 200}


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("zstd", "zstd"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("GZIP;Q=0.5", "gzip"),
        ("zstd;q=0.5, gzip", "gzip"),
        ("zstd;q=0, gzip;q=0", None),
        ("zstd;q=0, *", "gzip"),
        ("*", "zstd"),
        ("*;q=0", None),
        ("gzip;q=0.2, identity", None),
        ("gzip; q=1.0, identity; q=0.5", "gzip"),
        ("zstd;q=much, gzip", "gzip"),
        ("br", None),
    ],
)
def test_the_encoding_is_the_one_that_is_wanted_most(accepted: str, encoding: str | None) -> None:
    assert encoding_for(accepted) == encoding


def raw(regency: Regency, path: str, accepted: str, **headers: str) -> tuple[httpx.Response, bytes]:
    """The answer with its bytes as they came."""
    sent = {"Accept-Encoding": accepted, **headers}
    with regency.http.stream("GET", path, headers=sent) as answer:
        return answer, b"".join(answer.iter_raw())


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_long_answer_is_smaller_and_says_the_same(regency: Regency, encoding: str) -> None:
    _, whole = raw(regency, LONG, "identity")
    answer, body = raw(regency, LONG, encoding)
    assert answer.headers["content-encoding"] == encoding
    assert answer.headers["content-length"] == str(len(body))
    assert answer.headers["vary"] == "Accept-Encoding"
    assert len(body) < len(whole) / 5
    assert READ[encoding](body) == whole


def test_an_answer_that_is_not_compressed_says_that_it_might_be(regency: Regency) -> None:
    answer, _ = raw(regency, LONG, "identity")
    assert "content-encoding" not in answer.headers
    assert answer.headers["vary"] == "Accept-Encoding"


def test_a_short_answer_stays_as_it_is(regency: Regency) -> None:
    answer, body = raw(regency, "/health/live", "zstd, gzip")
    assert "content-encoding" not in answer.headers
    assert len(body) < SMALLEST_BYTES
    assert body == b'{"status":"ok"}'


def test_the_tag_of_a_compressed_answer_is_weak_and_still_known(regency: Regency) -> None:
    plain, _ = raw(regency, LONG, "identity")
    answer, _ = raw(regency, LONG, "zstd")
    assert answer.headers["etag"] == f"W/{plain.headers['etag']}"
    again = {"If-None-Match": answer.headers["etag"]}
    unchanged, body = raw(regency, LONG, "zstd", **again)
    assert (unchanged.status_code, body) == (304, b"")


def passed(kind: bytes, *parts: dict[str, Any]) -> list[Any]:
    """What an application sends, as it comes out of the compression; each part at once."""
    sent: list[Any] = []

    async def application(_: Any, __: Any, send: Any) -> None:
        await send(START | {"headers": [(b"content-type", kind)]})
        for number, part in enumerate(parts, 2):
            await send({"type": "http.response.body", **part})
            assert len(sent) == number

    async def send(message: Any) -> None:
        sent.append(message)

    scope: Any = {"type": "http", "headers": [(b"accept-encoding", b"zstd, gzip")]}
    receive: Any = None
    asyncio.run(Compressed(application)(scope, receive, send))
    return sent


@pytest.mark.parametrize("kind", [b"text/event-stream", b"application/json"])
def test_a_stream_goes_on_as_it_comes(kind: bytes) -> None:
    parts = {"body": b"x" * 5000, "more_body": True}, {"body": b"", "more_body": False}
    start, *came = passed(kind, *parts)
    assert start["headers"] == [(b"content-type", kind)]
    assert [part["body"] for part in came] == [b"x" * 5000, b""]


def test_a_photo_is_not_compressed() -> None:
    _, photo = passed(b"image/jpeg", {"body": bytes(5000)})
    assert photo["body"] == bytes(5000)


def test_what_is_very_long_is_compressed_beside_the_loop() -> None:
    start, made = passed(b"text/csv; charset=utf-8", {"body": b"a;b\n" * 100_000})
    assert (b"content-encoding", b"zstd") in start["headers"]
    assert zstd.decompress(made["body"]) == b"a;b\n" * 100_000
