"""The one character that JSON can say and PostgreSQL cannot keep in a text."""

import re

_ESCAPED = b"\\u0000"
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


def has_nul(json: bytes) -> bool:
    """As JSON escapes it; an escaped backslash before the same letters is none."""
    return _ESCAPED in json and _NUL.search(json) is not None
