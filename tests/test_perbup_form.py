"""What a regulation file has to look like before anything is said of what it means."""

from datetime import date

import jsonschema_rs
import msgspec
import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from domain import perbup_catalogue
from domain.perbup import Perbup
from domain.perbup_faults import FaultyPerbup, errors
from domain.perbup_loading import check, load, schema, to_file_form
from domain.perbup_shape import shaped
from domain.perbup_validation import faults_of, read
from tests.perbup_files import DROP, LATE, only_fault, spoiled

FORM = [
    ("title", DROP, "title", "missing_field"),
    ("titel", "x", "titel", "unknown_field"),
    ("title", 5, "title", "not_text"),
    ("year", "2022", "year", "not_whole_number"),
    ("year", True, "year", "not_whole_number"),
    ("year", 2022.0, "year", "not_whole_number"),
    ("effective_from", "1-11-2022", "effective_from", "not_a_date"),
    ("effective_from", "2022-02-30", "effective_from", "not_a_date"),
    ("bases.0.part", "ya", "bases[0].part", "not_true_false"),
    ("rules", {}, "rules", "not_a_list"),
    ("source", "koran", "source", "not_a_table"),
    ("source.strength", "hearsay", "source.strength", "unknown_choice"),
    ("schema", 2, "schema", "unknown_choice"),
    ("rules.0.measure.of", "lateness", "rules[0].measure.of", "unknown_choice"),
    ("rules.0.measure", {"sessions": []}, "rules[0].measure.of", "missing_field"),
    ("rules.0.rate.by", "bracket", "rules[0].rate.by", "unknown_choice"),
    ("rules.1.rate.cut", 3, "rules[1].rate.cut", "not_text"),
    ("rules.1.rate.cut", "3", "rules[1].rate.cut", "not_a_percentage"),
    ("rules.1.rate.cut", "3,5%", "rules[1].rate.cut", "not_a_percentage"),
    (f"{LATE}.1.within", "31-61", "rules[0].rate.brackets[1].within", "not_an_interval"),
    ("sessions.0.due", "7:30", "sessions[0].due", "not_a_clock_time"),
    ("sessions.0.due", "07:75", "sessions[0].due", "clock_impossible"),
    ("sessions.0.due", "77:00", "sessions[0].due", "clock_impossible"),
    ("rules.0.code", "Terlambat!", "rules[0].code", "not_a_code"),
    ("rules.0.weekdays", [0], "rules[0].weekdays[0]", "out_of_range"),
    ("rules.0.weekdays", [8], "rules[0].weekdays[0]", "out_of_range"),
    ("rounding", {"unit_rupiah": 0}, "rounding.unit_rupiah", "out_of_range"),
]


@pytest.mark.parametrize(("place", "value", "path", "code"), FORM)
def test_a_fault_of_form_is_named_with_its_place(
    place: str, value: object, path: str, code: str
) -> None:
    fault = only_fault(spoiled((place, value)))

    assert (fault.path, fault.code) == (path, code)


def test_an_unknown_field_comes_with_the_nearest_known_one() -> None:
    fault = only_fault(spoiled(("effective_untill", date(2023, 1, 1))))

    assert "effective_until”?" in fault.text()
    assert "do you mean" in fault.text("en")


@pytest.mark.parametrize("data", [None, 5, [], "x", {}])
def test_what_is_no_regulation_at_all_is_refused(data: object) -> None:
    with pytest.raises(FaultyPerbup):
        read(data)


def test_broken_syntax_is_one_fault_that_says_where() -> None:
    (toml,) = check("schema = 1\nid = ]\n", "toml")
    (json,) = check(b'{"schema": 1,', "json")
    (binary,) = check(b"\xff\xfe", "toml")

    assert toml.code == json.code == binary.code == "syntax"
    assert "line 2" in toml.text()


def test_toml_and_json_give_the_same_regulation() -> None:
    name = "samarinda-perwali-31-2022"
    from_toml = perbup_catalogue.load(name)
    as_json = msgspec.json.encode(from_toml)

    assert load(as_json, "json") == from_toml


@pytest.mark.parametrize("name", perbup_catalogue.names())
def test_the_schema_accepts_every_regulation_of_the_catalogue(name: str) -> None:
    validator = jsonschema_rs.validator_for(schema())
    written = to_file_form(perbup_catalogue.load(name))

    assert [error.message for error in validator.iter_errors(written)] == []


def test_the_schema_refuses_an_unknown_field_and_describes_every_part() -> None:
    published = schema()
    validator = jsonschema_rs.validator_for(published)

    assert not validator.is_valid({"schema": 1, "id": "x"})
    undescribed = [n for n, part in published["$defs"].items() if not part.get("description")]
    assert undescribed == []


PLACES = [place for place, _, _, _ in FORM] + ["bases.0", "rules.0.rate", "sessions.1.weekdays"]


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.text(max_size=4),
    st.lists(st.integers(0, 9), max_size=2),
    st.dictionaries(st.sampled_from(["of", "by", "code", "x"]), st.text(max_size=3), max_size=2),
    st.sampled_from(["[1,31)", "2.5%", "07:30", "2022-11-01", "office", "late"]),
)


@given(st.lists(st.tuples(st.sampled_from(sorted(set(PLACES))), JUNK), min_size=1, max_size=3))
def test_the_form_check_refuses_what_the_decoder_refuses(
    changes: list[tuple[str, object]],
) -> None:
    try:
        data = spoiled(*changes)
    except (KeyError, TypeError, IndexError):
        reject()
    try:
        msgspec.convert(data, Perbup)
        decodes = True
    except msgspec.ValidationError:
        decodes = False
    words = {"over_100_percent", "interval_reversed", "clock_impossible"}
    formal = [fault for fault in shaped(data)[1] if fault.code not in words]

    assert decodes == (not formal)
    assert decodes or errors(faults_of(data))
