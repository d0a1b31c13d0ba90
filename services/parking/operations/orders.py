"""Taking back an order of visitor sessions that is not paid yet.

The parking standard has no way to give money back: who has paid calls the council.
"""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from uuid import UUID

from accounts.actor import Actor
from services import submissions
from services.contract import WrongRecord
from services.http import NotFound, Rejected
from services.models import Submission
from services.network import run
from services.parking.client import ParkingClient
from services.parking.operations.permits import CANCEL, SERVICE, check_possible
from services.parking.records.account import ParkingAccount
from services.parking.records.permits import Permit
from services.submissions import Receipt


@dataclass(frozen=True, slots=True)
class OrderToCancel:
    right: str
    permit_number: str


def cancel_order(
    *,
    actor: Actor,
    order: Permit,
    permit_number: str,
    form_key: UUID,
    journey_id: UUID | None,
    now: datetime,
) -> Submission:
    """Take the order back, now or as soon as the parking system answers.

    Raises NotPossible with the reason in words.
    """
    check_possible(order.obstacle_to_cancelling)
    return CANCEL.submit(
        actor=actor,
        form_key=form_key,
        title=f"Cancel {order.sessions_bought} visitor sessions",
        account_reference=ParkingAccount(permit=permit_number).reference,
        request=OrderToCancel(order.reference, permit_number),
        journey_id=journey_id,
        now=now,
    )


def deliver_cancelling(submission: Submission) -> Receipt:
    """Cancelled already is cancelled; what was paid meanwhile stays, and the resident is told."""
    asked = submissions.asked(submission, OrderToCancel)
    client = ParkingClient.from_settings()
    try:
        right = run(client.fetch_right(asked.right)).known
        if right.id != asked.right or asked.permit_number not in right.permit_numbers:
            raise WrongRecord(SERVICE)
        if right.payments:
            raise Rejected(HTTPStatus.CONFLICT, "paid meanwhile")
        run(client.delete_right(asked.right, key=str(submission.pk)))
    except NotFound:
        pass
    return Receipt(supplier_reference=asked.right)
