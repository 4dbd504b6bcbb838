"""Lists of rates: gaps and overlaps between brackets, cut and pay, rates that fall."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from domain.perbup import Perbup
from domain.perbup_faults import Fault, numbered
from domain.perbup_rules import Bracket, Brackets, ByName, ClockBrackets, Each, Named, Rate
from domain.perbup_words import clock_interval, interval, ppm
from domain.refusals import Unreadable
from domain.rupiah import PPM


class _Span(NamedTuple):
    low: int
    high: int | None
    path: str
    cut_ppm: int | None


def bracket_faults(perbup: Perbup) -> Iterator[Fault]:
    for path, rule in numbered("rules", perbup.rules):
        yield from _rate_faults(rule.rate, f"{path}.rate")


def _rate_faults(rate: Rate | None, path: str) -> Iterator[Fault]:
    match rate:
        case Each():
            yield from _costs_nothing([_ppm(rate.cut)], path)
        case Brackets():
            yield from _cut_or_pay(rate.brackets, f"{path}.brackets")
            spans = list(_spans(rate, f"{path}.brackets"))
            yield from _list_faults(spans, path, str)
            yield from _falling(spans)
        case ClockBrackets():
            yield from _list_faults(list(_clock_spans(rate, f"{path}.brackets")), path, _clock)
        case ByName():
            yield from _cut_or_pay(rate.rates, f"{path}.rates")
            yield from _costs_nothing([_cut(r) for _, r in numbered("", rate.rates)], path)
        case _:
            pass


def _list_faults(spans: list[_Span], path: str, show: Callable[[int], str]) -> Iterator[Fault]:
    yield from _gaps_and_overlaps(spans, show)
    yield from _costs_nothing([span.cut_ppm for span in spans], path)


def _spans(rate: Brackets, path: str) -> Iterator[_Span]:
    for here, bracket in numbered(path, rate.brackets):
        found = _read(interval, bracket.within)
        if found:
            yield _Span(*found, here, _cut(bracket))


def _clock_spans(rate: ClockBrackets, path: str) -> Iterator[_Span]:
    for here, bracket in numbered(path, rate.brackets):
        found = _read(clock_interval, bracket.within)
        if found:
            yield _Span(*found, here, _ppm(bracket.cut))


def _read(
    reader: Callable[[str], tuple[int, int | None]], text: str
) -> tuple[int, int | None] | None:
    """None for what the form check named already: unreadable, reversed or empty."""
    try:
        low, high = reader(text)
    except Unreadable:
        return None
    return (low, high) if high is None or low < high else None


def _gaps_and_overlaps(spans: list[_Span], show: Callable[[int], str]) -> Iterator[Fault]:
    ordered = sorted(spans, key=lambda span: span.low)
    for before, after in pairwise(ordered):
        where = f"{after.path}.within"
        if before.high is None or before.high > after.low:
            last = min(_last(before), _last(after))
            shared = _range(after.low, last, show)
            other = f"{before.path}.within"
            yield Fault(where, "bracket_overlap", {"shared": shared, "other": other})
        elif before.high < after.low:
            missing = _range(before.high, after.low - 1, show)
            yield Fault(where, "bracket_gap", {"missing": missing})


_ENDLESS = 10**9


def _last(span: _Span) -> int:
    return _ENDLESS if span.high is None else span.high - 1


def _range(first: int, last: int, show: Callable[[int], str]) -> str:
    if first == last:
        return show(first)
    return f"{show(first)}–{'…' if last >= _ENDLESS else show(last)}"


def _clock(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    shown = f"{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{shown}:{rest:02d}" if rest else shown


def _cut_or_pay(parts: Sequence[Bracket | Named], path: str) -> Iterator[Fault]:
    for here, part in numbered(path, parts):
        if part.cut is not None and part.pay is not None:
            yield Fault(here, "cut_and_pay")
        elif part.cut is None and part.pay is None:
            yield Fault(here, "neither_cut_nor_pay")


def _falling(spans: list[_Span]) -> Iterator[Fault]:
    ordered = sorted(spans, key=lambda span: span.low)
    for before, after in pairwise(ordered):
        if None not in {before.cut_ppm, after.cut_ppm} and after.cut_ppm < before.cut_ppm:  # type: ignore[operator] # both are known here
            yield Fault(after.path, "rate_falls")


def _costs_nothing(cuts: list[int | None], path: str) -> Iterator[Fault]:
    if not cuts:
        yield Fault(path, "no_brackets")
    elif all(cut == 0 for cut in cuts):
        yield Fault(path, "costs_nothing")


def _cut(part: Bracket | Named) -> int | None:
    """What is taken away, whichever way it is written."""
    if part.cut is not None:
        return _ppm(part.cut)
    paid = _ppm(part.pay) if part.pay is not None else None
    return None if paid is None else PPM - paid


def _ppm(percent: str) -> int | None:
    try:
        return ppm(percent)
    except Unreadable:
        return None
