"""No small count can be worked out from a table: proved by trying to.

The reader in `values_possible` knows everything that is shown, that «fewer than 5» is 1 to 4, and
that «not shown» is 5 or more, and goes through every table that fits.
"""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.reporting.suppression import Hidden, suppress

COLUMNS = ("online", "telephone", "post")
HIGHEST = 13  # one more than the tables below hold, and some room above


def possible(cell, highest):
    if cell is Hidden.SMALL:
        return range(1, 5)
    if cell is Hidden.WITHHELD:
        return range(5, highest)
    return (cell,)


def fits(value, cell):
    if cell is Hidden.SMALL:
        return 1 <= value <= 4
    if cell is Hidden.WITHHELD:
        return value >= 5
    return value == cell


def tables_that_fit(table):
    rows = []
    for row in table.rows:
        cells = [possible(table.cells[row, column], HIGHEST) for column in table.columns]
        total = table.row_totals[row]
        rows.append([values for values in product(*cells) if fits(sum(values), total)])
    for guess in product(*rows):
        sums = [sum(column) for column in zip(*guess, strict=True)]
        totals = [table.column_totals[column] for column in table.columns]
        if all(map(fits, sums, totals)) and fits(sum(sums), table.total):
            yield guess


def values_possible(table):
    """For every small count: the values it may have, as far as two of them."""
    small = {place for place, cell in table.cells.items() if cell is Hidden.SMALL}
    found = {place: set() for place in small}
    for guess in tables_that_fit(table):
        for place in small:
            row, column = place
            found[place].add(guess[table.rows.index(row)][table.columns.index(column)])
        if all(len(values) > 1 for values in found.values()):
            break
    return found


def is_withheld_whole(table):
    return table.total is Hidden.WITHHELD and set(table.cells.values()) == {Hidden.WITHHELD}


@st.composite
def small_tables(draw):
    rows = tuple(range(draw(st.integers(1, 3))))
    columns = COLUMNS[: draw(st.integers(1, 3))]
    count = st.sampled_from([0, 0, 1, 2, 3, 4, 5, 6, 9])
    counts = {place: draw(count) for place in product(rows, columns)}
    return counts, rows, columns


@settings(max_examples=150, deadline=None)
@given(small_tables())
def test_no_small_count_can_be_worked_out(drawn):
    """M01, M02."""
    counts, rows, columns = drawn

    table = suppress(counts, rows=rows, columns=columns)

    if not is_withheld_whole(table):
        assert all(len(values) > 1 for values in values_possible(table).values())


@given(small_tables())
def test_what_is_shown_is_true_to_the_unit(drawn):
    """M11."""
    counts, rows, columns = drawn

    table = suppress(counts, rows=rows, columns=columns)

    for place, cell in table.cells.items():
        assert isinstance(cell, Hidden) or cell == counts[place]
    for row in rows:
        total = sum(counts[row, column] for column in columns)
        assert isinstance(table.row_totals[row], Hidden) or table.row_totals[row] == total


@given(small_tables())
def test_one_to_four_is_never_shown(drawn):
    counts, rows, columns = drawn

    table = suppress(counts, rows=rows, columns=columns)

    shown = [*table.cells.values(), *table.row_totals.values(), *table.column_totals.values()]
    assert not {1, 2, 3, 4} & {cell for cell in [*shown, table.total] if isinstance(cell, int)}


@given(small_tables())
def test_a_small_count_is_called_small_unless_everything_is_withheld(drawn):
    counts, rows, columns = drawn

    table = suppress(counts, rows=rows, columns=columns)

    if not is_withheld_whole(table):
        small = {place for place, count in counts.items() if 1 <= count <= 4}
        assert {place for place, cell in table.cells.items() if cell is Hidden.SMALL} == small


