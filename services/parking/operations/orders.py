"""Taking back an order of visitor sessions that is not paid yet.

The parking standard has no way to give money back: who has paid calls the council.
"""

from dataclasses import dataclass
from http import HTTPStatus

from services import submissions
from services.contract import WrongRecord
from services.http import NotFound, Rejected
from services.models import Submission
from services.network import run
from services.parking.client import ParkingClient
from services.parking.operations.permits import SERVICE, Press, check_possible
from services.parking.records.permits import Permit
from services.submissions import Receipt


@dataclass(frozen=True, slots=True)
class OrderToCancel:
    right: str
    permit_number: str


def cancel_order(press: Press, order: Permit) -> Submission:
    """Take the order back. Raises NotPossible with the reason in words."""
    check_possible(order.obstacle_to_cancelling)
    request = OrderToCancel(order.reference, press.permit_number)
    return press.send(f"Cancel {order.sessions_bought} visitor sessions", request)


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
