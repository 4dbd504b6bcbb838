"""Employees: registered where the NIP is new, else changed in what differs, from its date."""

from collections.abc import Hashable, Iterable
from typing import Any, Final

from application import employees
from application.employees import (
    AssignPattern,
    AssignSupervisor,
    ChangeEmployment,
    ChangeNip,
    CorrectName,
    Enrol,
    RegisterEmployee,
    Transfer,
)
from application.imports.cells import as_code, as_nip, as_text, one_of
from application.imports.dates import as_date
from application.imports.draft import Draft
from application.imports.headers import normal
from application.imports.kind import Kind, of_table
from application.imports.reasons import EmployeeAmbiguous
from application.imports.registers import (
    find_employee,
    find_office,
    find_opd,
    find_pattern,
    holder_of,
    namesakes,
)
from application.imports.rows import Field, Line
from domain.employee_state import Employee
from domain.identifiers import parse_employee_id
from domain.reference_checks import require_employee
from domain.references import References
from domain.refusals import Refusal
from domain.streams import employee_stream, parse_stream

EMPLOYMENTS: Final = {
    "pns": "pns",
    "asn": "pns",
    "pegawai negeri sipil": "pns",
    "cpns": "cpns",
    "calon pns": "cpns",
    "calon pegawai negeri sipil": "cpns",
    "pppk": "pppk",
    "p3k": "pppk",
    "pppk penuh waktu": "pppk",
    "pppk paruh waktu": "pppk",
    "honorer": "honorer",
    "honor": "honorer",
    "thl": "honorer",
    "tks": "honorer",
    "non asn": "honorer",
    "kontrak": "honorer",
}

FIELDS: Final = (
    Field("employee", as_text, ("id pegawai", "employee id"), needed=False),
    Field(
        "nip",
        as_nip,
        ("nip", "nip baru", "nip nippk", "ni pppk", "nip ni pppk", "nomor induk pegawai"),
        needed=False,
    ),
    Field("old_nip", as_nip, ("nip lama", "nip sebelumnya", "old nip"), needed=False),
    Field("name", as_text, ("nama", "nama pegawai", "nama lengkap", "full name", "employee name")),
    Field(
        "employment",
        one_of(EMPLOYMENTS),
        (
            "status kepegawaian",
            "status pegawai",
            "status",
            "jenis pegawai",
            "jenis kepegawaian",
            "kedudukan",
        ),
    ),
    Field(
        "opd",
        as_code,
        ("opd", "kode opd", "nama opd", "skpd", "perangkat daerah", "unit kerja", "instansi"),
    ),
    Field("office", as_code, ("kantor", "kode kantor", "nama kantor", "lokasi", "lokasi kantor")),
    Field(
        "pattern", as_code, ("pola kerja", "pola", "kode pola", "jadwal", "jam kerja", "schedule")
    ),
    Field(
        "from_on",
        as_date,
        ("berlaku mulai", "tmt", "mulai", "terhitung mulai tanggal", "sejak", "from", "start date"),
    ),
    Field(
        "enrolled_from",
        as_date,
        ("wajib presensi mulai", "presensi mulai", "enrolled from", "enrolment date"),
        needed=False,
    ),
    Field("phase", as_text, ("tahap", "gelombang"), needed=False),
    Field(
        "supervisor",
        as_nip,
        ("nip atasan", "nip atasan langsung", "atasan", "supervisor nip"),
        needed=False,
    ),
)


def _streams(references: References, line: Line) -> Iterable[str]:
    try:
        known = _known(references, line.values)
    except Refusal:  # told where the row is decided
        return ()
    return () if known is None else (employee_stream(known),)


def _decide(draft: Draft, line: Line) -> None:
    values, references = line.values, draft.references
    placed = {
        "opd": find_opd(references, values["opd"]),
        "office": find_office(references, values["office"]),
        "pattern": find_pattern(references, values["pattern"]),
    }
    known = _known(references, values)
    if known is None:
        known = _register(draft, values, placed)
    else:
        _change(draft, known, values, placed)
    if "enrolled_from" in values:
        form = Enrol(from_on=values["enrolled_from"], phase=values.get("phase", ""))
        draft.do(employees.enrol(known, form))
    if "supervisor" in values:
        supervisor = find_employee(references, values["supervisor"], values["from_on"])
        assigned = AssignSupervisor(supervisor=supervisor, from_on=values["from_on"])
        draft.do(employees.assign_supervisor(references, known, assigned))


def _register(draft: Draft, values: dict[str, Any], placed: dict[str, str]) -> str:
    form = RegisterEmployee(
        name=values["name"],
        employment=values["employment"],
        from_on=values["from_on"],
        nip=values.get("nip"),
        **placed,
    )
    plan = employees.register(draft.references, form)
    draft.do(plan)
    draft.mark("new")
    return parse_stream(plan.streams[0]).key


def _change(draft: Draft, known: str, values: dict[str, Any], placed: dict[str, str]) -> None:
    """The employment before the NIP, which is read by the rules of its kind."""
    references, from_on = draft.references, values["from_on"]
    employment = ChangeEmployment(employment=values["employment"], from_on=from_on)
    posting = Transfer(opd=placed["opd"], office=placed["office"], from_on=from_on)
    pattern = AssignPattern(pattern=placed["pattern"], from_on=from_on)
    draft.do(employees.correct_name(known, CorrectName(name=values["name"])))
    draft.do(employees.change_employment(known, employment))
    if "nip" in values:
        nip = ChangeNip(nip=values["nip"], from_on=from_on)
        draft.do(employees.change_nip(references, known, nip))
    draft.do(employees.transfer(references, known, posting))
    draft.do(employees.assign_pattern(references, known, pattern))


def _known(references: References, values: dict[str, Any]) -> str | None:
    """By the id, the old NIP or the NIP; who has none is known by name and OPD."""
    if "employee" in values:
        employee = parse_employee_id(values["employee"])
        require_employee(references, employee)
        return employee
    if "old_nip" in values:
        return find_employee(references, values["old_nip"], values["from_on"])
    if "nip" in values:
        return holder_of(references, values["nip"])
    return _by_name(references, values)


def _by_name(references: References, values: dict[str, Any]) -> str | None:
    opd = find_opd(references, values["opd"])
    found = [
        employee
        for employee in namesakes(references, values["name"])
        if _was_at(references.employee(employee), opd)
    ]
    if len(found) > 1:
        raise EmployeeAmbiguous(employees=found)
    return found[0] if found else None


def _was_at(known: Employee | None, opd: str) -> bool:
    return known is not None and any(posting.opd == opd for _, posting in known.postings)


def _key(values: dict[str, Any]) -> tuple[str, Hashable]:
    for field in ("employee", "nip", "old_nip"):
        if field in values:
            return field, values[field]
    return "name", (normal(values["name"]), normal(values["opd"]))


KIND: Final[Kind] = of_table(FIELDS, _key, _streams, _decide)
