"""Journeys into facts: to the unit, in the right day and month, and as often as anybody likes."""

from datetime import UTC, date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.channels import Channel
from portal.reporting.facts import TIME_LIMIT, build
from portal.reporting.models import DailyVolume
from services.models import Journey, Outcome
from tests.factories.reporting import (
    AbandonedJourneyFactory,
    CompletedJourneyFactory,
    DailyVolumeFactory,
    OpenJourneyFactory,
    in_london,
)
from tests.integration.reporting.conftest import DAY, NOON, volumes

pytestmark = pytest.mark.django_db


def build_day(day=DAY):
    return build(first=day, last=day, now=NOON)


def test_attempts_are_counted_by_what_became_of_them():
    CompletedJourneyFactory.create_batch(3, started_at=NOON)
    AbandonedJourneyFactory.create_batch(2, started_at=NOON)
    OpenJourneyFactory.create(started_at=NOON)

    build_day()

    assert volumes() == [(DAY, "housing", "report-repair", "self_serve", 6, 3)]


def test_services_tasks_and_channels_are_kept_apart():
    """M11: assisted is counted as assisted."""
    CompletedJourneyFactory.create(started_at=NOON)
    CompletedJourneyFactory.create(started_at=NOON, task="pay")
    CompletedJourneyFactory.create(started_at=NOON, service="parking", task="pay")
    CompletedJourneyFactory.create(started_at=NOON, channel=Channel.ASSISTED_FACE_TO_FACE)

    build_day()

    assert [row[1:4] for row in volumes()] == [
        ("housing", "pay", "self_serve"),
        ("housing", "report-repair", "assisted_face_to_face"),
        ("housing", "report-repair", "self_serve"),
        ("parking", "pay", "self_serve"),
    ]


def test_building_twice_changes_nothing():
    CompletedJourneyFactory.create_batch(3, started_at=NOON)
    build_day()
    before = volumes()

    build_day()

    assert volumes() == before


def test_what_has_changed_since_is_corrected():
    journey = OpenJourneyFactory.create(started_at=NOON)
    build_day()
    Journey.objects.filter(pk=journey.pk).update(
        outcome=Outcome.COMPLETED,
        finished_at=NOON + timedelta(minutes=3),
        channel=Channel.ASSISTED_TELEPHONE,
    )

    build_day()

    assert volumes() == [(DAY, "housing", "report-repair", "assisted_telephone", 1, 1)]


def test_only_the_days_asked_for_are_built():
    other = DailyVolumeFactory.create(day=DAY - timedelta(days=1))
    CompletedJourneyFactory.create(started_at=NOON)

    build_day()

    assert other in DailyVolume.objects.all()
    assert DailyVolume.objects.count() == 2


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ((2026, 10, 14, 0, 0), date(2026, 10, 14)),
        ((2026, 10, 14, 23, 59), date(2026, 10, 14)),
        ((2026, 6, 30, 23, 30), date(2026, 6, 30)),  # 22:30 UTC, British Summer Time
        ((2026, 7, 1, 0, 30), date(2026, 7, 1)),  # 23:30 UTC of the day before
        ((2026, 3, 29, 0, 30), date(2026, 3, 29)),  # the night the clocks go forward
        ((2026, 10, 25, 23, 30), date(2026, 10, 25)),  # the day of 25 hours
        ((2026, 12, 31, 23, 59), date(2026, 12, 31)),
    ],
)
def test_a_day_is_one_by_the_clock_on_the_guildhall(moment, day):
    """M12."""
    CompletedJourneyFactory.create(started_at=in_london(*moment))

    build_day(day - timedelta(days=1))
    build_day(day + timedelta(days=1))
    assert volumes() == []

    build_day(day)
    assert [row[0] for row in volumes()] == [day]


@pytest.mark.parametrize(
    ("after", "completed"),
    [
        (timedelta(minutes=5), 1),
        (TIME_LIMIT, 1),
        (TIME_LIMIT + timedelta(seconds=1), 0),
    ],
)
def test_what_was_taken_up_again_counts_once_and_within_the_limit(after, completed):
    began = NOON.astimezone(UTC)  # the clocks change within the limit: 28 days are 672 hours
    CompletedJourneyFactory.create(started_at=began, finished_at=began + after)

    build_day()

    assert volumes() == [(DAY, "housing", "report-repair", "self_serve", 1, completed)]


def test_what_is_done_the_next_day_counts_where_it_began():
    CompletedJourneyFactory.create(started_at=NOON, finished_at=NOON + timedelta(days=1))

    build(first=DAY, last=DAY + timedelta(days=1), now=NOON)

    assert [(row[0], row[4], row[5]) for row in volumes()] == [(DAY, 1, 1)]


@pytest.mark.parametrize("completed", [-1, 2])
def test_the_database_refuses_more_completed_than_started_and_less_than_none(completed):
    with pytest.raises(IntegrityError), transaction.atomic():
        DailyVolumeFactory.create(started=1, completed=completed)


def test_no_day_is_counted_twice():
    DailyVolumeFactory.create()

    with pytest.raises(IntegrityError), transaction.atomic():
        DailyVolumeFactory.create()


def test_building_costs_the_same_however_many_journeys(django_assert_max_num_queries):
    CompletedJourneyFactory.create_batch(50, started_at=NOON)

    with django_assert_max_num_queries(12):
        build_day()

    assert DailyVolume.objects.get().completed == 50


attempts = st.lists(
    st.tuples(
        st.integers(0, 59),
        st.sampled_from(["housing", "parking"]),
        st.sampled_from(Channel),
        st.sampled_from(["", *Outcome]),
    ),
    max_size=25,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(attempts)
def test_totals_equal_the_source_to_the_unit(drawn):
    """M11."""
    Journey.objects.all().delete()
    for day, service, channel, outcome in drawn:
        OpenJourneyFactory.create(
            started_at=NOON - timedelta(days=day),
            service=service,
            channel=channel,
            outcome=outcome,
            finished_at=NOON if outcome else None,
        )

    build(first=DAY - timedelta(days=60), last=DAY, now=NOON)

    sums = DailyVolume.objects.aggregate(Sum("started"), Sum("completed"))
    in_time = [
        outcome == Outcome.COMPLETED and day <= TIME_LIMIT.days for day, *_, outcome in drawn
    ]
    assert (sums["started__sum"] or 0) == len(drawn)
    assert (sums["completed__sum"] or 0) == sum(in_time)
