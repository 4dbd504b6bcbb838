"""Who is calling, and how far each role reaches on a route."""

from typing import Final, Literal

import msgspec

from application.accounts import Grant, Role

Reach = Literal["own", "opd", "all"]
"""The own data, that of the OPD which the caller heads, or everybody's."""


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """What an access token says. `employee` is empty for an account that is nobody's."""

    account: str
    employee: str
    grants: tuple[Grant, ...] = ()
    device: str = ""
    generation: int = 0
    must_change: bool = False


class Allow(msgspec.Struct, frozen=True):
    """Which roles may call a route, and how far each reaches.

    `public`: whoever it is. `signed_in`: every account for itself, also one without a role and one
    that must still change the password that was handed out.
    """

    reaches: tuple[tuple[Role, Reach], ...] = ()
    public: bool = False
    signed_in: bool = False

    def reach_of(self, role: str) -> Reach | None:
        return next((reach for known, reach in self.reaches if known == role), None)


PUBLIC: Final = Allow(public=True)
"""Nobody needs to be signed in."""

SIGNED_IN: Final = Allow(signed_in=True)
"""Every account, for itself."""


def may(  # the roles as keywords, so that a route reads as a sentence
    *,
    employee: Reach | None = None,
    opd_head: Reach | None = None,
    bkpsdm: Reach | None = None,
    kominfo: Reach | None = None,
    auditor: Reach | None = None,
    finance: Reach | None = None,
) -> Allow:
    given: tuple[tuple[Role, Reach | None], ...] = (
        ("employee", employee),
        ("opd_head", opd_head),
        ("bkpsdm", bkpsdm),
        ("kominfo", kominfo),
        ("auditor", auditor),
        ("finance", finance),
    )
    return Allow(tuple((role, reach) for role, reach in given if reach is not None))


EVERY_ROLE: Final = may(
    employee="all", opd_head="all", bkpsdm="all", kominfo="all", auditor="all", finance="all"
)
"""What is public within the regency, such as its regulations."""


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """An identity on one route: whose data it reaches there."""

    identity: Identity
    own: bool = False
    everyone: bool = False
    opds: frozenset[str] = frozenset()

    @property
    def employee(self) -> str:
        return self.identity.employee

    @property
    def actor(self) -> str:
        """As whom events are recorded."""
        return self.identity.account
