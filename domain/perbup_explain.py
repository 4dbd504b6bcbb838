"""A regulation in readable Indonesian: every rule, rate, limit, effect, right, date and source."""

from collections.abc import Iterator

from domain.perbup import Base, Flexi, Perbup, SessionTerms
from domain.perbup_explain_rules import measured, rates, terms
from domain.perbup_rules import (
    Cap,
    CutMore,
    Effect,
    Entitlement,
    PayActing,
    PayGrade,
    PayNothing,
    PayShare,
    Postpone,
    Propose,
    Rule,
    Who,
    Zero,
)
from domain.perbup_vocabulary import (
    EMPLOYMENT_LABELS,
    PUNISHMENT_LABELS,
    REASON_LABELS,
    TUGAS_BELAJAR_LABELS,
)
from domain.perbup_wording import (
    STRENGTHS,
    clock,
    day,
    listed,
    people,
    percent,
    rupiah,
    span,
    table,
    weekdays,
)

_ROLES = {
    "arrival": "datang",
    "presence": "hadir",
    "leaving": "pulang",
    "apel": "apel atau upacara",
}
_ROUNDING = {
    "half_up": "setengah ke atas",
    "half_down": "setengah ke bawah",
    "half_even": "setengah ke genap",
    "up": "ke atas",
    "down": "ke bawah",
}
_MUTASI = {
    "first": "jabatan pada awal bulan",
    "last": "jabatan pada akhir bulan",
    "by_day": "setiap jabatan sebanding hari kalendernya",
}
_FORGIVES = {
    "always": "terlambat sampai batas itu tidak dihitung",
    "if_made_up": "terlambat sampai batas itu tidak dihitung bila diganti",
    "never": "terlambatnya sendiri tetap dihitung",
}
_PER = {"month": "", "working_day": " dibagi hari kerja", "calendar_day": " dibagi hari kalender"}


def explain(perbup: Perbup) -> str:
    """Markdown that also reads as plain text."""
    return "\n".join([*_head(perbup), *_body(perbup), *_notes(perbup)]) + "\n"


def _head(perbup: Perbup) -> Iterator[str]:
    yield f"# {perbup.title}"
    yield ""
    yield f"Nomor {perbup.number} Tahun {perbup.year}, {perbup.region} (`{perbup.id}`)"
    yield ""
    yield f"- Sumber: {perbup.source.label}"
    yield f"- Kepastian: {STRENGTHS[perbup.source.strength]}"
    if perbup.source.reference:
        yield f"- Rujukan: {perbup.source.reference}"
    if perbup.source.note:
        yield f"- Catatan sumber: {perbup.source.note}"
    yield from _dates(perbup)
    yield f"- Untuk: {people(perbup.who)}"
    yield f"- Mutasi dalam bulan: {_MUTASI[perbup.mutasi]}"
    yield f"- Pembulatan: {_rounding(perbup)}"


def _dates(perbup: Perbup) -> Iterator[str]:
    if perbup.stated_on:
        yield f"- Ditetapkan: {day(perbup.stated_on)}"
    if perbup.enacted_on:
        yield f"- Diundangkan: {day(perbup.enacted_on)}"
    until = f" sampai {day(perbup.effective_until)}" if perbup.effective_until else ""
    yield f"- Berlaku: mulai {day(perbup.effective_from)}{until}"
    if perbup.mode == "trial":
        yield "- Uji coba: dihitung dan ditampilkan, tidak dipotong"
    if perbup.trial_until:
        yield f"- Uji coba sampai {day(perbup.trial_until)}: dihitung, tidak dipotong"
    if perbup.amends:
        yield f"- Mengubah: {perbup.amends}"
    if perbup.replaces:
        yield f"- Mengganti: {listed(perbup.replaces)}"


def _rounding(perbup: Perbup) -> str:
    rounding = perbup.rounding
    point = "setiap baris" if rounding.point == "item" else "jumlah sebulan"
    unit = "rupiah" if rounding.unit_rupiah == 1 else rupiah(rounding.unit_rupiah)
    clause = f" ({rounding.clause})" if rounding.clause else ""
    return f"{point}, {_ROUNDING[rounding.how]}, ke {unit}{clause}"


def _body(perbup: Perbup) -> Iterator[str]:
    yield from _section("Sesi", _sessions(perbup))
    if perbup.bases:
        yield from _section("Dasar potongan", _bases(perbup))
    if perbup.grades:
        rows = ([str(row.grade), rupiah(row.rupiah)] for row in perbup.grades)
        yield from _section("Besaran per kelas", table(("Kelas", "Sebulan"), rows))
    if perbup.entitlements:
        yield from _section("Hak sebelum dipotong", _entitlements(perbup))
    yield from _section("Potongan", [])
    for rule in perbup.rules:
        yield from _rule(rule)
    if perbup.caps:
        yield from _section("Batas", [_cap(cap) for cap in perbup.caps])
    if perbup.effects:
        yield from _section("Akibat", _effects(perbup))


def _section(title: str, lines: list[str]) -> list[str]:
    return ["", f"## {title}", "", *lines] if lines else ["", f"## {title}"]


def _sessions(perbup: Perbup) -> list[str]:
    head = ("Sesi", "Peran", "Hari", "Jam", "Dibuka–ditutup")
    lines = table(head, (_session(terms_) for terms_ in perbup.sessions))
    return [*lines, "", _flexi(perbup.flexi)] if perbup.flexi else lines


