"""Places that are sold against payment: held by a quote, and booked by the payment.

The charge's reference is the quote's UUID. Whoever pays too late, when somebody else has the place
or the session has moved, is owed a refund: NothingOwed puts the payment on the list that a person
looks at.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TypeVar
from uuid import UUID

from services.contract import AccountReference, Charge, NotHeld, NothingOwed, ServiceUnavailable
from services.http import NotFound, Rejected
from services.leisure import payloads
from services.leisure.adapter.words import check_whose, read_bookings
from services.leisure.client import Attendee, LeisureClient, NotBookable, Wanted, read_quote

CONFLICT = 409
T = TypeVar("T")


async def fetch_charge(
    client: LeisureClient, reference: AccountReference, charge_reference: str, *, now: datetime
) -> Charge:
    """What is to be paid for the held place. Raises NothingOwed; NotHeld when that ran out."""
    held = await _fetch(client, reference, charge_reference)
    terms = read_quote(held)
    if held.order_number or not terms.is_paid_now:
        raise NothingOwed(charge_reference)
    if held.lease is None or held.lease.lease_expires <= now:
        raise NotHeld(charge_reference)
    place = _only(read_bookings(held))
    return Charge(
        service="leisure",
        account_reference=reference,
        charge_reference=charge_reference,
        description=f"{place.name}, {place.when}",
        amount_pence=terms.total_pence,
    )


async def book_with(
    client: LeisureClient,
    reference: AccountReference,
    charge_reference: str,
    *,
    payment_reference: str,
    amount_pence: int,
) -> None:
    """The same payment twice books once. Raises NothingOwed when the place cannot be had."""
    found = await _fetch(client, reference, charge_reference)
    if not found.order_number:
        found = await _book(client, found, payment_reference, amount_pence)
    if found.payment is None or found.payment.identifier != payment_reference:
        raise NothingOwed(charge_reference)


async def _book(
    client: LeisureClient, held: payloads.Order, payment_reference: str, amount_pence: int
) -> payloads.Order:
    order_id, wanted, attendee = UUID(held.identifier), _wanted(held), _attendee(held)
    book = partial(
        client.book,
        order_id,
        wanted,
        attendee,
        total_pence=amount_pence,
        payment_reference=payment_reference,
    )
    try:
        return await book()
    except Rejected as no:
        if no.status != CONFLICT:
            raise
    # The hold ran out while the card was typed: hold the place again, if it is still there.
    try:
        again = await client.quote_for(order_id, wanted, attendee)
    except NotBookable as gone:
        raise NothingOwed(held.identifier) from gone
    if read_quote(again).starts_at != read_quote(held).starts_at:
        raise NothingOwed(held.identifier)
    return await book()


async def _fetch(
    client: LeisureClient, reference: AccountReference, charge_reference: str
) -> payloads.Order:
    try:
        found = await client.fetch_order(UUID(charge_reference))
    except (ValueError, NotFound) as unknown:
        raise NothingOwed(charge_reference) from unknown
    check_whose(reference, reference, [found])
    if found.identifier != charge_reference:
        raise ServiceUnavailable("another order")
    return found


def _wanted(held: payloads.Order) -> Wanted:
    item = _only(held.ordered_item)
    opportunity, offer = item.ordered_item, item.accepted_offer
    if held.seller is None or isinstance(opportunity, str) or isinstance(offer, str):
        raise ServiceUnavailable("a quote that is not written out")
    return Wanted(opportunity.id, offer.id, held.seller.id)


def _attendee(held: payloads.Order) -> Attendee:
    who = held.customer
    return Attendee(who.identifier, who.given_name, who.family_name, who.email, who.telephone)


def _only(found: Sequence[T]) -> T:
    """We never ask for more than one place."""
    if len(found) != 1:
        raise ServiceUnavailable("not one place")
    return found[0]
