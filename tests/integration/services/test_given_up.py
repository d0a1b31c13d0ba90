"""What cannot be handed over is given up for a person to see to, and the resident is told."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from accounts.actor import Actor
from accounts.channels import Channel
from accounts.delivery import NotDelivered, Refused
from accounts.notifications.models import OutboundNotification
from services.contract import ServiceUnavailable
from services.following_up import send_again
from services.http import Rejected
from services.models import Submission
from services.submissions import deliver_due
from tests.factories.accounts import actor_of
from tests.integration.services.wishes import NOW, events, wish

pytestmark = pytest.mark.django_db
STAFF = Actor(staff_id=uuid4(), channel=Channel.ASSISTED_TELEPHONE)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (400, "given_up"),
        (404, "waiting"),
        (409, "given_up"),
        (422, "given_up"),
        (401, "waiting"),
        (403, "waiting"),
        (408, "waiting"),
        (425, "waiting"),
        (429, "waiting"),
    ],
)
def test_a_refusal_is_final_unless_it_is_about_us_or_the_moment(supplier, resident, status, state):
    supplier.failure = Rejected(status, {}) if status != 404 else ServiceUnavailable("gone")

    assert wish(actor_of(resident)).state == state


def test_a_refused_submission_is_audited_for_staff_to_find(supplier, resident):
    supplier.failure = Rejected(422, {})

    wish(actor_of(resident))

    assert events()[-1] == "services.submission.given_up"


@pytest.mark.parametrize("failure", [Rejected(422, {}), ServiceUnavailable("down")])
def test_who_was_told_to_wait_is_told_when_it_cannot_be_handed_over(supplier, resident, failure):
    """Refused later, or a day of tries: nobody has it, and the resident thinks somebody has."""
    supplier.failure = ServiceUnavailable("down")
    submission = wish(actor_of(resident))
    assert not OutboundNotification.objects.exists()

    supplier.failure = failure
    Submission.objects.update(attempts=59)
    deliver_due(now=NOW + timedelta(days=1))

    submission.refresh_from_db()
    assert submission.is_given_up
    message = OutboundNotification.objects.get()
    assert (message.template, message.to) == ("request-not-handed-over", resident.email)
    assert submission.reference in message.body
    assert "dry kitchen" not in message.body
    assert events()[-1] == "services.submission.given_up"


@pytest.mark.parametrize(("days", "messages"), [(0, 1), (1, 2)])
def test_who_was_told_is_told_again_when_it_was_sent_again_in_vain_but_once_a_day(
    supplier, resident, days, messages
):
    supplier.failure = Rejected(422, {})
    with time_machine.travel(NOW, tick=False):
        submission = wish(actor_of(resident))

    with time_machine.travel(NOW + timedelta(days=days), tick=False):
        assert send_again(submission, actor=STAFF, now=NOW)
        deliver_due(now=NOW)

    submission.refresh_from_db()
    assert submission.is_given_up
    assert OutboundNotification.objects.count() == messages


def test_sent_again_it_goes_under_its_first_key_and_arrives(supplier, resident):
    """N05: what the service took without saying so is known to it by this key."""
    supplier.failure = Rejected(422, {})
    submission = wish(actor_of(resident))
    supplier.failure = None

    send_again(submission, actor=STAFF, now=NOW)

    assert [deliver_due(now=NOW), deliver_due(now=NOW)] == [1, 0]
    assert supplier.keys == [submission.pk]
    submission.refresh_from_db()
    assert (submission.is_delivered, submission.by_hand) == (True, False)


@pytest.mark.parametrize(
    ("failure", "attempts", "why"),
    [
        (Refused("too late"), 0, "too late"),
        (NotDelivered("changed"), 59, "changed"),
        (ZeroDivisionError("a mistake of ours"), 59, "ZeroDivisionError"),
    ],
)
def test_whatever_way_it_is_given_up_the_resident_is_told(
    supplier, resident, failure, attempts, why
):
    """A service may say by itself that nothing comes of it, or that it is not the moment."""
    supplier.failure = ServiceUnavailable("down")
    submission = wish(actor_of(resident))
    Submission.objects.update(attempts=attempts)
    supplier.failure = failure

    deliver_due(now=NOW + timedelta(days=1))

    submission.refresh_from_db()
    assert (submission.is_given_up, submission.last_fault) == (True, why)
    assert OutboundNotification.objects.get().template == "request-not-handed-over"
    assert events()[-1] == "services.submission.given_up"


@pytest.mark.parametrize("failure", [None, Refused("too late")], ids=["taken", "refused"])
def test_what_somebody_asked_for_who_was_erased_meanwhile_comes_to_its_end(
    supplier, resident, failure
):
    supplier.failure = ServiceUnavailable("down")
    submission = wish(actor_of(resident))
    supplier.failure = failure
    resident.delete()

    deliver_due(now=NOW + timedelta(days=1))

    submission.refresh_from_db()
    assert not submission.is_waiting
    assert not OutboundNotification.objects.exists()


@pytest.mark.parametrize("failure", [NotDelivered("changed"), ZeroDivisionError("ours")])
def test_nobody_is_told_before_the_last_try(supplier, resident, failure):
    supplier.failure = ServiceUnavailable("down")
    submission = wish(actor_of(resident))
    Submission.objects.update(attempts=58)
    supplier.failure = failure

    deliver_due(now=NOW + timedelta(days=1))

    submission.refresh_from_db()
    assert submission.is_waiting
    assert not OutboundNotification.objects.exists()
