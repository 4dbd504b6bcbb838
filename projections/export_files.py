"""Writes spooled rows as CSV, Parquet or a spreadsheet, a few thousand rows at a time."""

from collections.abc import Callable, Sequence
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import polars as pl

from projections.export_columns import Column
from projections.export_sheet import write_sheet
from projections.exports import Spooled, Wanted, batches, rows_of

Step = Callable[[int], None]
"""Told the rows written so far; may raise, to end it."""

_FORMULA = r"^[=+\-@\t\r]"
"""A text that a spreadsheet would take for a formula."""


def file_name(wanted: Wanted) -> str:
    months = f"{wanted.month:%Y-%m}"
    if wanted.until_month != wanted.month:
        months += f"--{wanted.until_month:%Y-%m}"
    return "-".join(filter(None, (wanted.kind, months, wanted.opd))) + f".{_ending(wanted)}"


def write(wanted: Wanted, parts: Sequence[Spooled], path: Path, step: Step) -> None:
    match wanted.format:
        case "csv" | "csv_excel":
            _csv(wanted, parts, path, step)
        case "parquet" if len(parts) == 1:
            path.hardlink_to(parts[0].path)
        case "parquet":
            _partitioned(wanted, parts, path, step)
        case "xlsx":
            write_sheet(wanted, parts, path, step)


def _ending(wanted: Wanted) -> str:
    if wanted.format == "parquet" and wanted.month != wanted.until_month:
        return "zip"
    return {"csv_excel": "csv"}.get(wanted.format, wanted.format)


def _partitioned(wanted: Wanted, parts: Sequence[Spooled], path: Path, step: Step) -> None:
    """A folder for each month, as DuckDB, Spark and Polars read them, in an archive that packs
    nothing twice."""
    done = 0
    with ZipFile(path, "w", ZIP_STORED) as archive:
        for part in parts:
            file = part.path.with_suffix(".part")
            rows_of([part]).drop("month", strict=False).sink_parquet(file)
            archive.write(file, f"{wanted.kind}/month={part.month}/part-0.parquet")
            file.unlink()
            done += part.rows
            step(done)


def _csv(wanted: Wanted, parts: Sequence[Spooled], path: Path, step: Step) -> None:
    """For Excel in Indonesian: semicolons, and the mark by which it knows UTF-8."""
    excel = wanted.format == "csv_excel"
    columns = [
        _written(column, excel=excel).alias(column.heading) for column in wanted.layout.columns
    ]
    separator, ending = (";", "\r\n") if excel else (",", "\n")
    done = 0
    with path.open("wb") as file:
        for number, batch in enumerate(batches(parts)):
            batch.select(columns).write_csv(
                file,
                include_header=number == 0,
                include_bom=excel and number == 0,
                separator=separator,
                line_terminator=ending,
            )
            done += batch.height
            step(done)


def _written(  # noqa: PLR0911 - one case a form
    column: Column, *, excel: bool
) -> pl.Expr:
    value = pl.col(column.name)
    match column.form:
        case "text" if excel and column.name == "nip":
            return pl.format('="{}"', value)  # else Excel rounds it to fifteen digits
        case "text":
            return pl.when(value.str.contains(_FORMULA)).then("'" + value).otherwise(value)
        case "month":
            return value.dt.strftime("%Y-%m")
        case "rate":
            return _percent(value, "," if excel else ".")
        case "clock":
            return clock_text(value)
        case "events":
            return value.cast(pl.List(pl.String)).list.join(" ")
        case _:
            return value


def _percent(ppm: pl.Expr, point: str) -> pl.Expr:
    """ "2.5" of 25,000, exact."""
    rest = (ppm % 10_000).cast(pl.String).str.zfill(4).str.strip_chars_end("0")
    whole = (ppm // 10_000).cast(pl.String)
    return pl.when(rest == "").then(whole).otherwise(whole + point + rest)


def clock_text(seconds: pl.Expr) -> pl.Expr:
    """ "07:30:05"; before midnight with a minus, past 24 hours with more of them."""
    size = seconds.abs()
    pair = [(size // 3600), (size // 60) % 60, size % 60]
    shown = pl.concat_str([p.cast(pl.String).str.zfill(2) for p in pair], separator=":")
    return pl.when(seconds < 0).then("-" + shown).otherwise(shown)
