"""Photos after the check-in: thumbnails, and selfies that are like those of another day."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image

from application.photo_likeness import ALIKE_BITS, THUMBNAIL_PX, dhash, differing_bits
from projections.attempts import attempts_of
from tests.domain.regency import PLACES, A, B
from tests.photos.photographed import MONDAY, NOW, TUESDAY, Photographed, checked_in
from tests.photos.pictures import changed, encoded, face
from tests.projections.following import following
from workers.photo_jobs import look_at

EVERYWHERE = (date(2022, 1, 1), date(2022, 12, 31))


def test_a_picture_that_was_saved_again_looks_alike() -> None:
    for seed in range(20):
        first = dhash(encoded(face(seed)))
        assert all(differing_bits(first, dhash(copy)) <= ALIKE_BITS for copy in changed(seed))


def test_other_pictures_do_not_look_alike() -> None:
    hashes = [dhash(encoded(face(seed))) for seed in range(60)]
    nearest = min(
        differing_bits(one, other) for n, one in enumerate(hashes) for other in hashes[:n]
    )
    assert nearest > 2 * ALIKE_BITS


def test_a_thumbnail_is_kept_beside_the_photo(photographed: Photographed) -> None:
    sha256 = photographed.keep(encoded(face(1)))
    photographed.record(A, checked_in(MONDAY, sha256))
    photographed.look()
    small = photographed.photos.get(sha256, "thumbnail")
    assert small is not None
    with Image.open(BytesIO(small)) as image:
        assert max(image.size) == THUMBNAIL_PX
        assert not image.getexif()


@pytest.mark.parametrize("copy", range(4))
def test_a_selfie_like_that_of_another_day_is_flagged(
    photographed: Photographed, copy: int
) -> None:
    first = photographed.check_in(MONDAY, encoded(face(1)))
    second = photographed.check_in(TUESDAY, changed(1)[copy])
    photographed.check_in(TUESDAY, encoded(face(2)))
    photographed.look()
    assert photographed.alike() == [(second, first)]


def test_the_later_one_is_flagged_whichever_was_looked_at_first(
    photographed: Photographed,
) -> None:
    first = photographed.keep(encoded(face(1)))
    events = [photographed.record(A, checked_in(MONDAY, first))]
    events.append(photographed.check_in(TUESDAY, changed(1)[0]))
    photographed.register.feed()
    later = [photo for photo in photographed.register.waiting(NOW, 10) if photo != first]
    look_at([*later, first])
    look_at([*later, first])
    assert photographed.alike() == [(events[1], events[0])]


def test_one_of_the_same_day_or_of_another_person_is_not_flagged(
    photographed: Photographed,
) -> None:
    photographed.check_in(MONDAY, encoded(face(1)))
    photographed.check_in(MONDAY, changed(1)[0])
    photographed.check_in(TUESDAY, changed(1)[1], B)
    photographed.look()
    assert photographed.alike() == []


def test_the_head_sees_it_among_the_suspicious_ones(photographed: Photographed) -> None:
    for stream, event in PLACES:
        version = len(photographed.store.load(stream))
        photographed.store.append(stream, version, [event], actor="penguji")
    first = photographed.check_in(MONDAY, encoded(face(1)))
    plain = photographed.check_in(TUESDAY, changed(1)[0])
    selfie = photographed.keep(changed(1)[1])
    skewed = checked_in(date(2022, 10, 5), selfie, flags=("clock_skew",))
    flagged = photographed.record(A, skewed)
    photographed.look()
    with following(str(photographed.settings.database_url)) as views:
        views.catch_up()
    rows = attempts_of(photographed.connection, *EVERYWHERE, opds=["dinas-a"])
    assert [(row.event, row.reason, row.flags, row.alike_event) for row in rows] == [
        (flagged, "flagged", ["clock_skew", "selfie_alike"], rows[0].alike_event),
        (plain, "flagged", ["selfie_alike"], first),
    ]
    assert rows[0].alike_event in {first, plain}
    assert (rows[1].alike_on, rows[1].on, rows[1].session) == (MONDAY, TUESDAY, "pagi")
    assert attempts_of(photographed.connection, *EVERYWHERE, opds=["dinas-b"]) == []


def test_a_photo_that_is_gone_or_broken_is_looked_at_once(photographed: Photographed) -> None:
    gone, broken = "0" * 64, "1" * 64
    photographed.photos.put(broken, b"\xff\xd8\xff\xe0 no picture")
    photographed.record(A, checked_in(MONDAY, gone))
    photographed.record(A, checked_in(MONDAY, broken))
    photographed.look()
    assert photographed.register.waiting(NOW + timedelta(days=1), 10) == []
