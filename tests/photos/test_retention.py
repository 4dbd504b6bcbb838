"""Photos are erased when their time is over, and the log stays whole."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from api.cli import main
from api.cli_photos import DONE, TOO_YOUNG
from application.photo_retention import erase, overdue
from domain.attendance import CheckInAttemptRefused, SpecialAttendanceRecorded
from domain.cuti import CutiRequested
from domain.sessions import ZONES
from tests.domain.regency import A, B
from tests.photos.photographed import MONDAY, NOW, TUESDAY, Photographed, checked_in
from tests.photos.pictures import encoded, face
from workers.photo_jobs import look_at


def left(photographed: Photographed, *photos: str) -> list[bool]:
    return [photographed.photos.has(photo) for photo in photos]


def erase_before(photographed: Photographed, before: date) -> list[str]:
    now = datetime.now(UTC) + timedelta(days=30)
    gone = overdue(photographed.register, photographed.photos, before, now)
    list(erase(photographed.register, photographed.photos, gone, now))
    return gone


def test_photos_of_old_days_are_erased_and_the_log_stays_whole(
    photographed: Photographed,
) -> None:
    old, young, refused = (photographed.keep(encoded(face(n))) for n in (1, 2, 3))
    photographed.record(A, checked_in(MONDAY, old))
    photographed.record(A, checked_in(TUESDAY, young))
    attempt = checked_in(MONDAY, refused)
    refusal = CheckInAttemptRefused(on=MONDAY, at=attempt.at, reason="too_far", selfie=refused)
    photographed.record(A, refusal)
    photographed.look()
    before = photographed.store.read(0, 100)
    assert sorted(erase_before(photographed, TUESDAY)) == sorted([old, refused])
    assert left(photographed, old, young, refused) == [False, True, False]
    assert photographed.photos.get(old, "thumbnail") is None
    assert photographed.photos.get(young, "thumbnail") is not None
    assert photographed.store.read(0, 100) == before
    assert erase_before(photographed, TUESDAY) == []


def test_what_it_looked_like_is_forgotten_with_it(photographed: Photographed) -> None:
    photographed.check_in(MONDAY, encoded(face(1)))
    photographed.look()
    erase_before(photographed, TUESDAY)
    hashes = photographed.connection.execute("SELECT dhash FROM photos.photo").fetchall()
    assert hashes == [(None,)]


def test_a_photo_that_is_erased_while_it_is_looked_at_leaves_no_thumbnail(
    photographed: Photographed,
) -> None:
    jpeg = encoded(face(3))
    photographed.check_in(MONDAY, jpeg)
    photographed.register.feed()
    (photo,) = photographed.register.waiting(NOW, 10)
    photographed.register.erased([photo], NOW)
    look_at([photo])
    assert photographed.photos.get(photo, "thumbnail") is None


def test_an_attachment_that_a_younger_day_cites_too_is_kept(photographed: Photographed) -> None:
    selfies = [photographed.keep(encoded(face(n))) for n in (1, 2)]
    letter = photographed.keep(encoded(face(3)))
    for on, selfie in zip((MONDAY, TUESDAY), selfies, strict=True):
        special = SpecialAttendanceRecorded(
            special="rapat",
            on=on,
            at=checked_in(on, "").at,
            kind="rapat",
            sessions=("pagi", "sore"),
            selfie=selfie,
            attachment=letter,
        )
        photographed.record(A, special)
    erase_before(photographed, TUESDAY)
    assert left(photographed, *selfies, letter) == [False, True, True]


def test_a_document_of_leave_is_not_of_a_day(photographed: Photographed) -> None:
    letter = photographed.keep(encoded(face(1)))
    request = CutiRequested(
        cuti="c1", kind="tahunan", from_on=MONDAY, until_on=MONDAY, document=letter
    )
    photographed.store.append(f"{A}/cuti/c1", 0, [request], actor=A)
    erase_before(photographed, date(2023, 1, 1))
    assert left(photographed, letter) == [True]


def test_a_photo_that_no_event_names_is_erased_after_a_while(photographed: Photographed) -> None:
    unnamed = photographed.keep(encoded(face(1)))
    now = datetime.now(ZONES["Asia/Jakarta"])
    tomorrow = now.date() + timedelta(days=1)
    assert overdue(photographed.register, photographed.photos, tomorrow, now) == []
    assert erase_before(photographed, tomorrow) == [unnamed]


def test_what_a_crash_left_of_a_photo_goes_too(photographed: Photographed) -> None:
    kept = photographed.keep(encoded(face(1)))
    folder = Path(unquote(urlsplit(photographed.settings.photos_url).path)) / "full" / kept[:2]
    drafts = [folder / f"{kept}.jpg#{number}" for number in (1, 2)]
    for draft, days in zip(drafts, (40, 0), strict=True):
        draft.write_bytes(b"half")
        begun = datetime.now(UTC).timestamp() + timedelta(days=30 - days).total_seconds()
        os.utime(draft, (begun, begun))
    erase_before(photographed, MONDAY)
    assert [draft.exists() for draft in drafts] == [False, True]


def test_an_erasure_that_stopped_half_way_goes_on(photographed: Photographed) -> None:
    first, second = (photographed.keep(encoded(face(n))) for n in (1, 2))
    for photo in (first, second):
        photographed.record(A, checked_in(MONDAY, photo))
    photographed.register.feed()
    photographed.photos.erase(first)
    assert sorted(erase_before(photographed, TUESDAY)) == sorted([first, second])
    assert left(photographed, first, second) == [False, False]


def test_a_photo_that_is_posted_again_is_looked_at_again(photographed: Photographed) -> None:
    jpeg = encoded(face(1))
    photographed.check_in(MONDAY, jpeg)
    photographed.look()
    erase_before(photographed, TUESDAY)
    photographed.check_in(date(2022, 11, 1), jpeg, B)
    photographed.register.feed()
    assert len(photographed.register.waiting(NOW, 10)) == 1


def test_the_command_erases_and_tells_how_many(
    photographed: Photographed,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # logs are kept open for the whole process, and the stream of one test is closed after it
    monkeypatch.setattr("api.cli.configure_logs", lambda _: None)
    photo = photographed.keep(encoded(face(1)))
    photographed.record(A, checked_in(MONDAY, photo))
    command = ["photos", "erase", "--before", "2022-10-04"]
    assert main([*command, "--dry-run"]) == DONE
    assert left(photographed, photo) == [True]
    assert main(command) == DONE
    assert left(photographed, photo) == [False]
    assert capsys.readouterr().out.splitlines() == [
        "1 foto akan dihapus. Jalankan tanpa --dry-run untuk menghapus.",
        "1 foto dihapus; peristiwanya tetap.",
    ]
    assert main(["photos", "erase", "--before", "2999-01-01"]) == TOO_YOUNG
