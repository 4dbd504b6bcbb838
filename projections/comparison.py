"""Two reports of the same months beside each other, such as those of two drafts."""

from typing import Any

import msgspec
import psycopg
from psycopg.rows import class_row

_COMPARED = """
SELECT COALESCE(a.opd, b.opd) AS opd, count(*)::int AS employee_months,
    COALESCE(sum(COALESCE(a.net_before_rupiah, b.net_before_rupiah)), 0)::bigint
        AS net_before_rupiah,
    COALESCE(sum(COALESCE(a.net_rupiah, b.net_before_rupiah)), 0)::bigint AS first_net_rupiah,
    COALESCE(sum(COALESCE(b.net_rupiah, a.net_before_rupiah)), 0)::bigint AS second_net_rupiah
FROM (SELECT * FROM views.difference WHERE report = %s) AS a
FULL JOIN (SELECT * FROM views.difference WHERE report = %s) AS b
    ON a.employee = b.employee AND a.month = b.month
WHERE (a.net_rupiah, a.cut_rupiah, a.shadow_rupiah, a.gross_rupiah)
    IS DISTINCT FROM (b.net_rupiah, b.cut_rupiah, b.shadow_rupiah, b.gross_rupiah)
GROUP BY 1 ORDER BY 1
"""


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """Of an OPD, the employee-months on which two reports differ: what the views had, and what
    each of the two makes of it."""

    opd: str | None
    employee_months: int
    net_before_rupiah: int
    first_net_rupiah: int
    second_net_rupiah: int


def compared(connection: psycopg.Connection[Any], first: int, second: int) -> list[Compared]:
    """Two reports of the same months, by OPD."""
    with connection.cursor(row_factory=class_row(Compared)) as cursor:
        return cursor.execute(_COMPARED, (first, second)).fetchall()
