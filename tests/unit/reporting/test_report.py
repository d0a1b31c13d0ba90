"""From facts to the report: what is compared with what, and what waits for its counts."""

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from accounts.channels import Channel
from portal.reporting.definitions import Share
from portal.reporting.periods import Period, add_months, months_between
from portal.reporting.reading import Attempts, Facts
from portal.reporting.report import DONE, GIVEN_UP, Figure, Question, report_of
from portal.reporting.suppression import Hidden
from portal.reporting.tables import tables_of

SERVICES = ("housing", "parking")
YEAR = Period(date(2025, 12, 1), date(2026, 11, 1))
AS_AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
TITLES = {"housing": "Housing", "parking": "Parking"}


@pytest.fixture(autouse=True)
def prices(settings):
    settings.UNIT_COSTS = [
        {"channel": channel.value, "pence": pence, "source": "Ours", "since": date(2020, 1, 1)}
        for channel, pence in zip(Channel, (10, 800, 300, 300, 800, 1000), strict=True)
    ]


def facts(
    *,
    online=None,
    telephone=None,
    attempts=Attempts(100, 80),  # noqa: B008  (frozen)
    earlier=Attempts(50, 30),  # noqa: B008
    by_task=None,
):
    """`online` and `telephone` are counts of one service, by month and service."""
    completed = Counter()
    for (month, service), count in (online or {}).items():
        completed[month, service, Channel.SELF_SERVE] = count
    for (month, service), count in (telephone or {}).items():
        completed[month, service, Channel.TELEPHONE] = count
    return Facts(
        as_at=AS_AT,
        completed=completed,
        counted_elsewhere=frozenset(telephone or {}),
        attempts=attempts,
        attempts_a_year_earlier=earlier,
        attempts_by_task=by_task or {},
    )


def every_month(count, *, first=date(2024, 12, 1), last=date(2026, 11, 1), services=SERVICES):
    return {
        (month, service): count for month in months_between(first, last) for service in services
    }


def question(**asked):
    return Question(period=YEAR, services=SERVICES, **asked)


def test_take_up_is_of_the_months_all_channels_were_counted_for():
    online = every_month(30)
    telephone = every_month(70, last=date(2026, 10, 1))

    report = report_of(facts(online=online, telephone=telephone), question())

    assert report.counted_months == YEAR.months[:-1]
    assert report.take_up.now == Share(30 * 2 * 11, 100 * 2 * 11)
    assert report.take_up.points == Decimal("0.0")


def test_the_months_still_awaited_are_named():
    report = report_of(
        facts(online=every_month(30), telephone=every_month(70, last=date(2026, 9, 1))), question()
    )

    assert report.awaited_months == {date(2026, 10, 1), date(2026, 11, 1)}


def test_one_service_whose_counts_are_missing_holds_its_month_back():
    telephone = every_month(70)
    del telephone[date(2026, 6, 1), "parking"]

    report = report_of(facts(online=every_month(30), telephone=telephone), question())

    assert date(2026, 6, 1) not in report.counted_months
    assert len(report.counted_months) == 11


def test_a_service_nobody_else_ever_counts_holds_nobody_up():
    telephone = every_month(70, services=("housing",))

    report = report_of(facts(online=every_month(30), telephone=telephone), question())

    assert report.counted_months == YEAR.months


def test_without_any_counts_from_elsewhere_there_is_no_take_up():
    report = report_of(facts(online=every_month(30)), question())

    assert report.counted_months == ()
    assert report.take_up.now.percent is None
    assert report.cost is None


def test_last_year_is_the_same_months():
    telephone = every_month(70)
    online = every_month(30, first=date(2025, 12, 1)) | every_month(10, last=date(2025, 11, 1))

    report = report_of(facts(online=online, telephone=telephone), question())

    assert report.transactions == 100 * 24
    assert report.transactions_a_year_earlier == 80 * 24
    assert report.take_up.points == Decimal("17.5")


def test_a_year_before_that_was_not_counted_in_full_is_not_compared():
    telephone = every_month(70, first=date(2025, 3, 1))

    report = report_of(facts(online=every_month(30), telephone=telephone), question())

    assert report.transactions_a_year_earlier == 0
    assert report.take_up.points is None
    assert report.cost_a_year_earlier is not None
    assert report.cost_a_year_earlier.pence_each is None


