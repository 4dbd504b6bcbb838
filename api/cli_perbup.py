"""Commands about regulations: check, explain, schema, list, and assess on a file of facts."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domain import perbup_catalogue
from domain.perbup import Perbup
from domain.perbup_conflicts import conflicts
from domain.perbup_explain import explain
from domain.perbup_faults import Fault, FaultyPerbup, Language, errors
from domain.perbup_loading import Form, check, load, schema
from domain.perbup_wording import STRENGTHS, percent, rupiah
from domain.perbup_words import percent_of

if TYPE_CHECKING:
    import polars as pl

    from api.facts_columns import BadFacts
    from domain.assessment.ledger import Assessment

SOUND, FAULTY, UNREADABLE = 0, 1, 2
"""Exit codes: done; faults were found and listed; a file cannot be read at all."""


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `perbup` and `assess`. Each command sets `run`, from the arguments to an exit code."""
    perbup = subparsers.add_parser("perbup", help="periksa dan jelaskan peraturan")
    commands = perbup.add_subparsers(required=True, metavar="PERINTAH")
    checking = commands.add_parser("check", help="sebutkan semua kesalahan sebuah berkas")
    checking.add_argument("file", metavar="BERKAS|NAMA")
    checking.add_argument("--language", choices=("id", "en"), default="id")
    checking.set_defaults(run=run_check)
    explaining = commands.add_parser("explain", help="peraturan dalam bahasa sehari-hari")
    explaining.add_argument("file", metavar="BERKAS|NAMA")
    explaining.add_argument("--language", choices=("id", "en"), default="id")
    explaining.set_defaults(run=run_explain)
    commands.add_parser("schema", help="JSON Schema berkas peraturan").set_defaults(run=run_schema)
    commands.add_parser("list", help="peraturan dalam katalog").set_defaults(run=run_list)
    _register_assess(subparsers)


