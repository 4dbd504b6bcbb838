"""A photo in parts over a line that breaks: what came is kept, and the rest follows."""

import socket
from io import BytesIO
from pathlib import Path
from random import Random
from time import monotonic, sleep
from uuid import UUID, uuid4

import httpx
import psycopg
import pytest
from PIL import Image

from api.clock import SIMULATED
from application.uploads import MOST_AT_ONCE, purge
from client import Api, Refused, Transport, send_photo
from client import models as m
from tests.api.regency import HERE, PASSWORD, Person, Regency
from tests.api.serving import api_alone


def large_photo(seed: int) -> bytes:
    """As an old phone takes it, of some 400 KB."""
    draw = Random(seed)  # noqa: S311 # the same picture each time
    image = Image.frombytes("RGB", (480, 480), draw.randbytes(480 * 480 * 3))
    out = BytesIO()
    image.save(out, "JPEG", quality=95)
    return out.getvalue()


def phone(http: httpx.Client, person: Person) -> Api:
    api = Api(Transport(http, attempts=1))
    device = m.Device(id=person.device, name="Ponsel Uji")
    form = m.LoginRequest(login=person.login, password=PASSWORD, device=device)
    api.transport.sign_in(api.auth.login(form))
    return api


@pytest.fixture(scope="module")
def staff(regency: Regency) -> Api:
    return phone(regency.http, regency.staff)


def begun(api: Api, photo: bytes) -> str:
    return api.photo_uploads.begin_upload(m.BeginUpload(length=len(photo))).upload


def refusal(caught: pytest.ExceptionInfo[Refused]) -> tuple[int, str]:
    return caught.value.status, caught.value.code


def test_parts_make_a_photo_that_a_check_in_cites(staff: Api) -> None:
    photo = large_photo(1)
    upload = begun(staff, photo)
    half = len(photo) // 2
    state = staff.photo_uploads.add_part(upload, photo[:half], offset=0)
    assert (state.received, state.length, state.photo) == (half, len(photo), None)
    assert staff.photo_uploads.show_upload(upload) == state
    kept = staff.photo_uploads.add_part(upload, photo[half:], offset=half).photo
    assert isinstance(kept, m.KeptPhoto)
    assert (kept.width, kept.height) == (480, 480)
    staff.transport.headers[SIMULATED] = "2024-02-05T07:20:00+07:00"
    form = m.CheckInForm(**HERE, selfie=kept.sha256)
    assert staff.check_ins.check_in(form).session == "pagi"
    assert staff.photo_uploads.show_upload(upload).photo == kept
    assert staff.photo_uploads.add_part(upload, b"", offset=len(photo)).photo == kept


