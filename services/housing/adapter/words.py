"""From the housing system's words to the portal's, and refusing what makes no sense."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial

from services.contract import ServiceUnavailable
from services.housing.payloads import (
    Account,
    Appointment,
    AppointmentDay,
    QuarterlyStatement,
    Tenure,
    Transaction,
    WorkOrder,
    WorkOrderNote,
)
from services.housing.records import (
    RentAccount,
    RentLine,
    Repair,
    RepairNote,
    RepairState,
    Slot,
    Statement,
    Tenancy,
    Visit,
)
from services.supplied import LONDON, whole_pence

LARGEST_AMOUNT_PENCE = 10_000_000_00
LARGEST_BALANCE_PENCE = 100_000_00
"""A rent account further from nought than this is a mistake, not a debt."""

_TRANSACTIONS = {
    "BasicRentNoVAT": "Rent",
    "ServiceCharges": "Service charge",
    "Heating": "Heating charge",
    "HotWater": "Hot water charge",
    "WaterRates": "Water charge",
    "CourtCosts": "Court costs",
    "RechargeableRepairs": "Repair you pay for",
    "DirectDebit": "Direct Debit",
    "DirectDebitUnpaid": "Direct Debit that your bank returned",
    "DebitOrCreditCard": "Card payment",
    "PayPointPostOffice": "Payment at a shop or post office",
    "StandingOrder": "Standing order",
    "BankPayment": "Bank payment",
    "UniversalCreditRec": "Universal Credit",
    "HBAdjustment": "Housing Benefit",
    "DSSTransfer": "Housing Benefit",
    "TenantRefund": "Refund to you",
    "BACSRefund": "Refund to you",
    "WriteOff": "Amount we no longer ask for",
    "OpeningBalance": "Balance brought forward",
}
_PRIORITIES = {
    1: "Emergency: within 2 hours",
    2: "Emergency: within 24 hours",
    3: "Urgent: within 5 working days",
    4: "Normal: within 28 days",
    5: "Inspection",
}
_WAITING = {
    "On Hold",
    "Materials Needed",
    "Variation Pending Approval",
    "Authorisation Pending Approval",
    "Variation Approved",
    "Variation Rejected",
    "Locked",
    "Unknown",
}


pence = partial(whole_pence, least=-LARGEST_AMOUNT_PENCE, most=LARGEST_AMOUNT_PENCE)


def tenancy(tenure: Tenure) -> Tenancy:
    asset, charges = tenure.tenured_asset, tenure.charges
    return Tenancy(
        payment_reference=tenure.payment_reference,
        address=asset.full_address,
        uprn=asset.uprn,
        property_reference=asset.property_reference,
        kind=f"{tenure.tenure_type.description} tenancy",
        started_on=tenure.start_of_tenure_date,
        tenants=tuple(each.full_name for each in tenure.household_members if each.is_responsible),
        household=tuple(
            each.full_name for each in tenure.household_members if not each.is_responsible
        ),
        rent_pence=pence(charges.rent),
        service_charge_pence=pence(charges.service_charge),
    )


def rent_account(account: Account, lines: list[Transaction]) -> RentAccount:
    return RentAccount(
        payment_reference=account.payment_reference,
        owed_pence=owed_pence(account),
        as_at=account.last_updated_at,
        weekly_pence=sum(pence(charge.amount) for charge in account.consolidated_charges),
        lines=tuple(rent_line(line) for line in reversed(lines)),
    )


def owed_pence(account: Account) -> int:
    """What the tenant owes; negative in credit. The balance and its word have to agree."""
    balance = pence(account.account_balance)
    word = "Nil" if balance == 0 else "Arrears" if balance > 0 else "Credit"
    if word != account.balance_type or abs(balance) > LARGEST_BALANCE_PENCE:
        raise ServiceUnavailable("a balance that makes no sense")
    return balance


def rent_line(line: Transaction) -> RentLine:
    return RentLine(
        on=line.transaction_date.astimezone(LONDON).date(),
        text=_TRANSACTIONS.get(line.transaction_type, "Other"),
        charged_pence=pence(line.charged_amount),
        paid_pence=pence(line.paid_amount) + pence(line.housing_benefit_amount),
        owed_pence=pence(line.balance_amount),
    )


def statement(quarter: QuarterlyStatement) -> Statement:
    return Statement(
        slug=quarter.period.replace("/", "-").replace(" ", "-").lower(),
        title=_months(quarter.start_date, quarter.end_date),
        starts_on=quarter.start_date,
        ends_on=quarter.end_date,
        opening_pence=pence(quarter.start_balance),
        charged_pence=pence(quarter.charged_amount),
        paid_pence=pence(quarter.paid_amount) + pence(quarter.housing_benefit_amount),
        closing_pence=pence(quarter.finish_balance),
    )


def _months(first: date, last: date) -> str:
    """«July to September 2026»; one that begins with the tenancy may be of its last month alone."""
    alone = first.month == last.month
    return f"{last:%B %Y}" if alone else f"{first:%B} to {last:%B %Y}"


def repair(order: WorkOrder) -> Repair:
    visit = _visit(order.appointment) if order.appointment else None
    return Repair(
        reference=str(order.reference),
        title=order.description.splitlines()[0] if order.description else order.trade_description,
        trade=order.trade_description,
        priority=_PRIORITIES.get(order.priority_code, "Normal: within 28 days"),
        state=_repair_state(order.status, visit),
        reported_at=order.date_raised,
        due_on=order.target.astimezone(LONDON).date() if order.target else None,
        visit=visit,
        closed_on=order.closed_dated.astimezone(LONDON).date() if order.closed_dated else None,
    )


def _repair_state(status: str, visit: Visit | None) -> RepairState:
    """Somebody else's new word for a status is open, and not booked: never silently closed."""
    if status == "Work Complete":
        return RepairState.COMPLETE
    if status == "Work Cancelled":
        return RepairState.CANCELLED
    if status == "No Access":
        return RepairState.MISSED
    if status in _WAITING:
        return RepairState.WAITING
    return RepairState.BOOKED if visit else RepairState.ACCEPTED


def _visit(appointment: Appointment) -> Visit:
    # The supplier sends local time without an offset; the contract says Europe/London.
    try:
        day = datetime.fromisoformat(appointment.date).date()
    except ValueError as wrong:
        raise ServiceUnavailable("not a day") from wrong
    return visit(day, appointment.description, appointment.start, appointment.end)


def visit(day: date, part_of_day: str, start: str, end: str) -> Visit:
    return Visit(on=day, part_of_day=part_of_day, starts=_clock(start), ends=_clock(end))


def slots(days: list[AppointmentDay]) -> tuple[Slot, ...]:
    return tuple(
        Slot(slot.reference, visit(day.date, slot.description, slot.start, slot.end))
        for day in days
        for slot in day.slots
    )


def notes(written: Iterable[WorkOrderNote]) -> tuple[RepairNote, ...]:
    """Only what was written for the tenant: the rest is the repairs team's own."""
    return tuple(
        RepairNote(at=note.time, text=note.note) for note in written if note.audience == "Tenant"
    )


def _clock(text: str) -> str:
    """«08:00» as people say it: «8am»; midday is «12 noon»."""
    try:
        moment = datetime.strptime(text[:5], "%H:%M")  # noqa: DTZ007  (a time of day)
    except ValueError as wrong:
        raise ServiceUnavailable("not a time of day") from wrong
    if (moment.hour, moment.minute) == (12, 0):
        return "12 noon"
    minutes = f":{moment:%M}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'am' if moment.hour < 12 else 'pm'}"
