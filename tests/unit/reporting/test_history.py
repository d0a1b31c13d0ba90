"""The seeded history: the same each time, believable, and without anybody in it."""

from collections import Counter
from datetime import date, timedelta

import pytest

from accounts.channels import Channel
from portal.reporting.facts import LONDON
from portal.reporting.history import contacts_until, first_month, journeys_until
from services.models import Outcome

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def journeys():
    return list(journeys_until(TODAY))


def day_of(journey):
    return journey.started_at.astimezone(LONDON).date()


def test_it_is_the_same_every_time(journeys):
    again = list(journeys_until(TODAY))

    assert [journey.id for journey in journeys[:500]] == [journey.id for journey in again[:500]]
    assert [j.started_at for j in journeys] == [j.started_at for j in again]


def test_it_spans_two_years_and_ends_before_today(journeys):
    assert day_of(journeys[0]) == date(2024, 11, 1)
    assert max(map(day_of, journeys)) == TODAY - timedelta(days=1)


def test_no_month_is_empty(journeys):
    assert len({(day_of(j).year, day_of(j).month) for j in journeys}) == 25


def test_there_are_enough_to_see_and_few_enough_to_seed(journeys):
    assert 25_000 < len(journeys) < 60_000


def test_no_two_have_the_same_id(journeys):
    assert len({journey.id for journey in journeys}) == len(journeys)


def test_everything_that_began_has_ended_after_it_began(journeys):
    assert all(j.finished_at > j.started_at for j in journeys)
    assert {j.outcome for j in journeys} == set(Outcome)


def test_all_five_services_are_in_it(journeys):
    assert {j.service for j in journeys} == {
        "housing",
        "benefits",
        "parking",
        "leisure",
        "social_care",
    }


def test_only_the_portal_makes_journeys(journeys):
    assert {j.channel for j in journeys} == {channel for channel in Channel if channel.is_digital}


def test_online_use_grows(journeys):
    by_year = Counter(day_of(j) >= date(2025, 11, 22) for j in journeys)

    assert by_year[True] > 1.25 * by_year[False]


def test_fewer_give_up_as_the_pages_get_better(journeys):
    half = len(journeys) // 2
    done = [j.outcome == Outcome.COMPLETED for j in journeys]

    assert sum(done[half:]) / (len(done) - half) > sum(done[:half]) / half + 0.03


def test_people_sleep(journeys):
    hours = {j.started_at.astimezone(LONDON).hour for j in journeys}

    assert hours <= set(range(6, 24))


def test_weekends_are_quieter(journeys):
    by_weekday = Counter(day_of(j).weekday() for j in journeys)

    assert by_weekday[6] < 0.7 * by_weekday[2]


def test_other_channels_are_counted_for_every_month_but_this_one():
    counts = contacts_until(TODAY)

    months = {count.month for count in counts}
    assert len(months) == 24
    assert max(months) == date(2026, 10, 1)
    assert not any(count.channel.is_digital for count in counts)


def test_other_channels_shrink():
    totals = Counter()
    for count in contacts_until(TODAY):
        totals[count.month] += count.count

    assert totals[date(2026, 10, 1)] < 0.7 * totals[date(2024, 11, 1)]


def test_it_begins_two_years_ago():
    assert first_month(TODAY) == date(2024, 11, 1)
