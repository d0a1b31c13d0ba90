"""A table as a file: values only, one sheet, and no cell that a spreadsheet would run."""

import csv
import io
import re
from dataclasses import dataclass

from tablib import Dataset

from portal.reporting.tables import Table

RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a cell begins that a spreadsheet takes for a formula."""

COUNT = re.compile(r"0|[1-9][0-9]{0,2}(,[0-9]{3})*")


@dataclass(frozen=True, slots=True)
class File:
    name: str
    media_type: str
    content: bytes


FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


def export(table: Table, *, file_format: str) -> File:
    """Raises KeyError for a format that is not one of FORMATS."""
    rows = [*table.rows, *([table.total] if table.total else [])]
    written = [[_cell(cell) for cell in row] for row in rows]
    if file_format == "csv":
        content = _as_csv(table.headings, written)
    else:
        sheet = Dataset(*written, headers=table.headings, title=table.name[:31])
        content = sheet.export(file_format)
    return File(f"{table.name}.{file_format}", FORMATS[file_format], content)


def _as_csv(headings: tuple[str, ...], rows: list[list[str | int]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(text: str) -> str | int:
    """Counts as numbers; everything else as text that stays text."""
    if COUNT.fullmatch(text):
        return int(text.replace(",", ""))
    return f"'{text}" if text.startswith(RUNS) else text
