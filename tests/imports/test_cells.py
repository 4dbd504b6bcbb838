"""What a cell says, in every form that people and spreadsheets give it."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.imports.amounts import as_rupiah
from application.imports.cells import Told, as_degrees, as_nip, as_number, as_text, one_of
from application.imports.dates import as_date, as_moment, as_month, as_time, proof_of
from application.imports.employees import EMPLOYMENTS
from application.imports.notes import Notes
from application.imports.sheets import Cell, Failed
from domain.refusals import Refusal
from tests.imports.conftest import nip

OCTOBER = date(2022, 10, 3)


def read(reader: Callable[[Cell, Told], Any], cell: Cell, **told: Any) -> tuple[Any, set[str]]:
    notes = Notes()
    value = reader(cell, Told(notes, 2, "kolom", **told))
    return value, {notice.code.removeprefix("note_") for notice in notes.all()}


def code(reader: Callable[[Cell, Told], Any], cell: Cell, **told: Any) -> str:
    with pytest.raises(Refusal) as caught:
        read(reader, cell, **told)
    return caught.value.code


@pytest.mark.parametrize(
    ("cell", "noticed"),
    [
        (nip(1), set()),
        (f"  {nip(1)} ", set()),
        ("19900101 201501 0 001", {"nip_separators"}),
        ("19900101.201501.0001", {"nip_separators"}),
        ("19900101-201501-0001", {"nip_separators"}),
        ("19900101\u00a0201501\u00a00001", {"nip_separators", "odd_spaces"}),
        (f"'{nip(1)}", {"apostrophe"}),
        (f"’{nip(1)}", {"apostrophe"}),
        (f"\ufeff{nip(1)}", {"odd_spaces"}),
    ],
)
def test_a_nip_is_read_whatever_stands_between_its_digits(cell: str, noticed: set[str]) -> None:
    assert read(as_nip, cell) == (nip(1), noticed)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("199001012015010000", "nip_eaten_by_spreadsheet"),
        (1.9900101201501e17, "nip_kept_as_number"),
        (199001012015010001, "nip_kept_as_number"),
        (7.0, "nip_wrong_length"),
        ("1.99001E+17", "scientific_notation"),
        ("1,99001E+17", "scientific_notation"),
        ("1990010120150100011", "nip_wrong_length"),
        ("19900101201501000l", "nip_not_digits"),
        (Failed("#N/A"), "cell_failed"),
        ("#VALUE!", "cell_failed"),
        ("##########", "cell_failed"),
        (Failed("=A1"), "cell_formula"),
        ("=A1", "cell_formula"),
        (True, "cell_kind_wrong"),
        (OCTOBER, "nip_wrong_length"),
    ],
)
def test_a_nip_that_is_lost_is_named_by_how(cell: Cell, reason: str) -> None:
    assert code(as_nip, cell) == reason


@given(st.integers(10**17, 10**18 - 1).filter(lambda number: number % 1000 != 0))
def test_a_nip_kept_as_a_number_is_never_taken_for_another(number: int) -> None:
    assert code(as_nip, float(number)) == "nip_kept_as_number"
    assert read(as_nip, str(number))[0] == str(number)


@pytest.mark.parametrize(
    ("cell", "rupiah"),
    [
        (3500000.0, 3_500_000),
        (3500000, 3_500_000),
        ("3500000", 3_500_000),
        ("3.500.000", 3_500_000),
        ("3,500,000", 3_500_000),
        ("3 500 000", 3_500_000),
        ("3.500.000,00", 3_500_000),
        ("3,500,000.00", 3_500_000),
        ("Rp 3.500.000,00", 3_500_000),
        ("Rp. 3.500.000", 3_500_000),
        ("Rp3.500.000,-", 3_500_000),
        ("rp\u00a03.500.000,-", 3_500_000),
        ("IDR 3,500,000.00", 3_500_000),
        ("3500000,00", 3_500_000),
        ("3500000.0", 3_500_000),
        ("3.500", 3_500),
        ("3,500", 3_500),
        ("0", 0),
        ("-500.000", -500_000),
    ],
)
def test_rupiah_are_read_in_every_usual_form(cell: Cell, rupiah: int) -> None:
    assert read(as_rupiah, cell)[0] == rupiah


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (3500000.5, "rupiah_fraction"),
        ("3.500.000,50", "rupiah_fraction"),
        ("3500000.5", "rupiah_fraction"),
        ("3,5", "rupiah_fraction"),
        ("3.5E+06", "scientific_notation"),
        ("3.500.00", "rupiah_unreadable"),
        ("3.500,000.00.0", "rupiah_unreadable"),
        ("3.50.000", "rupiah_unreadable"),
        ("1.234,567", "rupiah_unreadable"),
        ("tiga juta", "rupiah_unreadable"),
        ("Rp", "rupiah_unreadable"),
        ("3 juta", "rupiah_unreadable"),
        (True, "cell_kind_wrong"),
        (Failed("#REF!"), "cell_failed"),
    ],
)
def test_an_amount_that_is_no_whole_rupiah_is_named(cell: Cell, reason: str) -> None:
    assert code(as_rupiah, cell) == reason


@given(st.integers(0, 10**12), st.sampled_from([".", ",", " "]))
def test_an_amount_in_groups_of_three_is_itself(rupiah: int, mark: str) -> None:
    assert read(as_rupiah, f"{rupiah:,}".replace(",", mark))[0] == rupiah


@pytest.mark.parametrize(
    ("cell", "noticed"),
    [
        (OCTOBER, set()),
        (datetime.combine(OCTOBER, time(7)), set()),
        ("2022-10-03", set()),
        ("2022/10/3", set()),
        ("20221003", set()),
        ("2022-10-03 00:00:00", set()),
        ("3 Oktober 2022", set()),
        ("Senin, 3 Oktober 2022", set()),
        ("03-Okt-2022", set()),
        ("3 oct 2022", set()),
        ("44837", {"date_serial"}),
        (44837.0, {"date_serial"}),
        ("03/10/2022", {"date_order"}),
        ("3.10.2022", {"date_order"}),
        ("3-10-2022 00:00", {"date_order"}),
    ],
)
def test_a_date_is_read_in_every_usual_form(cell: Cell, noticed: set[str]) -> None:
    assert read(as_date, cell) == (OCTOBER, noticed)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("03/10/22", "date_two_digit_year"),
        ("3 Okt 22", "date_two_digit_year"),
        ("10/25/2022", "date_month_first"),
        ("31/02/2022", "date_impossible"),
        ("2022-02-30", "date_impossible"),
        ("0202-10-03", "date_implausible"),
        ("12", "date_unreadable"),
        ("999999", "date_unreadable"),
        ("besok", "date_unreadable"),
        ("3 Okotber 2022", "date_unreadable"),
        (time(7, 30), "cell_kind_wrong"),
        (True, "cell_kind_wrong"),
        (Failed("#VALUE!"), "cell_failed"),
    ],
)
def test_a_date_that_is_none_is_named_by_how(cell: Cell, reason: str) -> None:
    assert code(as_date, cell) == reason


def test_a_date_that_only_fits_one_order_speaks_for_its_column() -> None:
    assert proof_of(["03/10/2022", "25/10/2022"], "dmy") == "ours"
    assert proof_of(["03/10/2022", "10/25/2022"], "dmy") == "theirs"
    assert proof_of(["03/10/2022", OCTOBER, ""], "dmy") == "none"
    assert proof_of(["10/25/2022"], "mdy") == "ours"


def test_an_ambiguous_date_is_read_as_its_column_proves() -> None:
    assert read(as_date, "03/10/2022", proof="ours") == (OCTOBER, set())
    assert code(as_date, "03/10/2022", proof="theirs") == "date_order_ambiguous"
    assert read(as_date, "10/03/2022", dates="mdy", proof="ours") == (OCTOBER, set())
    assert read(as_date, "10/10/2022", proof="theirs")[0] == date(2022, 10, 10)


@pytest.mark.parametrize(
    "cell",
    [
        "2022-10",
        "10/2022",
        "Oktober 2022",
        "Okt-2022",
        "Bulan Oktober 2022",
        "2022-10-03",
        OCTOBER,
        44837.0,
    ],
)
def test_a_month_is_its_first_day(cell: Cell) -> None:
    assert read(as_month, cell)[0] == date(2022, 10, 1)


@pytest.mark.parametrize(
    "cell",
    [
        "07:25:30",
        "7.25.30",
        "07:25:30 WIB",
        "7:25:30 am",
        time(7, 25, 30),
        timedelta(hours=7, minutes=25, seconds=30),
        datetime.combine(date(1899, 12, 31), time(7, 25, 30)),
        26730 / 86400,
    ],
)
def test_a_time_is_read_in_every_usual_form(cell: Cell) -> None:
    assert read(as_time, cell)[0] == time(7, 25, 30)


@pytest.mark.parametrize(
    "cell", ["25:00", "07:60", "7", "pagi", 1.5, "13:00 pm", timedelta(days=2)]
)
def test_a_time_that_is_none_is_named(cell: Cell) -> None:
    assert code(as_time, cell) == "time_unreadable"


@pytest.mark.parametrize(
    "cell",
    [
        "2022-10-03 07:25:30",
        "2022-10-03T07:25:30",
        "25/10/2022 07.25.30",
        datetime.combine(OCTOBER, time(7, 25, 30, 900)),
        44837 + 26730 / 86400,
    ],
)
def test_a_moment_is_a_date_and_a_time(cell: Cell) -> None:
    moment = read(as_moment, cell)[0]
    assert moment.time() == time(7, 25, 30)
    assert moment.date() in {OCTOBER, date(2022, 10, 25)}


@pytest.mark.parametrize("cell", ["2022-10-03", "07:25", "x 07:25", 0.5])
def test_half_a_moment_is_none(cell: Cell) -> None:
    assert code(as_moment, cell) in {"time_unreadable", "date_unreadable"}


@pytest.mark.parametrize(
    ("cell", "degrees"),
    [("-5.3571", -5.3571), ("-5,3571", -5.3571), (-5.3571, -5.3571), (105, 105)],
)
def test_degrees_are_decimal(cell: Cell, degrees: float) -> None:
    assert read(as_degrees, cell)[0] == degrees


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("-53571", "degrees_without_point"),
        (1049752.0, "degrees_without_point"),
        ("5°21'25\" LS", "degrees_unreadable"),
        ("1.0E+02", "degrees_unreadable"),
    ],
)
def test_degrees_that_lost_their_point_are_named(cell: Cell, reason: str) -> None:
    assert code(as_degrees, cell) == reason


@pytest.mark.parametrize("cell", ["7", 7, 7.0, " 7 "])
def test_a_whole_number_is_read(cell: Cell) -> None:
    assert read(as_number, cell)[0] == 7


@pytest.mark.parametrize("cell", ["7,5", 7.5, "VII", "-7", "7 (tujuh)"])
def test_other_numbers_are_named(cell: Cell) -> None:
    assert code(as_number, cell) == "number_unreadable"


def test_a_number_where_a_text_is_asked_for_has_no_fraction() -> None:
    assert read(as_text, 12.0)[0] == "12"


@pytest.mark.parametrize(
    ("cell", "kind"), [("P3K", "pppk"), ("Non-ASN", "honorer"), ("pns", "pns")]
)
def test_a_choice_is_known_by_the_words_for_it(cell: str, kind: str) -> None:
    assert read(one_of(EMPLOYMENTS), cell)[0] == kind
