"""The housing system's words: the shapes of its JSON, and nothing else.

Money is a decimal number of pounds. `accountBalance` is positive when the tenant owes it, and
`balanceType` says so again in a word. Appointments are in local time without an offset.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

import msgspec

from services.supplied import LONDON


class _Words(msgspec.Struct, frozen=True, rename="camel"):
    """Field names as the supplier writes them."""


class HouseholdMember(_Words, frozen=True):
    full_name: str
    is_responsible: bool


class TenuredAsset(_Words, frozen=True):
    full_address: str
    uprn: str
    property_reference: str


class TenureCharges(_Words, frozen=True):
    rent: Decimal
    service_charge: Decimal


class TenureType(_Words, frozen=True):
    code: str
    description: str


class Tenure(_Words, frozen=True):
    id: str
    payment_reference: str
    household_members: list[HouseholdMember]
    tenured_asset: TenuredAsset
    charges: TenureCharges
    start_of_tenure_date: date
    tenure_type: TenureType


class TenureMatch(_Words, frozen=True):
    matched: bool
    payment_reference: str | None = None


class ConsolidatedCharge(_Words, frozen=True):
    type: str
    frequency: str
    amount: Decimal


class Account(_Words, frozen=True):
    payment_reference: str
    account_balance: Decimal
    balance_type: Literal["Arrears", "Credit", "Nil"]
    consolidated_charges: list[ConsolidatedCharge]
    last_updated_at: datetime


class AccountList(_Words, frozen=True):
    account_response_list: list[Account]


class Transaction(_Words, frozen=True):
    payment_reference: str
    transaction_type: str
    transaction_date: datetime
    charged_amount: Decimal
    paid_amount: Decimal
    housing_benefit_amount: Decimal
    balance_amount: Decimal


class TransactionList(_Words, frozen=True):
    results: list[Transaction]


class QuarterlyStatement(_Words, frozen=True):
    payment_reference: str
    period: str
    start_date: date
    end_date: date
    start_balance: Decimal
    charged_amount: Decimal
    paid_amount: Decimal
    housing_benefit_amount: Decimal
    finish_balance: Decimal


class PaymentTaken(_Words, frozen=True):
    payment_reference: str
    external_reference: str
    paid_amount: Decimal


class Appointment(_Words, frozen=True):
    date: str
    description: str
    start: str
    end: str


class WorkOrder(_Words, frozen=True):
    reference: int
    date_raised: datetime
    priority_code: int
    property_reference: str
    description: str
    status: str
    trade_description: str
    target: datetime | None = None
    appointment: Appointment | None = None
    closed_dated: datetime | None = None

    def is_of(self, tenure: Tenure) -> bool:
        """At the home of this tenancy, and not from the time of the tenant before."""
        same_home = self.property_reference == tenure.tenured_asset.property_reference
        raised_on = self.date_raised.astimezone(LONDON).date()
        return same_home and raised_on >= tenure.start_of_tenure_date


class WorkOrderNote(_Words, frozen=True):
    note: str
    time: datetime
    audience: Literal["Tenant", "Staff"]


class ScheduleRepairResult(_Words, frozen=True):
    id: int


class AppointmentSlot(_Words, frozen=True):
    reference: str
    description: str
    start: str
    end: str


class AppointmentDay(_Words, frozen=True):
    date: date
    slots: list[AppointmentSlot]


class AttachmentKept(_Words, frozen=True):
    id: str


class JobStatusUpdated(_Words, frozen=True):
    id: int
    status: str


class RepairOrder(msgspec.Struct, frozen=True):
    """What ScheduleRepair is made of."""

    reference: str
    description: str
    room: str
    access: str
    priority_code: int
    finished_by: datetime
    trade: str
    code: str
    property_reference: str
    address: str
    tenant: str
    telephone: str
    reported_at: datetime


def schedule_repair(order: RepairOrder) -> dict[str, Any]:
    """The repairs standard's ScheduleRepair, as this system takes it."""
    return {
        "descriptionOfWork": order.description,
        "reference": [{"id": order.reference, "allocatedBy": "My Account"}],
        "priority": {
            "priorityCode": str(order.priority_code),
            "requiredCompletionDateTime": order.finished_by.isoformat(),
        },
        "workClass": {"workClassCode": "0"},
        "instructedBy": {"name": "My Account"},
        "assignedToPrimary": {"organization": {"name": "Thornbridge Direct Works"}},
        "site": {"property": [{"unit": [_unit(order)]}]},
        "workElement": [
            {
                "trade": [{"code": order.trade}],
                "rateScheduleItem": [{"customCode": order.code, "quantity": {"amount": [1]}}],
            }
        ],
        "locationOfRepair": order.room,
        "accessInformation": {"description": order.access},
        "customer": {"person": _customer(order)},
        "dateReported": order.reported_at.isoformat(),
    }


def _unit(order: RepairOrder) -> dict[str, Any]:
    return {
        "address": {"addressLine": [order.address]},
        "reference": [{"id": order.property_reference, "allocatedBy": "Thornbridge Council"}],
    }


def _customer(order: RepairOrder) -> dict[str, Any]:
    customer: dict[str, Any] = {"name": {"full": order.tenant}}
    if order.telephone:
        customer["communication"] = [{"value": order.telephone, "description": "Telephone"}]
    return customer
