"""What no council system took: a person has it sent again, or deals with it by hand."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, QuerySet

from accounts.actor import Actor
from accounts.assisted.cautioning import find_dead
from accounts.audit.events import Event
from accounts.audit.record import record
from accounts.delivery import DeliveryState
from accounts.delivery import send_again as send_row_again
from services.models import ServiceLink, Submission


def list_given_up(services: Collection[str]) -> QuerySet[Submission]:
    """Of these services, whoever asked: what waits for a person, oldest first."""
    given_up = Submission.objects.filter(state=DeliveryState.GIVEN_UP, service__in=services)
    return given_up.order_by("submitted_at", "pk")


def find(submission_id: UUID, services: Collection[str]) -> Submission | None:
    """One of these services, given up or not any more."""
    return Submission.objects.filter(pk=submission_id, service__in=services).first()


def find_asked_since(submission: Submission) -> Submission | None:
    """The same, asked for once more by somebody who was told that nobody has it."""
    return _asked_since(submission).first()


def is_of_another_account(submission: Submission) -> bool:
    """Whether their account with the service is another one now, as after a move.

    A repair sent today would be done in the home of whoever lives there now.
    """
    links = ServiceLink.objects.filter(
        resident_id=submission.resident_id, service=submission.service
    )
    now = links.values_list("reference", flat=True).first()
    then = submission.account_reference
    return bool(now and then) and then not in {now, *str(now).split()}


def list_dead(submissions: Iterable[Submission]) -> set[UUID]:
    """Who asked for one of these, and has died as we were told: residents' ids."""
    return find_dead([each.resident_id for each in submissions])


def note_view(submission: Submission, *, actor: Actor) -> None:
    """Somebody is shown whose request it is."""
    _record(Event.SUBMISSION_VIEWED, submission, actor)


def send_again(submission: Submission, *, actor: Actor, now: datetime) -> bool:
    """Under the same key: what the service has taken after all is not done a second time.

    After a clear no as well, though a service that remembers it will say it again, and it is left
    to be dealt with by hand. A new key would do some things twice: a backup that is restored
    brings the old key back, and a service that remembers only what it did does it under both; and
    what was refused may be a photo, after the repair was taken. No service that remembers a no can
    be asked first whether it has the request (ADR 14).

    False when somebody was quicker, when it was asked for once more and would be done twice, when
    their account is another one now, and when they have died.
    """
    if is_of_another_account(submission) or list_dead([submission]):
        return False
    rows = Submission.objects.filter(~Exists(_asked_since(submission)), pk=submission.pk)
    with transaction.atomic():
        if not send_row_again(rows, now=now):
            return False
        _record(Event.SUBMISSION_SENT_AGAIN, submission, actor)
    return True


def deal_with_by_hand(
    submission: Submission, *, actor: Actor, resolution: str, now: datetime
) -> bool:
    """It has reached the service through a person. False when somebody was quicker."""
    given_up = Submission.objects.filter(pk=submission.pk, state=DeliveryState.GIVEN_UP)
    with transaction.atomic():
        if not given_up.update(state=DeliveryState.DELIVERED, by_hand=True, delivered_at=now):
            return False
        _record(Event.SUBMISSION_BY_HAND, submission, actor, reason=resolution)
    return True


def _asked_since(submission: Submission) -> QuerySet[Submission]:
    later = Submission.objects.filter(
        resident_id=submission.resident_id,
        service=submission.service,
        task=submission.task,
        account_reference=submission.account_reference,
        title=submission.title,
        submitted_at__gt=submission.submitted_at,
    )
    return later.exclude(state=DeliveryState.GIVEN_UP)


def _record(event: Event, submission: Submission, actor: Actor, *, reason: str = "") -> None:
    record(
        event,
        actor=actor,
        resident_id=submission.resident_id,
        subject=submission.reference,
        reason=reason,
        service=submission.service,
        task=submission.task,
    )
