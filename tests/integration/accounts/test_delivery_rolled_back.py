"""The other side took it, and writing that down failed: the row stands as if it had not been."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.delivery import GIVE_UP_AFTER, deliver_due, mark_delivered
from services.models import Submission
from tests.factories.services import WaitingSubmissionFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def takes_and_cannot_write_it_down(item):
    with transaction.atomic():
        mark_delivered(item, now=NOW)
        raise ZeroDivisionError


def run():
    return deliver_due(Submission.objects.all(), takes_and_cannot_write_it_down, now=NOW)


def test_it_is_tried_again_later_and_it_is_known_why():
    waiting = WaitingSubmissionFactory(next_attempt_at=NOW)

    assert run() == 0

    waiting.refresh_from_db()
    assert waiting.is_waiting
    assert waiting.leased_until is None
    assert waiting.next_attempt_at == NOW + timedelta(seconds=2)
    assert waiting.last_fault == "ZeroDivisionError"


def test_it_is_given_up_in_the_end():
    waiting = WaitingSubmissionFactory(next_attempt_at=NOW, attempts=GIVE_UP_AFTER - 1)

    assert run() == 0

    waiting.refresh_from_db()
    assert waiting.is_given_up
