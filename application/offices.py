"""Commands about an office and its area."""

from datetime import date
from typing import Any

from application.plan import Form, Plan, fields, on
from domain import office
from domain.event import Event
from domain.office import Area, Office, Zone
from domain.office_area import parse_area
from domain.reference_checks import require_opd
from domain.references import References
from domain.streams import office_stream

_NONE = Office()


class AreaForm(Form):
    """A point with its radius, or a GeoJSON Polygon or MultiPolygon; degrees, WGS 84."""

    latitude: float | None = None
    longitude: float | None = None
    radius_m: int = 100
    geojson: dict[str, Any] | None = None

    def area(self) -> Area:
        return parse_area(**fields(self))


class OpenOffice(Form):
    code: str
    name: str
    opd: str
    area: AreaForm
    from_on: date
    zone: Zone = "Asia/Jakarta"


class ChangeArea(Form):
    area: AreaForm
    from_on: date


class RenameOffice(Form):
    name: str


class CloseOffice(Form):
    from_on: date


def open_office(references: References, form: OpenOffice) -> Plan:
    def decide(state: Office) -> tuple[Event, ...]:
        require_opd(references, form.opd)
        return office.open_office(state, **(fields(form) | {"area": form.area.area()}))

    return on(office_stream(form.code), office.evolve, _NONE, decide)


def change_area(code: str, form: ChangeArea) -> Plan:
    def decide(state: Office) -> tuple[Event, ...]:
        return office.change_area(state, area=form.area.area(), from_on=form.from_on)

    return on(office_stream(code), office.evolve, _NONE, decide)


def rename(code: str, form: RenameOffice) -> Plan:
    stream = office_stream(code)
    return on(stream, office.evolve, _NONE, lambda state: office.rename(state, **fields(form)))


def close(code: str, form: CloseOffice) -> Plan:
    stream = office_stream(code)
    return on(stream, office.evolve, _NONE, lambda state: office.close(state, **fields(form)))
