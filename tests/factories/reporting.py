"""Journeys and counts, as the reports will see them."""

from datetime import date, datetime, timedelta
from typing import Any

import factory
from django.utils import timezone

from accounts.channels import Channel
from portal.reporting.facts import LONDON
from portal.reporting.models import ContactVolume, DailyVolume
from services.models import Journey, Outcome


class OpenJourneyFactory(factory.django.DjangoModelFactory[Journey]):
    """Begun, and neither done nor given up."""

    class Meta:
        model = Journey

    service = "housing"
    task = "report-repair"
    channel = Channel.SELF_SERVE
    started_at: Any = factory.LazyFunction(timezone.now)


class CompletedJourneyFactory(OpenJourneyFactory):
    outcome = Outcome.COMPLETED
    finished_at = factory.LazyAttribute(lambda journey: journey.started_at + timedelta(minutes=5))


class AbandonedJourneyFactory(CompletedJourneyFactory):
    outcome = Outcome.ABANDONED


class DailyVolumeFactory(factory.django.DjangoModelFactory[DailyVolume]):
    class Meta:
        model = DailyVolume

    day = date(2026, 10, 14)
    service = "housing"
    task = "report-repair"
    channel = Channel.SELF_SERVE
    started = 100
    completed = 80


class ContactVolumeFactory(factory.django.DjangoModelFactory[ContactVolume]):
    class Meta:
        model = ContactVolume

    month = date(2026, 10, 1)
    service = "housing"
    channel = Channel.TELEPHONE
    count = 100
    imported_at: Any = factory.LazyFunction(timezone.now)


def in_london(*moment: int) -> datetime:
    """A moment by the clock on the Guildhall: year, month, day, hour, minute."""
    return datetime(*moment, tzinfo=LONDON)  # type: ignore[misc, arg-type]  # up to five numbers
