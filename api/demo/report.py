"""What the demonstration prints: Indonesian, with a short English gloss."""

from rich.console import Console
from rich.panel import Panel

from api.demo.loading import Stage
from api.demo.state import State
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


async def show(stage: Stage, address: str, console: Console) -> None:
    console.print(f"{address}/docs {len(stage.employees)}")
