"""What an export has: its columns with their Indonesian headings, and where the rows are from."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Kind = Literal["deductions", "ledger", "attendance", "adjustments"]
Form = Literal["text", "month", "date", "rupiah", "base", "count", "rate", "clock", "events"]
"""`rupiah` is summed, `base` is an amount that is not; `rate`: parts per million; `clock`: seconds
from midnight; `events`: positions in the log."""


class Column(NamedTuple):
    """`name` is that of Parquet; `sql` is what it is selected as, if that is not its name in the
    rows `t`."""

    name: str
    heading: str
    form: Form = "text"
    sql: str = ""
    width: int = 12


class Layout(NamedTuple):
    """`rows` are named t and have a month; `opd`, `employment` and `perbup` are what the filters
    compare."""

    title: str
    rows: str
    month: str
    order: str
    columns: tuple[Column, ...]
    opd: str = "t.opd"
    employment: str = "t.employment"
    perbup: str = "t.perbup"


_WHO = (
    Column("employee", "ID Pegawai", width=18),
    Column("nip", "NIP", sql="p.nip", width=20),
    Column("name", "Nama", sql="p.name", width=32),
)
_PERSON = """
LEFT JOIN LATERAL (
    SELECT e.name, e.nip FROM views.employee_directory AS e
    WHERE e.employee = t.employee AND e.from_on < {month} + interval '1 month'
    ORDER BY e.from_on DESC LIMIT 1
) AS p ON true
"""
"""Name and NIP of the month's end, as in the pages that finance reads."""


def _figures(table: str, name: str, closed: str) -> str:
    """A closed month has its own figures, an open one those that are known."""
    return f"""(
        SELECT o.* FROM views.{table} AS o
        WHERE o.month = {{month}}
            AND NOT EXISTS (SELECT FROM views.closed_period AS c WHERE c.month = {{month}})
        UNION ALL
        SELECT f.* FROM views.{closed} AS f WHERE f.month = {{month}}
    ) AS {name}"""


def _of_mode(mode: str) -> str:
    return f"CASE WHEN t.mode = '{mode}' THEN t.rupiah ELSE 0 END"


