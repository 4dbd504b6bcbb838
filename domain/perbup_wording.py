"""Percentages, intervals, times, dates and people of a regulation, as Indonesian writes them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from domain.perbup_rules import Phase, Who
from domain.perbup_vocabulary import EMPLOYMENT_LABELS
from domain.perbup_words import Strength, clock_interval, interval

_MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
_WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
STRENGTHS: dict[Strength, str] = {
    "text": "naskah peraturan",
    "news": "berita",
    "code": "kode atau dokumen aplikasi",
    "memory": "ingatan, belum diperiksa",
    "interpretation": "tafsiran",
    "example": "contoh, bukan peraturan",
}


def percent(text: str) -> str:
    return text.replace(".", ",")


def rupiah(amount: int) -> str:
    return f"Rp{amount:,}".replace(",", ".")


def day(on: date) -> str:
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def clock(text: str) -> str:
    return text.replace(":", ".")


def span(text: str, unit: str = "") -> str:
    """A whole-number interval in words: "1–30 menit", "91 menit atau lebih"."""
    low, high = interval(text)
    tail = f" {unit}" if unit else ""
    if high is None:
        return f"{low}{tail} atau lebih"
    if high - low == 1:
        return f"{low}{tail}"
    return f"{low}–{high - 1}{tail}"


def ordinal_span(text: str, unit: str) -> str:
    """As `span`, of what is numbered: "hari ke-1 sampai ke-2"."""
    low, high = interval(text)
    if high is None:
        return f"{unit} ke-{low} dan seterusnya"
    if high - low == 1:
        return f"{unit} ke-{low}"
    return f"{unit} ke-{low} sampai ke-{high - 1}"


def clock_span(text: str) -> str:
    low, high = clock_interval(text)
    if high is None:
        return f"pukul {_clock(low)} atau sesudahnya"
    if low == 0:
        return f"sebelum pukul {_clock(high)}"
    return f"pukul {_clock(low)} sampai sebelum {_clock(high)}"


def _clock(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    shown = f"{minutes // 60:02d}.{minutes % 60:02d}"
    return f"{shown}.{rest:02d}" if rest else shown


def listed(names: Iterable[str], labels: Mapping[str, str] | None = None, last: str = "dan") -> str:
    words = [(labels or {}).get(name, name) for name in names]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def weekdays(days: Sequence[int]) -> str:
    return listed(_WEEKDAYS[number - 1] for number in sorted(days))


def people(who: Who) -> str:
    """Whom it concerns, in one sentence; everybody is "semua pegawai"."""
    parts = [listed(who.employment, EMPLOYMENT_LABELS) or "semua pegawai"]
    if who.opd:
        parts.append(f"pada OPD {listed(who.opd)}")
    if who.except_opd:
        parts.append(f"kecuali OPD {listed(who.except_opd)}")
    if who.grades is not None:
        parts.append(f"kelas {span(who.grades)}")
    parts.extend(_phase(phase) for phase in who.phases)
    return "; ".join(parts)


def _phase(phase: Phase) -> str:
    whom = listed(phase.employment, EMPLOYMENT_LABELS) or "semua pegawai"
    where = f" pada OPD {listed(phase.opd)}" if phase.opd else ""
    return f"mulai {day(phase.from_on)} {whom}{where}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines of a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines]


def _cell(text: str) -> str:
    return text.replace("|", "/").replace("\n", " ")
