"""From facts to the report: what is compared with what, and what waits for its counts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from accounts.channels import Channel
from portal.reporting.definitions import Share
from portal.reporting.periods import add_months
from portal.reporting.report import Figure, report_of
from portal.reporting.tables import tables_of
from tests.unit.reporting.reports import SERVICES, TITLES, YEAR, every_month, facts, question

pytestmark = pytest.mark.usefixtures("prices")


def test_take_up_is_of_the_months_all_channels_were_counted_for():
    online = every_month(30)
    telephone = every_month(70, last=date(2026, 10, 1))

    report = report_of(facts(online=online, telephone=telephone), question())

    assert report.counted_months == YEAR.months[:-1]
    assert report.take_up.digital.now == Share(30 * 2 * 11, 100 * 2 * 11)
    assert report.take_up.digital.points == Decimal("0.0")


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


def test_a_service_nobody_else_ever_counts_is_in_no_take_up():
    """It would look all digital, and lift the figure of all."""
    telephone = every_month(70, services=("housing",))

    report = report_of(facts(online=every_month(30), telephone=telephone), question())

    assert report.uncounted_services == ("parking",)
    assert report.take_up.digital.now == Share(30 * 12, 100 * 12)
    assert report.take_up_by_service["parking"].digital.now == Share(0, 0)
    assert report.transactions == 100 * 12
    assert report.by_month.total == (100 + 30) * 12


def test_a_service_nobody_used_is_not_missed():
    only_housing = every_month(70, services=("housing",))

    report = report_of(facts(online=only_housing, telephone=only_housing), question())

    assert report.uncounted_services == ()


def test_the_take_up_of_all_is_made_of_that_of_each_service():
    online = every_month(30, services=("housing",)) | every_month(90, services=("parking",))

    report = report_of(facts(online=online, telephone=every_month(70)), question())

    each = report.take_up_by_service
    assert list(each) == ["housing", "parking"]
    assert each["housing"].digital.now == Share(30 * 12, 100 * 12)
    assert each["parking"].digital.now == Share(90 * 12, 160 * 12)
    for of in ("now", "then"):
        shares = [getattr(take_up.digital, of) for take_up in each.values()]
        together = getattr(report.take_up.digital, of)
        assert sum(share.part for share in shares) == together.part
        assert sum(share.whole for share in shares) == together.whole


def test_take_up_by_service_says_both_figures_beside_last_years():
    online = every_month(30, first=date(2025, 12, 1)) | every_month(10, last=date(2025, 11, 1))
    helped = {(month, "housing", "pay", Channel.ASSISTED_TELEPHONE): 20 for month in YEAR.months}
    known = facts(online=online, telephone=every_month(70))

    report = report_of(replace(known, completed=known.completed | helped), question())

    take_up = tables_of(report, titles=TITLES)["take-up"]
    assert take_up.rows == (
        ("Housing", "41.7%", "12.5%", "25.0%", "12.5%"),
        ("Parking", "30.0%", "12.5%", "30.0%", "12.5%"),
    )
    assert take_up.total == ("All", "36.4%", "12.5%", "27.3%", "12.5%")


def test_the_take_up_of_a_small_service_is_not_shown():
    """M04."""
    month = date(2026, 10, 1)
    one = {(month, "housing"): 900, (month, "parking"): 3}

    report = report_of(facts(online=one, telephone=one), question())

    shares = {row[0]: row[1] for row in tables_of(report, titles=TITLES)["take-up"].rows}
    assert shares == {"Housing": "50.0%", "Parking": "Too few to show"}


def test_without_any_counts_from_elsewhere_there_is_no_take_up():
    report = report_of(facts(online=every_month(30)), question())

    assert report.counted_months == ()
    assert report.take_up.digital.now.percent is None
    assert report.cost is None


def test_last_year_is_the_same_months():
    telephone = every_month(70)
    online = every_month(30, first=date(2025, 12, 1)) | every_month(10, last=date(2025, 11, 1))

    report = report_of(facts(online=online, telephone=telephone), question())

    assert report.transactions == 100 * 24
    assert report.transactions_a_year_earlier == 80 * 24
    assert report.take_up.digital.points == Decimal("17.5")


def test_a_year_before_that_was_not_counted_in_full_is_not_compared():
    telephone = every_month(70, first=date(2025, 3, 1))

    report = report_of(facts(online=every_month(30), telephone=telephone), question())

    assert report.transactions_a_year_earlier == 0
    assert report.take_up.digital.points is None
    assert report.cost_a_year_earlier is not None
    assert report.cost_a_year_earlier.pence_each is None


def test_completion_is_completed_out_of_started_then_and_now():
    """Of the months asked for and the same months a year earlier, each whole."""
    then = every_month(60, last=date(2025, 11, 1))

    report = report_of(facts(online=every_month(80), given_up=every_month(20) | then), question())

    assert report.completion.now == Share(80 * 24, 100 * 24)
    assert report.completion.then == Share(80 * 24, 140 * 24)
    assert report.completion.points == Decimal("22.9")


def test_completion_is_of_the_channel_asked_for():
    report = report_of(facts(online=every_month(80)), question(channel=Channel.POST))

    assert report.completion.now == Share(0, 0)


def test_what_was_counted_elsewhere_was_never_started_here():
    with_calls = facts(online=every_month(80), telephone=every_month(500))

    assert report_of(with_calls, question()).completion.now == Share(80 * 24, 100 * 24)


def test_completion_is_not_compared_with_a_year_we_did_not_see_whole():
    online = every_month(30, first=date(2025, 3, 1))

    report = report_of(facts(online=online), question())

    assert report.completion.then == Share(0, 0)
    assert report.completion.points is None


def test_a_service_that_came_later_is_not_compared_because_others_were_there():
    online = every_month(30, services=("housing",)) | every_month(
        30, first=date(2025, 3, 1), services=("parking",)
    )

    assert report_of(facts(online=online), question(service="parking")).completion.points is None
    assert report_of(facts(online=online), question(service="housing")).completion.points == 0


def test_one_service_is_of_its_own_counts_alone():
    online = every_month(30, services=("housing",)) | every_month(90, services=("parking",))
    telephone = every_month(70, services=("housing",))

    report = report_of(facts(online=online, telephone=telephone), question(service="housing"))

    assert report.take_up.digital.now == Share(30 * 12, 100 * 12)
    assert report.completion.now == Share(30 * 12, 50 * 12)
    assert report.by_month.total == 100 * 12
    assert {service for service, _ in report.by_task.rows} == {"housing"}


def test_a_service_waits_for_its_own_counts_alone():
    telephone = every_month(70) | {}
    del telephone[date(2026, 6, 1), "parking"]
    all_of_it = facts(online=every_month(30), telephone=telephone)

    housing, parking = (report_of(all_of_it, question(service=service)) for service in SERVICES)

    assert housing.counted_months == YEAR.months
    assert housing.awaited_months == frozenset()
    assert len(parking.counted_months) == 11
    assert parking.awaited_months == {date(2026, 6, 1)}


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
    assert report.take_up.digital.now.percent == Decimal("30.0")


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
