"""A change a resident asked for: kept before it is sent, sent once, followed to its end.

    submit()        one transaction: the row, the audit line, the finished journey
    deliver_due()   the worker's turn; `submit` itself tries at once

Pages come here through `tasks.WrittenTask`. A service says how to deliver when its app is ready:
`register("housing", "report-repair", deliver, notification=…)`, where `deliver`
calls the supplier with the submission's id as idempotency key and returns a Receipt.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NoReturn, TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.actor import Actor
from accounts.acts import by
from accounts.audit.events import Event
from accounts.audit.record import record
from accounts.channels import Channel
from accounts.delivery import (
    GIVE_UP_AFTER,
    DeliveryState,
    NotDelivered,
    Refused,
    deliver_now,
    mark_delivered,
)
from accounts.delivery import deliver_due as deliver_due_rows
from accounts.ownership import list_owned
from accounts.residents.contact import notify
from services import journeys
from services.contract import AccountReference, ServiceUnavailable
from services.http import Rejected
from services.models import Submission
from services.references import new_reference
from services.sealing import seal, unseal
from services.snapshots import forget_snapshot
from services.supplied import LONDON

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the supplier answered: its own reference, and when the resident may expect something."""

    supplier_reference: str
    promised_on: date | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """How one kind of submission is delivered and told about."""

    deliver: Callable[[Submission], Receipt]
    notification: str
    """The template of the message the resident gets when the supplier has it."""
    contests_charge: bool = False
    """It says that the charge of its account is wrong: nobody should pay that meanwhile."""
    withdraws_charge: bool = False
    """The charge that its receipt names is not owed any more, once it is delivered."""


_tasks: dict[tuple[str, str], Task] = {}


def register(
    service: str,
    task: str,
    deliver: Callable[[Submission], Receipt],
    *,
    notification: str,
    contests_charge: bool = False,
    withdraws_charge: bool = False,
) -> None:
    """Called once per task, when the service's app is ready."""
    _tasks[service, task] = Task(deliver, notification, contests_charge, withdraws_charge)


def submit(
    *,
    actor: Actor,
    service: str,
    task: str,
    title: str,
    account_reference: AccountReference,
    request: object,
    form_key: UUID,
    promised_on: date | None = None,
    journey_id: UUID | None = None,
    now: datetime,
    in_the_same_transaction: Callable[[Submission], None] = lambda submission: None,
) -> Submission:
    """Keep what was asked, then try to deliver it at once.

    `request` is the service's frozen dataclass. The same `form_key` twice is the same submission.
    Whatever must be kept with it (attachments) goes into `in_the_same_transaction`.
    """
    submission = _asked_by(
        actor,
        service=service,
        task=task,
        title=title,
        account_reference=account_reference,
        sealed=seal(request),
        form_key=form_key,
        promised_on=promised_on,
        submitted_at=now,
        created_at=now,
        next_attempt_at=now,
    )
    try:
        _keep(submission, journey_id, in_the_same_transaction)
    except IntegrityError:
        return Submission.objects.get(form_key=form_key, resident_id=actor.acting_for)
    deliver_now(submission, _deliver, now=now)
    return submission


def asked(submission: Submission, into: type[T]) -> T:
    """What was asked, as the service's own dataclass."""
    return unseal(submission.sealed, into)


def deliver_due(*, now: datetime) -> int:
    """Deliver what is waiting; returns how many were delivered."""
    return deliver_due_rows(Submission.objects.all(), _deliver, now=now)


def find_contesting(*, actor: Actor, service: str, account_reference: str) -> Submission | None:
    """What says that the charge of this account is wrong, and waits: nobody else knows it yet."""
    contesting = [name for (_, name), task in _tasks.items() if task.contests_charge]
    waiting = list_owned(Submission, actor=actor).filter(state=DeliveryState.WAITING)
    of_account = waiting.filter(service=service, account_reference=account_reference)
    return of_account.filter(task__in=contesting).first()


def list_withdrawals() -> QuerySet[Submission]:
    """Whoever asked for them: what took back the charge that it names."""
    withdrawing = [name for (_, name), task in _tasks.items() if task.withdraws_charge]
    return Submission.objects.filter(state=DeliveryState.DELIVERED, task__in=withdrawing)


def _asked_by(actor: Actor, **what: Any) -> Submission:  # Any: the fields of the row
    return Submission(
        **by(actor),
        reference=new_reference(),
        **what,
    )


@transaction.atomic
def _keep(
    submission: Submission,
    journey_id: UUID | None,
    in_the_same_transaction: Callable[[Submission], None],
) -> None:
    submission.save(force_insert=True)
    in_the_same_transaction(submission)
    journeys.complete(
        journey_id,
        service=submission.service,
        task=submission.task,
        channel=Channel(submission.channel),
    )
    _record(Event.SUBMISSION_ACCEPTED, submission)


def _deliver(submission: Submission) -> None:
    try:
        task = _tasks[submission.service, submission.task]
        receipt = task.deliver(submission)
    except Rejected as no:
        if no.status in {401, 403, 408, 425, 429}:
            _put_off(submission, str(no))
        _refuse(submission, str(no))
    except (ServiceUnavailable, NotDelivered) as fault:
        _put_off(submission, str(fault))
    except Refused as no:
        _refuse(submission, str(no))
    except Exception:  # a fault of ours, which goes to the log
        if submission.attempts >= GIVE_UP_AFTER:
            _say_that_nobody_has_it(submission)
        raise
    with transaction.atomic():
        submission.supplier_reference = receipt.supplier_reference
        submission.promised_on = receipt.promised_on or submission.promised_on
        mark_delivered(submission, now=timezone.now())
        forget_snapshot(submission.resident_id, submission.service)
        _tell_the_resident(submission, task)
        _record(Event.SUBMISSION_DELIVERED, submission)


def _put_off(submission: Submission, why: str) -> NoReturn:
    """Try later; after the last try, as if it had been refused. Raises NotDelivered, Refused."""
    if submission.attempts >= GIVE_UP_AFTER:
        _refuse(submission, why)
    raise NotDelivered(why)


def _refuse(submission: Submission, why: str) -> NoReturn:
    """Raises Refused."""
    _say_that_nobody_has_it(submission)
    raise Refused(why)


def _say_that_nobody_has_it(submission: Submission) -> None:
    """The resident was told to wait, and has to know."""
    with transaction.atomic():
        notify(
            submission.resident_id,
            "request-not-handed-over",
            # Whoever sends it again to no avail lets them know again, on another day.
            reference=f"submission-given-up-{submission.pk}-{timezone.localdate()}",
            submission_reference=submission.reference,
            sent_on=f"{submission.submitted_at.astimezone(LONDON):%-d %B %Y}",
        )
        _record(Event.SUBMISSION_GIVEN_UP, submission)


def _tell_the_resident(submission: Submission, task: Task) -> None:
    promised = submission.promised_on
    notify(
        submission.resident_id,
        task.notification,
        reference=f"submission-{submission.pk}",
        title=submission.title,
        submission_reference=submission.reference,
        supplier_reference=submission.supplier_reference,
        promised_on=f"{promised:%-d %B %Y}" if promised else "",
    )


def _record(event: Event, submission: Submission) -> None:
    """In the name of who asked, also when it is the worker who delivers."""
    record(
        event,
        actor=submission.actor,
        subject=submission.reference,
        service=submission.service,
        task=submission.task,
        supplier_reference=submission.supplier_reference,
    )
