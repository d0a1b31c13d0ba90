"""How long the portal keeps what it keeps about services. The worker sees to it."""

from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet

from services import drafts, posted_codes, snapshots
from services.models import Attachment, Draft, LinkAttempt, PostedCode, Submission

ATTACHMENTS_KEPT_FOR = timedelta(days=30)
"""After the service has them; one that could not be delivered stays until it is."""
SUBMISSIONS_KEPT_FOR = timedelta(days=730)
"""After the service has them, likewise: until then a resident can look up what they asked for."""
ATTEMPTS_KEPT_FOR = timedelta(days=30)
"""Long enough to see somebody going from account to account; the audit trail keeps the rest."""

LOOK_EVERY_SECONDS = 60 * 60
LOOKED = "services.retention.looked"


def forget_what_is_old(*, now: datetime) -> int:
    """Delete what has had its time; returns how many things went."""
    return snapshots.forget_old(now=now) + sum(rows.delete()[0] for rows in _old(now))


def forget_due(*, now: datetime) -> int:
    """The same, at most once an hour for all workers together: it reads whole tables."""
    if not cache.add(LOOKED, value=True, timeout=LOOK_EVERY_SECONDS):
        return 0
    return forget_what_is_old(now=now)


def _old(now: datetime) -> list[QuerySet[Any]]:  # of models that have nothing else in common
    sent_before = now - ATTACHMENTS_KEPT_FOR
    asked_before = now - SUBMISSIONS_KEPT_FOR
    return [
        Draft.objects.filter(saved_at__lte=now - drafts.KEPT_FOR),
        Attachment.objects.filter(submission__delivered_at__lte=sent_before),
        Submission.objects.filter(delivered_at__lte=asked_before),
        PostedCode.objects.filter(posted_at__lte=now - posted_codes.CODE_LASTS),
        LinkAttempt.objects.filter(tried_at__lte=now - ATTEMPTS_KEPT_FOR),
    ]
