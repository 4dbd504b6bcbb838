"""What an import says of a nasty file, word for word, kept beside the tests."""

from pathlib import Path

from api.import_words import report_lines
from application.imports.importing import Report


def golden(name: str) -> list[str]:
    return Path(__file__).with_name("golden").joinpath(f"{name}.txt").read_text().splitlines()


def told(report: Report) -> list[str]:
    """In both languages, one after the other."""
    return [*report_lines(report, "id"), "", *report_lines(report, "en")]
