"""Every term of the glossary stands in the file that it names."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROW = re.compile(
    r"^\| (?P<term>[^|]+) \| `(?P<word>[^`]+)` \| [^|]+ \| `(?P<where>[^`]+)` \|$", re.MULTILINE
)
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
TERMS = [match.groups() for match in ROW.finditer(GLOSSARY)]


def test_the_glossary_is_read():
    rows = [line for line in GLOSSARY.splitlines() if line.count("|") == 5]
    assert len(TERMS) == len(rows) - 2 * GLOSSARY.count("| Term |") > 70


@pytest.mark.parametrize(("term", "word", "where"), TERMS, ids=[term for term, _, _ in TERMS])
def test_a_term_stands_in_its_file(term, word, where):
    assert word in (ROOT / where).read_text(encoding="utf-8")
