"""A number for which a view has no column is refused with its field, whatever it is sent to."""

from collections.abc import Iterator
from typing import Any

import pytest
from litestar import Litestar

from api import documentation
from tests.api.regency import ALWAYS, OFFICE, PATTERN, Regency

HUGE = 2**40
Body = dict[str, Any]
CLAMPED = {"/v1/rebuilds": {"helpers"}}
"""As many as there may be take part, of however many are asked for."""

EMPLOYEE = "/v1/employees/{employee}"
DAY = f"{EMPLOYEE}/days/2022-11-02"
ENTRY = {"minutes": 60, "quantity": 1, "unit": "berkas", "activity": "Uji"}
BASE = {"from_month": "2022-11-01", "rupiah": 4_000_000, "grade": 7}
AWAY = {"from_s": 36_000, "until_s": 39_600, "permitted": False, "reason": "Uji"}
ACTING = {"acting": "uji", "kind": "same_level", "from_on": ALWAYS, "post_rupiah": HUGE}
BIRTH = {"cuti": "c1", "kind": "melahirkan", "from_on": "2022-11-02", "until_on": "2022-11-03"}
PUNISHMENT = {"punishment": "p1", "kind": "teguran_lisan", "decree": "Uji", "months": HUGE}
OFFICE_BODY = {"code": "uji", "name": "Uji", "opd": "dinkes", "from_on": ALWAYS}
HOLIDAY = {"on": "2022-11-10", "kind": "holiday", "name": "Uji"}
FAR = {"area": {**OFFICE, "radius_m": HUGE}, "from_on": ALWAYS}
SESSION = PATTERN["days"][0]["sessions"][0]
HOURS = {"from_on": ALWAYS}
VARIANT = {"name": "ramadan", "from_on": "2022-04-03", "until_on": "2022-05-01"}


def with_sessions() -> Iterator[tuple[str, list[Body]]]:
    """With one of its times too great, and how that is called in the description."""
    for name in ("due_s", "opens_s", "closes_s"):
        yield f"sessions.{name}", [{**SESSION, name: HUGE}]


def with_days() -> Iterator[tuple[str, list[Body]]]:
    day = {"weekdays": [1], "sessions": [SESSION]}
    yield "days.weekdays", [{**day, "weekdays": [HUGE]}]
    yield "days.minimum_s", [{**day, "minimum_s": HUGE}]
    for name, sessions in with_sessions():
        yield f"days.{name}", [{**day, "sessions": sessions}]


Case = tuple[str, str, str, Body, str]
"""Who sends it, to which path, the place of the number as described, the body, and the field that
is named in answer."""

