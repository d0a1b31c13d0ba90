"""Which facts a report is made of: two years to the day, and only counts that still hold (M11)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.channels import Channel
from portal.reporting.periods import Period
from portal.reporting.reading import read_facts
from tests.factories.reporting import ContactVolumeFactory, DailyVolumeFactory

pytestmark = pytest.mark.django_db
OCTOBER, OCTOBER_BEFORE = date(2026, 10, 1), date(2025, 10, 1)
JUST_OCTOBER = Period(OCTOBER, OCTOBER)


def completed():
    parts = read_facts(JUST_OCTOBER).completed
    return {(month, channel): count for (month, _, _, channel), count in parts.items()}


@pytest.mark.parametrize(
    ("day", "month"),
    [
        (date(2025, 9, 30), None),
        (date(2025, 10, 1), OCTOBER_BEFORE),
        (date(2026, 10, 1), OCTOBER),
        (date(2026, 10, 31), OCTOBER),
        (date(2026, 11, 1), None),
    ],
)
def test_m12_a_day_counts_in_its_own_month_and_the_day_beside_it_does_not(day, month):
    DailyVolumeFactory.create(day=day, completed=80)

    assert completed() == ({(month, Channel.SELF_SERVE): 80} if month else {})


@pytest.mark.parametrize(
    ("month", "counts"),
    [
        (date(2025, 9, 1), False),
        (OCTOBER_BEFORE, True),
        (OCTOBER, True),
        (date(2026, 11, 1), False),
    ],
)
def test_m12_what_was_counted_elsewhere_counts_in_its_month(month, counts):
    ContactVolumeFactory.create(month=month, count=70)

    assert completed() == ({(month, Channel.TELEPHONE): 70} if counts else {})


def test_m11_a_count_that_was_corrected_counts_no_more():
    now = timezone.now()
    ContactVolumeFactory.create(month=OCTOBER, count=70)
    ContactVolumeFactory.create(month=OCTOBER, count=700, superseded_at=now)
    ContactVolumeFactory.create(
        month=OCTOBER, channel=Channel.POST, count=9, superseded_at=now - timedelta(days=1)
    )

    assert completed() == {(OCTOBER, Channel.TELEPHONE): 70}


def test_m11_what_was_begun_and_not_completed_was_given_up():
    for day in (1, 2):
        DailyVolumeFactory.create(day=OCTOBER.replace(day=day), started=100, completed=80)
    part = (OCTOBER, "housing", "report-repair", Channel.SELF_SERVE)

    facts = read_facts(JUST_OCTOBER)

    assert (facts.completed, facts.given_up) == ({part: 160}, {part: 40})
