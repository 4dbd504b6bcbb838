"""Commands about disciplinary punishments: imposed by decree, and lifted."""

from collections.abc import Sequence
from datetime import date

from application.plan import Form, Plan, fields, on
from domain import discipline
from domain.discipline import Discipline
from domain.event import Event
from domain.personal import NOTHING_PERSONAL, Personal
from domain.reference_checks import require_employee
from domain.references import References
from domain.streams import discipline_stream

_NONE = Discipline()


class ImposePunishment(Form):
    """`punishment` is a name that the client makes; `kind` is one that the Perbup names."""

    punishment: str
    kind: str
    decree: str
    from_month: date
    months: int | None = None
    note: str = ""


class LiftPunishment(Form):
    from_month: date


def impose(references: References, employee: str, form: ImposePunishment) -> Plan:
    asked = fields(form)
    note = asked.pop("note")
    personal = Personal(note=note) if note else NOTHING_PERSONAL

    def decide(state: Discipline) -> Sequence[Event]:
        require_employee(references, employee)
        return discipline.impose(state, personal=personal, **asked)

    return on(discipline_stream(employee), discipline.evolve, _NONE, decide)


def lift(employee: str, punishment: str, form: LiftPunishment) -> Plan:
    return on(
        discipline_stream(employee),
        discipline.evolve,
        _NONE,
        lambda state: discipline.lift(state, punishment=punishment, from_month=form.from_month),
    )
