"""Parking: permits, visitor sessions and penalty charge notices, in the portal's words.

A permit must carry the permit number that was asked for, and a notice both its number and its
registration. Anything else is somebody else's record and raises WrongRecord.
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Self

from services.contract import (
    AccountReference,
    Charge,
    Fact,
    NothingOwed,
    Summary,
    WrongRecord,
)
from services.http import NotFound, Rejected
from services.parking.adapter import permits, words
from services.parking.adapter.summary import notice_charge, permit_charge, summary
from services.parking.client import ParkingClient
from services.parking.records.account import NoticeKey, ParkingAccount, tidy
from services.parking.records.notices import NoticeInFull, PenaltyChargeNotice
from services.parking.records.parking import Parking
from services.parking.records.permits import Permit, Renewal, Vehicle, VisitorOffer
from services.supplied import LONDON, utc_now, written_pounds

NOT_THESE_FACTS = {400, 422, 429}
"""Not written like a permit's facts, or tried too often there: no reason to say which."""


class NoSuchNotice(Exception):
    """No notice has this number and this registration."""


class ParkingAdapter:
    slug = "parking"
    title = "Parking"
    fund = "PCN"
    facts = (
        Fact("permit_number", "Permit number", "On your permit e-mail or letter, like TB-P-12345"),
        Fact("vehicle_registration", "Vehicle registration", "Of the vehicle on the permit"),
        Fact("postcode", "Postcode", "Of the home the permit is for", kind="postcode"),
    )

    def __init__(self, client: ParkingClient, *, now: Callable[[], datetime] = utc_now) -> None:
        self._client = client
        self._now = now

    @classmethod
    def from_settings(cls) -> Self:
        return cls(ParkingClient.from_settings())

    async def match_account(self, facts: Mapping[str, str]) -> AccountReference | None:
        permit = tidy(facts["permit_number"])
        try:
            found = await self._client.check_link(
                {
                    "permit": permit,
                    "vrm": tidy(facts["vehicle_registration"]),
                    "postcode": tidy(facts["postcode"]),
                }
            )
        except NotFound:
            return None
        except Rejected as no:
            if no.status in NOT_THESE_FACTS:
                return None
            raise
        if found.permit != permit:
            raise WrongRecord("parking")
        return ParkingAccount(permit=permit).reference

    async def fetch_summary(self, reference: AccountReference) -> Summary:
        return summary(await self.fetch_parking(reference), now=self._now())

    async def fetch_parking(self, reference: AccountReference) -> Parking:
        """Every permit and every notice the link opens, asked for at once."""
        account = ParkingAccount.read(reference)
        found, notices = await asyncio.gather(
            permits.fetch_permits(self._client, account.permit),
            asyncio.gather(*(self._find(key) for key in account.notices)),
        )
        return Parking(
            account.permit,
            found,
            tuple(notice for notice in notices if notice),
            tuple(
                key.number
                for key, notice in zip(account.notices, notices, strict=True)
                if notice is None
            ),
        )

    async def fetch_notice(self, key: NoticeKey) -> PenaltyChargeNotice:
        """Raises NoSuchNotice."""
        found = await self._find(key)
        if found is None:
            raise NoSuchNotice(key.number)
        return found

    async def fetch_notice_in_full(self, key: NoticeKey) -> NoticeInFull:
        """The notice with its photographs. Raises NoSuchNotice."""
        try:
            notice, evidence = await asyncio.gather(
                self.fetch_notice(key), self._client.list_evidence(key.number, key.vrm)
            )
        except NotFound as unknown:
            raise NoSuchNotice(key.number) from unknown
        if any(
            found != key.number for found in (evidence.pcn, *(p.pcn for p in evidence.photographs))
        ):
            raise WrongRecord("parking")
        return NoticeInFull(notice, words.photographs(evidence.photographs))

    async def fetch_renewal(self, reference: AccountReference, permit: str) -> Renewal:
        """Another year of this permit. Raises NoSuchPermit or NoSuchVehicle."""
        account = ParkingAccount.read(reference)
        return await permits.fetch_renewal(self._client, account.permit, permit)

    async def fetch_permit(self, reference: AccountReference, permit: str) -> Permit:
        """Raises NoSuchPermit."""
        account = ParkingAccount.read(reference)
        return await permits.fetch_permit(self._client, account.permit, permit)

    async def fetch_vehicle(self, vrm: str) -> Vehicle:
        """Raises NoSuchVehicle."""
        return await permits.fetch_vehicle(self._client, vrm)

    async def fetch_visitor_offer(self, reference: AccountReference) -> VisitorOffer:
        """Raises NoSuchPermit when no permit of the link is current."""
        account = ParkingAccount.read(reference)
        today = self._now().astimezone(LONDON).date()
        return await permits.fetch_visitor_offer(self._client, account.permit, today=today)

    async def fetch_charge(self, reference: AccountReference, charge_reference: str) -> Charge:
        account = ParkingAccount.read(reference)
        key = account.find(charge_reference)
        if key is None:
            for permit in await permits.fetch_permits(self._client, account.permit):
                if permit.reference == charge_reference and permit.owed_pence:
                    return permit_charge(account.permit, permit)
            raise NothingOwed(charge_reference)
        notice = await self._find(key)
        if notice is None or not notice.is_payable:
            raise NothingOwed(charge_reference)
        return notice_charge(notice)

    async def post_payment(
        self,
        reference: AccountReference,
        charge_reference: str,
        *,
        payment_reference: str,
        amount_pence: int,
        paid_at: datetime,
    ) -> None:
        account = ParkingAccount.read(reference)
        key = account.find(charge_reference)
        if key is not None:
            await self._pay_notice(key, payment_reference, amount_pence, paid_at)
        elif account.permit:
            await permits.post_payment(
                self._client,
                account.permit,
                charge_reference,
                payment_reference=payment_reference,
                amount_pence=amount_pence,
                paid_at=paid_at,
            )
        else:
            raise NothingOwed(charge_reference)

    async def _pay_notice(
        self, key: NoticeKey, payment_reference: str, amount_pence: int, paid_at: datetime
    ) -> None:
        taken = await self._client.take_payment(
            key.number,
            key.vrm,
            payment_reference=payment_reference,
            pounds=written_pounds(amount_pence),
            paid_at=paid_at,
        )
        told = (taken.pcn, taken.payment_reference, words.pence(taken.amount))
        if told != (key.number, payment_reference, amount_pence):
            raise WrongRecord("parking")

    async def _find(self, key: NoticeKey) -> PenaltyChargeNotice | None:
        """None when the parking system does not know it (any more)."""
        try:
            found = await self._client.find_notice(key.number, key.vrm)
        except NotFound:
            return None
        if (found.pcn, found.vrm) != (key.number, key.vrm):
            raise WrongRecord("parking")
        return words.notice(found)
