"""What a resident does at leisure: book a place, and give it back."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from uuid import UUID

from accounts.actor import Actor
from accounts.residents.models import Resident
from services.contract import AccountReference, ServiceUnavailable
from services.http import NotFound, Rejected
from services.leisure.client import Attendee, LeisureClient, NotBookable, Wanted, read_quote
from services.leisure.records import Booking, Opportunity, Price
from services.models import Submission
from services.network import run
from services.submissions import Receipt, asked, register
from services.tasks import WrittenTask

SERVICE = "leisure"
BOOK = WrittenTask(SERVICE, "book-session")
CANCEL = WrittenTask(SERVICE, "cancel-booking")
FULL = {
    "OpportunityIsFullError",
    "OpportunityHasInsufficientCapacityError",
    "OpportunityCapacityIsReservedByLeaseError",
}
COUNCIL_MAILBOX = "leisure-bookings@thornbridge.example"
"""Open Booking insists on an e-mail. For residents without one it is the council's own."""


class NotBooked(Exception):
    """Nothing was booked: the kinds below say why."""


class SessionFull(NotBooked):
    """The last place has gone, or is being booked by somebody else."""


class NotOpenForBooking(NotBooked):
    """The booking system does not sell this place at present."""


class PriceChanged(NotBooked):
    """It costs something else than the page said, or is paid at another time."""

    def __init__(self, total_pence: int) -> None:
        super().__init__(total_pence)
        self.total_pence = total_pence


class SessionMoved(NotBooked):
    """It begins at another time than the page said."""

    def __init__(self, starts_at: datetime) -> None:
        super().__init__(starts_at)
        self.starts_at = starts_at


class TooLateToCancel(Exception):
    """The offer's terms no longer allow it."""


@dataclass(frozen=True, slots=True)
class BookingRequest:
    """What is kept, encrypted, until the booking system has it."""

    opportunity_id: str
    offer_id: str
    seller_id: str
    total_pence: int
    account_number: str
    first_name: str
    last_name: str
    email: str
    telephone: str
    starts_at: datetime | None = None
    """When the resident read that it begins; None in what was kept before this was asked."""

    @property
    def wanted(self) -> Wanted:
        return Wanted(self.opportunity_id, self.offer_id, self.seller_id)

    @property
    def attendee(self) -> Attendee:
        return Attendee(
            account_number=self.account_number,
            first_name=self.first_name,
            last_name=self.last_name,
            email=self.email,
            telephone=self.telephone,
        )


@dataclass(frozen=True, slots=True)
class CancelRequest:
    order_id: str
    item_id: str
    number: str


def book_session(
    *,
    actor: Actor,
    membership: AccountReference,
    opportunity: Opportunity,
    price: Price,
    form_key: UUID,
    journey_id: UUID | None,
    now: datetime,
) -> Submission:
    """Hold the place, check time and price, then book it; the form's key is the order's UUID.

    `opportunity` is the session at the time that the resident saw.
    """
    sent = BOOK.find_sent(actor=actor, form_key=form_key)
    if sent:
        return sent
    request = _booking_request(actor, membership, opportunity, price)
    _hold(request, form_key, is_paid_now=False)
    return BOOK.submit(
        actor=actor,
        form_key=form_key,
        title=f"{opportunity.name}, {opportunity.when}"[:120],
        account_reference=membership,
        request=request,
        journey_id=journey_id,
        now=now,
    )


def hold_place(
    *,
    actor: Actor,
    membership: AccountReference,
    opportunity: Opportunity,
    price: Price,
    form_key: UUID,
) -> None:
    """Hold a place that is sold against payment; paying the charge of this key books it.

    Held again with the same key, it is the same place, held a little longer. One that is paid for
    is held by its order: the payment page says that it is paid.
    """
    request = _booking_request(actor, membership, opportunity, price)
    try:
        _hold(request, form_key, is_paid_now=True)
    except ServiceUnavailable:
        if not _is_booked(form_key, membership):
            raise


def cancel_booking(
    *,
    actor: Actor,
    membership: AccountReference,
    booking: Booking,
    form_key: UUID,
    journey_id: UUID | None,
    now: datetime,
) -> Submission:
    """Give a place back while the terms allow it."""
    if not booking.can_be_cancelled(now=now):
        raise TooLateToCancel
    return CANCEL.submit(
        actor=actor,
        form_key=form_key,
        title=f"Cancel {booking.name}, {booking.when}"[:120],
        account_reference=membership,
        request=CancelRequest(booking.order_id, booking.item_id, booking.number),
        journey_id=journey_id,
        now=now,
    )


def why_not(refused: NotBookable) -> type[NotBooked]:
    """The booking system's reason, as one of ours."""
    return SessionFull if refused.kind in FULL else NotOpenForBooking


def register_tasks() -> None:
    """Called when the app is ready."""
    register(SERVICE, BOOK.name, _deliver_booking, notification="leisure-session-booked")
    register(SERVICE, CANCEL.name, _deliver_cancellation, notification="leisure-booking-cancelled")


def _booking_request(
    actor: Actor, membership: AccountReference, opportunity: Opportunity, price: Price
) -> BookingRequest:
    resident = Resident.objects.get(pk=actor.acting_for)
    return BookingRequest(
        opportunity_id=opportunity.opportunity_id,
        offer_id=price.offer_id,
        seller_id=opportunity.seller_id,
        total_pence=price.amount_pence,
        account_number=membership,
        first_name=resident.first_name,
        last_name=resident.last_name,
        email=resident.email or COUNCIL_MAILBOX,
        telephone=resident.telephone,
        starts_at=opportunity.starts_at,
    )


def _hold(request: BookingRequest, order_id: UUID, *, is_paid_now: bool) -> None:
    """C2: the place is ours for some minutes, on terms we can still refuse."""
    client = LeisureClient.from_settings()
    try:
        quote = run(client.quote_for(order_id, request.wanted, request.attendee))
    except NotBookable as no:
        raise why_not(no) from no
    terms = read_quote(quote)
    if (terms.total_pence, terms.is_paid_now) != (request.total_pence, is_paid_now):
        raise PriceChanged(terms.total_pence)
    if request.starts_at and terms.starts_at and terms.starts_at != request.starts_at:
        raise SessionMoved(terms.starts_at)


def _is_booked(order_id: UUID, membership: AccountReference) -> bool:
    order = run(LeisureClient.from_settings().fetch_order(order_id))
    return bool(order.order_number) and order.customer.identifier == membership


def _deliver_booking(submission: Submission) -> Receipt:
    request, order_id = asked(submission, BookingRequest), submission.form_key
    if submission.was_tried_before:
        _hold_again(request, order_id)
    client = LeisureClient.from_settings()
    order = run(
        client.book(order_id, request.wanted, request.attendee, total_pence=request.total_pence)
    )
    return Receipt(order.order_number)


def _hold_again(request: BookingRequest, order_id: UUID) -> None:
    """What waited may have moved meanwhile; what was booked, and its answer lost, is booked."""
    try:
        if _is_booked(order_id, AccountReference(request.account_number)):
            return
    except NotFound:
        pass  # The booking system forgets the places it held.
    try:
        _hold(request, order_id, is_paid_now=False)
    except NotBooked as no:
        raise Rejected(HTTPStatus.CONFLICT, type(no).__name__) from no


def _deliver_cancellation(submission: Submission) -> Receipt:
    request = asked(submission, CancelRequest)
    run(LeisureClient.from_settings().cancel(request.order_id, [request.item_id]))
    return Receipt(request.number)