CASES: list[Case] = [
    ("employee", "/v1/photo-uploads", "length", {"length": HUGE}, "length"),
    ("employee", "/v1/cuti", "child", {**BIRTH, "child": HUGE}, "child"),
    *(
        (
            "employee",
            "/v1/kinerja",
            name,
            {**ENTRY, "entry": "k1", "on": "2022-11-02", name: HUGE},
            name,
        )
        for name in ("minutes", "quantity")
    ),
    *(
        ("employee", "/v1/kinerja/2022-11/k0/revisions", name, {**ENTRY, name: HUGE}, name)
        for name in ("minutes", "quantity")
    ),
    *(
        ("bkpsdm", f"{DAY}/absences", name, {**AWAY, name: HUGE}, "until_s")
        for name in ("from_s", "until_s")
    ),
    ("bkpsdm", f"{DAY}/voidings", "record", {"record": HUGE, "reason": "Uji"}, "record"),
    (
        "bkpsdm",
        f"{EMPLOYEE}/punishments",
        "months",
        {**PUNISHMENT, "from_month": "2022-11-01"},
        "months",
    ),
    *(
        ("bkpsdm", f"{EMPLOYEE}/tpp-bases", name, {**BASE, name: HUGE}, name)
        for name in ("rupiah", "grade")
    ),
    (
        "bkpsdm",
        f"{EMPLOYEE}/tpp-bases",
        "components.rupiah",
        {**BASE, "components": [{"name": "beban kerja", "rupiah": HUGE}]},
        "components",
    ),
    ("bkpsdm", f"{EMPLOYEE}/actings", "post_rupiah", ACTING, "post_rupiah"),
    ("kominfo", "/v1/offices", "area.radius_m", {**OFFICE_BODY, **FAR}, "area"),
    ("kominfo", "/v1/offices/dinkes/areas", "area.radius_m", FAR, "area"),
    *(
        ("bkpsdm", path, name, {**body, "days": days}, "days")
        for path, body in (
            ("/v1/patterns", {**HOURS, "code": "uji", "name": "Uji"}),
            ("/v1/patterns/setiap-hari/hours", HOURS),
        )
        for name, days in with_days()
    ),
    *(
        (
            "bkpsdm",
            path,
            "lapses_after_days",
            {**body, "days": PATTERN["days"], "lapses_after_days": HUGE},
            "lapses_after_days",
        )
        for path, body in (
            ("/v1/patterns", {**HOURS, "code": "uji", "name": "Uji"}),
            ("/v1/patterns/setiap-hari/hours", HOURS),
        )
    ),
    *(
        (
            "bkpsdm",
            "/v1/patterns/setiap-hari/variants",
            f"variant.{name}",
            {"variant": {**VARIANT, "days": days}},
            "days",
        )
        for name, days in with_days()
    ),
    *(
        ("bkpsdm", "/v1/calendar/holidays", name, {**HOLIDAY, "sessions": sessions}, "sessions")
        for name, sessions in with_sessions()
    ),
    (
        "kominfo",
        "/v1/kinerja/deliveries/retries",
        "positions",
        {"positions": [2**63]},
        "positions[0]",
    ),
    (
        "kominfo",
        "/v1/kinerja/deliveries/dismissals",
        "positions",
        {"positions": [2**63], "reason": "Uji"},
        "positions[0]",
    ),
]


@pytest.fixture(scope="module", autouse=True)
def entry(regency: Regency) -> None:
    """One to be revised."""
    regency.staff.client.ok("/v1/kinerja", {**ENTRY, "entry": "k0", "on": "2022-11-02"})


@pytest.mark.parametrize(
    ("role", "path", "place", "body", "field"), CASES, ids=[f"{c[1]}:{c[2]}" for c in CASES]
)
def test_a_number_too_great_for_its_column_is_refused_by_name(
    regency: Regency, role: str, path: str, place: str, body: Body, field: str
) -> None:
    here = path.replace("{employee}", regency.staff.employee)

    answer = regency.client_of(role).post(here, body)

    assert answer.status_code in {400, 404, 422}, answer.text
    problem = answer.json()
    named = {problem.get("field"), *(fault["field"] for fault in problem.get("errors", ()))}
    assert field in named, problem


def test_no_number_of_a_command_is_left_out(app: Litestar) -> None:
    described = documentation.described(app, app.openapi_schema.to_schema())
    asked = {
        (path, place)
        for path, methods in described["paths"].items()
        for body in bodies_of(methods)
        for place in integers_in(body, described["components"]["schemas"])
        if place not in CLAMPED.get(path, ())
    }

    assert {(generic(path, described["paths"]), place) for _, path, place, _, _ in CASES} == asked


def bodies_of(methods: Body) -> Iterator[Body]:
    for operation in methods.values():
        for content in operation.get("requestBody", {}).get("content", {}).values():
            yield content["schema"]


def integers_in(schema: Body, components: Body, path: str = "") -> Iterator[str]:
    if "$ref" in schema:
        yield from integers_in(components[schema["$ref"].rpartition("/")[2]], components, path)
    for choice in schema.get("oneOf", ()):
        yield from integers_in(choice, components, path)
    if schema.get("type") == "integer":
        yield path
    for name, inner in schema.get("properties", {}).items():
        yield from integers_in(inner, components, f"{path}.{name}" if path else name)
    if "items" in schema:
        yield from integers_in(schema["items"], components, path)


def generic(path: str, known: Body) -> str:
    """The path as the description has it."""
    steps = path.split("/")
    return next(
        one
        for one in sorted(known, key=lambda each: each.count("{"))
        if len(one.split("/")) == len(steps)
        and all(a == b or a.startswith("{") for a, b in zip(one.split("/"), steps, strict=True))
    )
