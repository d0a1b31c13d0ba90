"""Permits: read them, price another year, and write down that one is paid.

APDS keeps payments inside the right they are for, so paying is reading the right, adding the
payment and writing it back; its version makes sure that nobody else wrote in between.
"""

import asyncio
from collections.abc import Iterable
from datetime import date, datetime

from services.contract import NoSuchAccount, NothingOwed, ServiceUnavailable, WrongRecord
from services.http import NotFound, Rejected
from services.parking import payloads
from services.parking.adapter import words
from services.parking.client import ParkingClient
from services.parking.records.account import tidy
from services.parking.records.permits import (
    Permit,
    PermitKind,
    Renewal,
    Vehicle,
    VisitorOffer,
    is_replaced,
)
from services.supplied import written_pounds

Lists = tuple[list[payloads.AssignedRight], list[payloads.RightSpecification], list[payloads.Place]]


class NoSuchPermit(Exception):
    """The link opens no permit with this reference."""


class NoSuchVehicle(Exception):
    """DVLA does not know this registration."""


async def fetch_permits(client: ParkingClient, permit: str) -> tuple[Permit, ...]:
    """Everything issued to this permit number; nothing is asked when there is none."""
    if not permit:
        return ()
    rights, kinds, places = await _fetch_lists(client, permit)
    return words.permits(rights, kinds, places)


async def fetch_permit(client: ParkingClient, permit: str, reference: str) -> Permit:
    """One permit, of any year. Raises NoSuchPermit."""
    return _get(await fetch_permits(client, permit), reference)


async def fetch_visitor_offer(client: ParkingClient, permit: str, *, today: date) -> VisitorOffer:
    """What a household with a permit may buy for its visitors. Raises NoSuchPermit without one."""
    if not permit:
        raise NoSuchPermit(permit)
    rights, kinds, places = await _fetch_lists(client, permit)
    permits = words.permits(rights, kinds, places)
    current = [p for p in permits if p.kind is PermitKind.PERMIT and p.is_current(today)]
    kind = _kind_for_visitors(kinds, current)
    if kind is None:
        raise NoSuchPermit(permit)
    found = await client.fetch_packs(kind.id, permit)
    if (found.specification, found.permit) != (kind.id, permit):
        raise WrongRecord("parking")
    unpaid = any(p.owed_pence for p in permits if p.kind is PermitKind.VISITOR_SESSIONS)
    return VisitorOffer(kind.id, current[0].vrm, words.packs(found), unpaid)


def _kind_for_visitors(
    kinds: Iterable[payloads.RightSpecification], current: Iterable[Permit]
) -> payloads.RightSpecification | None:
    """The visitor sessions of the zone somebody lives in."""
    known = {kind.id: {place.id for place in kind.hierarchy_elements} for kind in kinds}
    zones = {zone for permit in current for zone in known[permit.specification]}
    for_visitors = (kind for kind in kinds if kind.type == words.FOR_VISITORS)
    return next((kind for kind in for_visitors if known[kind.id] & zones), None)


async def _fetch_lists(client: ParkingClient, permit: str) -> Lists:
    rights, kinds, places = await asyncio.gather(
        client.list_rights(permit), client.list_specifications(), client.list_places()
    )
    for each in (rights, kinds, places):
        if each.meta.total > len(each.data):
            raise ServiceUnavailable("more than one page")
    if not rights.data:
        raise NoSuchAccount("parking")
    if any(permit not in right.permit_numbers for right in rights.data):
        raise WrongRecord("parking")
    return rights.data, kinds.data, places.data


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
    old = _get(permits, reference)
    vehicle, quote = await asyncio.gather(
        fetch_vehicle(client, old.vrm), client.fetch_quote(old.specification, old.vrm)
    )
    if (quote.specification, quote.vrm) != (old.specification, old.vrm):
        raise WrongRecord("parking")
    return Renewal(old, vehicle, words.pence(quote.amount), is_replaced(old, permits))


def _get(permits: Iterable[Permit], reference: str) -> Permit:
    for permit in permits:
        if permit.reference == reference and permit.kind is PermitKind.PERMIT:
            return permit
    raise NoSuchPermit(reference)


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
        found = await client.fetch_right(right)
    except NotFound as unknown:
        raise NothingOwed(right) from unknown
    known = found.known
    if known.id != right or permit not in known.permit_numbers:
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
    entry = payloads.right_payment(payment_reference, written_pounds(amount_pence), paid_at)
    body = {**found.whole, "payments": [entry]}
    await client.replace_right(right, body, key=payment_reference)
