"""What is done at desks: leave, performance, corrections, transfers, pay, erasures."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from domain.dated import month_of
from tests.soak.asked import ACCEPTED, Asked, Steps
from tests.soak.life import Known, Life
from tests.soak.phones import repeated
from tests.soak.town import BKPSDM, OPDS

KINERJA = "/v1/kinerja"
_REFUSED_AS = {"verified": "kinerja_entry_verified", "withdrawn": "kinerja_entry_withdrawn"}


def asks_for_leave(life: Life, known: Known) -> Steps:
    """For some days soon, or for days that other leave covers already."""
    overlaps = bool(known.cuti) and life.chance(15)
    first = known.free_from if known.free_from > life.on else life.on + timedelta(days=1)
    if overlaps:
        first = known.free_from - timedelta(days=1)
    until = first + timedelta(days=life.draw.randrange(3))
    name = life.name("c")
    body = {"cuti": name, "kind": "tahunan", "from_on": str(first), "until_on": str(until)}
    may = (ACCEPTED, "cuti_overlaps") if overlaps else (ACCEPTED,)
    answer = yield life.ask("cuti", "/v1/cuti", known.employee, body | {"note": "Acara"}, may=may)
    if not answer.accepted:
        return
    known.cuti[name] = "requested"
    known.free_from = max(known.free_from, until + timedelta(days=1))
    if life.chance(80):
        yield from _leave_is_decided(life, known, name)
    if life.chance(20):
        body = {"from_on": str(first)}
        may = ("cuti_already_decided",) if known.cuti[name] == "refused" else (ACCEPTED,)
        path = f"/v1/cuti/{name}/withdrawals"
        yield life.ask("cuti withdrawn", path, known.employee, body, may=may)


def _leave_is_decided(life: Life, known: Known, name: str) -> Steps:
    verdict = life.draw.choice(("approve", "approve", "refuse"))
    item = {"kind": verdict, "employee": known.employee, "cuti": name, "reason": "Beban kerja"}
    head = life.town.head_of(known.opd_on(life.on))
    for records in (True, False) if life.chance(10) else (True,):
        kind, path = f"cuti {verdict}", "/v1/cuti/decisions"
        yield life.ask_all(kind, path, head, [item], may=(ACCEPTED,), records=records)
    known.cuti[name] = "approved" if verdict == "approve" else "refused"


def reports_work(life: Life, known: Known) -> Steps:
    on = life.on if life.chance(80) else max(month_of(life.on), life.on - timedelta(days=2))
    name = life.name("k")
    body = _content(life) | {"entry": name, "on": str(on)}
    if life.chance(3):
        body["on"] = str(life.on + timedelta(days=3))
        may = ("kinerja_in_future",)
        yield life.ask("kinerja in future", KINERJA, known.employee, body, may=may)
        return
    asked = life.ask("kinerja", KINERJA, known.employee, body)
    yield asked
    known.entries[month_of(on), name] = "recorded"
    if life.chance(5):
        yield repeated(asked)
    if life.chance(5):
        may = ("kinerja_entry_exists",)
        yield life.ask("kinerja exists", KINERJA, known.employee, body, may=may)


def reworks(life: Life, known: Known) -> Steps:
    """An entry of some day is revised, withdrawn, verified, given back, or appraised."""
    entries = [entry for entry in known.entries if entry[0] == month_of(life.on)]
    if not entries:
        return
    month, name = life.draw.choice(entries)
    step, becomes = life.draw.choice(_STEPS)
    answer = yield step(life, known, month, name, known.entries[month, name])
    if answer.accepted and becomes:
        known.entries[month, name] = becomes


def _revises(life: Life, known: Known, month: date, name: str, status: str) -> Asked:
    may = (_REFUSED_AS.get(status, ACCEPTED),)
    path = f"{KINERJA}/{month:%Y-%m}/{name}/revisions"
    return life.ask("kinerja revised", path, known.employee, _content(life), may=may)


def _withdraws(life: Life, known: Known, month: date, name: str, status: str) -> Asked:
    may = ("kinerja_entry_verified",) if status == "verified" else (ACCEPTED,)
    path = f"{KINERJA}/{month:%Y-%m}/{name}/withdrawals"
    records = status != "withdrawn"
    return life.ask("kinerja withdrawn", path, known.employee, None, may=may, records=records)


def _verifies(life: Life, known: Known, month: date, name: str, status: str) -> Asked:
    return _decided(life, known, month, name, "verify", status, "verified")


def _gives_back(life: Life, known: Known, month: date, name: str, status: str) -> Asked:
    return _decided(life, known, month, name, "return", status, "returned")


def _decided(
    life: Life, known: Known, month: date, name: str, verdict: str, status: str, becomes: str
) -> Asked:
    item = {
        "kind": verdict,
        "employee": known.employee,
        "month": f"{month:%Y-%m}",
        "entry": name,
        "reason": "Belum lengkap",
    }
    may = ("kinerja_entry_withdrawn",) if status == "withdrawn" else (ACCEPTED,)
    head, path = life.town.head_of(known.opd_on(life.on)), f"{KINERJA}/decisions"
    kind = f"kinerja {verdict}"
    return life.ask_all(kind, path, head, [item], may=may, records=status != becomes)


def _appraises(life: Life, known: Known, month: date, _: str, __: str) -> Asked:
    path = f"/v1/employees/{known.employee}/kinerja/{month:%Y-%m}/predicates"
    body = {"predicate": life.draw.choice(("baik", "sangat_baik", "kurang"))}
    return life.ask("predicate", path, BKPSDM, body, records=None)


_STEPS: list[tuple[Callable[[Life, Known, date, str, str], Asked], str]] = [
    (_revises, "recorded"),
    (_withdraws, "withdrawn"),
    (_verifies, "verified"),
    (_verifies, "verified"),
    (_gives_back, "returned"),
    (_appraises, ""),
]
"""What may become of an entry."""


def _content(life: Life) -> dict[str, Any]:
    return {
        "minutes": life.draw.randrange(10, 60),
        "quantity": life.draw.randrange(9),
        "unit": "dokumen",
        "activity": f"Menyusun laporan {life.draw.randrange(99)}",
    }


def is_corrected(life: Life, known: Known) -> Steps:
    correct = life.draw.choice((_by_hand, _away, _excused, _unexcused, _voided))
    asked = correct(life, known)
    if asked is not None:
        yield asked


def _day(life: Life, known: Known, what: str) -> str:
    return f"/v1/employees/{known.employee}/days/{life.on}/{what}"


def _by_hand(life: Life, known: Known) -> Asked:
    body = {
        "at": life.later(minutes=-1).isoformat(),
        "source": "paper",
        "evidence": f"Daftar hadir {life.name('d')}",
        "session": life.draw.choice(("pagi", "siang", "sore")),
    }
    return life.ask("manual record", _day(life, known, "manual-records"), BKPSDM, body)


def _away(life: Life, known: Known) -> Asked:
    from_s = 60 * life.draw.randrange(480, 900)
    body = {"from_s": from_s, "until_s": from_s + 1200, "permitted": life.chance(50)}
    path, may = _day(life, known, "absences"), (ACCEPTED, "away_overlaps")
    return life.ask("away", path, BKPSDM, body | {"reason": "Urusan"}, may=may, records=None)


def _excused(life: Life, known: Known) -> Asked:
    kind = life.draw.choice(("sick", "family", "duty"))
    body = {"session": life.draw.choice(("pagi", "sore")), "kind": kind, "reason": "Ada surat"}
    return life.ask("excuse", _day(life, known, "excuses"), BKPSDM, body, records=None)


def _unexcused(life: Life, known: Known) -> Asked:
    body, may = {"session": life.draw.choice(("pagi", "sore"))}, (ACCEPTED, "not_excused")
    return life.ask("unexcuse", _day(life, known, "excuses/withdrawn"), BKPSDM, body, may=may)


def _voided(life: Life, known: Known) -> Asked | None:
    """What is voided is forgotten here, so that it is voided once."""
    if not known.records:
        return None
    session = life.draw.choice(list(known.records))
    body = {"record": known.records.pop(session), "reason": "Salah orang"}
    return life.ask("void", _day(life, known, "voidings"), BKPSDM, body)


def is_transferred(life: Life, known: Known) -> Steps:
    """From tomorrow the person works, and stands, at the other office."""
    tomorrow = life.on + timedelta(days=1)
    opd = life.draw.choice([opd for opd in OPDS if opd != known.opd_on(tomorrow)])
    body = {"opd": opd, "office": opd, "from_on": str(tomorrow)}
    yield life.ask("transfer", f"/v1/employees/{known.employee}/transfers", BKPSDM, body)
    known.moves(opd, tomorrow)


def is_paid(life: Life, known: Known) -> Steps:
    rupiah = 1_000 * life.draw.randrange(2_000, 6_000)
    body = {"from_month": str(month_of(life.on)), "rupiah": rupiah, "grade": 7}
    yield life.ask("pay", f"/v1/employees/{known.employee}/tpp-bases", BKPSDM, body, records=None)


def is_erased(life: Life, known: Known) -> Steps:
    """The person works on, under a new key. Pictures of before can be used again, by nobody."""
    body = {"reason": "requested", "letter": f"800/{life.name('e')}"}
    yield life.ask("erasure", f"/v1/employees/{known.employee}/erasures", BKPSDM, body)
