"""Permits: read them, price another year, and write down that one is paid.

APDS keeps payments inside the right they are for, so paying is reading the right, adding the
payment and writing it back; its version makes sure that nobody else wrote in between.
"""

import asyncio
from datetime import datetime
from typing import Any

from services.contract import NoSuchAccount, NothingOwed, ServiceUnavailable, WrongRecord
from services.http import NotFound, Rejected
from services.parking import payloads
from services.parking.adapter import words
from services.parking.client import ParkingClient
from services.parking.records import (
    Permit,
    PermitKind,
    Renewal,
    Vehicle,
    is_replaced,
    tidy,
)


class NoSuchPermit(Exception):
    """The link opens no permit with this reference."""


class NoSuchVehicle(Exception):
    """DVLA does not know this registration."""


async def fetch_permits(client: ParkingClient, permit: str) -> tuple[Permit, ...]:
    """Everything issued to this permit number; nothing is asked when there is none."""
    if not permit:
        return ()
    rights, kinds, places = await asyncio.gather(
        client.list_rights(permit), client.list_specifications(), client.list_places()
    )
    for each in (rights, kinds, places):
        if each.meta.total > len(each.data):
            raise ServiceUnavailable("more than one page")
    if not rights.data:
        raise NoSuchAccount("parking")
    if any(permit not in _permit_numbers(right.right_holder) for right in rights.data):
        raise WrongRecord("parking")
    return words.permits(rights.data, kinds.data, places.data)


async def fetch_vehicle(client: ParkingClient, vrm: str) -> Vehicle:
    """What DVLA says of a registration. Raises NoSuchVehicle."""
    try:
        found = await client.enquire_vehicle(tidy(vrm))
    except NotFound as unknown:
        raise NoSuchVehicle from unknown
    except Rejected as no:
        if no.status != 400:
            raise
        raise NoSuchVehicle from no
    if found.registration_number != tidy(vrm):
        raise WrongRecord("vehicles")
    return words.vehicle(found)


async def fetch_renewal(client: ParkingClient, permit: str, reference: str) -> Renewal:
    """Another year of this permit. Raises NoSuchPermit or NoSuchVehicle."""
    permits = await fetch_permits(client, permit)
    asked = [each for each in permits if each.reference == reference]
    if not asked or asked[0].kind is not PermitKind.PERMIT:
        raise NoSuchPermit(reference)
    (old,) = asked
    vehicle, quote = await asyncio.gather(
        fetch_vehicle(client, old.vrm), client.fetch_quote(old.specification, old.vrm)
    )
    if (quote.specification, quote.vrm) != (old.specification, old.vrm):
        raise WrongRecord("parking")
    return Renewal(old, vehicle, words.pence(quote.amount), is_replaced(old, permits))


async def post_payment(
    client: ParkingClient,
    permit: str,
    right: str,
    *,
    payment_reference: str,
    amount_pence: int,
    paid_at: datetime,
) -> None:
    """The same payment twice is written once. Raises NothingOwed when another has paid it."""
    try:
        whole = await client.fetch_raw_right(right)
    except NotFound as unknown:
        raise NothingOwed(right) from unknown
    known = words.decoded_right(whole)
    if known.id != right or permit not in _permit_numbers(known.right_holder):
        raise WrongRecord("parking")
    paid = {payment.transaction_id for payment in known.payments}
    if payment_reference in paid:
        return
    if paid:
        raise NothingOwed(right)
    if known.monetary_value is None or amount_pence != words.pence(
        known.monetary_value.value.currency_value
    ):
        raise ServiceUnavailable("not the price of this permit")
    entry = payloads.right_payment(payment_reference, words.pounds(amount_pence), paid_at)
    body: dict[str, Any] = {**whole, "payments": [entry]}  # Any: JSON
    await client.replace_right(right, body, key=payment_reference)


def _permit_numbers(holder: payloads.RightHolder) -> set[str]:
    return {each.identifier.id for each in holder.credentials if each.type == "permit"}
