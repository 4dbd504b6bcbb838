"""Imports over HTTP: looked at, applied, refused with every fault, repeated."""

from uuid import uuid4

from tests.api.client import refused
from tests.api.regency import ALWAYS, Regency, nip

HEADER = "NIP;Nama;Status;OPD;Kantor;Pola Kerja;TMT\n"


def row(number: int, opd: str = "dinkes") -> str:
    return f"{nip(number)};Pegawai Impor {number};PNS;{opd};dinkes;setiap-hari;{ALWAYS}\n"


def files(*rows: str, **others: bytes) -> dict[str, bytes]:
    return {"file": (HEADER + "".join(rows)).encode(), **others}


def test_without_apply_nothing_is_stored(regency: Regency) -> None:
    head = regency.services.store.head()
    answer = regency.bkpsdm.ok("/v1/imports/employees", files=files(row(71), row(72)))
    assert (answer["new"], answer["faulty"], answer["applied"]) == (2, 0, False)
    assert answer["changes"][0] == {"row": 2, "status": "new", "events": ["EmployeeRegistered"]}
    assert regency.services.store.head() == head


def test_what_is_applied_is_known_to_the_next_request(regency: Regency) -> None:
    answer = regency.bkpsdm.ok("/v1/imports/employees?apply=true", files=files(row(73)))
    assert answer["applied"]
    assert answer["position"] == regency.services.store.head()
    assert regency.services.directory.references.nip_holders(nip(73))
    again = regency.bkpsdm.ok("/v1/imports/employees?apply=true", files=files(row(73)))
    assert (again["new"], again["unchanged"], again["position"]) == (0, 1, None)


def test_the_same_key_gets_the_first_answer(regency: Regency) -> None:
    key = {"Idempotency-Key": str(uuid4())}
    path = "/v1/imports/employees?apply=true"
    first = regency.bkpsdm.post(path, files=files(row(74)), headers=key)
    second = regency.bkpsdm.post(path, files=files(row(74)), headers=key)
    assert second.headers["idempotent-replay"] == "true"
    assert second.json() | {"changes": []} == first.json() | {"changes": []}
    other = regency.bkpsdm.post(path, files=files(row(75)), headers=key)
    assert refused(other) == (422, "command_key_reused")


def test_a_faulty_file_is_refused_whole_with_every_fault(regency: Regency) -> None:
    head = regency.services.store.head()
    faulty = files(row(76), row(77, opd="entah"), row(78).replace("PNS", "Raja"))
    answer = regency.bkpsdm.post("/v1/imports/employees?apply=true", files=faulty)
    assert refused(answer) == (422, "import_faulty")
    assert [(error["field"], error["message"]) for error in answer.json()["errors"]] == [
        ("baris 3, kolom OPD", "OPD ini tidak ada. Yang mirip: –."),
        ("baris 4, kolom Status", "Tidak dikenal; pilihannya: pns, cpns, pppk, honorer."),
    ]
    assert regency.services.store.head() == head


def test_a_dry_run_tells_faults_in_the_language_asked_for(regency: Regency) -> None:
    answer = regency.bkpsdm.ok(
        "/v1/imports/employees",
        files=files(row(79).replace("PNS", "Raja")),
        headers={"Accept-Language": "en"},
    )
    (fault,) = answer["faults"]
    assert (fault["row"], fault["column"], fault["value"]) == (2, "Status", "Raja")
    assert fault["text"] == "It is not known; the choices are: pns, cpns, pppk, honorer."


def test_columns_and_values_are_told_in_the_query(regency: Regency) -> None:
    table = f"Pegawai,Kelas\n{regency.staff.login},9\n".encode()
    answer = regency.bkpsdm.ok(
        "/v1/imports/tpp",
        files={"file": table},
        params=[("map", "Pegawai=nip"), ("set", "from_month=2023-05"), ("set", "rupiah=3500000")],
    )
    assert (answer["changed"], answer["faulty"]) == (1, 0)


def test_a_log_comes_with_its_people(regency: Regency) -> None:
    log = b"5\t2023-05-02 07:12:00\t1\t0\t1\t0\n"
    people = f"pin,nip\n5,{regency.staff.login}\n".encode()
    answer = regency.bkpsdm.ok("/v1/imports/attlog", files={"file": log, "people": people})
    assert (answer["new"], answer["faulty"]) == (1, 0)


def test_what_is_no_import_is_refused(regency: Regency) -> None:
    post = regency.bkpsdm.post
    assert refused(post("/v1/imports/entah", files=files())) == (404, "import_kind_unknown")
    assert refused(post("/v1/imports/tpp", {})) == (415, "media_type_unsupported")
    assert refused(post("/v1/imports/tpp", files={"lain": b"x"})) == (400, "part_missing")
    mapped = post("/v1/imports/tpp?map=NIP", files=files())
    assert refused(mapped) == (400, "option_unreadable")
    (fault,) = regency.bkpsdm.ok("/v1/imports/tpp", files={"file": b"x"})["faults"]
    assert (fault["row"], fault["code"]) == (0, "header_unknown")
