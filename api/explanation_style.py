"""How the printed explanation looks: A4, no colour that paper needs, nothing from elsewhere."""

from typing import Final

STYLE: Final = """
@page { size: A4; margin: 14mm 13mm 16mm }
* { box-sizing: border-box }
html { -webkit-print-color-adjust: exact; print-color-adjust: exact }
body { margin: 0 auto; max-width: 190mm; padding: 10mm 4mm; color: #16211f; background: #fff;
  font: 10pt/1.42 "Source Sans 3", "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif }
@media print { body { padding: 0; max-width: none; font-size: 9pt } }
header { display: flex; justify-content: space-between; align-items: flex-end; gap: 8mm;
  border-bottom: 2.5pt solid #0f5c4d; padding-bottom: 3mm }
h1 { margin: 0; font-size: 19pt; line-height: 1.1; letter-spacing: -.01em }
header p { margin: 1mm 0 0; color: #4d5c58; font-size: 11pt }
.paid { text-align: right; white-space: nowrap }
.paid b { display: block; font-size: 17pt; line-height: 1.1; color: #0f5c4d }
.paid span { color: #4d5c58; font-size: 9pt }
h2 { margin: 7mm 0 2mm; font-size: 12pt; color: #0f5c4d; break-after: avoid }
dl.person { display: grid; grid-template-columns: 2.1fr 1.4fr 2fr 1.2fr; gap: 0 6mm;
  margin: 4mm 0 0 }
dt { color: #66736f; font-size: 8pt } dd { margin: 0; font-weight: 600 }
.note { margin: 4mm 0 0; padding: 2mm 3mm; border-left: 2.5pt solid #c9d5d1; background: #f5f8f7 }
.note p { margin: 0 } .warn { border-color: #b3541e; background: #fdf4ee }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
thead { display: table-header-group }
tr { break-inside: avoid }
th { padding: 1.2mm 2mm; text-align: left; font-size: 8pt; font-weight: 600; color: #4d5c58;
  border-bottom: 1pt solid #16211f }
td { padding: 1.8mm 2mm; vertical-align: top; border-bottom: .5pt solid #d5dedb }
td:first-child, th:first-child { padding-left: 0 }
td:last-child, th:last-child { padding-right: 0 }
.rp { text-align: right; white-space: nowrap }
small { display: block; color: #5a6764; font-size: 8pt; line-height: 1.35 }
tr.sum td { font-weight: 700; border-top: 1pt solid #16211f; border-bottom: 1pt solid #16211f }
tr.end td { font-weight: 700; font-size: 11pt; color: #0f5c4d; border-bottom: 2pt solid #0f5c4d }
tr.none td { color: #66736f }
.lines { table-layout: fixed }
.lines th:nth-child(1) { width: 26% } .lines th:nth-child(2) { width: 28% }
.lines th:nth-child(4) { width: 14% }
.tag { display: inline-block; padding: 0 1.4mm; border: .5pt solid #9fb0ab; border-radius: 2mm;
  font-size: 7.5pt; font-weight: 600; color: #3d4b47 }
.events td:nth-child(1) { width: 16mm } .events td:nth-child(2) { width: 50mm }
.events td { padding: 1mm 2mm } .events td:first-child { padding-left: 0 }
@media screen and (max-width: 620px) {
  header { display: block } .paid { margin-top: 3mm; text-align: left }
  dl.person { grid-template-columns: 1fr 1fr; gap: 2mm 6mm }
  .lines thead { display: none }
  .lines tr { display: block; padding: 2mm 0; border-bottom: .5pt solid #d5dedb }
  .lines td { display: block; padding: .6mm 0; border: 0 } .lines td.rp { font-weight: 700 }
}
footer { margin-top: 6mm; padding-top: 2mm; border-top: .5pt solid #d5dedb; color: #5a6764;
  font-size: 8pt }
"""
