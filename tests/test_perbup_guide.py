"""The guide's worked file is sound and costs what the guide says; every kind of rule is told."""

import re
from pathlib import Path
from typing import get_args

import pytest

from api.facts_columns import DAY_COLUMNS, MONTH_COLUMNS, SESSION_COLUMNS
from domain.perbup_loading import check, load
from domain.perbup_measures import Measure
from domain.perbup_rules import Rate
from tests.catalogue.builders import Facts

GUIDE = (Path(__file__).parent.parent / "docs" / "perbup.md").read_text(encoding="utf-8")
(WORKED,) = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)


def test_the_worked_file_is_sound() -> None:
    assert check(WORKED, "toml") == ()


@pytest.mark.parametrize(("masuk", "cut"), [("07:30", 0), ("07:31", 8_000), ("08:01", 16_000)])
def test_the_worked_file_costs_what_the_guide_says(masuk: str, cut: int) -> None:
    perbup = load(WORKED, "toml")
    month = Facts(perbup, sessions={"masuk": "07:30", "pulang": "16:00"}, tpp=4_000_000)

    assert month.day("2022-11-01", masuk=masuk).verdict("2022-11").cut == cut
    assert month.absent("2022-12-01").verdict("2022-12").cut == 120_000


def test_every_measure_and_every_rate_is_told() -> None:
    tags = [str(kind.__struct_config__.tag) for kind in (*get_args(Measure), *get_args(Rate))]

    assert [tag for tag in tags if f"`{tag}`" not in GUIDE] == []


def test_every_column_of_a_facts_file_is_told() -> None:
    columns = {*DAY_COLUMNS, *SESSION_COLUMNS, *MONTH_COLUMNS}

    assert [name for name in columns if f"`{name}`" not in GUIDE] == []
