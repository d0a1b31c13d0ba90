"""The housing system's calls: one method for each, in its own words.

A call that changes something takes an idempotency key, so that trying again is harmless.
"""

import base64
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Self

from services.housing.payloads import (
    Account,
    AccountList,
    AppointmentDay,
    AttachmentKept,
    JobStatusUpdated,
    PaymentTaken,
    QuarterlyStatement,
    ScheduleRepairResult,
    Tenure,
    TenureMatch,
    TransactionList,
    WorkOrder,
    WorkOrderNote,
)
from services.http import Supplier, supplier

Body = Mapping[str, Any]  # Any: JSON


class HousingClient:
    def __init__(self, supplier: Supplier) -> None:
        self._supplier = supplier

    @classmethod
    def from_settings(cls) -> Self:
        return cls(supplier("housing"))

    async def match_tenure(self, facts: Body) -> TenureMatch:
        return await self._supplier.post("api/v1/tenures/match", TenureMatch, facts)

    async def get_tenure(self, reference: str) -> Tenure:
        return await self._supplier.get(f"api/v1/tenures/{reference}", Tenure)

    async def list_accounts(self, reference: str) -> list[Account]:
        found = await self._supplier.get(
            "api/v1/accounts",
            AccountList,
            params={"targetId": reference, "accountType": "Master"},
        )
        return found.account_response_list

    async def list_transactions(
        self, reference: str, *, since: date, until: date | None = None
    ) -> TransactionList:
        params = {"startDate": since.isoformat()}
        if until:
            params["endDate"] = until.isoformat()
        path = f"api/v1/transactions/targettype/Tenure/{reference}"
        return await self._supplier.get(path, TransactionList, params=params)

    async def list_statements(self, reference: str) -> list[QuarterlyStatement]:
        params = {"targetId": reference, "statementType": "Quarterly"}
        return await self._supplier.get(
            "api/v1/statements", list[QuarterlyStatement], params=params
        )

    async def take_payment(
        self, reference: str, *, payment_reference: str, amount_pence: int, paid_at: datetime
    ) -> PaymentTaken:
        body = {
            "targetId": reference,
            "targetType": "Tenure",
            "transactionType": "DebitOrCreditCard",
            "transactionDate": paid_at.isoformat(),
            # The supplier's pounds: a hundredth of whole pence is written with two places.
            "transactionAmount": amount_pence / 100,
            "externalReference": payment_reference,
            "fund": "HRA",
        }
        return await self._supplier.post(
            "api/v1/transactions", PaymentTaken, body, idempotency_key=payment_reference
        )

    async def list_work_orders(self, reference: str) -> list[WorkOrder]:
        return await self._supplier.get(
            "api/v2/workOrders", list[WorkOrder], params={"tenureId": reference, "PageSize": 200}
        )

    async def get_work_order(self, number: str) -> WorkOrder:
        return await self._supplier.get(f"api/v2/workOrders/{number}", WorkOrder)

    async def list_notes(self, number: str) -> list[WorkOrderNote]:
        return await self._supplier.get(f"api/v2/workOrders/{number}/notes", list[WorkOrderNote])

    async def schedule_repair(self, body: Body, *, key: str) -> ScheduleRepairResult:
        return await self._supplier.post(
            "api/v2/workOrders/schedule", ScheduleRepairResult, body, idempotency_key=key
        )

    async def attach_photo(self, number: str, photo: bytes, *, name: str, key: str) -> None:
        body = {
            "filename": name,
            "title": "Photo from the tenant",
            "embeddedFileBinaryObject": base64.b64encode(photo).decode(),
        }
        await self._supplier.post(
            f"api/v2/workOrders/{number}/attachments", AttachmentKept, body, idempotency_key=key
        )

    async def list_slots(self, number: str, *, since: date, until: date) -> list[AppointmentDay]:
        params = {
            "workOrderReference": number,
            "fromDate": since.isoformat(),
            "toDate": until.isoformat(),
        }
        return await self._supplier.get("api/v2/appointments", list[AppointmentDay], params=params)

    async def book_slot(self, number: str, slot: str, *, key: str) -> None:
        body = {"workOrderReference": {"id": number}, "appointmentReference": {"id": slot}}
        await self._supplier.post("api/v2/appointments", dict[str, Any], body, idempotency_key=key)

    async def update_job(self, number: str, *, kind: str, comments: str, key: str) -> None:
        body = {
            "relatedWorkOrderReference": {"id": number},
            "typeCode": "0",
            "otherType": kind,
            "comments": comments,
        }
        await self._supplier.post(
            "api/v2/jobStatusUpdate", JobStatusUpdated, body, idempotency_key=key
        )
