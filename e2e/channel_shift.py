"""The channel-shift page as its reader sees it: figures, tables, and the bars of the chart."""

import csv
import io
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from playwright.sync_api import Page

ONLINE = ("Online, by themselves", "Online, with help in person", "Online, with help by telephone")
CHANNELS = (*ONLINE, "Telephone", "In person", "Post")
MOST_UNTOLD = {"<5": 4, "[not shown]": 100_000}
"""How many a count may stand for that the page keeps to itself."""
BARS = """() => [...document.querySelectorAll(".chart rect.chart__ground")].map(bar => [
    Number.parseFloat(bar.getAttribute("x")),
    Number(bar.getAttribute("class").split("--")[1]),
    Number(bar.getAttribute("height")),
])"""


@dataclass(frozen=True, slots=True)
class Table:
    """Cells by the row's name and the column's heading."""

    rows: dict[tuple[str, ...], dict[str, str]]

    def number(self, *row: str, column: str) -> int:
        return int(self.rows[row][column])

    def sum(self, *columns: str, rows: set[tuple[str, ...]] | None = None) -> int:
        wanted = [row for row in self.rows if row != ("All",) and (rows is None or row in rows)]
        return sum(self.number(*row, column=column) for row in wanted for column in columns)

    def least_and_most(self, column: str) -> tuple[int, int]:
        """What a column may add up to: of a count that is not told, only the words are known."""
        cells = {row: cells[column] for row, cells in self.rows.items() if row != ("All",)}
        told = {row for row, cell in cells.items() if cell[0].isdigit()}
        least = self.sum(column, rows=told)
        most = least + sum(MOST_UNTOLD[cells[row]] for row in cells.keys() - told)
        return least, most


def table(page: Page, caption: str, *, names: int = 1) -> Table:
    """`names` are the columns, from the left, that say what a row is about."""
    found = page.get_by_role("table", name=caption)
    return _table(
        found.get_by_role("row").evaluate_all(
            "rows => rows.map(row => [...row.cells].map(cell => cell.textContent.trim()))"
        ),
        names,
    )


def file(page: Page, caption: str, *, names: int = 1) -> Table:
    """The same table as the CSV that the page gives away."""
    link = page.get_by_role("link", name=f"CSV of {caption}")
    answer = page.request.get(str(link.get_attribute("href")))
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    return _table(list(csv.reader(io.StringIO(answer.text().removeprefix("\ufeff")))), names)


def bars(page: Page) -> list[dict[str, float]]:
    """The chart's columns from the left, as how high each channel's part of them is."""
    columns: dict[float, dict[str, float]] = {}
    for left, pattern, height in page.evaluate(BARS):
        columns.setdefault(left, {})[CHANNELS[int(pattern) - 1]] = height
    return [columns[left] for left in sorted(columns)]


def figure(page: Page, name: str) -> str:
    """One of the headline figures, such as «49.4%»."""
    headline = page.locator(".headline", has=page.get_by_text(name, exact=True))
    return headline.locator(".headline__value").inner_text()


def percent(part: int, whole: int) -> str:
    share = (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{share}%"


def _table(lines: list[list[str]], names: int) -> Table:
    """1,136 on the page and 1136 in the file are the same number."""
    headings, *rows = lines
    plain = [
        [cell.replace(",", "") if cell[:1].isdigit() else cell for cell in row] for row in rows
    ]
    return Table({tuple(row[:names]): dict(zip(headings, row, strict=True)) for row in plain})
