"""The tables of the report."""

from collections.abc import Mapping, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import JustifyMethod
from rich.table import Table

from api.boards import Board
from api.demo.wording import clock, percent, rupiah, signed
from projections.deductions import Totals
from projections.employee_month import Line, Month
from projections.reports import Difference, Sums

_STATES = {
    "off": "bebas",
    "cuti": "cuti",
    "absent": "tidak hadir",
    "pending": "menunggu keputusan",
    "late": "terlambat",
    "present": "hadir",
    "expected": "belum ada",
}


def late_board(board: Board) -> Table:
    """Everyone of the OPD on the day, the latest first."""
    table = _table("Pegawai", "NIP", "Keadaan", ">Menit", "Pagi", "Siang", "Sore")
    for row in sorted(board.rows, key=lambda row: (-row.late_minutes, row.name)):
        times = dict(zip(row.session, row.at_s, strict=True))
        table.add_row(
            row.name,
            row.nip or "–",
            _STATES[row.state],
            f"[red]{row.late_minutes}[/]" if row.late_minutes else "",
            *(clock(times.get(session)) or "–" for session in ("pagi", "siang", "sore")),
        )
    return table


def ledger(month: Month) -> Table:
    """Each line with its clause and the events that it rests on."""
    table = _table(
        "Tanggal", "Pasal", "Sesi", ">Banyak", ">Tarif", ">Dasar", ">Rupiah", "Peristiwa"
    )
    for line in month.ledger:
        table.add_row(*_line(line))
    if month.deduction:
        table.add_section()
        total = rupiah(month.deduction.cut_rupiah)
        table.add_row("Jumlah", "", "", "", "", "", f"[bold]{total}[/]", "")
    return table


def _line(line: Line) -> tuple[str, ...]:
    quantity = "" if line.quantity is None else f"{line.quantity} {_UNITS.get(line.unit or '', '')}"
    return (
        f"{line.on:%d-%m}" if line.on else "bulan",
        line.clause or "",
        line.session or "",
        quantity.strip(),
        percent(line.rate_ppm),
        "" if line.base_rupiah is None else rupiah(line.base_rupiah),
        rupiah(line.rupiah),
        " ".join(map(str, line.events)) or "tiada",
    )


_UNITS = {"minute": "menit", "day": "hari", "record": "kali", "spell": "kali", "month": "bulan"}


def clauses(month: Month, texts: Mapping[str, str]) -> Table:
    """The text of every clause that the month's lines cite."""
    table = Table(box=None, show_header=False, padding=(0, 2), pad_edge=False)
    for clause in dict.fromkeys(line.clause or "" for line in month.ledger):
        if clause in texts:
            table.add_row(f"[dim]{clause}[/]", f"[dim]{texts[clause]}[/]")
    return table


def finance(totals: Sequence[Totals], names: Mapping[str, str]) -> Table:
    table = _table("OPD", ">Pegawai", ">Dipotong", ">TPP kotor", ">Potongan", ">TPP bersih")
    for row in totals:
        table.add_row(
            names.get(row.key or "", row.key or ""),
            str(row.employees),
            str(row.cut_employees),
            rupiah(row.gross_rupiah),
            rupiah(row.cut_rupiah),
            rupiah(row.net_rupiah),
        )
    table.add_section()
    table.add_row(
        "[bold]Kabupaten contoh[/]",
        *(
            str(sum(getattr(row, name) for row in totals))
            for name in ("employees", "cut_employees")
        ),
        *(
            f"[bold]{rupiah(sum(getattr(row, name) for row in totals))}[/]"
            for name in ("gross_rupiah", "cut_rupiah", "net_rupiah")
        ),
    )
    return table


def changed(rows: Sequence[Sums], names: Mapping[str, str], total: Sums) -> Table:
    """Deductions before and after, by OPD."""
    table = _table("OPD", ">Pegawai", ">Sebelum", ">Sesudah", ">Selisih")
    for row in rows:
        table.add_row(names.get(row.key or "", row.key or ""), *_before_and_after(row))
    table.add_section()
    table.add_row("[bold]Kabupaten contoh[/]", *_before_and_after(total))
    return table


def _before_and_after(row: Sums) -> tuple[str, ...]:
    before, after = row.cut_before_rupiah, row.cut_rupiah
    return str(row.employees), rupiah(before), rupiah(after), signed(after - before)


def most_changed(rows: Sequence[Difference]) -> Table:
    """Each with the clauses that made the difference."""
    table = _table("Pegawai", "Bulan", ">Sebelum", ">Sesudah", ">Selisih", "Pasal")
    for row in rows:
        before, after = row.cut_before_rupiah, row.cut_rupiah
        table.add_row(
            row.name,
            f"{row.month:%m-%Y}",
            rupiah(before),
            rupiah(after),
            signed(after - before),
            "\n".join(_clauses_of(row)),
        )
    return table


def _clauses_of(row: Difference) -> list[str]:
    """What each clause takes less and more, whichever regulation it is of."""
    change: dict[str, int] = {}
    for place, clause in enumerate(row.clause):
        if row.mode[place] == "live":
            moved = row.now_rupiah[place] - row.before_rupiah[place]
            short = (clause or "").replace(" ayat ", " ")
            change[short] = change.get(short, 0) + moved
    return [f"{clause} {signed(moved)}" for clause, moved in sorted(change.items()) if moved]


def _table(*columns: str) -> Table:
    """A column that begins with > holds numbers; only the first may be broken."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for place, column in enumerate(columns):
        justify: JustifyMethod = "right" if column.startswith(">") else "left"
        table.add_column(column.lstrip(">"), justify=justify, no_wrap=place > 0)
    return table
