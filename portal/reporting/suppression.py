"""Tables without small counts, and without a way to work them out.

A count of 1 to 4 is not shown. Its row's total minus the other cells would still give it away, so
further cells are withheld until every small count has at least two possible values for a reader who
knows all that is shown, that a small count is 1 to 4, and that a withheld one is 5 or more.
Noughts are always shown.

A table and its totals are a grid whose rows and columns add up to nothing when a total counts as
negative. Withheld cells are then edges between rows and columns, and a small count can be one more
or one less exactly if a cycle of withheld cells can shift by one. `_way_round` finds that cycle,
and when there is none the cheapest cells to withhold that make one.
"""

import heapq
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from portal.reporting.definitions import SMALL

Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)
Place = tuple[int, int]

LARGEST_SMALL = SMALL.stop - 1
SMALLEST_SHOWN = SMALL.stop


class Hidden(Enum):
    SMALL = "fewer than 5"
    WITHHELD = "not shown"


Cell = int | Hidden


@dataclass(frozen=True, slots=True)
class SafeTable(Generic[Row, Column]):
    """What may be shown: cells, the total of each row and column, and the total of all."""

    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    cells: Mapping[tuple[Row, Column], Cell]
    row_totals: Mapping[Row, Cell]
    column_totals: Mapping[Column, Cell]
    total: Cell


def suppress(
    counts: Mapping[tuple[Row, Column], int], *, rows: Sequence[Row], columns: Sequence[Column]
) -> SafeTable[Row, Column]:
    """Return the table as it may be shown. A cell that is not in `counts` is nought."""
    inner = [[counts.get((row, column), 0) for column in columns] for row in rows]
    grid = _with_totals(inner, width=len(columns))
    hidden = _hide(grid)
    last_row, last_column = len(rows), len(columns)

    def shown(place: Place) -> Cell:
        return hidden.get(place, grid[place[0]][place[1]])

    return SafeTable(
        rows=tuple(rows),
        columns=tuple(columns),
        cells={
            (row, column): shown((i, j))
            for i, row in enumerate(rows)
            for j, column in enumerate(columns)
        },
        row_totals={row: shown((i, last_column)) for i, row in enumerate(rows)},
        column_totals={column: shown((last_row, j)) for j, column in enumerate(columns)},
        total=shown((last_row, last_column)),
    )


def _with_totals(inner: list[list[int]], *, width: int) -> list[list[int]]:
    rows = [[*row, sum(row)] for row in inner]
    return [*rows, [sum(row[j] for row in rows) for j in range(width + 1)]]


def _hide(grid: list[list[int]]) -> dict[Place, Hidden]:
    hidden = {
        (i, j): Hidden.SMALL
        for i, row in enumerate(grid)
        for j, count in enumerate(row)
        if count in SMALL
    }
    for place in sorted(hidden):
        more = _cheapest_protection(grid, hidden, place)
        if more is None:  # too little in it to show any of it
            return {(i, j): Hidden.WITHHELD for i, row in enumerate(grid) for j in range(len(row))}
        hidden.update(dict.fromkeys(more, Hidden.WITHHELD))
    return hidden


def _cheapest_protection(
    grid: list[list[int]], hidden: Mapping[Place, Hidden], place: Place
) -> set[Place] | None:
    """Which cells to withhold so that the count at `place` has two possible values."""
    ways = [_way_round(grid, hidden, place, step) for step in (1, -1)]
    found = [way for way in ways if way is not None]
    return min(found)[1] if found else None


def _way_round(
    grid: list[list[int]], hidden: Mapping[Place, Hidden], start: Place, step: int
) -> tuple[int, set[Place]] | None:
    """The cheapest cycle of cells through `start` along which everything can shift by one.

    Dijkstra's search from the column of `start` to its row. Nodes are rows and columns; leaving a
    column shifts a cell against `step`, leaving a row shifts one with it. Cells hidden already cost
    nothing, others what they count.
    """
    height, width = len(grid), len(grid[0])
    if not _can_shift(grid, start, step * _sign(grid, start)):
        return None
    queue: list[tuple[int, int, int, tuple[Place, ...]]] = [(0, 1, start[1], ())]
    done: set[tuple[int, int]] = set()
    while queue:
        cost, is_column, node, path = heapq.heappop(queue)
        if (is_column, node) in done:
            continue
        done.add((is_column, node))
        if not is_column and node == start[0]:
            return cost, {place for place in path if place not in hidden}
        for other in range(height if is_column else width):
            place = (other, node) if is_column else (node, other)
            direction = (-step if is_column else step) * _sign(grid, place)
            if place == start or not _can_shift(grid, place, direction):
                continue
            price = 0 if place in hidden else grid[place[0]][place[1]]
            heapq.heappush(queue, (cost + price, 1 - is_column, other, (*path, place)))
    return None


def _sign(grid: list[list[int]], place: Place) -> int:
    """Totals count as negative, except the total of totals."""
    is_row_total, is_column_total = place[1] == len(grid[0]) - 1, place[0] == len(grid) - 1
    return -1 if is_row_total != is_column_total else 1


def _can_shift(grid: list[list[int]], place: Place, direction: int) -> bool:
    """Whether the reader could believe this count to be one more, or one less."""
    count = grid[place[0]][place[1]]
    if count == 0:
        return False
    least = 1 if count in SMALL else SMALLEST_SHOWN
    return count > least if direction < 0 else count != LARGEST_SMALL
