"""TPP bases: what an employee gets a month before deductions, from a month on."""

from collections.abc import Hashable, Iterable
from typing import Any, Final

from application import employees
from application.employees import SetTppBase
from application.imports.amounts import as_rupiah
from application.imports.cells import as_nip, as_number
from application.imports.dates import as_month
from application.imports.draft import Draft
from application.imports.kind import Kind, of_table
from application.imports.registers import find_employee
from application.imports.rows import Field, Line
from domain.dated import at
from domain.employee import TppBaseSet, TppComponent
from domain.references import References
from domain.refusals import Refusal
from domain.streams import employee_stream

COMPONENTS: Final = {
    "beban_kerja": ("beban kerja", "tpp beban kerja"),
    "prestasi_kerja": ("prestasi kerja", "tpp prestasi kerja"),
    "kondisi_kerja": ("kondisi kerja", "tpp kondisi kerja"),
    "tempat_bertugas": ("tempat bertugas", "tpp tempat bertugas"),
    "kelangkaan_profesi": ("kelangkaan profesi", "tpp kelangkaan profesi"),
    "pertimbangan_objektif": (
        "pertimbangan objektif lainnya",
        "pertimbangan objektif",
        "tpp pertimbangan objektif lainnya",
    ),
}

FIELDS: Final = (
    Field("nip", as_nip, ("nip", "nip baru", "nip ni pppk", "nomor induk pegawai")),
    Field(
        "from_month",
        as_month,
        ("berlaku mulai", "bulan", "mulai bulan", "tmt", "mulai", "periode", "month"),
    ),
    Field("grade", as_number, ("kelas jabatan", "kelas", "kls jabatan", "grade", "job class")),
    Field(
        "rupiah",
        as_rupiah,
        ("tpp", "jumlah tpp", "besaran tpp", "tpp per bulan", "jumlah", "total", "amount"),
        instead=tuple(COMPONENTS),
    ),
    *(Field(name, as_rupiah, headers, needed=False) for name, headers in COMPONENTS.items()),
)


def _streams(references: References, line: Line) -> Iterable[str]:
    try:
        employee = find_employee(references, line.values["nip"], line.values["from_month"])
    except Refusal:  # told where the row is decided
        return ()
    return (employee_stream(employee),)


def _decide(draft: Draft, line: Line) -> None:
    values = line.values
    employee = find_employee(draft.references, values["nip"], values["from_month"])
    person = draft.references.employee(employee)
    known = at(person.bases, values["from_month"]) if person else None
    form = _form(values, known)
    if known is not None and _is_same(form, known):
        return
    draft.do(employees.set_tpp_base(employee, form))
    if known is None:
        draft.mark("new")


def _form(values: dict[str, Any], known: TppBaseSet | None) -> SetTppBase:
    """A file without components keeps those that are known, while they still sum up."""
    components = tuple(
        TppComponent(name=name, rupiah=values[name]) for name in COMPONENTS if values.get(name)
    )
    rupiah = values.get("rupiah", sum(component.rupiah for component in components))
    if not components and known is not None and known.rupiah == rupiah:
        components = known.components
    return SetTppBase(
        from_month=values["from_month"],
        rupiah=rupiah,
        grade=values["grade"],
        components=components,
    )


def _is_same(form: SetTppBase, known: TppBaseSet) -> bool:
    """The same amount from a later month on is nothing new."""
    return (form.rupiah, form.grade, form.components) == (
        known.rupiah,
        known.grade,
        known.components,
    )


def _key(values: dict[str, Any]) -> tuple[str, Hashable]:
    return "nip", (values["nip"], values["from_month"])


KIND: Final[Kind] = of_table(FIELDS, _key, _streams, _decide)
