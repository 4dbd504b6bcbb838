"""A NIP is taken once, whichever process takes it: each taking claims its number of it.

References may be a second old, so two processes can both find a NIP free. Both then claim the same
number of taking in the transaction of their events, and one of the two finds it taken. Who sees the
earlier taking judges by what became of it: a NIP that was given back is free for its next number.
"""

from contextlib import suppress

import msgspec

from application.command import Decision, Histories
from application.plan import Plan
from domain.identifiers import parse_nip
from domain.reference_checks import NipInUse
from domain.references import References
from domain.refusals import Refusal


def taking(references: References, nip: str | None, plan: Plan) -> Plan:
    """The plan, which takes the NIP if it records anything; one that is no NIP it refuses."""
    claims = _claims(references, nip)

    def decided(histories: Histories) -> Decision:
        decision = plan.decide(histories)
        if not any(decision.events.values()):
            return decision
        if any(claim in histories.taken for claim in claims):
            raise NipInUse(value=nip)
        return msgspec.structs.replace(decision, claims=claims)

    return Plan(plan.streams, decided, claims)


def _claims(references: References, nip: str | None) -> tuple[bytes, ...]:
    """Shorter than a selfie's hash, which is claimed beside it."""
    with suppress(Refusal):
        parsed = parse_nip(nip or "")
        return (f"nip/{parsed}/{references.nip_takings(parsed)}".encode(),)
    return ()
