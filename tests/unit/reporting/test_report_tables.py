"""The tables of the report: every month and service, totals, and what is too small to show."""

from datetime import date

import pytest

from portal.reporting.reading import Facts
from portal.reporting.report import DONE, GIVEN_UP, report_of
from portal.reporting.suppression import Hidden
from portal.reporting.tables import tables_of
from tests.unit.reporting.reports import (
    AS_AT,
    SELF_SERVE,
    SERVICES,
    TITLES,
    YEAR,
    every_month,
    facts,
    question,
)


def facts_of_tasks(**tasks):
    """What became of each task this November: service__task=(completed, given up)."""
    parts = {(YEAR.last, *name.split("__"), SELF_SERVE): counts for name, counts in tasks.items()}
    return Facts(
        as_at=AS_AT,
        completed={part: completed for part, (completed, _) in parts.items()},
        given_up={part: given_up for part, (_, given_up) in parts.items()},
        counted_elsewhere=frozenset(),
    )


def test_a_table_has_every_month_and_service_even_when_nothing_happened():
    report = report_of(facts(), question())

    assert report.by_month.rows == YEAR.months
    assert report.by_service.rows == SERVICES
    assert report.by_month.total == 0
    assert report.is_empty is True


@pytest.mark.parametrize(
    "known",
    [
        facts(online=dict.fromkeys([(date(2026, 10, 1), "housing")], 9)),
        facts(telephone=dict.fromkeys([(date(2026, 10, 1), "housing")], 9)),
        facts_of_tasks(housing__pay=(0, 9)),
    ],
)
def test_one_thing_counted_is_a_report(known):
    assert report_of(known, question()).is_empty is False


def test_one_service_is_a_table_of_one_row():
    report = report_of(facts(), question(service="parking"))

    assert report.by_service.rows == ("parking",)


def test_last_year_is_not_in_the_tables():
    report = report_of(facts(online=every_month(30)), question())

    assert report.by_month.total == 30 * 2 * 12
    assert report.by_service.row_totals["housing"] == 30 * 12


def test_tasks_are_listed_the_hardest_first():
    tasks = facts_of_tasks(
        parking__pay=(95, 5),
        housing__repair=(60, 40),
        parking__permit=(80, 20),
        housing__browse=(0, 0),
    )

    report = report_of(tasks, question())

    assert [task for _, task in report.by_task.rows] == ["repair", "permit", "pay", "browse"]
    assert report.by_task.cells[("parking", "pay"), GIVEN_UP] == 5
    assert report.by_task.row_totals["parking", "pay"] == 100


def test_a_small_number_who_gave_up_cannot_be_had_by_subtraction():
    """M02."""
    tasks = facts_of_tasks(parking__pay=(97, 3), housing__pay=(50, 50), housing__repair=(40, 50))

    report = report_of(tasks, question())

    key = ("parking", "pay")
    assert report.by_task.cells[key, GIVEN_UP] is Hidden.SMALL
    assert Hidden.WITHHELD in {report.by_task.cells[key, DONE], report.by_task.row_totals[key]}


def test_a_completion_rate_that_would_tell_is_not_shown_either():
    """M04."""
    tasks = facts_of_tasks(parking__pay=(97, 3), housing__pay=(50, 50))

    tables = tables_of(report_of(tasks, question()), titles=TITLES)

    assert {row[1]: row[-1] for row in tables["by-task"].rows}["Parking"] == "[not shown]"
    assert tables["by-task"].hides_small
    assert tables["by-task"].withholds
    assert not tables["by-month"].hides_small


def test_a_task_that_is_not_shown_stands_last_where_its_place_tells_nothing():
    """M04."""
    seen = {"housing__pay": (60, 40), "housing__repair": (70, 30), "housing__visit": (90, 10)}
    tasks = facts_of_tasks(parking__renew=(1, 3), **seen)

    rows = tables_of(report_of(tasks, question()), titles=TITLES)["by-task"].rows

    hidden = [row[-1] == "[not shown]" for row in rows]
    assert hidden == sorted(hidden)
    assert {True, False} == set(hidden)


def test_a_month_not_counted_elsewhere_says_so_instead_of_nought():
    telephone = every_month(70, last=date(2026, 10, 1))

    tables = tables_of(
        report_of(facts(online=every_month(30), telephone=telephone), question()), titles=TITLES
    )

    november, october = tables["by-month"].rows[-1], tables["by-month"].rows[-2]
    assert november == ("November 2026", "60", "0", "0", *["not in yet"] * 3, "60")
    assert october == ("October 2026", "60", "0", "0", "140", "0", "0", "200")


def test_totals_are_those_of_the_columns():
    tables = tables_of(
        report_of(facts(online=every_month(30), telephone=every_month(70)), question()),
        titles=TITLES,
    )

    assert tables["by-service"].total == ("All", "720", "0", "0", "1,680", "0", "0", "2,400")


def test_a_service_switched_off_since_keeps_its_slug():
    tables = tables_of(report_of(facts(), question()), titles={})

    assert [row[0] for row in tables["by-service"].rows] == ["housing", "parking"]
