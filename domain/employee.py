"""The employee: identity, employment, posting, allowance base and devices, each with its date."""

from datetime import date
from typing import Literal

from domain.event import Event
from domain.personal import NOTHING_PERSONAL, Sealable

Employment = Literal["pns", "cpns", "pppk", "honorer"]
RetirementReason = Literal["bup", "resigned", "died", "dismissed", "moved_away", "contract_ended"]
ActingKind = Literal["same_level", "one_below"]
TugasBelajarKind = Literal["regular", "extension"]
EmployeeEntry = Literal[
    "nip", "posting", "employment", "pattern", "supervisor", "tpp_base", "service"
]
UnpaidReason = Literal["cltn", "mpp", "lhkpn", "other"]
ErasureReason = Literal["requested", "retention", "ordered"]


class TppComponent(Event):
    """One part of the allowance, such as beban_kerja, prestasi_kerja or kondisi_kerja."""

    name: str
    rupiah: int


class EmployeeRegistered(Event):
    name: str
    employment: Employment
    opd: str
    office: str
    pattern: str
    from_on: date
    nip: str | None = None


class NipChanged(Event):
    nip: str
    from_on: date


class NameCorrected(Event):
    name: str


class EmployeeTransferred(Event):
    """A mutasi: the OPD, and with it the office, from a date."""

    opd: str
    office: str
    from_on: date


class EmploymentChanged(Event):
    employment: Employment
    from_on: date


class EmployeeEnrolled(Event):
    """From this date attendance by phone is expected (phases: ASN first, honorer and P3K later)."""

    from_on: date
    phase: str = ""


class WorkPatternAssigned(Event):
    pattern: str
    from_on: date


class SupervisorAssigned(Event):
    supervisor: str
    from_on: date


class TppBaseSet(Event):
    """The monthly allowance before deductions; components, where given, sum to it."""

    from_month: date
    rupiah: int
    grade: int
    components: tuple[TppComponent, ...] = ()


class TppWithheld(Event):
    """No allowance is paid in these months: leave without pay, pre-retirement, no LHKPN."""

    from_month: date
    reason: UnpaidReason
    until_month: date | None = None


class TppWithholdingLifted(Event):
    """From this month on the reason no longer holds."""

    from_month: date
    reason: UnpaidReason


class ActingStarted(Event):
    """Plt or Plh: the allowance of the post acted in is `post_rupiah` a month."""

    acting: str
    kind: ActingKind
    post_rupiah: int
    from_on: date
    until_on: date | None = None


class ActingEnded(Event):
    acting: str
    until_on: date


class TugasBelajarStarted(Event):
    kind: TugasBelajarKind
    from_on: date
    until_on: date | None = None


class TugasBelajarEnded(Event):
    until_on: date


class DeviceBound(Event):
    """`device` is the SHA-256 of the installation's public identifier, in hex."""

    device: str
    personal: Sealable = NOTHING_PERSONAL


class DeviceReleased(Event):
    """Why, is among the personal parts, as with every reason that is written about a person."""

    device: str
    personal: Sealable = NOTHING_PERSONAL


class EmployeeRetired(Event):
    """The last day of service is the day before `from_on`."""

    from_on: date
    reason: RetirementReason


class EmployeeReinstated(Event):
    """Back in service from this date, after a retirement that ended or was annulled."""

    from_on: date
    personal: Sealable = NOTHING_PERSONAL


class EmployeeEntryWithdrawn(Event):
    """The value of this attribute that began on this date was a mistake and never counted."""

    entry: EmployeeEntry
    from_on: date
    personal: Sealable = NOTHING_PERSONAL


class PersonErased(Event):
    """The employee's key was erased, and with it every personal part of events before this one;
    the photos too. `letter` is the number of the letter that asks for it."""

    reason: ErasureReason
    letter: str


EmployeeEvent = (
    EmployeeRegistered
    | NipChanged
    | NameCorrected
    | EmployeeTransferred
    | EmploymentChanged
    | EmployeeEnrolled
    | WorkPatternAssigned
    | SupervisorAssigned
    | TppBaseSet
    | TppWithheld
    | TppWithholdingLifted
    | ActingStarted
    | ActingEnded
    | TugasBelajarStarted
    | TugasBelajarEnded
    | DeviceBound
    | DeviceReleased
    | EmployeeRetired
    | EmployeeReinstated
    | EmployeeEntryWithdrawn
    | PersonErased
)
