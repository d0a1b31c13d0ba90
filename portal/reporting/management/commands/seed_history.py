"""24 months of journeys and of other channels' counts, and the facts built from them."""

from datetime import date, datetime, time
from itertools import islice
from typing import Any  # Django's own signature

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from accounts.actor import SYSTEM
from portal.reporting.facts import LONDON
from portal.reporting.history import contacts_until, first_month, journeys_until
from portal.reporting.imports import keep_counts
from portal.reporting.models import ContactVolume
from portal.reporting.periods import add_months
from services.models import Journey

AT_ONCE = 2000


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        today = timezone.localdate(now, LONDON)
        if _is_there(today):
            self.stdout.write("Journeys: two years of them are already there.")
            return
        with transaction.atomic():
            journeys = journeys_until(today)
            while some := list(islice(journeys, AT_ONCE)):
                Journey.objects.bulk_create(some)
                self.stdout.write(f"  {some[-1].started_at:%B %Y}", ending="\r")
                self.stdout.flush()
            if not ContactVolume.objects.exists():
                keep_counts(contacts_until(today), actor=SYSTEM, now=now)
        self.stdout.write(f"Journeys: {Journey.objects.count()} in 24 months.")
        call_command("build_facts", stdout=self.stdout)


def _is_there(today: date) -> bool:
    """Journeys that old can only be seeded ones, or real ones that must not be mixed with them."""
    long_ago = datetime.combine(add_months(first_month(today), 6), time.min, LONDON)
    return Journey.objects.filter(started_at__lt=long_ago).exists()
