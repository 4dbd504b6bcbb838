"""The agency (OPD) and its head."""

from datetime import date

from domain.event import Event


class OpdEstablished(Event):
    code: str
    name: str


class OpdRenamed(Event):
    name: str


class OpdHeadAppointed(Event):
    employee: str
    from_on: date


OpdEvent = OpdEstablished | OpdRenamed | OpdHeadAppointed
