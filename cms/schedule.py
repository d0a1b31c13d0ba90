"""Publish and withdraw at the time an editor chose. The worker asks; work is done once a minute."""

from datetime import datetime

from django.core.cache import cache
from django.core.management import call_command
from django.db.models import Q
from wagtail.models import Page, Revision

MINUTE_KEY = "cms.schedule.minute"


def publish_due(*, now: datetime) -> int:
    """Return how many pages were due; called often, it looks at the database once a minute."""
    minute = now.replace(second=0, microsecond=0).isoformat()
    if not cache.add(f"{MINUTE_KEY}.{minute}", True, 120):
        return 0
    to_publish: int = Revision.objects.filter(approved_go_live_at__lt=now).count()
    to_withdraw: int = Page.objects.filter(Q(expire_at__lt=now), live=True).count()
    if to_publish or to_withdraw:
        call_command("publish_scheduled", verbosity=0)
    return to_publish + to_withdraw
