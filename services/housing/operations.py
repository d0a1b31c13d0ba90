"""What a resident can have done: report a repair, and choose or give up a visit."""

import asyncio
from collections.abc import Callable, Collection, Coroutine
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from accounts.actor import Actor
from accounts.audit.events import Event
from accounts.audit.record import record
from services import journeys, submissions
from services.contract import AccountReference, ServiceUnavailable, WrongRecord
from services.drafts import KeptDraft
from services.housing import payloads
from services.housing.catalogue import get_problem, room_name
from services.housing.client import HousingClient
from services.housing.records import NoSuchRepair
from services.http import NotFound, Rejected
from services.models import Submission
from services.network import run
from services.sealing import CannotUnseal, unseal_bytes
from services.snapshots import forget_snapshot
from services.submissions import Receipt
from services.supplied import LONDON
from services.tasks import WrittenTask

SERVICE = "housing"
REPORT = WrittenTask(SERVICE, "report-repair")
BOOK_VISIT = WrittenTask(SERVICE, "book-repair-visit")
MOST_PHOTOS = 3
SAME_REPAIR_WITHIN = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class RepairRequest:
    """What a resident tells us of a repair."""

    problem: str
    room: str
    details: str
    access: str = ""
    telephone: str = ""

    @property
    def title(self) -> str:
        return f"Repair: {get_problem(self.problem).title.lower()}, {room_name(self.room).lower()}"


class RepairAlreadyReported(Exception):
    """The same problem in the same room was reported lately and is not finished."""

    def __init__(self, reported_on: date, reference: str) -> None:
        super().__init__(reference)
        self.reported_on = reported_on
        self.reference = reference


class VisitNotFree(Exception):
    """Somebody else took this visit, or the repair is finished."""


def report_repair(
    *,
    actor: Actor,
    draft: KeptDraft,
    repair: RepairRequest,
    account_reference: AccountReference,
    finished: Callable[[], Collection[str]],
    journey_id: UUID | None,
    now: datetime,
) -> Submission:
    """Keep the report, and hand it to the housing system now or as soon as it answers.

    The draft becomes the submission, photos included. `finished` says which work orders are done;
    it is asked only when the same repair was reported before. Raises RepairAlreadyReported.
    """
    sent = REPORT.find_sent(actor=actor, form_key=draft.form_key)
    if sent:
        return sent
    before = REPORT.list_taken(actor=actor).filter(account_reference=account_reference)
    _check_not_reported(before, repair, finished, now=now)
    promised = get_problem(repair.problem).priority.finished_by(now)
    return REPORT.submit(
        actor=actor,
        form_key=draft.form_key,
        draft=draft,
        title=repair.title,
        account_reference=account_reference,
        request=repair,
        promised_on=promised.date(),
        journey_id=journey_id,
        now=now,
    )


def list_reports(*, actor: Actor, account: AccountReference) -> QuerySet[Submission]:
    """What the resident reported from here about this home: they may have moved since."""
    return REPORT.list_sent(actor=actor).filter(account_reference=account)


def deliver_repair(submission: Submission) -> Receipt:
    """Raise the work order and send its photos; the same submission again raises no second one."""
    repair = submissions.asked(submission, RepairRequest)
    photos = [
        (str(photo.pk), unseal_bytes(bytes(photo.sealed)))
        for photo in submission.attachments.order_by("created_at")
    ]
    number = run(_schedule(HousingClient.from_settings(), submission, repair, photos))
    return Receipt(supplier_reference=number, promised_on=submission.promised_on)


async def _schedule(
    client: HousingClient,
    submission: Submission,
    repair: RepairRequest,
    photos: list[tuple[str, bytes]],
) -> str:
    tenure = await client.get_tenure(submission.account_reference)
    if tenure.payment_reference != submission.account_reference:
        raise WrongRecord(SERVICE)
    body = _work_order(submission, repair, tenure)
    raised = await client.schedule_repair(body, key=str(submission.pk))
    for number, (key, photo) in enumerate(photos, 1):
        await client.attach_photo(str(raised.id), photo, name=f"photo-{number}.jpg", key=key)
    return str(raised.id)


