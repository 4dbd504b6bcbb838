"""Identifiers are parsed once; what people and spreadsheets do to a NIP is named."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.identifiers import (
    DateImplausible,
    NipEatenBySpreadsheet,
    NipMonthImpossible,
    NipNotDigits,
    NipWrongLength,
    NotFirstOfMonth,
    parse_code,
    parse_date,
    parse_employee_id,
    parse_month,
    parse_nip,
    parse_request_id,
    parse_text,
    parse_word,
)
from domain.refusals import TextMissing, TextTooLong, Unreadable
from domain.streams import (
    StreamName,
    calendar_stream,
    cuti_stream,
    day_stream,
    discipline_stream,
    employee_stream,
    kinerja_stream,
    office_stream,
    opd_stream,
    parse_stream,
    pattern_stream,
    perbup_stream,
    period_stream,
)

PNS = "198804112014031009"
PPPK = "199009132025242014"


@pytest.mark.parametrize(
    "text", [PNS, " 198804112014031009\n", "19880411 201403 1 009", "19880411.201403-1.009"]
)
def test_separators_of_a_nip_are_dropped(text):
    assert parse_nip(text, employment="pns") == PNS


@pytest.mark.parametrize("employment", [None, "pppk"])
def test_digits_thirteen_and_fourteen_are_a_month_for_pns_only(employment):
    assert parse_nip(PPPK, employment=employment) == PPPK
    for appointed in ("pns", "cpns"):
        with pytest.raises(NipMonthImpossible):
            parse_nip(PPPK, employment=appointed)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", NipNotDigits),
        ("1.98804E+17", NipNotDigits),
        ("198804112014O31009", NipNotDigits),
        ("١٩٨٨٠٤١١٢٠١٤٠٣١٠٠٩", NipNotDigits),
        ("'198804112014031009", NipNotDigits),
        ("19880411201403100", NipWrongLength),
        ("1988041120140310090", NipWrongLength),
        ("198804112014031000", NipEatenBySpreadsheet),
        ("198804112014001009", NipMonthImpossible),
        ("198804112014131009", NipMonthImpossible),
    ],
)
def test_a_nip_is_refused_for_what_happened_to_it(text, refusal):
    with pytest.raises(refusal):
        parse_nip(text, employment="pns")


@given(st.text(max_size=20))
def test_any_text_is_a_nip_or_is_refused(text):
    try:
        nip = parse_nip(text)
    except Unreadable:
        return
    assert len(nip) == 18
    assert nip.isdigit()


@pytest.mark.parametrize(
    ("parse", "good", "bad"),
    [
        (parse_employee_id, ["abcdefgh234567ij"], ["", "abc", PNS, "ABCDEFGH234567IJ", "a" * 17]),
        (
            lambda text: parse_code(text, "opd"),
            ["dinas-a", "1", "a" * 40],
            ["", "-a", "Dinas", "a/b", "a b", "a" * 41],
        ),
        (
            lambda text: parse_request_id(text, "cuti"),
            ["c-1", "C_1", "a" * 64],
            ["", "a/b", "a.b", "_a", "a" * 65],
        ),
        (
            lambda text: parse_word(text, "kind"),
            ["teguran_lisan", "a", "a" * 40],
            ["", "1a", "A", "a-b", "a" * 41],
        ),
    ],
)
def test_codes_are_parts_of_stream_ids(parse, good, bad):
    assert [parse(text) for text in good] == good
    for text in bad:
        with pytest.raises(Unreadable):
            parse(text)


def test_texts_are_stripped_and_bounded():
    assert parse_text("  a  ", "name", longest=1) == "a"
    with pytest.raises(TextMissing):
        parse_text(" \n", "name")
    with pytest.raises(TextTooLong):
        parse_text("ab", "name", longest=1)


@pytest.mark.parametrize("on", [date(1945, 8, 17), date(2199, 12, 31)])
def test_plausible_dates(on):
    assert parse_date(on, "on") == on


@pytest.mark.parametrize("on", [date(1945, 8, 16), date(2200, 1, 1), date(202, 10, 3)])
def test_implausible_dates(on):
    with pytest.raises(DateImplausible):
        parse_date(on, "on")


def test_a_month_is_its_first_day():
    assert parse_month(date(2022, 10, 1), "month") == date(2022, 10, 1)
    with pytest.raises(NotFirstOfMonth):
        parse_month(date(2022, 10, 31), "month")


ON = date(2022, 10, 3)


@pytest.mark.parametrize(
    ("stream", "name"),
    [
        (employee_stream("e1"), ("employee", "e1", "")),
        (day_stream("e1", ON), ("day", "e1", "2022-10-03")),
        (cuti_stream("e1", "c-1"), ("cuti", "e1", "c-1")),
        (kinerja_stream("e1", ON), ("kinerja", "e1", "2022-10")),
        (discipline_stream("e1"), ("discipline", "e1", "")),
        (opd_stream("dinas-a"), ("opd", "dinas-a", "")),
        (office_stream("kantor-a"), ("office", "kantor-a", "")),
        (pattern_stream("lima-hari"), ("pattern", "lima-hari", "")),
        (calendar_stream(ON), ("calendar", "2022", "")),
        (perbup_stream("p-1"), ("perbup", "p-1", "")),
        (period_stream(ON), ("period", "2022-10", "")),
        ("", ("unknown", "", "")),
        ("e1", ("unknown", "e1", "")),
        ("e1/diary/2022", ("unknown", "e1", "2022")),
    ],
)
def test_stream_names_are_read_back(stream, name):
    assert parse_stream(stream) == StreamName(*name)