def test_completion_is_compared_with_the_same_days_a_year_earlier():
    report = report_of(facts(online=every_month(30)), question())

    assert report.completion.now == Share(80, 100)
    assert report.completion.points == Decimal("20.0")


def test_completion_is_not_compared_with_a_year_we_did_not_see_whole():
    online = every_month(30, first=date(2025, 3, 1))

    report = report_of(facts(online=online), question())

    assert report.completion.points is None


def test_cost_is_of_what_each_channel_was_used_for():
    report = report_of(facts(online=every_month(50), telephone=every_month(50)), question())

    assert report.cost is not None
    assert report.cost.pence_each == (10 + 300) // 2


@pytest.mark.parametrize("channel", [None, *Channel])
def test_the_channel_limits_the_tables_and_never_take_up(channel):
    report = report_of(
        facts(online=every_month(30), telephone=every_month(70)), question(channel=channel)
    )

    assert report.by_month.columns == ((channel,) if channel else tuple(Channel))
    assert report.take_up.now.percent == Decimal("30.0")


def test_a_table_has_every_month_and_service_even_when_nothing_happened():
    report = report_of(facts(), question())

    assert report.by_month.rows == YEAR.months
    assert report.by_service.rows == SERVICES
    assert report.by_month.total == 0
    assert report.is_empty


def test_one_service_is_a_table_of_one_row():
    report = report_of(facts(), question(service="parking"))

    assert report.by_service.rows == ("parking",)


def test_last_year_is_not_in_the_tables():
    report = report_of(facts(online=every_month(30)), question())

    assert report.by_month.total == 30 * 2 * 12
    assert report.by_service.row_totals["housing"] == 30 * 12


def test_tasks_are_listed_the_hardest_first():
    tasks = {
        ("parking", "pay"): Attempts(100, 95),
        ("housing", "report-repair"): Attempts(100, 60),
        ("parking", "renew-permit"): Attempts(100, 80),
    }

    report = report_of(facts(by_task=tasks), question())

    assert [task for _, task in report.by_task.rows] == ["report-repair", "renew-permit", "pay"]
    assert report.by_task.cells[("parking", "pay"), GIVEN_UP] == 5


def test_a_small_number_who_gave_up_cannot_be_had_by_subtraction():
    """M02."""
    tasks = {
        ("parking", "pay"): Attempts(100, 97),
        ("housing", "pay"): Attempts(100, 50),
        ("housing", "report-repair"): Attempts(90, 40),
    }

    report = report_of(facts(by_task=tasks), question())

    key = ("parking", "pay")
    assert report.by_task.cells[key, GIVEN_UP] is Hidden.SMALL
    assert Hidden.WITHHELD in {report.by_task.cells[key, DONE], report.by_task.row_totals[key]}


def test_a_completion_rate_that_would_tell_is_not_shown_either():
    """M04."""
    tasks = {("parking", "pay"): Attempts(100, 97), ("housing", "pay"): Attempts(100, 50)}

    report = report_of(facts(by_task=tasks), question())
    rows = {row[1]: row for row in tables_of(report, titles=TITLES)["by-task"].rows}

    assert rows["Parking"][-1] == "[not shown]"


def test_tables_say_what_they_hide():
    tasks = {("parking", "pay"): Attempts(100, 97), ("housing", "pay"): Attempts(100, 50)}

    tables = tables_of(report_of(facts(by_task=tasks), question()), titles=TITLES)

    assert tables["by-task"].hides_small
    assert tables["by-task"].withholds
    assert not tables["by-month"].hides_small


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


@pytest.mark.parametrize(
    ("now", "then", "points"),
    [
        (Share(50, 100), Share(40, 100), "10.0"),
        (Share(40, 100), Share(50, 100), "-10.0"),
        (Share(50, 100), Share(0, 0), None),
        (Share(0, 0), Share(50, 100), None),
        (Share(50, 100), Share(2, 100), None),
        (Share(98, 100), Share(50, 100), None),
    ],
)
def test_a_change_is_shown_only_between_two_figures_that_may_be(now, then, points):
    assert Figure(now, then).points == (None if points is None else Decimal(points))


def test_a_year_earlier_of_a_month_is_that_month():
    report = report_of(facts(telephone=every_month(7), online=every_month(9)), question())

    assert [add_months(month, -12) for month in report.counted_months] == list(
        YEAR.a_year_earlier.months
    )
