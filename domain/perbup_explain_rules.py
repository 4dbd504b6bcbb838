"""The rules of a regulation in Indonesian: what is measured, at which rate, under which terms."""

from collections.abc import Iterator

from domain.perbup_measures import (
    Absent,
    Accumulated,
    Activity,
    AtClock,
    Away,
    Cuti,
    Days,
    Discipline,
    Early,
    Late,
    Measure,
    Missing,
    PredicateGiven,
    Reports,
    Short,
    Tolerance,
)
from domain.perbup_rules import (
    Bracket,
    Brackets,
    ByName,
    ClockBrackets,
    Each,
    Named,
    Rule,
    Shortfall,
)
from domain.perbup_vocabulary import (
    CUTI_LABELS,
    PREDICATE_LABELS,
    PUNISHMENT_LABELS,
    STATUS_LABELS,
)
from domain.perbup_wording import (
    STRENGTHS,
    clock,
    clock_span,
    listed,
    ordinal_span,
    people,
    percent,
    span,
    weekdays,
)

_COUNTED = {
    "working_days": "hari kerja",
    "calendar_days": "hari",
    "months": "bulan",
    "spells": "cuti",
}
_NUMBERED = {"spell": "satu cuti", "month": "satu bulan", "year": "satu tahun"}
_LAGS = {
    "none": "bulan ini",
    "month": "bulan sebelumnya",
    "quarter": "triwulan sebelumnya",
    "year": "tahun sebelumnya",
}
_BEGUN = {"up": "dihitung penuh", "down": "tidak dihitung", "exact": "dihitung sebanding"}


def measured(measure: Measure) -> str:  # noqa: C901, PLR0911, PLR0912 - one case a measure
    """What the measure counts, as a noun phrase."""
    match measure:
        case Late():
            return f"menit terlambat sesi {listed(measure.sessions)}" + _timed(measure)
        case Early():
            return f"menit lebih awal pada sesi {listed(measure.sessions)}" + _timed(measure)
        case AtClock():
            return f"jam presensi sesi {listed(measure.sessions)}"
        case Missing():
            also = ", juga pada hari tidak hadir" if measure.on_absent_days else ""
            return f"sesi {listed(measure.sessions, last='atau')} tanpa presensi{also}"
        case Absent():
            return "hari kerja tanpa presensi sama sekali" + _away_too(measure)
        case Away():
            return "menit meninggalkan kantor tanpa izin" + _permitted(measure)
        case Short():
            ends = f"dari {measure.arrival} sampai {measure.leaving}"
            return f"menit kurang dari jam kerja minimum, {ends}"
        case Cuti():
            return _cuti(measure)
        case Accumulated():
            return _accumulated(measure)
        case Days():
            return _days(measure)
        case PredicateGiven():
            return f"predikat kinerja {_LAGS[measure.lag]}"
        case Activity():
            return f"menit kinerja terverifikasi terhadap target {measure.target_minutes} menit"
        case Reports():
            which = "dibuat" if measure.which == "made" else "tidak layak"
            return f"laporan kinerja yang {which} pada {_months_before(measure)}"
        case Discipline():
            overlap = "hanya yang terberat" if measure.overlap == "heaviest" else "dijumlahkan"
            return f"hukuman disiplin yang berlaku pada bulan itu; bila lebih dari satu {overlap}"


def _timed(measure: Late | Early) -> str:
    parts = []
    if measure.tolerance:
        parts.append(_tolerance(measure.tolerance))
    if measure.seconds == "ceil":
        parts.append("sedetik pun dihitung semenit")
    if measure.missing_as_minutes is not None:
        parts.append(f"tanpa presensi dihitung {measure.missing_as_minutes} menit")
    return "".join(f"; {part}" for part in parts)


def _tolerance(tolerance: Tolerance) -> str:
    match tolerance.how:
        case "subtract":
            return f"dikurangi toleransi {tolerance.minutes} menit"
        case "threshold":
            return f"sampai {tolerance.minutes} menit tidak dihitung, di atasnya dihitung semua"
        case "clock":
            return f"dihitung dari pukul {clock(tolerance.clock or '')}"


def _away_too(measure: Absent) -> str:
    if measure.or_away_over_minutes is None:
        return ""
    return f", atau meninggalkan kantor lebih dari {measure.or_away_over_minutes} menit"


def _permitted(measure: Away) -> str:
    if measure.permitted_minutes_per_day is None:
        return ""
    return f", dan dengan izin di atas {measure.permitted_minutes_per_day} menit sehari"


def _cuti(measure: Cuti) -> str:
    parts = [f"{_COUNTED[measure.count]} pada {listed(measure.kinds, CUTI_LABELS, last='atau')}"]
    parts.append(f"dihitung dalam {_NUMBERED[measure.numbered]}")
    if measure.by == "total":
        parts.append("satu kali menurut nomor terakhir pada bulan itu")
    if measure.children is not None:
        parts.append(f"anak {ordinal_span(measure.children, 'urutan')}")
    if measure.whole_months is not None:
        parts.append(f"hanya cuti selama {span(measure.whole_months, 'bulan penuh')}")
    return "; ".join(parts)


