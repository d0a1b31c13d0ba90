"""The headlines a service manager defends: the figure, what it is of, and how it has moved."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from accounts.channels import Channel
from portal.reporting.forms import QuestionForm
from portal.reporting.periods import Period, months_between
from portal.reporting.presenting import headlines_of, page_of
from portal.reporting.reading import Volume, facts_of
from portal.reporting.report import Question, report_of
from portal.reporting.tables import tables_of

YEAR = Period(date(2025, 12, 1), date(2026, 11, 1))
NO_COMPARISON = "Nothing to compare with a year earlier"
TOO_FEW = "Too few to show"
ONLINE, HELPED, BY_TELEPHONE = (
    Channel.SELF_SERVE,
    Channel.ASSISTED_FACE_TO_FACE,
    Channel.TELEPHONE,
)


@pytest.fixture(autouse=True)
def prices(settings):
    settings.UNIT_COSTS = [
        {"channel": channel.value, "pence": pence, "source": "Ours", "since": date(2020, 1, 1)}
        for channel, pence in ((ONLINE, 10), (HELPED, 800), (BY_TELEPHONE, 310))
    ]


def report(*, now, then, months=YEAR.months):
    """The same counts each month of a year: (online, with help, begun, by telephone)."""
    volumes, contacts = [], {}
    for month in months_between(YEAR.a_year_earlier.first, YEAR.last):
        online, helped, begun, by_telephone = now if month in months else then
        volumes += [
            Volume((month, "housing", "pay", ONLINE), begun - helped, online),
            Volume((month, "housing", "pay", HELPED), helped, helped),
        ]
        contacts[month, "housing", "", BY_TELEPHONE] = by_telephone
    facts = facts_of(volumes, contacts, as_at=datetime(2026, 11, 22, tzinfo=UTC))
    return report_of(facts, Question(period=YEAR, services=("housing",)))


def headlines(**counts):
    found = headlines_of(report(**counts))
    return {each.name: (each.value, each.basis, each.change) for each in found}


def test_each_figure_says_what_it_is_of_and_how_it_moved():
    assert headlines(now=(50, 10, 80, 40), then=(20, 10, 60, 70)) == {
        "Digital take-up": (
            "60.0%",
            "720 of 1,200 completed, with help or without",
            "+30.0 points on a year earlier",
        ),
        "Online without help": (
            "50.0%",
            "600 of 1,200 completed, without help",
            "+30.0 points on a year earlier",
        ),
        "Completion rate online": (
            "75.0%",
            "720 of 960 begun were completed",
            "+25.0 points on a year earlier",
        ),
        "Cost of one transaction": (
            "£2.09",
            "at published averages",
            "−£0.90 on a year earlier",
        ),
        "Completed, all channels": (
            "1,200",
            "in 12 months, to November 2026",
            "The same as a year earlier",
        ),
    }


def test_nothing_at_all_is_no_figure_and_no_comparison():
    """M13."""
    nothing = headlines(now=(0, 0, 0, 0), then=(0, 0, 0, 0))

    assert {change for _, _, change in nothing.values()} == {NO_COMPARISON}
    assert [value for value, _, _ in nothing.values()] == ["No figure"] * 4 + ["0"]


@pytest.mark.parametrize("few", [1, 2, 3, 4])
def test_too_few_to_tell_are_in_no_headline(few):
    """M01, M04."""
    only = replace(report(now=(0, 0, 0, 0), then=(0, 0, 0, 0)), transactions=few, cost=None)

    last_two = headlines_of(only)[-2:]

    assert [(each.value, each.basis, each.change) for each in last_two] == [
        (TOO_FEW, "", NO_COMPARISON),
        ("<5", "", NO_COMPARISON),
    ]


@pytest.mark.parametrize(("then", "compared"), [(1, False), (4, False), (5, True)])
def test_a_change_on_too_few_would_give_them_away(then, compared):
    """M04: 100 now and 2,400% more tells that there were four."""
    known = report(now=(50, 10, 80, 40), then=(20, 10, 60, 70))

    cost, completed = headlines_of(replace(known, transactions_a_year_earlier=then))[-2:]

    assert (cost.change != NO_COMPARISON) is compared
    assert (completed.change != NO_COMPARISON) is compared


@pytest.mark.parametrize(("helped", "told"), [(0, True), (3, False), (5, True)])
def test_the_few_who_were_helped_are_not_the_difference_of_two_headlines(helped, told):
    """M02, M04: 603 completed with help or without, 600 without."""
    few = report(now=(50, helped, 80, 40), then=(50, 0, 80, 40), months=[YEAR.last])

    digital, alone = headlines_of(few)[:2]
    row = tables_of(few, titles={})["take-up"].rows[0]

    assert digital.basis.startswith(f"{600 + helped} of")
    hidden = (alone.value == TOO_FEW, not alone.basis, alone.change == NO_COMPARISON)
    assert (*hidden, TOO_FEW in row) == (not told,) * 4


def test_the_chart_draws_what_the_table_shows_and_not_the_few_that_it_hides():
    """M07."""
    few = report(now=(50, 3, 80, 40), then=(50, 0, 80, 40), months=[YEAR.last])

    drawn = page_of(few, titles={}, form=QuestionForm({}, titles={}), filters="")["chart"]

    online, helped = (list(Channel).index(channel) + 1 for channel in (ONLINE, HELPED))
    assert f"{ONLINE.label}: 50 in December 2025, 50 in November 2026." in drawn
    assert drawn.count(f"chart__ground--{online}") == 12
    assert f"chart__ground--{helped}" not in drawn


def test_the_prices_that_were_reckoned_with_are_shown_to_the_penny():
    """Channels that nobody has priced are not there."""
    counted = report(now=(50, 10, 80, 40), then=(20, 10, 60, 70))

    page = page_of(counted, titles={}, form=QuestionForm({}, titles={}), filters="")

    prices = {each.channel: each.price for each in page["prices"]}
    assert prices == {
        ONLINE.label: "£0.10",
        HELPED.label: "£8.00",
        BY_TELEPHONE.label: "£3.10",
    }
