"""Problem details (RFC 9457): the only place that knows which status code a refusal has."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException

from api import texts
from application.envelope import StoreUnavailable
from domain.perbup_faults import FaultyPerbup
from domain.refusals import NotYours, Refusal, Unknown, Unreadable

MEDIA_TYPE: Final = "application/problem+json"

_LOG = structlog.get_logger("api")

_OTHERWISE: Final = 422
"""Understood, and not acceptable as things are."""

STATUS: Final[Mapping[str, int]] = {
    "invalid_body": 400,
    "date_out_of_range": 400,
    "idempotency_key_missing": 400,
    "idempotency_key_unreadable": 400,
    "login_failed": 401,
    "token_missing": 401,
    "token_invalid": 401,
    "token_expired": 401,
    "token_revoked": 401,
    "refresh_refused": 401,
    "refresh_reused": 401,
    "account_disabled": 403,
    "not_allowed": 403,
    "outside_scope": 403,
    "not_an_employee": 403,
    "password_change_required": 403,
    "not_yet_enrolled": 403,
    "device_of_another": 403,
    "not_found": 404,
    "account_unknown": 404,
    "method_not_allowed": 405,
    "account_exists": 409,
    "acting_exists": 409,
    "already_in_service": 409,
    "already_withheld": 409,
    "away_overlaps": 409,
    "command_in_flight": 409,
    "cuti_already_decided": 409,
    "cuti_already_over": 409,
    "cuti_exists": 409,
    "cuti_overlaps": 409,
    "employee_already_registered": 409,
    "export_not_ready": 409,
    "figures_behind": 409,
    "import_running": 409,
    "kinerja_entry_exists": 409,
    "kinerja_entry_verified": 409,
    "kinerja_entry_withdrawn": 409,
    "login_taken": 409,
    "month_already_closed": 409,
    "month_not_closed": 409,
    "not_a_rule_change": 409,
    "nip_in_use": 409,
    "office_already_open": 409,
    "opd_already_established": 409,
    "other_device_bound": 409,
    "pattern_already_defined": 409,
    "perbup_already_revoked": 409,
    "perbup_not_draft": 409,
    "perbup_not_enacted": 409,
    "punishment_exists": 409,
    "special_already_decided": 409,
    "special_exists": 409,
    "special_overlaps": 409,
    "stream_contended": 409,
    "tugas_belajar_overlaps": 409,
    "upload_elsewhere": 409,
    "photo_erased": 410,
    "precondition_failed": 412,
    "body_too_large": 413,
    "photo_too_large": 413,
    "upload_too_long": 413,
    "directory_stale": 503,
    "figures_unsettled": 503,
    "too_many_waiting": 503,
    "media_type_unsupported": 415,
    "login_blocked": 429,
    "app_too_old": 426,
    "internal_error": 500,
    "unavailable": 503,
    "view_behind": 503,
}
"""What is not listed here follows from the kind of refusal: unreadable 400, not the caller's 403,
unknown 404, and 422 for every other."""

_BY_STATUS: Final[Mapping[int, str]] = {
    400: "invalid_body",
    401: "token_missing",
    403: "not_allowed",
    404: "not_found",
    405: "method_not_allowed",
    413: "body_too_large",
    415: "media_type_unsupported",
}

RETRY_AFTER_S: Final = 2


class FieldFault(msgspec.Struct, frozen=True):
    """`field` is the path in the body, `message` the validator's own words."""

    field: str
    message: str


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`code` is stable for ever; `title` and `detail` are for people, in the language asked for."""

    type: str
    code: str
    title: str
    status: int
    detail: str
    field: str | None = None
    details: dict[str, Any] = {}
    errors: tuple[FieldFault, ...] = ()
    request_id: str = ""


def status_of(refusal: Refusal) -> int:
    """By its code, so that a refusal repeated from the store has the status of the first."""
    return STATUS.get(refusal.code) or _status_by_kind().get(refusal.code, _OTHERWISE)


@cache
def _status_by_kind() -> dict[str, int]:
    kinds: tuple[tuple[type[Refusal], int], ...] = (
        (Unreadable, 400),
        (Unknown, 404),
        (NotYours, 403),
    )
    return {known.code: status for kind, status in kinds for known in (kind, *_below(kind))}


def _below(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for known in kind.__subclasses__():
        yield known
        yield from _below(known)


def problem_of(refusal: Refusal, language: str, request_id: str = "") -> Problem:
    return _problem(
        refusal.code,
        status_of(refusal),
        language,
        details=_shown(refusal.details),
        field=refusal.field,
        request_id=request_id,
    )


def on_refusal(request: Request[Any, Any, Any], refusal: Refusal) -> Response[Problem]:
    problem = problem_of(refusal, texts.language_of(request), request_id_of(request))
    return _answer(problem, _headers(refusal))


def on_faulty_perbup(request: Request[Any, Any, Any], faulty: FaultyPerbup) -> Response[Problem]:
    """Every fault, with its place in the regulation."""
    language = texts.language_of(request)
    faults = tuple(
        FieldFault(fault.path, fault.text("en" if language == "en" else "id"))
        for fault in faulty.faults
    )
    problem = problem_of(faulty, language, request_id_of(request))
    return _answer(msgspec.structs.replace(problem, errors=faults), {})


def on_http_exception(request: Request[Any, Any, Any], error: HTTPException) -> Response[Problem]:
    """What Litestar refuses before a handler runs."""
    code = _BY_STATUS.get(error.status_code, "internal_error")
    problem = _problem(
        code,
        error.status_code,
        texts.language_of(request),
        errors=_faults(error),
        request_id=request_id_of(request),
    )
    return _answer(problem, dict(error.headers or {}))


def on_unreadable_body(request: Request[Any, Any, Any], error: ValueError) -> Response[Problem]:
    """A body that a handler reads itself."""
    message, _, place = str(error).partition(" - at `")
    problem = _problem(
        "invalid_body",
        400,
        texts.language_of(request),
        errors=(FieldFault(place.rstrip("`").removeprefix("$."), message),),
        request_id=request_id_of(request),
    )
    return _answer(problem, {})


def on_unavailable(request: Request[Any, Any, Any], _: StoreUnavailable) -> Response[Problem]:
    problem = _problem(
        "unavailable", 503, texts.language_of(request), request_id=request_id_of(request)
    )
    return _answer(problem, {"Retry-After": str(RETRY_AFTER_S)})


def on_overflow(request: Request[Any, Any, Any], _: OverflowError) -> Response[Problem]:
    """A date so near the end of the calendar that a day beside it has no name."""
    problem = _problem(
        "date_out_of_range",
        400,
        texts.language_of(request),
        request_id=request_id_of(request),
    )
    return _answer(problem, {})


def on_error(request: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    """Our own fault: the log has the trace, the answer only the number to find it by."""
    _LOG.error("request failed", exc_info=error, request_id=request_id_of(request))
    problem = _problem(
        "internal_error",
        500,
        texts.language_of(request),
        request_id=request_id_of(request),
    )
    return _answer(problem, {})


def request_id_of(request: Request[Any, Any, Any]) -> str:
    return str(request.scope.get("request_id", ""))


def _problem(
    code: str,
    status: int,
    language: str,
    *,
    details: Mapping[str, Any] | None = None,
    field: str | None = None,
    errors: tuple[FieldFault, ...] = (),
    request_id: str = "",
) -> Problem:
    shown = dict(details or {})
    return Problem(
        type=f"urn:epresensi:problem:{code}",
        code=code,
        title=texts.title(status, language),
        status=status,
        detail=texts.text(code, language, {"field": field, **shown}),
        field=field,
        details=shown,
        errors=errors,
        request_id=request_id,
    )


def _answer(problem: Problem, headers: dict[str, str]) -> Response[Problem]:
    return Response(problem, status_code=problem.status, media_type=MEDIA_TYPE, headers=headers)


def _headers(refusal: Refusal) -> dict[str, str]:
    status = status_of(refusal)
    if status == 401:
        return {"WWW-Authenticate": "Bearer"}
    if status in {429, 503}:
        return {"Retry-After": str(refusal.details.get("seconds", RETRY_AFTER_S))}
    return {}


def _shown(details: Mapping[str, object]) -> dict[str, Any]:
    """What people typed is not sent back to them: it may be a mistyped secret or another's NIP."""
    return {
        name: msgspec.to_builtins(value, enc_hook=str)
        for name, value in details.items()
        if name != "value" or not isinstance(value, str)
    }


def _faults(error: HTTPException) -> tuple[FieldFault, ...]:
    if not isinstance(error, ValidationException) or not isinstance(error.extra, list):
        return ()
    return tuple(
        FieldFault(str(fault.get("key", "")), str(fault.get("message", "")))
        for fault in error.extra
    )
