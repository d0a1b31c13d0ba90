"""How long the portal keeps what it keeps about accounts. The worker sees to it."""

from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Q

from accounts import sign_ins
from accounts.delivery import DeliveryState
from accounts.notifications.models import OutboundNotification

MESSAGES_KEPT_FOR = timedelta(days=730)
"""After they were delivered or withheld: until then a resident can read them again."""

LOOK_EVERY_SECONDS = 60 * 60
LOOKED = "accounts.retention.looked"


def forget_due(*, now: datetime) -> int:
    """Delete what has had its time, at most once an hour for all workers together."""
    if not cache.add(LOOKED, value=True, timeout=LOOK_EVERY_SECONDS):
        return 0
    sign_ins.forget_old(now=now)
    long_ago = now - MESSAGES_KEPT_FOR
    withheld = Q(state=DeliveryState.WITHHELD, next_attempt_at__lte=long_ago)
    old = OutboundNotification.objects.filter(Q(delivered_at__lte=long_ago) | withheld)
    return old.delete()[0]