def _register_assess(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    assessing = subparsers.add_parser("assess", help="coba sebuah peraturan pada berkas fakta")
    assessing.add_argument("--perbup", action="append", required=True, metavar="BERKAS|NAMA")
    assessing.add_argument("--facts", required=True, type=Path, metavar="BERKAS.csv|.parquet")
    assessing.add_argument("--months", type=Path, metavar="BERKAS.csv|.parquet")
    assessing.add_argument("--out", type=Path, metavar="LEDGER.csv")
    assessing.add_argument("--language", choices=("id", "en"), default="id")
    assessing.set_defaults(run=run_assess)


def run_check(args: argparse.Namespace) -> int:
    try:
        found = _check(args.file)
    except (OSError, _Nowhere) as error:
        return _unreadable(error)
    _say(_fault_line(fault, args.language) for fault in found)
    if errors(found):
        return FAULTY
    _say([f"{args.file}: tidak ada kesalahan"])
    return SOUND


def run_explain(args: argparse.Namespace) -> int:
    try:
        sys.stdout.write(explain(_load(args.file)))
    except FaultyPerbup as faulty:
        return _faulty(args.file, faulty.faults, args.language)
    except (OSError, _Nowhere) as error:
        return _unreadable(error)
    return SOUND


def run_schema(_: argparse.Namespace) -> int:
    _say([json.dumps(schema(), indent=2, ensure_ascii=False)])
    return SOUND


def run_list(_: argparse.Namespace) -> int:
    for name in perbup_catalogue.names():
        perbup = perbup_catalogue.load(name)
        _say([f"{name}  {perbup.title}, {perbup.region} [{STRENGTHS[perbup.source.strength]}]"])
    return SOUND


def run_assess(args: argparse.Namespace) -> int:
    from api.facts_columns import BadFacts

    try:
        perbups = _load_all(args.perbup, args.language)
        return FAULTY if perbups is None else _assess(perbups, args)
    except BadFacts as bad:
        return _bad_facts(bad)
    except (OSError, UnicodeDecodeError, _Nowhere) as error:
        return _unreadable(error)


def _load_all(files: Sequence[str], language: Language) -> list[Perbup] | None:
    """None where one is faulty or two conflict, after saying so."""
    perbups: list[Perbup] = []
    sound = True
    for file in files:
        try:
            perbups.append(_load(file))
        except FaultyPerbup as faulty:
            sound = _faulty(file, faulty.faults, language) == SOUND
    found = conflicts(perbups)
    _say((_fault_line(fault, language) for fault in found), error=True)
    return perbups if sound and not found else None


def _assess(perbups: Sequence[Perbup], args: argparse.Namespace) -> int:
    from api.facts_files import read_facts
    from domain.assessment import assess

    facts = read_facts(args.facts, args.months)
    assessment = assess(facts.days, facts.months, perbups)
    if args.out:
        _flat(assessment.ledger).write_csv(args.out)
    else:
        _say(_ledger_line(row) for row in assessment.ledger.iter_rows(named=True))
    _say(_summary(assessment))
    return SOUND


def _ledger_line(row: dict[str, Any]) -> str:
    where = " ".join(str(row[name]) for name in ("employee", "on", "session") if row[name])
    what = f"{row['rule']} ({row['clause']})"
    if row["quantity"] is not None:
        what += f" {row['quantity']} {row['unit']}"
    amount = rupiah(row["rupiah"])
    if row["rate_ppm"] is not None and row["base_rupiah"] is not None:
        rate = percent(percent_of(row["rate_ppm"]))
        amount = f"{rate} dari {rupiah(row['base_rupiah'])} = {amount}"
    return f"{where} {what}: {amount} [{row['kind']}, {row['mode']}]"


def _summary(assessment: "Assessment") -> Iterable[str]:
    for row in assessment.deductions.iter_rows(named=True):
        paid, cut = rupiah(row["net_rupiah"]), rupiah(row["cut_rupiah"])
        shadow = f", uji coba {rupiah(row['shadow_rupiah'])}" if row["shadow_rupiah"] else ""
        later = row["postponed_rupiah"]
        postponed = f", ditunda {rupiah(later)}" if later else ""
        gross = f"{row['employee']} {row['month']:%Y-%m}: {rupiah(row['gross_rupiah'])}"
        yield f"{gross} dipotong {cut}{shadow} = {paid}{postponed}"
    for row in assessment.proposals.iter_rows(named=True):
        who = f"{row['employee']} {row['month']:%Y-%m}"
        yield f"{who}: usulan {row['punishment']} ({row['clause']}, {row['quantity']})"
    for row in assessment.warnings.iter_rows(named=True):
        where = " ".join(str(row[name]) for name in ("employee", "on", "session") if row[name])
        yield f"peringatan {where}: {row['code']}"


def _flat(ledger: "pl.DataFrame") -> "pl.DataFrame":
    import polars as pl

    events = pl.col("events").list.eval(pl.element().cast(pl.String)).list.join(" ")
    return ledger.with_columns(events)


# ---- files and catalogue


class _Nowhere(Exception):
    """Neither a file nor a name of the catalogue."""


def _load(file: str) -> Perbup:
    return load(*_text(file))


def _check(file: str) -> tuple[Fault, ...]:
    return check(*_text(file))


def _text(file: str) -> tuple[bytes, Form]:
    path = Path(file)
    if path.suffix in {".toml", ".json"} or path.exists():
        return path.read_bytes(), "json" if path.suffix == ".json" else "toml"
    if file in perbup_catalogue.names():
        return perbup_catalogue.text(file).encode(), "toml"
    message = f"{file}: bukan berkas dan tidak ada dalam katalog (lihat `epresensi perbup list`)"
    raise _Nowhere(message)


# ---- saying it


def _say(said: Iterable[str], *, error: bool = False) -> None:
    stream = sys.stderr if error else sys.stdout
    for line in said:
        stream.write(f"{line}\n")


def _fault_line(fault: Fault, language: Language) -> str:
    level = {"error": "kesalahan", "warning": "peringatan"}[fault.severity]
    shown = level if language == "id" else fault.severity
    place = f"{fault.path}: " if fault.path else ""
    return f"{shown} {place}{fault.text(language)} [{fault.code}]"


def _faulty(file: str, faults: Iterable[Fault], language: Language) -> int:
    _say((f"{file}: {_fault_line(fault, language)}" for fault in faults), error=True)
    return FAULTY


def _bad_facts(bad: "BadFacts") -> int:
    _say(
        (f"baris {r.line} {r.column}: “{r.value}”, harus {r.wanted}" for r in bad.rows), error=True
    )
    return FAULTY


def _unreadable(error: Exception) -> int:
    _say([f"tidak terbaca: {error}"], error=True)
    return UNREADABLE
