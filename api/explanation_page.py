"""An explanation as a page to print: no script, no style sheet and no address of elsewhere."""

from html import escape
from typing import Final

from api import texts
from api.explanation import CitedEvent, ExplainedLine, Explanation, rupiah

_STYLE: Final = (
    "body{font:12pt/1.4 serif;max-width:18cm;margin:1cm auto}table{border-collapse:collapse;"
    "width:100%}td,th{border:1px solid #999;padding:.15cm;text-align:left;vertical-align:top}"
    "td:last-child{text-align:right;white-space:nowrap}small{color:#555}"
)


def page(explanation: Explanation, language: str) -> str:
    def word(name: str) -> str:
        return escape(texts.text(f"page_{name}", language, {}))

    heads = "".join(f"<th>{word(name)}</th>" for name in ("on", "clause", "sum", "rupiah"))
    rows = "".join(_row(line) for line in explanation.lines)
    sums = "".join(f"<li>{escape(line)}</li>" for line in explanation.sums)
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        f"<title>{word('title')}</title><style>{_STYLE}</style><h1>{word('title')}</h1>"
        f"<p>{escape(explanation.name)}<br>{escape(explanation.nip or '')}<br>"
        f"{explanation.month:%Y-%m}</p><ul>{sums}</ul>"
        f"<table><tr>{heads}</tr>{rows}</table></html>"
    )


def _row(line: ExplainedLine) -> str:
    what = " ".join(filter(None, (str(line.on or ""), line.session)))
    events = "".join(_event(event) for event in line.events)
    sums = "<br>".join(escape(part) for part in (line.quantity, line.arithmetic) if part)
    return (
        f"<tr><td>{escape(what)}</td><td>{escape(line.clause or '')} {escape(line.words)}"
        f"<br><small>{events}</small></td><td>{sums}</td><td>{rupiah(line.rupiah)}</td></tr>"
    )


def _event(event: CitedEvent) -> str:
    return f"#{event.position} {escape(event.told)} ({event.recorded_at:%Y-%m-%d %H:%M} UTC)<br>"
