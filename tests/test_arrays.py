"""Binary arrays as the server reads them."""

from typing import Any
from uuid import UUID

import psycopg
import pytest

from application.arrays import Array, Bigints, Blobs, Texts, Uuids

ONE, OTHER = UUID(int=1), UUID(int=2**128 - 1)


@pytest.mark.parametrize("elements", [[], [0], [0, 1], [1, 0, 2], [2, 2]])
@pytest.mark.parametrize(
    ("kind", "name", "values"),
    [
        (Texts, "text", ["", "Presensi, \"pagi\" {NULL} \\ 'é'", None]),
        (Blobs, "bytea", [b"", bytes(range(256)), None]),
        (Uuids, "uuid", [ONE, OTHER, None]),
        (Bigints, "bigint", [-(2**63), 2**63 - 1, None]),
    ],
)
def test_the_server_reads_what_was_given(
    database_url: str, kind: type[Array], name: str, values: list[Any], elements: list[int]
) -> None:
    given = [values[element] for element in elements]
    with psycopg.connect(database_url) as connection:
        read = connection.execute(f"SELECT %b::{name}[]", (kind(given),)).fetchone()
    assert read == (given,)