def _accumulated(measure: Accumulated) -> str:
    period = "sebulan" if measure.period == "month" else "setahun"
    parts = [f"jumlah menit {period} dari aturan {listed(measure.rules)}"]
    if measure.missing_as_minutes:
        parts.append(f"tanpa presensi dihitung {measure.missing_as_minutes} menit")
    if measure.absent_as_minutes:
        parts.append(f"hari tidak hadir dihitung {measure.absent_as_minutes} menit")
    if measure.per_minutes is not None:
        rest = "sisanya dibawa ke bulan berikutnya" if measure.carry else "sisanya hilang"
        parts.append(f"setiap {measure.per_minutes} menit dihitung satu hari, {rest}")
    return "; ".join(parts)


def _days(measure: Days) -> str:
    run = " berturut-turut" if measure.consecutive else ""
    period = "sebulan" if measure.period == "month" else "setahun"
    return f"hari{run} dalam {period} dengan aturan {listed(measure.rules)}"


def _months_before(measure: Reports) -> str:
    return listed("bulan ini" if n == 0 else f"{n} bulan sebelumnya" for n in measure.months_before)


def rates(rule: Rule) -> Iterator[tuple[str, str]]:
    """Rows of a rule's table: the circumstance, and what is cut."""
    match rule.rate:
        case Each():
            yield _each(rule.rate, rule.measure)
        case Brackets():
            each = f" untuk setiap {_unit(rule.measure)}" if rule.rate.then_each else ""
            for bracket in rule.rate.brackets:
                yield _circumstance(bracket.within, rule.measure), f"{_cut(bracket)}{each}"
        case ClockBrackets():
            for timed in rule.rate.brackets:
                yield clock_span(timed.within), f"dipotong {percent(timed.cut)}"
        case ByName():
            for named in rule.rate.rates:
                yield _name(named, rule.measure), _cut(named)
        case Shortfall():
            yield "target tidak tercapai", "dipotong sebesar bagian target yang kurang"


def _each(rate: Each, measure: Measure) -> tuple[str, str]:
    if rate.unit_minutes == 1:
        return f"setiap {_unit(measure)}", f"dipotong {percent(rate.cut)}"
    begun = f"bagian yang belum penuh {_BEGUN[rate.begun]}"
    unit = f"setiap {rate.unit_minutes} {_unit(measure)} ({begun})"
    return unit, f"dipotong {percent(rate.cut)}"


def _unit(measure: Measure) -> str:
    match measure:
        case Cuti():
            return "kali cuti" if measure.count == "spells" else _COUNTED[measure.count]
        case Accumulated():
            return "menit" if measure.per_minutes is None else "hari"
        case Absent() | Days():
            return "hari"
        case Missing():
            return "kali"
        case Reports():
            return "laporan"
        case _:
            return "menit"


def _circumstance(within: str, measure: Measure) -> str:
    if isinstance(measure, Cuti):
        return ordinal_span(within, _COUNTED[measure.count])
    return span(within, _unit(measure))


def _cut(part: Bracket | Named) -> str:
    if part.cut is not None:
        return f"dipotong {percent(part.cut)}"
    return f"dibayar {percent(part.pay or '')}"


def _name(named: Named, measure: Measure) -> str:
    if isinstance(measure, Discipline):
        return f"{PUNISHMENT_LABELS.get(named.name, named.name)}, {named.months} bulan"
    return PREDICATE_LABELS.get(named.name, named.name)


def terms(rule: Rule) -> Iterator[str]:
    """What else holds for the rule, a sentence each."""
    if len(rule.weekdays) < 7:
        yield f"Hanya pada hari {weekdays(rule.weekdays)}."
    if rule.who:
        yield f"Hanya untuk {people(rule.who)}."
    if rule.free_per_month:
        rest = "semuanya" if rule.free_then == "all" else "sisanya"
        first = f"{rule.free_per_month} kali pertama dalam sebulan tidak dipotong"
        yield f"{first}; bila lebih, {rest} dipotong."
    if rule.group:
        yield f"Dari kelompok “{rule.group}” pada hari yang sama hanya potongan terbesar."
    if rule.waived_on_outage:
        yield "Tidak berlaku pada hari gangguan sistem."
    if rule.except_status:
        yield f"Tidak berlaku pada hari {listed(rule.except_status, STATUS_LABELS, last='atau')}."
    if rule.instead == "month":
        yield "Bila memotong, menggantikan potongan kehadiran lain pada bulan itu."
    if rule.strength:
        yield f"Kepastian aturan ini: {STRENGTHS[rule.strength]}."
