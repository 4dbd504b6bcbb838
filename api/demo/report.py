"""What the demonstration prints: Indonesian, with a short English gloss."""

import asyncio
from datetime import datetime
from typing import Final

from rich.console import Console
from rich.panel import Panel

from api.demo import reading, tables
from api.demo.founding import FIRST_PERBUP, SECOND_PERBUP, enact
from api.demo.loading import Stage
from api.demo.state import State
from api.demo.steps import WIB
from api.demo.wording import day, rupiah
from api.reports import Report
from application.settings import Settings

REPLACED_AT: Final = datetime(2022, 12, 15, 9, tzinfo=WIB)
_MOST_CHANGED: Final = 5
_UNDER_WAY: Final = {"pending", "running"}
_LOOK_AGAIN_S: Final = 0.2


def opening(console: Console, settings: Settings) -> None:
    console.print(
        Panel(
            "Kabupaten contoh, pegawai contoh, Perbup contoh: bukan data Pringsewu.\n"
            "Jamnya jam cerita, September sampai Desember 2022: recorded_at setiap peristiwa "
            "menurut jam itu.\n"
            "[dim]Made-up regency, people and regulation; events are recorded by the story's "
            "clock.[/]",
            title="E-Presensi, peragaan",
        )
    )
    console.print(f"Data di / data in {settings.var}")


def reused(console: Console, state: State, asked: int) -> None:
    console.print(
        f"Data peragaan sudah ada ({state.employees} pegawai, {state.events} peristiwa) dan "
        "dipakai lagi. [dim]The data of an earlier run is reused.[/]"
    )
    if state.replaced:
        console.print(
            f"{SECOND_PERBUP} sudah diundangkan di situ: November tampil menurutnya. "
            "[dim]November is shown by the second regulation.[/]"
        )
    if asked != state.employees:
        console.print(
            f"[dim]--employees {asked} berlaku setelah folder data dihapus / counts once the data "
            "folder is removed.[/]"
        )


def resumed(console: Console, state: State) -> None:
    console.print(
        f"Pemuatan sebelumnya terputus setelah {state.events} peristiwa: dilanjutkan, tanpa "
        "mengulang apa pun. [dim]An interrupted load goes on; nothing is done twice.[/]"
    )


def loaded(console: Console, stage: Stage, seconds: float) -> None:
    console.print(
        f"Dimuat lewat HTTP dalam {seconds:.0f} detik, sampai peristiwa {stage.position}. "
        "[dim]Loaded through the API.[/]"
    )


def left_running(console: Console) -> None:
    console.print("\nServer tetap berjalan; Ctrl-C menghentikan semuanya. [dim]Still running.[/]")


async def show(stage: Stage, console: Console) -> None:
    await _late_day(stage, console)
    await _one_month(stage, console)
    await _finance(stage, console)
    await _replaced(stage, console)


async def _late_day(stage: Stage, console: Console) -> None:
    opd, on = reading.latest_day(stage.regency)
    board = await reading.board(stage, opd, on)
    _heading(console, f"Siapa terlambat, {board.name}, {day(on)}", "who was late, one day, one OPD")
    console.print(tables.late_board(board))


async def _one_month(stage: Stage, console: Console) -> None:
    page = await reading.deductions(stage)
    most = max(page.rows, key=lambda row: row.cut_rupiah)
    month = await reading.employee_month(stage, most.employee)
    texts = await reading.clauses(stage, most.perbup or FIRST_PERBUP)
    _heading(
        console,
        f"Sebulan {most.name}, November 2022, menurut {most.perbup}",
        "one employee's month: clause and log position of each line",
    )
    console.print(tables.ledger(month))
    console.print(tables.clauses(month, texts))
    console.print(
        "[dim]Peristiwa: posisi dalam log; tiada = tidak ada catatan pada hari yang sudah berakhir."
        "[/]"
    )
    console.print(
        f"TPP kotor {rupiah(most.gross_rupiah)}, potongan {rupiah(most.cut_rupiah)}, "
        f"TPP bersih {rupiah(most.net_rupiah)}."
    )


async def _finance(stage: Stage, console: Console) -> None:
    _heading(console, "Keuangan, November 2022, menurut OPD", "finance view by OPD, in rupiah")
    names = {agency.code: agency.name for agency in stage.regency.agencies}
    console.print(tables.finance(await reading.totals_by_opd(stage), names))


async def _replaced(stage: Stage, console: Console) -> None:
    """Enacted by HTTP like any other; a second time the answer is that of the first."""
    _heading(
        console,
        f"{SECOND_PERBUP} menggantikan {FIRST_PERBUP}, berlaku surut",
        "a second regulation replaces the first retroactively: every amount assessed again",
    )
    answer = await enact(stage.sessions, SECOND_PERBUP, REPLACED_AT, REPLACED_AT.date())
    made = (await reading.reports(stage, SECOND_PERBUP, answer.position))[0]
    report = await _worked_off(stage, made.report)
    names = {agency.code: agency.name for agency in stage.regency.agencies}
    console.print(
        f"Diundangkan {day(REPLACED_AT.date())}, berlaku mulai {day(made.from_month)}: "
        f"{report.progress.total} bulan-pegawai dihitung lagi dari fakta, "
        f"{report.sums.employee_months} berubah. [dim]Potongan sebelum dan sesudah.[/]"
    )
    console.print(tables.changed(report.by_opd, names, report.sums))
    rows = await reading.differences(stage, made.report)
    most = sorted(rows, key=lambda row: -abs(row.cut_rupiah - row.cut_before_rupiah))
    console.print(tables.most_changed(most[:_MOST_CHANGED]))


async def _worked_off(stage: Stage, number: int) -> Report:
    """A large change is worked off beside the views."""
    report = await reading.report(stage, number)
    while report.progress.status in _UNDER_WAY:
        await asyncio.sleep(_LOOK_AGAIN_S)
        report = await reading.report(stage, number)
    return report


def _heading(console: Console, told: str, gloss: str) -> None:
    console.print(f"\n[bold]{told}[/]\n[dim]{gloss}[/]")
