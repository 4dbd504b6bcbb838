"""An export holds a few megabytes at a time, whatever the months hold."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

ROWS = 600_000
BYTES_A_ROW = 440
"""In memory, as Arrow: two texts of 80 bytes, and what else a line has."""

_MEASURED = """
import resource, sys
from datetime import date
from pathlib import Path
from projections.export_files import write
from projections.exports import Wanted, spooled

url, form, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
month = date(2022, 11, 1)
asked = Wanted(kind="ledger", format=form, month=month, until_month=month)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
parts = list(spooled(url, asked, folder))
write(asked, parts, folder / "out", lambda _: None)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, parts[0].rows)
"""


@pytest.fixture(scope="module")
def long_ledger(database_url: str) -> str:
    with psycopg.connect(database_url) as connection:
        connection.execute(
            """
            INSERT INTO views.tpp_deduction
            SELECT 'aaaaaaaaaaaaaaaa', '2022-11-01', 'dinas-uji', 'pns', 7, 'uji',
                1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, '{}'
            """
        )
        connection.execute(
            f"""
            INSERT INTO views.lateness_ledger
            SELECT 'aaaaaaaaaaaaaaaa', '2022-11-01', g, '2022-11-03', 'uji', 'cut', repeat('r', 80),
                repeat('p', 80), 'pagi', 1, 'minute', 'tpp', 1, 1, 1, 'live', ARRAY[g, g + 1]
            FROM generate_series(1, {ROWS}) AS g
            """
        )
        connection.execute("ANALYZE views.lateness_ledger")
    return database_url


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_memory_does_not_grow_with_the_rows(long_ledger: str, tmp_path: Path, form: str) -> None:
    command = [sys.executable, "-c", _MEASURED, long_ledger, form, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - ours
    grown_kib, rows = map(int, done.stdout.split())
    assert rows == ROWS
    assert grown_kib * 1024 < ROWS * BYTES_A_ROW / 2