def test_large_counts_are_all_shown():
    counts = {("housing", "online"): 50, ("housing", "post"): 7, ("parking", "online"): 0}

    table = suppress(counts, rows=("housing", "parking"), columns=("online", "post"))

    assert table.cells == {
        ("housing", "online"): 50,
        ("housing", "post"): 7,
        ("parking", "online"): 0,
        ("parking", "post"): 0,
    }
    assert table.row_totals == {"housing": 57, "parking": 0}
    assert table.column_totals == {"online": 50, "post": 7}
    assert table.total == 57


def test_one_small_count_takes_three_others_with_it_when_totals_are_large():
    counts = {
        ("housing", "online"): 50,
        ("housing", "post"): 3,
        ("parking", "online"): 40,
        ("parking", "post"): 20,
    }

    table = suppress(counts, rows=("housing", "parking"), columns=("online", "post"))

    assert table.cells["housing", "post"] is Hidden.SMALL
    hidden = [*table.cells.values(), *table.row_totals.values(), *table.column_totals.values()]
    assert [*hidden, table.total].count(Hidden.WITHHELD) >= 3


def test_the_cheapest_counts_are_withheld():
    counts = {
        ("a", "x"): 3,
        ("a", "y"): 900,
        ("a", "z"): 10,
        ("b", "x"): 11,
        ("b", "y"): 800,
        ("b", "z"): 12,
    }

    table = suppress(counts, rows=("a", "b"), columns=("x", "y", "z"))

    withheld = {place for place, cell in table.cells.items() if cell is Hidden.WITHHELD}
    assert withheld == {("a", "z"), ("b", "x"), ("b", "z")}
    assert table.total == 1736


def test_nought_is_always_shown_unless_nothing_is():
    counts = {("a", "x"): 2, ("a", "y"): 0, ("b", "x"): 30, ("b", "y"): 40}

    table = suppress(counts, rows=("a", "b"), columns=("x", "y"))

    assert table.cells["a", "y"] == 0


def test_too_little_to_show_is_not_shown_at_all():
    """Four ones under a total of four could be nothing else."""
    counts = {("a", column): 1 for column in ("w", "x", "y", "z")}

    table = suppress(counts, rows=("a",), columns=("w", "x", "y", "z"))

    assert is_withheld_whole(table)
    assert set(table.row_totals.values()) == {Hidden.WITHHELD}


@pytest.mark.parametrize("rows", [(), ("a",)])
def test_an_empty_table_is_a_table_of_noughts(rows):
    table = suppress({}, rows=rows, columns=("x",))

    assert table.total == 0
    assert set(table.cells.values()) <= {0}


def test_a_day_of_one_department_cannot_be_had_by_subtracting_the_others():
    """M03: of any two tables where one holds a row more, the difference is not a small count."""
    counts = {("a", "x"): 30, ("a", "y"): 9, ("b", "x"): 2, ("b", "y"): 12, ("c", "x"): 7}
    rows, columns = ("a", "b", "c"), ("x", "y")

    table = suppress(counts, rows=rows, columns=columns)

    known = [table.cells[row, "x"] for row in ("a", "c")]
    total = table.column_totals["x"]
    assert Hidden.WITHHELD in [*known, total]


S, W = Hidden.SMALL, Hidden.WITHHELD


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([[2, 2]], [[S, S, S], [S, S, S]]),
        ([[0, 1], [1, 2]], [[0, S, S], [S, S, S], [S, S, S]]),
        ([[0, 2], [2, 2]], [[0, S, S], [S, S, S], [S, S, 6]]),
        ([[0, 1], [3, 3]], [[0, S, S], [S, S, W], [S, S, 7]]),
    ],
)
def test_no_more_is_withheld_than_has_to_be(counts, shown):
    """A 2 could be a 1, so small counts beside each other protect each other."""
    rows, columns = range(len(counts)), range(len(counts[0]))
    cells = {(row, column): counts[row][column] for row in rows for column in columns}

    table = suppress(cells, rows=rows, columns=columns)

    assert shown == [
        *(
            [*(table.cells[row, column] for column in columns), table.row_totals[row]]
            for row in rows
        ),
        [*(table.column_totals[column] for column in columns), table.total],
    ]