def _session(terms_: SessionTerms) -> list[str]:
    days = "setiap hari kerja" if len(terms_.weekdays) == 7 else weekdays(terms_.weekdays)
    due = clock(terms_.due) if terms_.due else "menurut pola kerja"
    window = "menurut pola kerja"
    if terms_.opens or terms_.closes:
        window = f"{clock(terms_.opens or '…')}–{clock(terms_.closes or '…')}"
    return [terms_.name, _ROLES[terms_.role], days, due, window]


def _flexi(flexi: Flexi) -> str:
    shift = (
        f"{flexi.block_minutes} menit untuk setiap keterlambatan"
        if flexi.how == "block"
        else f"selama keterlambatan, paling banyak {flexi.max_late_minutes} menit"
    )
    parts = [f"Terlambat pada {flexi.arrival} diganti pada {flexi.leaving}: {shift}"]
    if flexi.how == "block":
        parts.append(f"keterlambatan paling banyak {flexi.max_late_minutes} menit")
    if flexi.max_early_minutes:
        parts.append(
            f"datang lebih awal boleh pulang lebih awal sampai {flexi.max_early_minutes} menit"
        )
    return "; ".join([*parts, _FORGIVES[flexi.forgives]]) + "."


def _bases(perbup: Perbup) -> list[str]:
    rows = ([base.name, _base(base), "bagian" if base.part else ""] for base in perbup.bases)
    return table(("Dasar", "Besarnya", ""), rows)


def _base(base: Base) -> str:
    of = "TPP" if base.of == "tpp" else base.of.replace("component:", "komponen ")
    return f"{percent(base.share)} dari {of}{_PER[base.per]}"


def _of(base: str) -> str:
    return "seluruh TPP" if base == "tpp" else f"bagian {base}"


def _entitlements(perbup: Perbup) -> list[str]:
    head = ("Kode", "Pasal", "Bunyi", "Besarnya", "Untuk", "Kepastian")
    return table(head, (_entitlement(entitlement) for entitlement in perbup.entitlements))


def _entitlement(entitlement: Entitlement) -> list[str]:
    whom = people(entitlement.who) if entitlement.who else ""
    strength = STRENGTHS[entitlement.strength] if entitlement.strength else ""
    sentence = (entitlement.code, entitlement.clause, entitlement.text)
    return [*sentence, _given(entitlement), whom, strength]


def _given(entitlement: Entitlement) -> str:
    match entitlement.give:
        case PayShare() as give:
            whom = [EMPLOYMENT_LABELS.get(e, e) for e in give.employment]
            whom += [TUGAS_BELAJAR_LABELS.get(t, t) for t in give.tugas_belajar]
            return f"{listed(whom) or 'semua pegawai'} dibayar {percent(give.pay)}"
        case PayGrade() as give:
            whom_ = listed(give.tugas_belajar, TUGAS_BELAJAR_LABELS)
            return f"{whom_} dibayar menurut kelas {give.grade}"
        case PayActing() as give:
            return _acting(give)
        case PayNothing() as give:
            paid = "ditunda" if give.postpone else "tidak dibayar"
            return f"{listed(give.reasons, REASON_LABELS, last='atau')}: {paid}"


def _acting(give: PayActing) -> str:
    level = "setingkat" if give.kind == "same_level" else "setingkat lebih tinggi"
    of = "TPP sendiri" if give.of == "own" else "TPP jabatan itu"
    added = f"ditambah {percent(give.add)} {of}"
    what = added if give.how == "share" else "ditambah selisih ke TPP jabatan itu"
    return f"Plt jabatan {level}, paling sedikit {give.min_days} hari: {what}"


def _rule(rule: Rule) -> Iterator[str]:
    yield ""
    yield f"### {rule.clause} (`{rule.code}`)"
    yield ""
    yield rule.text
    yield ""
    yield f"Dihitung: {measured(rule.measure)}. Dasar: {_of(rule.base)}."
    yield ""
    yield from table(("Keadaan", "Potongan"), rates(rule))
    others = list(terms(rule))
    if others:
        yield ""
        yield " ".join(others)


def _cap(cap: Cap) -> str:
    which = f"Aturan {listed(cap.rules)}" if cap.rules else "Semua potongan"
    period = "sehari" if cap.per == "day" else "sebulan"
    return f"- {cap.clause}: {which} paling banyak {percent(cap.max)} {_of(cap.base)} {period}."


def _effects(perbup: Perbup) -> list[str]:
    head = ("Kode", "Pasal", "Bunyi", "Bila", "Akibat", "Untuk", "Kepastian")
    return table(head, (_effect(effect) for effect in perbup.effects))


def _effect(effect: Effect) -> list[str]:
    when = f"{measured(effect.measure)}: {span(effect.within)}"
    whom = people(effect.who or Who()) if effect.who else ""
    strength = STRENGTHS[effect.strength] if effect.strength else ""
    sentence = (effect.code, effect.clause, effect.text)
    return [*sentence, when, _done(effect), whom, strength]


def _done(effect: Effect) -> str:
    match effect.do:
        case Zero() as do:
            return f"{_of(do.base)} tidak dibayar"
        case CutMore() as do:
            return f"dipotong {percent(do.cut)} {_of(do.base)}"
        case Postpone() as do:
            return f"sisanya dibayar {do.months} bulan kemudian"
        case Propose() as do:
            label = PUNISHMENT_LABELS.get(do.punishment, do.punishment)
            return f"diusulkan {label} (tidak otomatis)"


def _notes(perbup: Perbup) -> list[str]:
    if not perbup.notes:
        return []
    return ["", "## Catatan", "", *(f"- {note}" for note in perbup.notes)]
