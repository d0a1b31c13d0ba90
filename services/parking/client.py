"""The calls to the parking system and to DVLA: one method for each, in their own words.

A call that changes something takes an idempotency key, so that trying again is harmless.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self, TypeVar
from urllib.parse import quote

from services.contract import ServiceUnavailable
from services.http import Params, Supplier, supplier
from services.parking.payloads import (
    AssignedRightList,
    ChallengeReceived,
    Evidence,
    LinkChecked,
    Notice,
    PaymentTaken,
    PlaceList,
    Quote,
    ResponseStatus,
    RightSpecificationList,
    Vehicle,
)

Body = Mapping[str, Any]  # Any: JSON
T = TypeVar("T")


class ParkingClient:
    def __init__(self, supplier: Supplier, vehicles: Supplier) -> None:
        self._supplier = supplier
        self._vehicles = vehicles

    @classmethod
    def from_settings(cls) -> Self:
        return cls(supplier("parking"), supplier("vehicles"))

    async def check_link(self, facts: Body) -> LinkChecked:
        return await self._post("link-checks", LinkChecked, facts)

    async def list_rights(self, permit: str) -> AssignedRightList:
        params = {"credential_id": permit, "credential_type": "permit"}
        return await self._get("rights/assigned", AssignedRightList, params)

    async def fetch_quote(self, specification: str, vrm: str) -> Quote:
        return await self._get("rights/quotes", Quote, {"spec": specification, "vrm": vrm})

    async def create_right(self, right: Body, *, key: str) -> ResponseStatus:
        return await self._post("rights/assigned", ResponseStatus, right, key=key)

    async def fetch_raw_right(self, right: str) -> dict[str, Any]:  # Any: JSON
        """Everything of it, to be sent back whole."""
        return await self._get(f"rights/assigned/{quote(right, safe='')}", dict[str, Any])

    async def replace_right(self, right: str, body: Body, *, key: str) -> ResponseStatus:
        """Rejected with 409 when somebody has changed it since it was read."""
        path = f"rights/assigned/{quote(right, safe='')}"
        found: ResponseStatus | None = await self._supplier.send(
            "PUT", path, ResponseStatus, json=body, idempotency_key=key
        )
        return _answered(found)

    async def list_specifications(self) -> RightSpecificationList:
        return await self._get("rights/specs", RightSpecificationList)

    async def list_places(self) -> PlaceList:
        return await self._get("places", PlaceList)

    async def find_notice(self, number: str, vrm: str) -> Notice:
        return await self._get("pcns", Notice, {"pcn": number, "vrm": vrm})

    async def list_evidence(self, number: str, vrm: str) -> Evidence:
        return await self._get(f"pcns/{quote(number, safe='')}/evidence", Evidence, {"vrm": vrm})

    async def challenge_notice(self, number: str, body: Body, *, key: str) -> ChallengeReceived:
        path = f"pcns/{quote(number, safe='')}/challenges"
        return await self._post(path, ChallengeReceived, body, key=key)

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
        return await self._post(f"pcns/{quote(number, safe='')}/payments", PaymentTaken, body)

    async def enquire_vehicle(self, vrm: str) -> Vehicle:
        body = {"registrationNumber": vrm}
        found: Vehicle | None = await self._vehicles.send("POST", "v1/vehicles", Vehicle, json=body)
        return _answered(found)

    async def _get(self, path: str, into: type[T], params: Params | None = None) -> T:
        return _answered(await self._supplier.get(path, into, params=params))

    async def _post(self, path: str, into: type[T], body: Body, *, key: str = "") -> T:
        found: T | None = await self._supplier.send(
            "POST", path, into, json=body, idempotency_key=key
        )
        return _answered(found)


def _answered(found: T | None) -> T:
    if found is None:
        raise ServiceUnavailable("an empty answer")
    return found
