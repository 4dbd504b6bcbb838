"""Identifiers: parsed once, valid ever after."""

import re
from datetime import date
from typing import NewType

from domain.refusals import TextMissing, TextTooLong, Unreadable

EmployeeId = NewType("EmployeeId", str)
OpdCode = NewType("OpdCode", str)
OfficeCode = NewType("OfficeCode", str)
PatternCode = NewType("PatternCode", str)
PerbupId = NewType("PerbupId", str)
Nip = NewType("Nip", str)

_EMPLOYEE_ID = re.compile(r"[a-z2-7]{16}")
_REQUEST_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_WORD = re.compile(r"[a-z][a-z0-9_]{0,39}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_EARLIEST, _LATEST = date(1945, 8, 17), date(2199, 12, 31)
_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_SEPARATORS = re.compile(r"[\s.\-]")


class NipNotDigits(Unreadable):
    code = "nip_not_digits"
    field = "nip"


class NipWrongLength(Unreadable):
    code = "nip_wrong_length"
    field = "nip"


class NipEatenBySpreadsheet(Unreadable):
    """Spreadsheets keep fifteen significant digits, so that the last three become 000."""

    code = "nip_eaten_by_spreadsheet"
    field = "nip"


class NipMonthImpossible(Unreadable):
    """Digits 13 and 14 of a PNS's NIP are the month of appointment; a PPPK's are not a month."""

    code = "nip_month_impossible"
    field = "nip"


def parse_employee_id(text: str) -> EmployeeId:
    """Sixteen characters of lower-case base32: eighty random bits, never derived from the NIP."""
    if not _EMPLOYEE_ID.fullmatch(text):
        raise Unreadable(field="employee", value=text)
    return EmployeeId(text)


def parse_code(text: str, field: str) -> str:
    """A short lower-case code of an OPD, office, work pattern or Perbup, part of a stream id."""
    if not _CODE.fullmatch(text):
        raise Unreadable(field=field, value=text)
    return text


def parse_nip(text: str, *, employment: str | None = None) -> Nip:
    """Eighteen digits; spaces, dots and hyphens are dropped, nothing is padded.

    Source: Perka BKN 22/2007 for PNS; for PPPK digits 13 and 14 are not a month, so that they are
    checked only where `employment` is known to be pns or cpns.
    """
    digits = _SEPARATORS.sub("", text)
    if not (digits.isascii() and digits.isdigit()):
        raise NipNotDigits(value=text)
    if len(digits) != 18:
        raise NipWrongLength(value=text, digits=len(digits))
    if digits.endswith("000"):
        raise NipEatenBySpreadsheet(value=text)
    if employment in {"pns", "cpns"} and not 1 <= int(digits[12:14]) <= 12:
        raise NipMonthImpossible(value=text)
    return Nip(digits)


class DateImplausible(Unreadable):
    """A year that can only be a slip of the hand, such as 0202 or 20222."""

    code = "date_implausible"


class NotFirstOfMonth(Unreadable):
    """A month is written as its first day."""

    code = "not_first_of_month"


class HashUnreadable(Unreadable):
    """Stored pictures, documents and devices are named by their SHA-256 in lower-case hex."""

    code = "hash_unreadable"


def parse_request_id(text: str, field: str) -> str:
    """What a client calls its request, entry or decree within the employee's own streams."""
    if not _REQUEST_ID.fullmatch(text):
        raise Unreadable(field=field, value=text)
    return text


def parse_date(on: date, field: str) -> date:
    if not _EARLIEST <= on <= _LATEST:
        raise DateImplausible(field=field, value=on.isoformat())
    return on


def parse_month(month: date, field: str) -> date:
    if parse_date(month, field).day != 1:
        raise NotFirstOfMonth(field=field, value=month.isoformat())
    return month


def parse_hash(text: str, field: str) -> str:
    if not _SHA256.fullmatch(text):
        raise HashUnreadable(field=field, value=text[:80])
    return text


def parse_text(text: str, field: str, *, longest: int = 200) -> str:
    """A text that must be given, without the spaces around it."""
    stripped = text.strip()
    if not stripped:
        raise TextMissing(field=field)
    if len(stripped) > longest:
        raise TextTooLong(field=field, longest=longest, length=len(stripped))
    return stripped


def parse_word(text: str, field: str) -> str:
    """A name by which regulations and patterns refer to something, such as teguran_lisan."""
    if not _WORD.fullmatch(text):
        raise Unreadable(field=field, value=text[:80])
    return text
