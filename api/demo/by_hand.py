"""What to try by hand once the example is loaded: logins, and requests to copy."""

from pathlib import Path
from typing import Final
from uuid import uuid4

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from api.clock import SIMULATED
from api.demo import reading
from api.demo.loading import Stage
from api.demo.people import ADMIN, PASSWORD, device_of, login_of
from api.demo.pictures import selfie
from api.demo.regency import Person, Regency

_EMPLOYEE: Final = 11
_NEXT_MORNING: Final = "2022-12-16T07:41:00+07:00"
_BODY: Final = (
    f'"{{\\"login\\":\\"$1\\",\\"password\\":\\"{PASSWORD}\\"'
    '${2:+,\\"device\\":{\\"id\\":\\"$2\\"\\}}}"'
)
_BEARER: Final = (
    f"bearer() {{ curl -s $A/v1/auth/login -H 'content-type: application/json' -d {_BODY} "
    """| sed 's/.*"access_token":"\\([^"]*\\)".*/authorization: Bearer \\1/'; }"""
)
_GET: Final = """get() { curl -s "$A/v1/$2" -H "$(bearer $1)"; echo; }"""


def show(stage: Stage, address: str, picture: Path, console: Console) -> None:
    picture.write_bytes(selfie(f"dicoba sendiri {uuid4()}"))
    console.print("\n[bold]Coba sendiri[/]\n[dim]try it by hand: a login for each role[/]")
    console.print(f"Dokumentasi / documentation: {address}/docs")
    console.print(_logins(stage.regency))
    for line in _requests(stage, address, picture):
        console.print(line, soft_wrap=True, markup=False)


def _logins(regency: Regency) -> Table:
    table = Table("Peran", "Masuk dengan", "Kata sandi", "Siapa", box=SIMPLE_HEAD, pad_edge=False)
    for role, person in _roles(regency).items():
        table.add_row(role, login_of(person), PASSWORD, f"{person.name}, {person.opd}")
    table.add_row("bkpsdm, kominfo", ADMIN, PASSWORD, "akun administrator, bukan pegawai")
    return table


def _roles(regency: Regency) -> dict[str, Person]:
    """A person for each role; heads hold theirs by their office."""
    employee = next(person for person in regency.people if person.number == _EMPLOYEE)
    return {
        "employee": employee,
        "opd_head": regency.head_of(employee.opd),
        "bkpsdm": regency.head_of("bkpsdm"),
        "kominfo": regency.head_of("diskominfo"),
        "auditor": regency.head_of("inspektorat"),
        "finance": regency.head_of("bpkad"),
    }


def _requests(stage: Stage, address: str, picture: Path) -> list[str]:
    roles = _roles(stage.regency)
    employee = roles["employee"]
    area = stage.regency.place(employee.office).area
    opd, on = reading.latest_day(stage.regency)
    told = f'{{"latitude":{area.latitude},"longitude":{area.longitude},"accuracy_m":9}}'
    month = f"employees/{stage.employees[employee.number]}/months/2022-11"
    return [
        f"A={address}",
        _BEARER,
        _GET,
        f"get {login_of(stage.regency.head_of(opd))} 'opd/{opd}/today?on={on}&only=late'",
        f"get {login_of(roles['finance'])} 'deductions/totals?month=2022-11&by=opd'",
        f"get {login_of(roles['auditor'])} {month}",
        f"get {login_of(employee)} me",
        _check_in(employee, f"-F 'data={told};type=application/json' -F selfie=@{picture}"),
    ]


def _check_in(employee: Person, form: str) -> str:
    """From the employee's own phone, on the next working morning of the story."""
    return (
        f'curl -s $A/v1/check-ins -H "$(bearer {login_of(employee)} {device_of(employee)})" '
        f"-H 'idempotency-key: {uuid4()}' -H '{SIMULATED}: {_NEXT_MORNING}' {form}; echo"
    )
