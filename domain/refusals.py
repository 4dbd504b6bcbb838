"""Every "no" of the domain, with the stable code by which clients and texts know it."""

from collections.abc import Mapping


class Refusal(Exception):
    """A command that is not accepted; `code` is stable for ever, `field` is the faulty input.

    Subclasses are named for the reason. Texts for people are kept at the edge, keyed by `code`,
    and filled from `details`. A plain Refusal means that the rules or the state of the stream
    forbid it; `Unreadable`, `Unknown` and `NotYours` tell the other three reasons apart.
    """

    code: str = "refused"
    field: str | None = None

    def __init__(self, *, field: str | None = None, **details: object) -> None:
        self.field = field if field is not None else type(self).field
        self.details: Mapping[str, object] = details
        super().__init__(f"{self.code} {self.field or ''} {dict(details)}".strip())


class Unreadable(Refusal):
    """A value that does not have the form that its field asks for."""

    code = "unreadable_value"


class Unknown(Refusal):
    """What the command speaks of does not exist."""

    code = "unknown"


class NotYours(Refusal):
    """It exists, but this person may not decide on it."""

    code = "not_yours"


class OwnRequest(NotYours):
    """Nobody decides on what they asked for themselves."""

    code = "own_request"


class TextMissing(Refusal):
    """A reason, name or note that must be given is blank."""

    code = "text_missing"


class TextWithNul(Unreadable):
    """The character U+0000, which PostgreSQL keeps in no text."""

    code = "text_with_nul"


class TextTooLong(Refusal):
    code = "text_too_long"
