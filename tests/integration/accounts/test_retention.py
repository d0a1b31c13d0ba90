"""What is kept of people's accounts goes when its time is over, and no sooner."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts.notifications.models import OutboundNotification
from accounts.retention import LOOKED, forget_due

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TWO_YEARS = timedelta(days=730)
MOMENT = timedelta(seconds=1)


def a_message(*, delivered_at: datetime | None, **facts: Any) -> OutboundNotification:
    facts = {"route": "email", "to": "amina@example.org", "delivered_at": delivered_at, **facts}
    return OutboundNotification.objects.create(resident_id=uuid4(), **facts)


@pytest.fixture(autouse=True)
def nobody_looked_yet() -> None:
    cache.delete(LOOKED)


@pytest.mark.parametrize(("age", "kept"), [(TWO_YEARS - MOMENT, True), (TWO_YEARS, False)])
def test_a_message_can_be_read_again_for_two_years(age: timedelta, kept: bool) -> None:
    """L05."""
    a_message(delivered_at=NOW - age)

    forget_due(now=NOW)

    assert OutboundNotification.objects.exists() is kept


@pytest.mark.parametrize(("age", "kept"), [(TWO_YEARS - MOMENT, True), (TWO_YEARS, False)])
def test_a_message_that_was_withheld_is_kept_as_long(age: timedelta, kept: bool) -> None:
    a_message(delivered_at=None, state="withheld", next_attempt_at=NOW - age)

    forget_due(now=NOW)

    assert OutboundNotification.objects.exists() is kept


def test_a_message_that_never_arrived_is_kept_until_somebody_has_looked() -> None:
    a_message(delivered_at=None)

    forget_due(now=NOW + TWO_YEARS * 2)

    assert OutboundNotification.objects.exists()


def test_the_worker_looks_once_an_hour() -> None:
    """N17."""
    forget_due(now=NOW)
    a_message(delivered_at=NOW - TWO_YEARS)

    assert forget_due(now=NOW) == 0
    assert OutboundNotification.objects.exists()