def _work_order(
    submission: Submission, repair: RepairRequest, tenure: payloads.Tenure
) -> dict[str, Any]:  # Any: JSON
    problem = get_problem(repair.problem)
    room = room_name(repair.room)
    order = payloads.RepairOrder(
        reference=submission.reference,
        description=f"{room}: {problem.title}\n{repair.details}",
        room=room,
        access=repair.access,
        priority_code=problem.priority,
        finished_by=problem.priority.finished_by(submission.submitted_at),
        trade=problem.trade,
        code=problem.code,
        property_reference=tenure.tenured_asset.property_reference,
        address=tenure.tenured_asset.full_address,
        tenant=next(each.full_name for each in tenure.household_members if each.is_responsible),
        telephone=repair.telephone,
        reported_at=submission.submitted_at,
    )
    return payloads.schedule_repair(order)


def book_visit(
    *,
    actor: Actor,
    account_reference: AccountReference,
    number: str,
    slot: str,
    key: UUID,
    journey_id: UUID | None,
) -> None:
    """Book this visit, in place of the one that was.

    Raises VisitNotFree, NoSuchRepair for a repair of somebody else, or ServiceUnavailable.
    """
    _change_visit(
        actor,
        account_reference,
        number,
        lambda client: client.book_slot(number, slot, key=str(key)),
        done=Event.VISIT_BOOKED,
    )
    journeys.complete(journey_id, service=SERVICE, task=BOOK_VISIT.name, channel=actor.channel)


def cancel_visit(
    *, actor: Actor, account_reference: AccountReference, number: str, key: UUID
) -> None:
    """Nobody comes; the repair itself stays open. Raises what `book_visit` raises."""
    _change_visit(
        actor,
        account_reference,
        number,
        lambda client: client.update_job(
            number,
            kind="cancelAppointment",
            comments="The tenant cancelled the visit.",
            key=str(key),
        ),
        done=Event.VISIT_CANCELLED,
    )


def _change_visit(
    actor: Actor,
    account_reference: AccountReference,
    number: str,
    change: Callable[[HousingClient], Coroutine[None, None, None]],
    *,
    done: Event,
) -> None:
    """Two audit lines: the supplier's change and ours cannot share a transaction."""
    client = HousingClient.from_settings()
    run(_check_own(client, account_reference, number))
    record(Event.VISIT_REQUESTED, actor=actor, subject=number)
    try:
        run(change(client))
    except ServiceUnavailable as fault:
        record(Event.VISIT_NOT_CHANGED, actor=actor, subject=number)
        if isinstance(fault, Rejected) and fault.status in {400, 409, 422}:
            raise VisitNotFree(number) from fault
        raise
    with transaction.atomic():
        record(done, actor=actor, subject=number)
        forget_snapshot(actor.acting_for, SERVICE)


async def _check_own(
    client: HousingClient, account_reference: AccountReference, number: str
) -> None:
    """Never change a repair at somebody else's home, whatever number was sent."""
    try:
        tenure, order = await asyncio.gather(
            client.get_tenure(account_reference), client.get_work_order(number)
        )
    except NotFound as unknown:
        raise NoSuchRepair(number) from unknown
    if tenure.payment_reference != account_reference or str(order.reference) != number:
        raise WrongRecord(SERVICE)
    if not order.is_of(tenure):
        raise NoSuchRepair(number)


def _check_not_reported(
    before: QuerySet[Submission],
    repair: RepairRequest,
    finished: Callable[[], Collection[str]],
    *,
    now: datetime,
) -> None:
    lately = before.filter(submitted_at__gt=now - SAME_REPAIR_WITHIN)
    same = [report for report in lately if _is_same(report, repair)]
    if not same:
        return
    done = finished()
    for report in same:
        if not report.supplier_reference or report.supplier_reference not in done:
            on = report.submitted_at.astimezone(LONDON).date()
            raise RepairAlreadyReported(on, report.reference)


def _is_same(report: Submission, repair: RepairRequest) -> bool:
    try:
        before = submissions.asked(report, RepairRequest)
    except CannotUnseal:
        return False
    return (before.problem, before.room) == (repair.problem, repair.room)
