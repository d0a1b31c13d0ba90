"""The report's tables in words: the page, the print-out and the exports all show these."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from accounts.audit.presenters import task_in_words
from accounts.channels import Channel
from portal.reporting.definitions import Share, completion_rate
from portal.reporting.report import DONE, GIVEN_UP, Report, TakeUp
from portal.reporting.suppression import Cell, Hidden, SafeTable
from portal.reporting.words import NOT_IN_YET, cell_in_words, share_in_words

Row = TypeVar("Row", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Table:
    """Headings, and rows of a name and what follows it."""

    name: str
    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()
    names: int = 1
    """How many columns, from the left, are words and not numbers."""
    hidden: frozenset[Hidden] = frozenset()

    @property
    def hides_small(self) -> bool:
        return Hidden.SMALL in self.hidden

    @property
    def withholds(self) -> bool:
        return Hidden.WITHHELD in self.hidden


def tables_of(report: Report, *, titles: Mapping[str, str]) -> dict[str, Table]:
    """Every table of the report by name. `titles` are the services' by slug."""
    tables = [
        _take_up(report, titles),
        _volumes(
            report.by_month,
            name="by-month",
            caption="Completed, by month and channel",
            first="Month",
            say=lambda month: f"{month:%B %Y}",
            awaited=report.awaited_months,
        ),
        _volumes(
            report.by_service,
            name="by-service",
            caption="Completed, by service and channel",
            first="Service",
            say=lambda slug: titles.get(slug, slug),
        ),
        _tasks(report.by_task, titles),
    ]
    return {table.name: table for table in tables}


def _take_up(report: Report, titles: Mapping[str, str]) -> Table:
    """Percentages alone: the counts stand in the tables that hide the small ones."""

    def row(name: str, take_up: TakeUp) -> tuple[str, ...]:
        figures = (take_up.digital, take_up.self_serve)
        shares = (share for figure in figures for share in (figure.now, figure.then))
        return (name, *(share_in_words(share) for share in shares))

    return Table(
        name="take-up",
        caption="Take-up, by service",
        headings=(
            "Service",
            "Digital take-up",
            "A year earlier",
            "Online without help",
            "A year earlier",
        ),
        rows=tuple(
            row(titles.get(service, service), take_up)
            for service, take_up in report.take_up_by_service.items()
        ),
        total=row("All", report.take_up),
    )


def _volumes(
    safe: SafeTable[Row, Channel],
    *,
    name: str,
    caption: str,
    first: str,
    say: Callable[[Row], str],
    awaited: frozenset[Row] = frozenset(),
) -> Table:
    return Table(
        name=name,
        caption=caption,
        headings=(first, *(str(channel.label) for channel in safe.columns), "All"),
        rows=tuple(
            (
                say(row),
                *(
                    NOT_IN_YET
                    if row in awaited and not channel.is_digital
                    else cell_in_words(safe.cells[row, channel])
                    for channel in safe.columns
                ),
                cell_in_words(safe.row_totals[row]),
            )
            for row in safe.rows
        ),
        total=(
            "All",
            *(cell_in_words(safe.column_totals[channel]) for channel in safe.columns),
            cell_in_words(safe.total),
        ),
        hidden=_what_is_hidden(safe),
    )


def _tasks(safe: SafeTable[tuple[str, str], str], titles: Mapping[str, str]) -> Table:
    return Table(
        name="by-task",
        caption="Where people give up: online tasks, the hardest first",
        headings=("Task", "Service", "Started", "Completed", "Given up or open", "Completion rate"),
        rows=tuple(
            (
                task_in_words(task),
                titles.get(service, service),
                cell_in_words(safe.row_totals[service, task]),
                cell_in_words(safe.cells[(service, task), DONE]),
                cell_in_words(safe.cells[(service, task), GIVEN_UP]),
                _rate(safe.row_totals[service, task], safe.cells[(service, task), DONE]),
            )
            for service, task in _shown_first(safe)
        ),
        names=2,
        hidden=_what_is_hidden(safe),
    )


def _shown_first(safe: SafeTable[tuple[str, str], str]) -> list[tuple[str, str]]:
    """What is not shown has no place among the rest: its place would tell its rate."""

    def is_hidden(row: tuple[str, str]) -> bool:
        counts = (safe.row_totals[row], safe.cells[row, DONE])
        return any(isinstance(count, Hidden) for count in counts)

    shown = [row for row in safe.rows if not is_hidden(row)]
    return [*shown, *sorted(row for row in safe.rows if is_hidden(row))]


def _rate(started: Cell, completed: Cell) -> str:
    """No percentage where one of its two counts is not shown: it would give it away."""
    if isinstance(started, Hidden) or isinstance(completed, Hidden):
        return cell_in_words(Hidden.WITHHELD)
    rate: Share = completion_rate(started=started, completed=completed)
    return share_in_words(rate)


def _what_is_hidden(
    safe: SafeTable[Row, Channel] | SafeTable[tuple[str, str], str],
) -> frozenset[Hidden]:
    cells: list[Cell] = [*safe.cells.values(), *safe.row_totals.values(), safe.total]
    return frozenset(
        cell for cell in [*cells, *safe.column_totals.values()] if isinstance(cell, Hidden)
    )
