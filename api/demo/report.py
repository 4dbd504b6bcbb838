"""What the demonstration prints: Indonesian, with a short English gloss."""

from rich.console import Console
from rich.panel import Panel

from api.demo import reading, tables
from api.demo.founding import FIRST_PERBUP
from api.demo.loading import Stage
from api.demo.state import State
from api.demo.wording import day, rupiah
from application.settings import Settings


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


def _heading(console: Console, told: str, gloss: str) -> None:
    console.print(f"\n[bold]{told}[/]\n[dim]{gloss}[/]")
