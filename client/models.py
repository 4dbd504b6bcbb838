"""What the API takes and answers. Made by `make client`: change the API, not this file."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal, TypeAlias

from msgspec import UNSET, Meta, Struct, UnsetType, field


class Absent(Struct, kw_only=True, tag_field="of", tag="absent"):
    or_away_over_minutes: int | UnsetType | None = UNSET


class Accepted(Struct, kw_only=True):
    position: int


class Accumulated(Struct, kw_only=True, tag_field="of", tag="accumulated"):
    rules: list[str]
    period: Literal["month", "year"] | UnsetType = "month"
    per_minutes: int | UnsetType | None = UNSET
    carry: bool | UnsetType = False
    missing_as_minutes: int | UnsetType = 0
    absent_as_minutes: int | UnsetType = 0


class Activity(Struct, kw_only=True, tag_field="of", tag="activity"):
    target_minutes: int


class Adjustment(Struct, kw_only=True):
    employee: str
    name: str | None
    nip: str | None
    about: date
    month: date
    settled: bool
    line: int
    kind: str
    on: date | None
    perbup: str | None
    rule: str | None
    clause: str | None
    session: str | None
    rupiah: int
    events: list[int]


class AdjustmentSums(Struct, kw_only=True):
    about: date
    settled: bool
    employees: int
    underpaid_rupiah: int
    overpaid_rupiah: int


class Alive(Struct, kw_only=True):
    status: str


class AmendPerbup(Struct, kw_only=True):
    perbup: dict[str, Any]
    on: date
    from_on: date
    source: str | UnsetType = ""


class AppointHead(Struct, kw_only=True):
    employee: str
    from_on: date


class AreaForm(Struct, kw_only=True):
    latitude: float | UnsetType | None = UNSET
    longitude: float | UnsetType | None = UNSET
    radius_m: int | UnsetType = 100
    geojson: dict[str, Any] | UnsetType | None = UNSET


class AreaToday(Struct, kw_only=True):
    latitude: float
    longitude: float
    radius_m: int
    geojson: dict[str, Any] | None


class AskExport(Struct, kw_only=True):
    kind: Literal["deductions", "ledger", "attendance", "adjustments"]
    format: Literal["csv", "csv_excel", "xlsx", "parquet"]
    month: str
    until_month: str | UnsetType | None = UNSET
    opd: str | UnsetType | None = UNSET
    employment: Literal["pns", "cpns", "pppk", "honorer"] | UnsetType | None = UNSET
    perbup: str | UnsetType | None = UNSET


class AssessmentWarning(Struct, kw_only=True):
    employee: str
    month: date
    on: date | None
    session: str | None
    code: str


class AssignPattern(Struct, kw_only=True):
    pattern: str
    from_on: date


class AssignSupervisor(Struct, kw_only=True):
    supervisor: str
    from_on: date


class AtClock(Struct, kw_only=True, tag_field="of", tag="clock"):
    sessions: list[str]


class Attempt(Struct, kw_only=True):
    event: int
    employee: str
    on: date
    at: datetime
    session: str
    reason: str
    flags: list[str]
    distance_m: int | None
    selfie: str
    recorded_at: datetime
    alike_event: int | None
    alike_on: date | None
    name: str
    nip: str | None
    opd: str


class AttemptView(Struct, kw_only=True):
    reference: str
    at: datetime
    login: str
    source: str
    account: str | None
    outcome: str
    repair: str


class Away(Struct, kw_only=True, tag_field="of", tag="away"):
    permitted_minutes_per_day: int | UnsetType | None = UNSET


class Base(Struct, kw_only=True):
    name: Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9_-]{0,47}$")]
    of: str | UnsetType = "tpp"
    share: (
        Annotated[
            str,
            Meta(
                description="Exact, with a decimal point and at most four places.",
                examples=["2.5%"],
                pattern="^[0-9]{1,3}(\\.[0-9]{1,4})?%$",
            ),
        ]
        | UnsetType
    ) = "100%"
    part: bool | UnsetType = False
    per: Literal["month", "working_day", "calendar_day"] | UnsetType = "month"


class BeginUpload(Struct, kw_only=True):
    length: Annotated[int, Meta(description="Panjang seluruh foto, bita.", ge=1, le=2147483647)]


class BoardRow(Struct, kw_only=True):
    employee: str
    name: str
    nip: str | None
    employment: str | None
    state: Literal["off", "cuti", "absent", "pending", "late", "present", "expected"]
    status: str
    cuti: str | None
    expected: bool
    ended: bool
    late_minutes: int
    session: list[str]
    due_s: list[int | None]
    at_s: list[int | None]
    mark: list[str | None]


Cut: TypeAlias = Annotated[
    str,
    Meta(
        description="Exact, with a decimal point and at most four places.",
        examples=["2.5%"],
        pattern="^[0-9]{1,3}(\\.[0-9]{1,4})?%$",
    ),
]


Cut1: TypeAlias = (
    Annotated[
        None,
        Meta(description="Exact, with a decimal point and at most four places.", examples=["2.5%"]),
    ]
    | None
)


Pay: TypeAlias = Annotated[
    str,
    Meta(
        description="Exact, with a decimal point and at most four places.",
        examples=["2.5%"],
        pattern="^[0-9]{1,3}(\\.[0-9]{1,4})?%$",
    ),
]


Pay1: TypeAlias = (
    Annotated[
        None,
        Meta(description="Exact, with a decimal point and at most four places.", examples=["2.5%"]),
    ]
    | None
)


class Bracket(Struct, kw_only=True):
    within: Annotated[
        str,
        Meta(
            description="Whole numbers; a square bracket includes its end, a round one does not, a missing end is open.",
            examples=["[1,31)", "(90,)"],
            pattern="^[\\[(][0-9]*,[0-9]*[\\])]$",
        ),
    ]
    cut: (
        Annotated[
            Cut | Cut1,
            Meta(
                description="Exact, with a decimal point and at most four places.",
                examples=["2.5%"],
            ),
        ]
        | UnsetType
        | None
    ) = UNSET
    pay: (
        Annotated[
            Pay | Pay1,
            Meta(
                description="Exact, with a decimal point and at most four places.",
                examples=["2.5%"],
            ),
        ]
        | UnsetType
        | None
    ) = UNSET


class Brackets(Struct, kw_only=True, tag_field="by", tag="brackets"):
    brackets: list[Bracket]
    then_each: bool | UnsetType = False


class CalendarDate(Struct, kw_only=True):
    on: date
    kind: str | None
    name: str | None
    source: str | None
    sessions: str
    outage_opd: list[str]
    outage_reason: list[str]


class Cap(Struct, kw_only=True):
    clause: str
    max: Annotated[
        str,
        Meta(
            description="Exact, with a decimal point and at most four places.",
            examples=["2.5%"],
            pattern="^[0-9]{1,3}(\\.[0-9]{1,4})?%$",
        ),
    ]
    base: Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9_-]{0,47}$")] | UnsetType = "tpp"
    per: Literal["day", "month"] | UnsetType = "month"
    rules: list[str] | UnsetType = field(default_factory=list)


class ChangeArea(Struct, kw_only=True):
    area: AreaForm
    from_on: date


class ChangeEmployment(Struct, kw_only=True):
    employment: Literal["pns", "cpns", "pppk", "honorer"]
    from_on: date


class ChangeNip(Struct, kw_only=True):
    nip: str
    from_on: date


class Changed(Struct, kw_only=True):
    changed: int


class CheckInAnswer(Struct, kw_only=True):
    on: date
    session: str
    at: datetime
    due_s: int | None
    timeliness: Literal["on_time", "late", "early", "recorded"]
    late_s: int
    early_s: int
    distance_m: int
    offline: bool
    flags: list[str]
    version: int
    position: int | UnsetType = 0
    text: str | UnsetType = ""


class CheckInForm(Struct, kw_only=True):
    latitude: Annotated[float, Meta(ge=-1000.0, le=1000.0)]
    longitude: Annotated[float, Meta(ge=-1000.0, le=1000.0)]
    accuracy_m: Annotated[float, Meta(ge=0.0)]
    session: str | UnsetType = ""
    captured_at: datetime | UnsetType | None = UNSET
    clock_offset_s: float | UnsetType | None = UNSET
    selfie: str | UnsetType = ""
    note: str | UnsetType = ""
    mock: bool | UnsetType = False


class CitedEvent(Struct, kw_only=True):
    position: int
    told: str
    recorded: str
    recorded_at: datetime
    actor: str


class ClockBracket(Struct, kw_only=True):
    within: Annotated[
        str,
        Meta(
            description="Times of day; brackets as of other intervals, to the second.",
            examples=["[07:40,08:01)"],
            pattern="^[\\[(][0-9:]*,[0-9:]*[\\])]$",
        ),
    ]
    cut: Annotated[
        str,
        Meta(
            description="Exact, with a decimal point and at most four places.",
            examples=["2.5%"],
            pattern="^[0-9]{1,3}(\\.[0-9]{1,4})?%$",
        ),
    ]


class ClockBrackets(Struct, kw_only=True, tag_field="by", tag="clock"):
    brackets: list[ClockBracket]


class CloseOffice(Struct, kw_only=True):
    from_on: date


class ClosedPeriod(Struct, kw_only=True):
    month: date
    position: int
    event: int
    employees: int
    gross_rupiah: int
    deduction_rupiah: int
    net_rupiah: int
    closed_by: str
    closed_at: datetime


class Compared(Struct, kw_only=True):
    opd: str | None
    employee_months: int
    net_before_rupiah: int
    first_net_rupiah: int
    second_net_rupiah: int


class CorrectName(Struct, kw_only=True):
    name: str


class Counts(Struct, kw_only=True):
    waiting: int | UnsetType = 0
    delivered: int | UnsetType = 0
    dead: int | UnsetType = 0
    dismissed: int | UnsetType = 0


class CutMore(Struct, kw_only=True, tag_field="do", tag="cut"):
    cut: Annotated[
        str,
        Meta(
            description="Exact, with a decimal point and at most four places.",
            examples=["2.5%"],
            pattern="^[0-9]{1,3}(\\.[0-9]{1,4})?%$",
        ),
    ]
    base: Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9_-]{0,47}$")] | UnsetType = "tpp"


Children: TypeAlias = Annotated[
    str,
    Meta(
        description="Whole numbers; a square bracket includes its end, a round one does not, a missing end is open.",
        examples=["[1,31)", "(90,)"],
        pattern="^[\\[(][0-9]*,[0-9]*[\\])]$",
    ),
]


Children1: TypeAlias = (
    Annotated[
        None,
        Meta(
            description="Whole numbers; a square bracket includes its end, a round one does not, a missing end is open.",
            examples=["[1,31)", "(90,)"],
        ),
    ]
    | None
)


WholeMonths: TypeAlias = Annotated[
    str,
    Meta(
        description="Whole numbers; a square bracket includes its end, a round one does not, a missing end is open.",
        examples=["[1,31)", "(90,)"],
        pattern="^[\\[(][0-9]*,[0-9]*[\\])]$",
    ),
]


WholeMonths1: TypeAlias = (
    Annotated[
        None,
        Meta(
            description="Whole numbers; a square bracket includes its end, a round one does not, a missing end is open.",
            examples=["[1,31)", "(90,)"],
        ),
    ]
    | None
)


class Cuti(Struct, kw_only=True, tag_field="of", tag="cuti"):
    kinds: list[str]
    count: Literal["working_days", "calendar_days", "months", "spells"] | UnsetType = "working_days"
    numbered: Literal["spell", "month", "year"] | UnsetType = "spell"
    by: Literal["number", "total"] | UnsetType = "number"
    children: (
        Annotated[
            Children | Children1,
            Meta(
                description="Whole numbers; a square bracket includes its end, a round one does not, a missing end is open.",
                examples=["[1,31)", "(90,)"],
            ),
        ]
        | UnsetType
        | None
    ) = UNSET
    whole_months: (
        Annotated[
            WholeMonths | WholeMonths1,
            Meta(
                description="Whole numbers; a square bracket includes its end, a round one does not, a missing end is open.",
                examples=["[1,31)", "(90,)"],
            ),
        ]
        | UnsetType
        | None
    ) = UNSET


class CutiDecision(Struct, kw_only=True):
    kind: Literal["approve", "refuse"]
    employee: str
    cuti: str
    reason: str | UnsetType = ""


class CutiDecisions(Struct, kw_only=True):
    decisions: Annotated[list[CutiDecision], Meta(max_length=200, min_length=1)]


class Day(Struct, kw_only=True):
    employee: str
    on: date
    opd: str
    employment: str
    pattern: str
    day: str
    expected: bool
    ended: bool
    status: str
    cuti: str | None
    cuti_from_on: date | None
    cuti_until_on: date | None
    cuti_child: int | None
    away_s: int
    away_permitted_s: int
    minimum_s: int
    outage: bool
    session: list[str]
    role: list[str]
    due_s: list[int | None]
    opens_s: list[int | None]
    closes_s: list[int | None]
    at_s: list[int | None]
    mark: list[str | None]
    event: list[int | None]
    events: list[int]


class Days(Struct, kw_only=True, tag_field="of", tag="days"):
    rules: list[str]
    period: Literal["month", "year"] | UnsetType = "month"
    consecutive: bool | UnsetType = False


class DeclareOutage(Struct, kw_only=True):
    on: date
    reason: str
    opd: str | UnsetType = ""


class Deduction(Struct, kw_only=True):
    employee: str
    month: date
    opd: str | None
    employment: str | None
    grade: int | None
    perbup: str | None
    tpp_rupiah: int
    gross_rupiah: int
    cut_rupiah: int
    shadow_rupiah: int
    net_rupiah: int
    postponed_rupiah: int
    late_minutes: int
    late_count: int
    early_minutes: int
    missing_count: int
    absent_days: int
    entitlements: list[str]


class Delivery(Struct, kw_only=True):
    position: int
    employee: str
    stream: str
    version: int
    tag: str
    entry: str
    state: Literal["waiting", "delivered", "dead", "dismissed"]
    attempts: int
    next_at: datetime
    status: int | None
    error: str | None
    delivered_at: datetime | None
    decided_by: str | None
    decided_at: datetime | None
    note: str | None


class DeliveryPage(Struct, kw_only=True):
    rows: list[Delivery]
    next: int | None


class Device(Struct, kw_only=True):
    id: Annotated[str, Meta(max_length=200, min_length=16)]
    name: Annotated[str, Meta(max_length=100)] | UnsetType = ""


class Difference(Struct, kw_only=True):
    report: int
    employee: str
    name: str | None
    nip: str | None
    month: date
    opd: str | None
    gross_before_rupiah: int
    gross_rupiah: int
    cut_before_rupiah: int
    cut_rupiah: int
    shadow_before_rupiah: int
    shadow_rupiah: int
    net_before_rupiah: int
    net_rupiah: int
    perbup: list[str | None]
    rule: list[str | None]
    clause: list[str | None]
    mode: list[str]
    before_rupiah: list[int]
    now_rupiah: list[int]


class DifferencePage(Struct, kw_only=True):
    rows: list[Difference]
    next: str | None


class DischargeHead(Struct, kw_only=True):
    from_on: date


class Discipline(Struct, kw_only=True, tag_field="of", tag="discipline"):
    overlap: Literal["heaviest", "add"] | UnsetType = "heaviest"


class Dismissal(Struct, kw_only=True):
    positions: Annotated[list[int], Meta(max_length=10000)]
    note: str


class DraftPerbup(Struct, kw_only=True):
    perbup: dict[str, Any]


class Each(Struct, kw_only=True, tag_field="by", tag="each"):
    cut: Annotated[
        str,
        Meta(
            description="Exact, with a decimal point and at most four places.",
            examples=["2.5%"],
            pattern="^[0-9]{1,3}(\\.[0-9]{1,4})?%$",
        ),
    ]
    unit_minutes: int | UnsetType = 1
    begun: Literal["up", "down", "exact"] | UnsetType = "exact"


class EmployeeCard(Struct, kw_only=True):
    employee: str
    name: str
    nip: str | None
    employment: str | None
    opd: str
    office: str
    pattern: str
    supervisor: str | None
    in_service: bool
    enrolled_from: date | None
    devices: list[str]


class EnactPerbup(Struct, kw_only=True):
    on: date


class EndActing(Struct, kw_only=True):
    acting: str
    until_on: date


class EndDay(Struct, kw_only=True):
    on: date


class EndTugasBelajar(Struct, kw_only=True):
    until_on: date


class Enrol(Struct, kw_only=True):
    from_on: date
    phase: str | UnsetType = ""


class ErasePerson(Struct, kw_only=True):
    reason: Literal["requested", "retention", "ordered"]
    letter: str


class Erasure(Struct, kw_only=True):
    position: int
    photos: int
    kept: int


class EstablishOpd(Struct, kw_only=True):
    code: str
    name: str


class ExcuseSession(Struct, kw_only=True):
    session: str
    kind: Literal["sick", "family", "force_majeure", "duty", "system", "other"]
    reason: str


class FieldFault(Struct, kw_only=True):
    field_: str = field(name="field")
    message: str


class Flexi(Struct, kw_only=True):
    arrival: Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9_-]{0,47}$")]
    leaving: Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9_-]{0,47}$")]
    how: Literal["proportional", "block"] | UnsetType = "proportional"
    max_late_minutes: int | UnsetType = 0
    max_early_minutes: int | UnsetType = 0
    block_minutes: int | UnsetType = 0
    forgives: Literal["always", "if_made_up", "never"] | UnsetType = "always"


class GivePredicate(Struct, kw_only=True):
    predicate: Literal["sangat_baik", "baik", "perlu_perbaikan", "kurang", "sangat_kurang"]


class GradeAmount(Struct, kw_only=True):
    grade: int
    rupiah: Annotated[int, Meta(ge=0)]


class GrantView(Struct, kw_only=True):
    role: str
    opd: str
    granted_by: str
    granted_at: datetime
    revoked_by: str | None
    revoked_at: datetime | None


class HeldRole(Struct, kw_only=True):
    role: str
    opd: str | UnsetType = ""


class ImposePunishment(Struct, kw_only=True):
    punishment: str
    kind: str
    decree: str
    from_month: date
    months: int | UnsetType | None = UNSET
    note: str | UnsetType = ""


class Kept(Struct, kw_only=True):
    key: str
    sha256: str
    size_bytes: int


class KeptPhoto(Struct, kw_only=True):
    sha256: str
    width: int
    height: int


class KinerjaDecision(Struct, kw_only=True):
    kind: Literal["verify", "return"]
    employee: str
    month: str
    entry: str
    reason: str | UnsetType = ""


class KinerjaDecisions(Struct, kw_only=True):
    decisions: Annotated[list[KinerjaDecision], Meta(max_length=200, min_length=1)]


class KinerjaEntry(Struct, kw_only=True):
    employee: str
    month: date
    entry: str
    on: date
    status: str
    minutes: int
    quantity: int
    unit: str
    attachment: str
    event: int
    decided_by: str | None
    activity: str | None
    note: str | None


class LiftPunishment(Struct, kw_only=True):
    from_month: date


class LiftWithholding(Struct, kw_only=True):
    from_month: date
    reason: Literal["cltn", "mpp", "lhkpn", "other"]


class LoginRequest(Struct, kw_only=True):
    login: Annotated[
        str,
        Meta(
            description="NIP 18 angka, atau nama masuk bagi yang belum ber-NIP",
            max_length=100,
        ),
    ]
    password: Annotated[str, Meta(max_length=1000)]
    device: Device | UnsetType | None = UNSET


class Made(Struct, kw_only=True):
    kept: Kept
    file_name: str
    rows: int
    totals: dict[str, int]
    position: int
    expires_at: datetime
    behind: list[int] | UnsetType = field(default_factory=list)


class Me(Struct, kw_only=True):
    account: str
    employee: str
    name: str
    nip: str
    opd: str
    roles: list[HeldRole]
    must_change_password: bool


class Missing(Struct, kw_only=True, tag_field="of", tag="missing"):
    sessions: list[str]
    on_absent_days: bool | UnsetType = False


class MoneyRounding(Struct, kw_only=True):
    how: Literal["half_up", "half_down", "half_even", "up", "down"] | UnsetType = "half_up"
    point: Literal["item", "total"] | UnsetType = "item"
    unit_rupiah: Annotated[int, Meta(ge=1)] | UnsetType = 1
    clause: str | UnsetType = ""


class MonthRow(Struct, kw_only=True):
    employee: str
    name: str | None
    nip: str | None
    employment: str | None
    late_minutes: int
    late_count: int
    early_minutes: int
    missing_count: int
    absent_days: int
    present_days: int
    cuti_days: int
    pending_days: int
    cut_rupiah: int
    shadow_rupiah: int


Cut2: TypeAlias = Annotated[
    str,
    Meta(
        description="Exact, with a decimal point and at most four places.",
        examples=["2.5%"],
        pattern="^[0-9]{1,3}(\\.[0-9]{1,4})?%$",
    ),
]


Cut3: TypeAlias = (
    Annotated[
        None,
        Meta(description="Exact, with a decimal point and at most four places.", examples=["2.5%"]),
    ]
    | None
)


Pay2: TypeAlias = Annotated[
    str,
    Meta(
        description="Exact, with a decimal point and at most four places.",
        examples=["2.5%"],
        pattern="^[0-9]{1,3}(\\.[0-9]{1,4})?%$",
    ),
]


Pay3: TypeAlias = (
    Annotated[
        None,
        Meta(description="Exact, with a decimal point and at most four places.", examples=["2.5%"]),
    ]
    | None
)


class Named(Struct, kw_only=True):
    name: Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9_-]{0,47}$")]
    cut: (
        Annotated[
            Cut2 | Cut3,
            Meta(
                description="Exact, with a decimal point and at most four places.",
                examples=["2.5%"],
            ),
        ]
        | UnsetType
        | None
    ) = UNSET
    pay: (
        Annotated[
            Pay2 | Pay3,
            Meta(
                description="Exact, with a decimal point and at most four places.",
                examples=["2.5%"],
            ),
        ]
        | UnsetType
        | None
    ) = UNSET
    months: int | UnsetType = 1


class NamedDeduction(Struct, kw_only=True):
    employee: str
    month: date
    opd: str | None
    employment: str | None
    grade: int | None
    perbup: str | None
    tpp_rupiah: int
    gross_rupiah: int
    cut_rupiah: int
    shadow_rupiah: int
    net_rupiah: int
    postponed_rupiah: int
    late_minutes: int
    late_count: int
    early_minutes: int
    missing_count: int
    absent_days: int
    entitlements: list[str]
    closed: bool
    name: str | None
    nip: str | None


class NoticeView(Struct, kw_only=True):
    code: str
    row: int
    times: int
    text: str


class OfficeEntry(Struct, kw_only=True):
    office: str
    from_on: date
    until_on: date | None
    name: str
    opd: str
    zone: str
    open: bool
    latitude: float | None
    longitude: float | None
    radius_m: int | None
    geojson: str | None


class OfficeToday(Struct, kw_only=True):
    office: str
    name: str
    zone: str
    area: AreaToday | None


class OpdEntry(Struct, kw_only=True):
    opd: str
    name: str
    head: str | None


Login: TypeAlias = Annotated[str, Meta(max_length=60, pattern="^[A-Za-z][A-Za-z0-9._-]{2,}$")]


Login1: TypeAlias = None


Password: TypeAlias = Annotated[str, Meta(max_length=1000)]


Password1: TypeAlias = None


class OpenAccount(Struct, kw_only=True):
    login: Login | Login1 | UnsetType | None = UNSET
    password: Password | Password1 | UnsetType | None = UNSET


class OpenOffice(Struct, kw_only=True):
    code: str
    name: str
    opd: str
    area: AreaForm
    from_on: date
    zone: Literal["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"] | UnsetType = "Asia/Jakarta"


class OpenedAccount(Struct, kw_only=True):
    account: str
    login: str
    password: str


class PasswordRequest(Struct, kw_only=True):
    old_password: Annotated[str, Meta(max_length=1000)]
    new_password: Annotated[str, Meta(max_length=1000)]


class PatternEntry(Struct, kw_only=True):
    pattern: str
    from_on: date
    until_on: date | None
    name: str
    days: str
    variants: str
    works_on_holidays: bool
    pending_counts_as: str
    lapses_after_days: int | None


class PayActing(Struct, kw_only=True, tag_field="give", tag="acting"):
    kind: Literal["same_level", "one_below"]
    how: Literal["share", "difference"]
    add: (
        Annotated[
            str,
            Meta(
                description="Exact, with a decimal point and at most four places.",
                examples=["2.5%"],
                pattern="^[0-9]{1,3}(\\.[0-9]{1,4})?%$",
            ),
        ]
        | UnsetType
    ) = "0%"
    of: Literal["own", "post"] | UnsetType = "own"
    min_days: int | UnsetType = 28


class PayGrade(Struct, kw_only=True, tag_field="give", tag="grade"):
    grade: int
    tugas_belajar: list[str]


class PayNothing(Struct, kw_only=True, tag_field="give", tag="nothing"):
    reasons: list[str]
    postpone: bool | UnsetType = False


class PayShare(Struct, kw_only=True, tag_field="give", tag="share"):
    pay: Annotated[
        str,
        Meta(
            description="Exact, with a decimal point and at most four places.",
            examples=["2.5%"],
            pattern="^[0-9]{1,3}(\\.[0-9]{1,4})?%$",
        ),
    ]
    employment: list[str] | UnsetType = field(default_factory=list)
    tugas_belajar: list[str] | UnsetType = field(default_factory=list)


Amends: TypeAlias = Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9_-]{0,47}$")]


Amends1: TypeAlias = None


class PeriodChange(Struct, kw_only=True):
    event: int
    month: date
    what: str
    reason: str
    net_rupiah: int | None
    actor: str
    recorded_at: datetime


class PeriodView(Struct, kw_only=True):
    month: date
    closed: bool
    closings: int
    position: int | UnsetType | None = UNSET
    employees: int | UnsetType | None = UNSET
    gross_rupiah: int | UnsetType | None = UNSET
    deduction_rupiah: int | UnsetType | None = UNSET
    net_rupiah: int | UnsetType | None = UNSET


class Person(Struct, kw_only=True):
    employee: str
    from_on: date
    until_on: date | None
    name: str
    nip: str | None
    employment: str | None
    opd: str
    office: str
    pattern: str
    supervisor: str | None
    employed: bool
    enrolled: bool


class Personal(Struct, kw_only=True):
    latitude: float | UnsetType | None = UNSET
    longitude: float | UnsetType | None = UNSET
    note: str | UnsetType | None = UNSET
    device: str | UnsetType | None = UNSET
    activity: str | UnsetType | None = UNSET


class Phase(Struct, kw_only=True):
    from_on: date
    employment: list[str] | UnsetType = field(default_factory=list)
    opd: list[str] | UnsetType = field(default_factory=list)


class Position(Struct, kw_only=True):
    projection: str
    position: int
    head: int
    moved_at: datetime
    lag_s: float
    failed_position: int | None
    failed_event: str | None
    error: str | None
    failed_at: datetime | None


class Posting(Struct, kw_only=True):
    employee: str
    month: date
    from_on: date
    until_on: date
    opd: str
    employment: str
    grade: int | None
    tpp_rupiah: int | None
    component: list[str]
    component_rupiah: list[int]
    acting_kind: str | None
    acting_rupiah: int
    acting_from_on: date | None
    acting_until_on: date | None
    tugas_belajar: str | None
    predicate: str | None
    score_minutes: int
    score_entries: int
    score_unfit: int
    withheld: str | None
    punishment: list[str]
    punishment_from: list[date]
    punishment_months: list[int | None]
    punishment_lifted: list[date | None]
    punishment_event: list[int]
    events: list[int]


class Postpone(Struct, kw_only=True, tag_field="do", tag="postpone"):
    months: int | UnsetType = 1


class PredicateGiven(Struct, kw_only=True, tag_field="of", tag="predicate"):
    lag: Literal["none", "month", "quarter", "year"] | UnsetType = "none"


class Problem(Struct, kw_only=True):
    type: str
    code: str
    title: str
    status: int
    detail: str
    field_: str | UnsetType | None = field(name="field", default=UNSET)
    details: dict[str, Any] | UnsetType = UNSET
    errors: list[FieldFault] | UnsetType = field(default_factory=list)
    request_id: str | UnsetType = ""


class ProjectionHealth(Struct, kw_only=True):
    projection: str
    position: int
    head: int
    lag_events: int
    lag_s: float
    failed_position: int | None
    failed_event: str | None
    failed_at: datetime | None
    error: str | None


class Proposal(Struct, kw_only=True):
    employee: str
    month: date
    perbup: str | None
    effect: str
    clause: str | None
    punishment: str
    quantity: int | None


class Propose(Struct, kw_only=True, tag_field="do", tag="propose"):
    punishment: Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9_-]{0,47}$")]


class Ready(Struct, kw_only=True):
    status: str
    database: bool
    directory_age_s: float


class Rebuild(Struct, kw_only=True):
    projections: list[Literal["attendance", "directories", "inbox", "performance"]] | UnsetType = (
        field(default_factory=list)
    )
    helpers: int | UnsetType = 0
    swap: Literal["always", "if_equal", "never"] | UnsetType = "always"


class RecordAway(Struct, kw_only=True):
    from_s: int
    until_s: int
    permitted: bool
    reason: str


class RecordKinerja(Struct, kw_only=True):
    entry: str
    on: date
    minutes: int
    quantity: int
    unit: str
    activity: str
    attachment: str | UnsetType = ""
    note: str | UnsetType = ""


class RecordManual(Struct, kw_only=True):
    at: datetime
    source: Literal["outage", "attlog", "csv", "paper"]
    evidence: str
    session: str | UnsetType = ""
    note: str | UnsetType = ""


class RefreshRequest(Struct, kw_only=True):
    refresh_token: Annotated[str, Meta(max_length=200)]


class Refused(Struct, kw_only=True):
    code: str
    detail: str


class RegisterEmployee(Struct, kw_only=True):
    name: str
    employment: Literal["pns", "cpns", "pppk", "honorer"]
    opd: str
    office: str
    pattern: str
    from_on: date
    nip: str | UnsetType | None = UNSET


class Regulation(Struct, kw_only=True):
    perbup: str
    number: str
    year: int
    title: str
    counts_from: date
    mode: str


class Reinstate(Struct, kw_only=True):
    from_on: date
    reason: str


class ReleaseDevice(Struct, kw_only=True):
    device: str
    reason: str


class RenameOffice(Struct, kw_only=True):
    name: str


class RenameOpd(Struct, kw_only=True):
    name: str


class ReopenPeriod(Struct, kw_only=True):
    reason: str


class Reports(Struct, kw_only=True, tag_field="of", tag="reports"):
    which: Literal["made", "unfit"]
    months_before: list[int] | UnsetType = field(default_factory=lambda: [0])


class RequestCuti(Struct, kw_only=True):
    cuti: str
    kind: Literal[
        "tahunan",
        "besar",
        "sakit",
        "sakit_rawat_inap",
        "sakit_kecelakaan_kerja",
        "sakit_tanpa_surat",
        "keguguran",
        "melahirkan",
        "alasan_penting",
        "keluarga_meninggal",
        "menikah",
        "istri_melahirkan",
        "di_luar_tanggungan",
        "izin",
        "dispensasi",
    ]
    from_on: date
    until_on: date
    child: int | UnsetType | None = UNSET
    document: str | UnsetType = ""
    note: str | UnsetType = ""


class Retire(Struct, kw_only=True):
    from_on: date
    reason: Literal["bup", "resigned", "died", "dismissed", "moved_away", "contract_ended"]


Positions: TypeAlias = Annotated[list[int], Meta(max_length=10000)]


Positions1: TypeAlias = None


class Retry(Struct, kw_only=True):
    positions: Positions | Positions1 | UnsetType | None = UNSET


class ReviseKinerja(Struct, kw_only=True):
    minutes: int
    quantity: int
    unit: str
    activity: str
    attachment: str | UnsetType = ""
    note: str | UnsetType = ""


class RevokePerbup(Struct, kw_only=True):
    from_on: date
    reason: str


class RoleForm(Struct, kw_only=True):
    role: Literal["opd_head", "bkpsdm", "kominfo", "auditor", "finance"]
    opd: str | UnsetType = ""


class RowView(Struct, kw_only=True):
    row: int
    status: str
    events: list[str]


Group: TypeAlias = Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9_-]{0,47}$")]


Group1: TypeAlias = None


class RuleTotal(Struct, kw_only=True):
    perbup: str | None
    rule: str | None
    clause: str | None
    kind: str
    mode: str
    lines: int
    employees: int
    rupiah: int


class RuleTotals(Struct, kw_only=True):
    month: date
    rows: list[RuleTotal]
    behind: list[int]


class Session(Struct, kw_only=True):
    name: str
    role: Literal["arrival", "presence", "leaving", "apel"]
    due_s: int
    opens_s: int
    closes_s: int


Due: TypeAlias = Annotated[
    str,
    Meta(
        description="Hours may pass 24 for a shift that ends on the next day.",
        examples=["07:30", "25:00"],
        pattern="^[0-9]{2}:[0-9]{2}(:[0-9]{2})?$",
    ),
]


Due1: TypeAlias = (
    Annotated[
        None,
        Meta(
            description="Hours may pass 24 for a shift that ends on the next day.",
            examples=["07:30", "25:00"],
        ),
    ]
    | None
)


Opens: TypeAlias = Annotated[
    str,
    Meta(
        description="Hours may pass 24 for a shift that ends on the next day.",
        examples=["07:30", "25:00"],
        pattern="^[0-9]{2}:[0-9]{2}(:[0-9]{2})?$",
    ),
]


Opens1: TypeAlias = (
    Annotated[
        None,
        Meta(
            description="Hours may pass 24 for a shift that ends on the next day.",
            examples=["07:30", "25:00"],
        ),
    ]
    | None
)


Closes: TypeAlias = Annotated[
    str,
    Meta(
        description="Hours may pass 24 for a shift that ends on the next day.",
        examples=["07:30", "25:00"],
        pattern="^[0-9]{2}:[0-9]{2}(:[0-9]{2})?$",
    ),
]


Closes1: TypeAlias = (
    Annotated[
        None,
        Meta(
            description="Hours may pass 24 for a shift that ends on the next day.",
            examples=["07:30", "25:00"],
        ),
    ]
    | None
)


class SessionTerms(Struct, kw_only=True):
    name: Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9_-]{0,47}$")]
    role: Literal["arrival", "presence", "leaving", "apel"]
    weekdays: list[int] | UnsetType = field(default_factory=lambda: [1, 2, 3, 4, 5, 6, 7])
    due: (
        Annotated[
            Due | Due1,
            Meta(
                description="Hours may pass 24 for a shift that ends on the next day.",
                examples=["07:30", "25:00"],
            ),
        ]
        | UnsetType
        | None
    ) = UNSET
    opens: (
        Annotated[
            Opens | Opens1,
            Meta(
                description="Hours may pass 24 for a shift that ends on the next day.",
                examples=["07:30", "25:00"],
            ),
        ]
        | UnsetType
        | None
    ) = UNSET
    closes: (
        Annotated[
            Closes | Closes1,
            Meta(
                description="Hours may pass 24 for a shift that ends on the next day.",
                examples=["07:30", "25:00"],
            ),
        ]
        | UnsetType
        | None
    ) = UNSET


class SessionToday(Struct, kw_only=True):
    name: str
    role: str
    due: bool
    due_at: datetime
    opens_at: datetime
    closes_at: datetime
    done_at: datetime | None
    mark: str | None


class Short(Struct, kw_only=True, tag_field="of", tag="short"):
    arrival: Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9_-]{0,47}$")]
    leaving: Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9_-]{0,47}$")]


class Shortfall(Struct, kw_only=True, tag_field="by", tag="shortfall"):
    pass


class SignedIn(Struct, kw_only=True):
    access_token: str
    refresh_token: str
    expires_in_s: int
    account: str
    employee: str
    name: str
    roles: list[HeldRole]
    must_change_password: bool
    device: Literal["bound", "other", "none"]


class Simulate(Struct, kw_only=True):
    from_month: str
    until_month: str | UnsetType | None = UNSET
    employments: list[str] | UnsetType = field(default_factory=list)
    opds: list[str] | UnsetType = field(default_factory=list)


class Source(Struct, kw_only=True):
    label: str
    strength: Literal["text", "news", "code", "memory", "interpretation", "example"]
    note: str | UnsetType = ""
    reference: str | UnsetType = ""


class SpecialAnswer(Struct, kw_only=True):
    special: str
    on: date
    at: datetime
    kind: Literal["upacara", "sosialisasi", "dinas_luar", "diklat", "rapat", "wfh"]
    sessions: list[str]
    offline: bool
    status: str
    version: int
    position: int | UnsetType = 0


class SpecialAttendance(Struct, kw_only=True):
    employee: str
    on: date
    special: str
    kind: str
    sessions: list[str]
    at: datetime
    offline: bool
    selfie: str
    attachment: str
    status: str
    version: int
    event: int
    recorded_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    decided_event: int | None
    name: str
    nip: str | None
    opd: str


class SpecialDecision(Struct, kw_only=True):
    kind: Literal["approve", "refuse"]
    employee: str
    on: date
    special: str
    reason: str | UnsetType = ""


class SpecialDecisions(Struct, kw_only=True):
    decisions: Annotated[list[SpecialDecision], Meta(max_length=200, min_length=1)]


class SpecialForm(Struct, kw_only=True):
    special: str
    kind: Literal["upacara", "sosialisasi", "dinas_luar", "diklat", "rapat", "wfh"]
    note: str
    sessions: list[str] | UnsetType = field(default_factory=list)
    latitude: float | UnsetType | None = UNSET
    longitude: float | UnsetType | None = UNSET
    captured_at: datetime | UnsetType | None = UNSET
    clock_offset_s: float | UnsetType | None = UNSET
    selfie: str | UnsetType = ""
    attachment: str | UnsetType = ""
    mock: bool | UnsetType = False


class StartActing(Struct, kw_only=True):
    acting: str
    kind: Literal["same_level", "one_below"]
    post_rupiah: int
    from_on: date
    until_on: date | UnsetType | None = UNSET


class StartTugasBelajar(Struct, kw_only=True):
    kind: Literal["regular", "extension"]
    from_on: date
    until_on: date | UnsetType | None = UNSET


class Step(Struct, kw_only=True):
    told: str
    clause: str
    rupiah: int | None


class Sums(Struct, kw_only=True):
    key: str | None
    employee_months: int
    employees: int
    gross_before_rupiah: int
    gross_rupiah: int
    cut_before_rupiah: int
    cut_rupiah: int
    shadow_before_rupiah: int
    shadow_rupiah: int
    net_before_rupiah: int
    net_rupiah: int


class Today(Struct, kw_only=True):
    server_time: datetime
    on: date
    day: Literal["work", "off", "holiday", "cuti_bersama"]
    holiday: str
    cuti: (
        Literal[
            "tahunan",
            "besar",
            "sakit",
            "sakit_rawat_inap",
            "sakit_kecelakaan_kerja",
            "sakit_tanpa_surat",
            "keguguran",
            "melahirkan",
            "alasan_penting",
            "keluarga_meninggal",
            "menikah",
            "istri_melahirkan",
            "di_luar_tanggungan",
            "izin",
            "dispensasi",
        ]
        | None
    )
    enrolled: bool
    sessions: list[SessionToday]
    office: OfficeToday
    device_bound: bool
    accuracy_limit_m: int
    offline_hours: int
    minimum_app: int
    capabilities: list[str]


Clock: TypeAlias = Annotated[
    str,
    Meta(
        description="Hours may pass 24 for a shift that ends on the next day.",
        examples=["07:30", "25:00"],
        pattern="^[0-9]{2}:[0-9]{2}(:[0-9]{2})?$",
    ),
]


Clock1: TypeAlias = (
    Annotated[
        None,
        Meta(
            description="Hours may pass 24 for a shift that ends on the next day.",
            examples=["07:30", "25:00"],
        ),
    ]
    | None
)


class Tolerance(Struct, kw_only=True):
    how: Literal["subtract", "threshold", "clock"]
    minutes: int | UnsetType = 0
    clock: (
        Annotated[
            Clock | Clock1,
            Meta(
                description="Hours may pass 24 for a shift that ends on the next day.",
                examples=["07:30", "25:00"],
            ),
        ]
        | UnsetType
        | None
    ) = UNSET


class Totals(Struct, kw_only=True):
    key: str | None
    employees: int
    cut_employees: int
    tpp_rupiah: int
    gross_rupiah: int
    cut_rupiah: int
    shadow_rupiah: int
    net_rupiah: int
    postponed_rupiah: int


class TppComponent(Struct, kw_only=True):
    name: str
    rupiah: int


class Transfer(Struct, kw_only=True):
    opd: str
    office: str
    from_on: date


class Unblocked(Struct, kw_only=True):
    places: int


class UploadState(Struct, kw_only=True):
    upload: str
    length: int
    received: int
    photo: KeptPhoto | None


class VoidRecord(Struct, kw_only=True):
    record: int
    reason: str


class WaitingCuti(Struct, kw_only=True):
    employee: str
    name: str
    cuti: str
    kind: str
    from_on: date
    until_on: date
    document: str


class Wanted(Struct, kw_only=True):
    kind: Literal["deductions", "ledger", "attendance", "adjustments"]
    format: Literal["csv", "csv_excel", "xlsx", "parquet"]
    month: date
    until_month: date
    opd: str | UnsetType | None = UNSET
    employment: str | UnsetType | None = UNSET
    perbup: str | UnsetType | None = UNSET


Grades: TypeAlias = Annotated[
    str,
    Meta(
        description="Whole numbers; a square bracket includes its end, a round one does not, a missing end is open.",
        examples=["[1,31)", "(90,)"],
        pattern="^[\\[(][0-9]*,[0-9]*[\\])]$",
    ),
]


Grades1: TypeAlias = (
    Annotated[
        None,
        Meta(
            description="Whole numbers; a square bracket includes its end, a round one does not, a missing end is open.",
            examples=["[1,31)", "(90,)"],
        ),
    ]
    | None
)


class Who(Struct, kw_only=True):
    employment: list[str] | UnsetType = field(default_factory=list)
    opd: list[str] | UnsetType = field(default_factory=list)
    except_opd: list[str] | UnsetType = field(default_factory=list)
    grades: (
        Annotated[
            Grades | Grades1,
            Meta(
                description="Whole numbers; a square bracket includes its end, a round one does not, a missing end is open.",
                examples=["[1,31)", "(90,)"],
            ),
        ]
        | UnsetType
        | None
    ) = UNSET
    phases: list[Phase] | UnsetType = field(default_factory=list)


class WithdrawCuti(Struct, kw_only=True):
    from_on: date


class WithdrawEntry(Struct, kw_only=True):
    entry: Literal["nip", "posting", "employment", "pattern", "supervisor", "tpp_base", "service"]
    from_on: date
    reason: str


class WithdrawExcuse(Struct, kw_only=True):
    session: str


class WithdrawHoliday(Struct, kw_only=True):
    on: date


class WithdrawOutage(Struct, kw_only=True):
    on: date
    opd: str | UnsetType = ""


class WithdrawVariant(Struct, kw_only=True):
    name: str


class WithholdTpp(Struct, kw_only=True):
    from_month: date
    reason: Literal["cltn", "mpp", "lhkpn", "other"]
    until_month: date | UnsetType | None = UNSET


class Zero(Struct, kw_only=True, tag_field="do", tag="zero"):
    base: Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9_-]{0,47}$")]


class ApiExplanationLine(Struct, kw_only=True):
    line: int
    on: date | None
    session: str | None
    kind: str
    mode: str
    perbup: str | None
    counts_from: date | None
    rule: str | None
    clause: str | None
    words: str
    happened: str
    quantity: str
    base: str
    base_rupiah: int | None
    rate: str
    why: str
    arithmetic: str
    exact: bool
    rupiah: int
    positions: list[int]
    events: list[CitedEvent]


class EmployeesRegistered(Struct, kw_only=True):
    position: int
    employee: str


class ImportsFaultView(Struct, kw_only=True):
    file: str
    row: int
    column: str
    value: str
    code: str
    text: str


class PerbupFaultView(Struct, kw_only=True):
    path: str
    code: str
    severity: str
    text: str


class PerbupRegistered(Struct, kw_only=True):
    perbup: str
    status: str
    tag: str
    draft: dict[str, Any] | None
    versions: list[dict[str, Any]]


class ProjectionsEmployeeMonthLine(Struct, kw_only=True):
    employee: str
    month: date
    line: int
    on: date | None
    perbup: str | None
    kind: str
    rule: str | None
    clause: str | None
    session: str | None
    quantity: int | None
    unit: str | None
    base: str | None
    base_rupiah: int | None
    rate_ppm: int | None
    rupiah: int
    mode: str
    events: list[int]


class ProjectionsRebuildProgress(Struct, kw_only=True):
    rebuild: int
    status: str
    projections: list[str]
    position: int
    parts: int
    parts_done: int
    rows: int


class ProjectionsReportsProgress(Struct, kw_only=True):
    report: int
    kind: Literal["rule_change", "simulation"]
    perbup: str
    position: int | None
    from_month: date
    until_month: date | None
    opds: list[str] | None
    employments: list[str] | None
    asked_by: str
    status: Literal["pending", "running", "done", "cancelled", "failed"]
    total: int
    done: int
    started_at: datetime
    ended_at: datetime | None
    overtaken_at: datetime | None
    behind: bool


class WorkersExportJobsProgress(Struct, kw_only=True):
    phase: Literal["waiting", "reading", "writing"] | UnsetType = "waiting"
    done: int | UnsetType = 0
    total: int | UnsetType = 0


class AccountView(Struct, kw_only=True):
    account: str
    login: str
    disabled: bool
    must_change_password: bool
    grants: list[GrantView]


class AdjustmentPage(Struct, kw_only=True):
    rows: list[Adjustment]
    sums: list[AdjustmentSums]
    next: str | None


class Board(Struct, kw_only=True):
    opd: str
    name: str
    on: date
    rows: list[BoardRow]


class ByName(Struct, kw_only=True, tag_field="by", tag="name"):
    rates: list[Named]


class Checked(Struct, kw_only=True):
    faults: list[PerbupFaultView]


class Decided(Struct, kw_only=True):
    position: int | UnsetType | None = UNSET
    problem: Problem | UnsetType | None = UNSET


class DeclareHoliday(Struct, kw_only=True):
    on: date
    kind: Literal["holiday", "cuti_bersama"]
    name: str
    source: str | UnsetType = ""
    sessions: list[Session] | UnsetType = field(default_factory=list)


class DeductionPage(Struct, kw_only=True):
    month: date
    rows: list[NamedDeduction]
    totals: Totals
    next: str | None
    behind: list[int]


class Early(Struct, kw_only=True, tag_field="of", tag="early"):
    sessions: list[str]
    tolerance: Tolerance | UnsetType | None = UNSET
    seconds: Literal["floor", "ceil"] | UnsetType = "floor"
    missing_as_minutes: int | UnsetType | None = UNSET


class Effect(Struct, kw_only=True):
    code: Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9_-]{0,47}$")]
    clause: str
    text: str
    measure: Accumulated | Days
    within: Annotated[
        str,
        Meta(
            description="Whole numbers; a square bracket includes its end, a round one does not, a missing end is open.",
            examples=["[1,31)", "(90,)"],
            pattern="^[\\[(][0-9]*,[0-9]*[\\])]$",
        ),
    ]
    do: Zero | CutMore | Postpone | Propose
    who: Who | UnsetType | None = UNSET
    strength: (
        Literal["text", "news", "code", "memory", "interpretation", "example"] | UnsetType | None
    ) = UNSET


class Entitlement(Struct, kw_only=True):
    code: Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9_-]{0,47}$")]
    clause: str
    text: str
    give: PayShare | PayGrade | PayActing | PayNothing
    who: Who | UnsetType | None = UNSET
    strength: (
        Literal["text", "news", "code", "memory", "interpretation", "example"] | UnsetType | None
    ) = UNSET


class EventView(Struct, kw_only=True):
    position: int
    stream: str
    version: int
    tag: str
    recorded_at: datetime
    actor: str
    command_id: str
    told: str
    data: dict[str, Any]
    personal: Personal | None


class Explanation(Struct, kw_only=True):
    employee: str
    name: str
    nip: str | None
    opd_name: str | None
    month: date
    position: int
    closed: ClosedPeriod | None
    deduction: Deduction | None
    regulations: list[Regulation]
    gross: list[Step]
    sums: list[str]
    lines: list[ApiExplanationLine]
    paid: list[Adjustment]
    later: list[Adjustment]
    paid_rupiah: int
    agrees: bool
    events: list[CitedEvent]


class ExportView(Struct, kw_only=True):
    export: str
    status: Literal["waiting", "running", "done", "refused", "failed", "cancelled"]
    wanted: Wanted
    progress: WorkersExportJobsProgress
    made: Made | None
    refused: Refused | None


class GroupedTotals(Struct, kw_only=True):
    month: date
    rows: list[Totals]
    behind: list[int]


class Health(Struct, kw_only=True):
    status: Literal["ok", "behind", "failed", "database_away"]
    projections: list[ProjectionHealth]


class ImportAnswer(Struct, kw_only=True):
    position: int | None
    kind: str
    sha256: str
    applied: bool
    rows: int
    new: int
    changed: int
    unchanged: int
    skipped: int
    faulty: int
    events: int
    sheet: str
    encoding: str
    delimiter: str
    faults: list[ImportsFaultView]
    notices: list[NoticeView]
    changes: list[RowView]


class Inbox(Struct, kw_only=True):
    special: list[SpecialAttendance]
    cuti: list[WaitingCuti]
    next: str | None


class Item(Struct, kw_only=True):
    key: str
    check_in: CheckInForm | UnsetType | None = UNSET
    special_attendance: SpecialForm | UnsetType | None = UNSET


class ItemAnswer(Struct, kw_only=True):
    key: str
    check_in: CheckInAnswer | UnsetType | None = UNSET
    special_attendance: SpecialAnswer | UnsetType | None = UNSET
    problem: Problem | UnsetType | None = UNSET


class Late(Struct, kw_only=True, tag_field="of", tag="late"):
    sessions: list[str]
    tolerance: Tolerance | UnsetType | None = UNSET
    seconds: Literal["floor", "ceil"] | UnsetType = "floor"
    missing_as_minutes: int | UnsetType | None = UNSET


class Month(Struct, kw_only=True):
    employee: str
    month: date
    days: list[Day]
    postings: list[Posting]
    ledger: list[ProjectionsEmployeeMonthLine]
    deduction: Deduction | None
    proposals: list[Proposal]
    warnings: list[AssessmentWarning]


class PatternDay(Struct, kw_only=True):
    weekdays: list[int]
    sessions: list[Session]
    minimum_s: int | UnsetType = 0


class PatternVariant(Struct, kw_only=True):
    name: str
    from_on: date
    until_on: date
    days: list[PatternDay]


class PeoplePage(Struct, kw_only=True):
    rows: list[Person]
    next: str | None


class Report(Struct, kw_only=True):
    progress: ProjectionsReportsProgress
    sums: Sums
    by_opd: list[Sums]


class Rule(Struct, kw_only=True):
    code: Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9_-]{0,47}$")]
    clause: str
    text: str
    measure: (
        Late
        | Early
        | AtClock
        | Missing
        | Absent
        | Away
        | Short
        | Cuti
        | Accumulated
        | Days
        | PredicateGiven
        | Activity
        | Reports
        | Discipline
    )
    rate: Each | Brackets | ClockBrackets | ByName | Shortfall
    base: Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9_-]{0,47}$")] | UnsetType = "tpp"
    who: Who | UnsetType | None = UNSET
    weekdays: list[int] | UnsetType = field(default_factory=lambda: [1, 2, 3, 4, 5, 6, 7])
    free_per_month: int | UnsetType = 0
    free_then: Literal["rest", "all"] | UnsetType = "rest"
    group: Group | Group1 | UnsetType | None = UNSET
    waived_on_outage: bool | UnsetType = False
    except_status: list[str] | UnsetType = field(default_factory=list)
    instead: Literal["nothing", "month"] | UnsetType = "nothing"
    strength: (
        Literal["text", "news", "code", "memory", "interpretation", "example"] | UnsetType | None
    ) = UNSET


class SetTppBase(Struct, kw_only=True):
    from_month: date
    rupiah: int
    grade: int
    components: list[TppComponent] | UnsetType = field(default_factory=list)


class AddVariant(Struct, kw_only=True):
    variant: PatternVariant


class AllDecided(Struct, kw_only=True):
    answers: list[Decided]


class Batch(Struct, kw_only=True):
    items: Annotated[list[Item], Meta(max_length=200, min_length=1)]


class BatchAnswer(Struct, kw_only=True):
    answers: list[ItemAnswer]


class ChangePattern(Struct, kw_only=True):
    from_on: date
    days: list[PatternDay]
    works_on_holidays: bool | UnsetType = False
    pending_counts_as: Literal["present", "absent"] | UnsetType = "present"
    lapses_after_days: int | UnsetType | None = 3


class DefinePattern(Struct, kw_only=True):
    code: str
    name: str
    from_on: date
    days: list[PatternDay]
    works_on_holidays: bool | UnsetType = False
    pending_counts_as: Literal["present", "absent"] | UnsetType = "present"
    lapses_after_days: int | UnsetType | None = 3


class EventPage(Struct, kw_only=True):
    events: list[EventView]
    next: int | None


class Perbup(Struct, kw_only=True):
    schema: Literal[1]
    id: Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9_-]{0,47}$")]
    number: str
    year: int
    title: str
    region: str
    source: Source
    effective_from: date
    sessions: list[SessionTerms]
    rules: list[Rule]
    effective_until: date | UnsetType | None = UNSET
    stated_on: date | UnsetType | None = UNSET
    enacted_on: date | UnsetType | None = UNSET
    amends: Amends | Amends1 | UnsetType | None = UNSET
    replaces: list[str] | UnsetType = field(default_factory=list)
    mode: Literal["live", "trial"] | UnsetType = "live"
    trial_until: date | UnsetType | None = UNSET
    who: Who | UnsetType = UNSET
    flexi: Flexi | UnsetType | None = UNSET
    bases: list[Base] | UnsetType = field(default_factory=list)
    grades: list[GradeAmount] | UnsetType = field(default_factory=list)
    entitlements: list[Entitlement] | UnsetType = field(default_factory=list)
    effects: list[Effect] | UnsetType = field(default_factory=list)
    caps: list[Cap] | UnsetType = field(default_factory=list)
    mutasi: Literal["first", "last", "by_day"] | UnsetType = "first"
    rounding: MoneyRounding | UnsetType = UNSET
    notes: list[str] | UnsetType = field(default_factory=list)


class KnownMonth(Struct, kw_only=True):
    instant: datetime
    position: int
    month: Month
    perbups: list[Perbup]
