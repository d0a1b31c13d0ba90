"""The calls to the parking system and to DVLA: one method for each, in their own words.

A call that changes something takes an idempotency key, so that trying again is harmless.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from urllib.parse import quote

import msgspec

from services.contract import ServiceUnavailable
from services.http import Supplier, supplier
from services.parking.payloads import (
    AssignedRight,
    AssignedRightList,
    ChallengeReceived,
    Evidence,
    LinkChecked,
    Notice,
    PackList,
    PaymentTaken,
    PlaceList,
    Quote,
    ResponseStatus,
    RightSpecificationList,
    Vehicle,
)
from services.remembered import Remembered

Body = Mapping[str, Any]  # Any: JSON


@dataclass(frozen=True, slots=True)
class WholeRight:
    """A right as it came, to be sent back whole, and what we understand of it."""

    whole: dict[str, Any]  # Any: JSON
    known: AssignedRight


class ParkingClient:
    def __init__(self, supplier: Supplier, vehicles: Supplier) -> None:
        self._supplier = supplier
        self._vehicles = vehicles
        self.list_specifications = Remembered(self._list_specifications)
        self.list_places = Remembered(self._list_places)

    @classmethod
    def from_settings(cls) -> Self:
        return cls(supplier("parking"), supplier("vehicles"))

    async def check_link(self, facts: Body) -> LinkChecked:
        return await self._supplier.post("link-checks", LinkChecked, facts)

    async def list_rights(self, permit: str) -> AssignedRightList:
        params = {"credential_id": permit, "credential_type": "permit"}
        return await self._supplier.get("rights/assigned", AssignedRightList, params=params)

    async def fetch_quote(self, specification: str, vrm: str) -> Quote:
        return await self._supplier.get(
            "rights/quotes", Quote, params={"spec": specification, "vrm": vrm}
        )

    async def fetch_packs(self, specification: str, permit: str) -> PackList:
        """How many visitor sessions may still be bought on this permit, and for how much."""
        params = {"spec": specification, "credential_id": permit}
        return await self._supplier.get("rights/packs", PackList, params=params)

    async def create_right(self, right: Body, *, key: str) -> ResponseStatus:
        return await self._supplier.post(
            "rights/assigned", ResponseStatus, right, idempotency_key=key
        )

    async def fetch_right(self, right: str) -> WholeRight:
        whole = await self._supplier.get(f"rights/assigned/{quote(right, safe='')}", dict[str, Any])
        try:
            return WholeRight(whole, msgspec.convert(whole, AssignedRight, strict=False))
        except msgspec.ValidationError as wrong:
            raise ServiceUnavailable("malformed") from wrong

    async def replace_right(self, right: str, body: Body, *, key: str) -> None:
        """Rejected with 409 when somebody has changed it since it was read."""
        path = f"rights/assigned/{quote(right, safe='')}"
        await self._supplier.send("PUT", path, ResponseStatus, json=body, idempotency_key=key)

    async def delete_right(self, right: str, *, key: str) -> None:
        """As if it had never been issued."""
        path = f"rights/assigned/{quote(right, safe='')}"
        await self._supplier.send("DELETE", path, ResponseStatus, idempotency_key=key)

    async def _list_specifications(self) -> RightSpecificationList:
        return await self._supplier.get("rights/specs", RightSpecificationList)

    async def _list_places(self) -> PlaceList:
        return await self._supplier.get("places", PlaceList)

    async def find_notice(self, number: str, vrm: str) -> Notice:
        return await self._supplier.get("pcns", Notice, params={"pcn": number, "vrm": vrm})

    async def list_evidence(self, number: str, vrm: str) -> Evidence:
        return await self._supplier.get(
            f"pcns/{quote(number, safe='')}/evidence", Evidence, params={"vrm": vrm}
        )

    async def challenge_notice(self, number: str, body: Body, *, key: str) -> ChallengeReceived:
        path = f"pcns/{quote(number, safe='')}/challenges"
        return await self._supplier.post(path, ChallengeReceived, body, idempotency_key=key)

    async def take_payment(
        self, number: str, vrm: str, *, payment_reference: str, pounds: str, paid_at: datetime
    ) -> PaymentTaken:
        # The payment reference is what makes it idempotent there, whatever the key.
        body = {
            "vrm": vrm,
            "amount": pounds,
            "paymentReference": payment_reference,
            "paidAt": paid_at.isoformat(),
        }
        return await self._supplier.post(
            f"pcns/{quote(number, safe='')}/payments", PaymentTaken, body
        )

    async def enquire_vehicle(self, vrm: str) -> Vehicle:
        body = {"registrationNumber": vrm}
        return await self._vehicles.post("v1/vehicles", Vehicle, body)