_DEDUCTIONS = Layout(
    title="Potongan TPP",
    rows=f"""
        {_figures("tpp_deduction", "t", "closed_deduction")}
        LEFT JOIN views.opd_directory AS o ON o.opd = t.opd
    """,
    month="t.month = {month}",
    order="t.opd, p.name, t.employee",
    columns=(
        Column("month", "Bulan", "month"),
        *_WHO,
        Column("opd", "Kode OPD", width=14),
        Column("opd_name", "OPD", sql="o.name", width=30),
        Column("employment", "Status Pegawai"),
        Column("grade", "Kelas Jabatan", "count"),
        Column("perbup", "Peraturan", width=24),
        Column("tpp_rupiah", "TPP", "rupiah", width=15),
        Column("gross_rupiah", "TPP Bruto", "rupiah", width=15),
        Column("cut_rupiah", "Potongan", "rupiah", width=15),
        Column("net_rupiah", "TPP Bersih", "rupiah", width=15),
        Column("postponed_rupiah", "Ditunda", "rupiah", width=15),
        Column("shadow_rupiah", "Potongan Uji Coba", "rupiah", width=15),
        Column("late_count", "Kali Terlambat", "count"),
        Column("late_minutes", "Menit Terlambat", "count"),
        Column("early_minutes", "Menit Pulang Awal", "count"),
        Column("missing_count", "Sesi Tanpa Presensi", "count"),
        Column("absent_days", "Hari Tidak Hadir", "count"),
        Column("entitlements", "Hak", sql="array_to_string(t.entitlements, ' ')", width=20),
    ),
)
_LEDGER = Layout(
    title="Rincian Potongan",
    rows=f"""
        {_figures("lateness_ledger", "t", "closed_ledger")}
        JOIN {_figures("tpp_deduction", "d", "closed_deduction")}
            ON d.employee = t.employee AND d.month = t.month
    """,
    month="t.month = {month}",
    order="d.opd, p.name, t.employee, t.line",
    columns=(
        Column("month", "Bulan", "month"),
        *_WHO,
        Column("opd", "Kode OPD", sql="d.opd", width=14),
        Column("line", "Baris", "count", width=7),
        Column("on", "Tanggal", "date"),
        Column("session", "Sesi"),
        Column("kind", "Jenis"),
        Column("mode", "Sifat"),
        Column("perbup", "Peraturan", width=24),
        Column("clause", "Pasal", width=18),
        Column("rule", "Aturan", width=18),
        Column("quantity", "Jumlah", "count"),
        Column("unit", "Satuan"),
        Column("base", "Dasar"),
        Column("base_rupiah", "Besar Dasar", "base", width=15),
        Column("rate_ppm", "Tarif (%)", "rate"),
        Column("cut_rupiah", "Potongan", "rupiah", sql=_of_mode("live"), width=15),
        Column("shadow_rupiah", "Potongan Uji Coba", "rupiah", sql=_of_mode("trial"), width=15),
        Column("events", "Peristiwa", "events", width=24),
    ),
    opd="d.opd",
    employment="d.employment",
)
_ATTENDANCE = Layout(
    title="Presensi",
    rows="""
        views.attendance_day AS t
        LEFT JOIN LATERAL unnest(
            t.session, t.role, t.due_s, t.opens_s, t.closes_s, t.at_s, t.mark, t.event
        ) WITH ORDINALITY
            AS s (session, role, due_s, opens_s, closes_s, at_s, mark, event, place) ON true
    """,
    month='t."on" >= {month} AND t."on" < {month} + interval \'1 month\'',
    order='t.opd, p.name, t.employee, t."on", s.place',
    columns=(
        Column("on", "Tanggal", "date"),
        *_WHO,
        Column("opd", "Kode OPD", width=14),
        Column("employment", "Status Pegawai"),
        Column("pattern", "Pola Kerja"),
        Column("day", "Hari"),
        Column("expected", "Wajib", sql="CASE WHEN t.expected THEN 'ya' ELSE 'tidak' END"),
        Column("status", "Keadaan"),
        Column("cuti", "Cuti"),
        Column("outage", "Gangguan", sql="CASE WHEN t.outage THEN 'ya' ELSE 'tidak' END"),
        Column("away_s", "Detik Keluar Tanpa Izin", "count"),
        Column("away_permitted_s", "Detik Keluar Berizin", "count"),
        Column("session", "Sesi", sql="s.session"),
        Column("role", "Peran", sql="s.role"),
        Column("due_s", "Jatuh Tempo", "clock", sql="s.due_s"),
        Column("at_s", "Pukul", "clock", sql="s.at_s"),
        Column("mark", "Tanda", sql="s.mark"),
        Column("event", "Peristiwa", "count", sql="s.event"),
    ),
    perbup="""(
        SELECT d.perbup FROM views.tpp_deduction AS d
        WHERE d.employee = t.employee AND d.month = {month}
    )""",
)
_ADJUSTMENTS = Layout(
    title="Kurang dan Kelebihan Bayar",
    rows="""
        views.adjustment AS t
        LEFT JOIN views.tpp_deduction AS d ON d.employee = t.employee AND d.month = t.about
    """,
    month="t.month = {month}",
    order="d.opd, p.name, t.employee, t.about, t.line",
    columns=(
        Column("month", "Dibayar Bulan", "month"),
        Column("about", "Tentang Bulan", "month"),
        *_WHO,
        Column("opd", "Kode OPD", sql="d.opd", width=14),
        Column("line", "Baris", "count", width=7),
        Column("settled", "Sudah Ditutup", sql="CASE WHEN t.settled THEN 'ya' ELSE 'belum' END"),
        Column("on", "Tanggal", "date"),
        Column("session", "Sesi"),
        Column("kind", "Jenis"),
        Column("perbup", "Peraturan", width=24),
        Column("clause", "Pasal", width=18),
        Column("rule", "Aturan", width=18),
        Column("underpaid_rupiah", "Kurang Bayar", "rupiah", "GREATEST(t.rupiah, 0)", 15),
        Column("overpaid_rupiah", "Kelebihan Bayar", "rupiah", "GREATEST(-t.rupiah, 0)", 15),
        Column("events", "Peristiwa", "events", width=24),
    ),
    opd="d.opd",
    employment="d.employment",
)

LAYOUTS: Mapping[Kind, Layout] = {
    "deductions": _DEDUCTIONS,
    "ledger": _LEDGER,
    "attendance": _ATTENDANCE,
    "adjustments": _ADJUSTMENTS,
}


def query_of(layout: Layout) -> str:
    """With {month}, {opd}, {employment} and {perbup} to be filled; a filter of NULL is none."""
    columns = ", ".join(f'{c.sql or f"""t."{c.name}" """} AS "{c.name}"' for c in layout.columns)
    conditions = [layout.month] + [
        f"({{{name}}}::text IS NULL OR {getattr(layout, name)} = {{{name}}})"
        for name in ("opd", "employment", "perbup")
    ]
    return f"""
        SELECT {columns} FROM {layout.rows} {_PERSON}
        WHERE {" AND ".join(conditions)} ORDER BY {layout.order}
    """
