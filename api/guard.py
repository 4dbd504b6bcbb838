"""The guard before every route: who is calling, by which role, and within which scope."""

from datetime import date
from typing import Any

from litestar import Litestar
from litestar.connection import ASGIConnection
from litestar.enums import ScopeType
from litestar.handlers.base import BaseRouteHandler
from litestar.handlers.http_handlers import HTTPRouteHandler
from litestar.types import ASGIApp, Receive, Scope, Send

from api import clock
from api.headers import header
from api.identity import Allow, Caller, Identity, Reach
from api.parameters import parse_month
from api.services import references_of, services_of
from api.tokens import TokenMissing
from application.accounts import Role
from domain.dated import month_after
from domain.references import References
from domain.refusals import NotYours, Refusal

Connection = ASGIConnection[Any, Any, Any, Any]


class NotAllowed(NotYours):
    """None of the caller's roles may call this route."""

    code = "not_allowed"


class OutsideScope(NotYours):
    """The role may call the route, but not for this employee or OPD."""

    code = "outside_scope"


class NotAnEmployee(NotYours):
    code = "not_an_employee"


class PasswordChangeRequired(Refusal):
    code = "password_change_required"


class AppTooOld(Refusal):
    """This version of the app reports something that the server no longer believes."""

    code = "app_too_old"


class RouteWithoutAllow(Exception):
    """A route that does not say who may call it: the application does not start."""


class Authorized:
    """In front of every route. A guard of the framework would be given a copy of the route, which
    takes longer than all that is asked here."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP:
            authorize(ASGIConnection(scope), scope["route_handler"])
        await self._app(scope, receive, send)


def authorize(connection: Connection, handler: BaseRouteHandler) -> None:
    """Puts the `Caller` into the request, or refuses."""
    allow = _allow_of(handler)
    if allow.public:
        return
    services = services_of(connection)
    identity = services.tokens.identity(_bearer(connection))
    _require_app(connection, services.settings.minimum_app)
    if identity.must_change and not allow.signed_in:
        raise PasswordChangeRequired
    caller = _caller(connection, allow, identity, services.directory.references)
    if connection.path_params:
        _require_path(connection, caller)
    connection.scope["user"] = caller


def require_employee(
    connection: Connection, caller: Caller, employee: str, month: date | None = None
) -> None:
    """That the caller reaches this employee: by their OPD today, or in the month asked about."""
    if caller.everyone or (caller.own and employee == caller.employee):
        return
    references = references_of(connection)
    first = month or clock.today(connection)
    last = month_after(month) if month else first
    spans = references.spans(employee, first, last) if caller.opds else ()
    if not any(span.opd in caller.opds for span in spans):
        raise OutsideScope


def require_opd(caller: Caller, opd: str) -> None:
    if not (caller.everyone or opd in caller.opds):
        raise OutsideScope


def require_own(caller: Caller) -> str:
    """The employee that the caller is."""
    if not caller.employee:
        raise NotAnEmployee
    return caller.employee


def require_declared(app: Litestar) -> None:
    """Refuses to start an application with a route that does not say who may call it."""
    for route in app.routes:
        for handler in getattr(route, "route_handlers", ()):
            if isinstance(handler, HTTPRouteHandler):
                _allow_of(handler, route.path)


def _allow_of(handler: BaseRouteHandler, path: str = "") -> Allow:
    allow = handler.opt.get("allow")
    if isinstance(allow, Allow):
        return allow
    if isinstance(handler, HTTPRouteHandler) and handler.http_methods == {"OPTIONS"}:
        return Allow(public=True)  # made by the framework, answers with the methods alone
    raise RouteWithoutAllow(f"{path} {handler}")


def _require_app(connection: Connection, minimum: int) -> None:
    """Browsers and scripts send no version; signing in and refreshing stay open to old apps."""
    version = header(connection, "x-app-version")
    if version and version.isdigit() and int(version) < minimum:
        raise AppTooOld(minimum=minimum)


def _bearer(connection: Connection) -> str:
    scheme, _, token = header(connection, "authorization").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise TokenMissing
    return token.strip()


def _caller(
    connection: Connection, allow: Allow, identity: Identity, references: References
) -> Caller:
    reaches: set[Reach] = {"own"} if allow.signed_in else set()
    opds: set[str] = set()
    for role, reach in allow.reaches:
        held = _opds_of(connection, identity, references, role)
        if held is not None:
            reaches.add(reach)
            opds |= held if reach == "opd" else set()
    if not reaches:
        raise NotAllowed
    return Caller(
        identity=identity,
        own="own" in reaches,
        everyone="all" in reaches,
        opds=frozenset(opds),
    )


def _opds_of(
    connection: Connection, identity: Identity, references: References, role: Role
) -> set[str] | None:
    """The OPD of a role that is held, empty where the role has none; None if it is not held."""
    if role == "employee":
        return set() if identity.employee else None
    opds = {grant.opd for grant in identity.grants if grant.role == role}
    if role == "opd_head" and identity.employee:
        opds |= {*references.headed_by(identity.employee, clock.today(connection))}
    return (opds - {""}) if opds else None


def _require_path(connection: Connection, caller: Caller) -> None:
    employee = connection.path_params.get("employee")
    if employee is not None:
        month = connection.path_params.get("month")
        require_employee(connection, caller, employee, parse_month(month) if month else None)
    opd = connection.path_params.get("opd")
    if opd is not None:
        require_opd(caller, opd)