class Breaking(httpx.BaseTransport):
    """Every other part is lost, half of them on the way there and half on the way back."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http
        self.parts = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        content = request.read()
        self.parts += request.method == "PATCH"
        if request.method == "PATCH" and self.parts % 4 == 1:
            raise httpx.ConnectError("lost", request=request)
        answer = self._http.request(
            request.method, str(request.url), headers=request.headers, content=content
        )
        if request.method == "PATCH" and self.parts % 4 == 3:
            raise httpx.ReadError("lost", request=request)
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)


def test_the_client_brings_a_photo_over_a_line_that_breaks(regency: Regency, staff: Api) -> None:
    photo, breaking = large_photo(2), Breaking(regency.http)
    http = httpx.Client(transport=breaking, base_url=str(regency.http.base_url))
    transport = Transport(http, attempts=1)
    transport.sign_in(staff.transport.signed_in)
    kept = send_photo(Api(transport), photo)
    assert regency.services.photos.has(kept.sha256)
    parts = -(-len(photo) // (64 * 1024))
    assert breaking.parts < 2 * parts + 2


def test_a_process_that_died_before_the_end_is_made_up_for(regency: Regency, staff: Api) -> None:
    photo = large_photo(5)
    upload = begun(staff, photo)
    regency.services.uploads.add(regency.staff.employee, UUID(upload), 0, photo)
    state = staff.photo_uploads.show_upload(upload)
    assert (state.received, state.photo) == (len(photo), None)
    assert staff.photo_uploads.add_part(upload, b"", offset=len(photo)).photo


def test_a_client_gives_up_after_enough_lost_connections(regency: Regency, staff: Api) -> None:
    breaking = Breaking(regency.http)
    http = httpx.Client(transport=breaking, base_url=str(regency.http.base_url))
    transport = Transport(http, attempts=1)
    transport.sign_in(staff.transport.signed_in)
    with pytest.raises(httpx.TransportError):
        send_photo(Api(transport), large_photo(3), breaks=0)


def test_a_part_that_begins_elsewhere_is_told_where_to_go_on(staff: Api) -> None:
    photo = large_photo(4)
    upload = begun(staff, photo)
    staff.photo_uploads.add_part(upload, photo[:1000], offset=0)
    for offset in (0, 999, 1001):
        with pytest.raises(Refused) as caught:
            staff.photo_uploads.add_part(upload, b"x", offset=offset)
        assert refusal(caught) == (409, "upload_elsewhere")
        assert caught.value.problem.details == {"offset": 1000}


def test_more_than_was_announced_is_refused(staff: Api) -> None:
    upload = begun(staff, b"1234")
    with pytest.raises(Refused) as caught:
        staff.photo_uploads.add_part(upload, b"12345", offset=0)
    assert refusal(caught) == (413, "upload_too_long")
    with pytest.raises(Refused) as caught:
        staff.photo_uploads.begin_upload(m.BeginUpload(length=8 * 1024 * 1024 + 1))
    assert refusal(caught) == (413, "photo_too_large")


def test_what_is_no_photo_is_refused_at_the_end_and_forgotten(staff: Api) -> None:
    upload = begun(staff, b"%PDF")
    with pytest.raises(Refused) as caught:
        staff.photo_uploads.add_part(upload, b"%PDF", offset=0)
    assert refusal(caught) == (422, "photo_kind_unknown")
    with pytest.raises(Refused) as caught:
        staff.photo_uploads.show_upload(upload)
    assert refusal(caught) == (404, "upload_unknown")


def test_another_account_reaches_none_of_it(regency: Regency, staff: Api) -> None:
    upload, other = begun(staff, b"1234"), phone(regency.http, regency.stranger)
    for call in (
        lambda: other.photo_uploads.cancel_upload(upload),
        lambda: other.photo_uploads.show_upload(upload),
        lambda: other.photo_uploads.add_part(upload, b"1", offset=0),
        lambda: other.photo_uploads.show_upload(str(uuid4())),
    ):
        with pytest.raises(Refused) as caught:
            call()
        assert refusal(caught) == (404, "upload_unknown")
    assert staff.photo_uploads.show_upload(upload).received == 0
    staff.photo_uploads.cancel_upload(upload)
    with pytest.raises(Refused):
        staff.photo_uploads.show_upload(upload)


def test_the_oldest_uploads_of_an_account_give_way(staff: Api, database_url: str) -> None:
    first, *others = [begun(staff, b"1234") for _ in range(MOST_AT_ONCE + 1)]
    with pytest.raises(Refused):
        staff.photo_uploads.show_upload(first)
    assert all(staff.photo_uploads.show_upload(other).received == 0 for other in others)


def test_a_day_later_an_upload_is_over(staff: Api, database_url: str) -> None:
    old, young = begun(staff, b"1234"), begun(staff, b"1234")
    staff.photo_uploads.add_part(old, b"12", offset=0)
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(
            "UPDATE uploads.upload SET made_at = now() - interval '25 hours' WHERE upload = %s",
            (old,),
        )
        with pytest.raises(Refused):
            staff.photo_uploads.show_upload(old)
        purge(connection)
        left = connection.execute("SELECT upload FROM uploads.upload").fetchall()
        parts = connection.execute("SELECT count(*) FROM uploads.part WHERE upload = %s", (old,))
        assert parts.fetchone() == (0,)
    assert (UUID(young),) in left
    assert (UUID(old),) not in left


def break_off(server: str, token: str, path: str, announced: int, content: bytes) -> None:
    """Sends the beginning of what it announced, and hangs up."""
    host, _, port = server.removeprefix("http://").partition(":")
    head = (
        f"PATCH {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/octet-stream\r\nContent-Length: {announced}\r\n\r\n"
    )
    with socket.create_connection((host, int(port))) as line:
        line.sendall(head.encode() + content)
        line.shutdown(socket.SHUT_WR)
        line.settimeout(60)
        while line.recv(4096):
            continue


def test_what_came_before_the_line_broke_is_kept(
    regency: Regency, database_url: str, tmp_path: Path
) -> None:
    photo = large_photo(6)
    came = len(photo) * 3 // 4
    with (
        api_alone(database_url, tmp_path) as server,
        httpx.Client(base_url=server, timeout=60) as http,
    ):
        api = phone(http, regency.staff)
        upload, signed_in = begun(api, photo), api.transport.signed_in
        assert signed_in
        path = f"/v1/photo-uploads/{upload}?offset=0"
        break_off(server, signed_in.access_token, path, len(photo), photo[:came])
        until = monotonic() + 60
        while (state := api.photo_uploads.show_upload(upload)).received == 0:
            assert monotonic() < until, "nothing was kept"
            sleep(0.02)  # between polls of a condition
        assert state.received == came
        assert api.photo_uploads.add_part(upload, photo[came:], offset=came).photo
