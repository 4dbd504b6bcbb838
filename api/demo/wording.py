"""Numbers as Indonesian readers write them."""

from datetime import date, datetime
from typing import Final

from api.demo.steps import WIB

_MONTHS: Final = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


def rupiah(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def signed(amount: int) -> str:
    return f"+{rupiah(amount)}" if amount > 0 else rupiah(amount)


def percent(rate_ppm: int | None) -> str:
    """Without zeros at the end: 25,000 parts per million is 2,5%."""
    if rate_ppm is None:
        return ""
    whole, rest = divmod(rate_ppm, 10_000)
    decimals = f"{rest:04}".rstrip("0")
    return f"{whole},{decimals}%" if decimals else f"{whole}%"


def clock(second: int | None) -> str:
    """Of the day that a session belongs to; 30.00 is six o'clock of the next."""
    return "" if second is None else f"{second // 3600:02}.{second // 60 % 60:02}"


def day(on: date | None) -> str:
    return "" if on is None else f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def month(first: date) -> str:
    return f"{_MONTHS[first.month - 1]} {first.year}"


def moment(at: datetime) -> str:
    local = at.astimezone(WIB)
    return f"{local:%d-%m-%Y %H.%M}"
